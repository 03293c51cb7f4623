# Columns of each kind: name, path into the record, type. A "*" in the path joins the members of a list by ";".
record_columns <- list(
  event = c("id", "article", "section", start = "date/start", end = "date/end", date_basis = "date/basis", "type", "mode",
            contexts = "contexts/*", "cameo", "quad", "plover_score", "goldstein", actors = "actors/*/code",
            actor_names = "actors/*/name", recipients = "recipients/*/code", recipient_names = "recipients/*/name",
            trigger = "trigger/text", trigger_begin = "trigger/span/1", trigger_end = "trigger/span/2",
            sentence_begin = "sentence/1", sentence_end = "sentence/2", "newness", "factuality",
            attributed_to = "attributed_to/code", statement = "attributed_to/statement", place = "place/name",
            place_country = "place/country", latitude = "place/latitude", longitude = "place/longitude", dead_low = "size/dead/low",
            dead_high = "size/dead/high", injured_low = "size/injured/low", injured_high = "size/injured/high",
            arrested_low = "size/arrested/low", arrested_high = "size/arrested/high",
            participants_low = "size/participants/low", participants_high = "size/participants/high", "confidence", "rule",
            engine = "versions/engine", model = "versions/model", codebook = "versions/codebook"),
  statement = c("id", "article", speaker = "speaker/code", speaker_name = "speaker/name", addressee = "addressee/code",
                cue = "cue/text", content = "content/text", content_begin = "content/span/1", content_end = "content/span/2",
                "direct", sentence_begin = "sentence/1", sentence_end = "sentence/2"),
  article = c("id", "origin", "url", "title", "published", "category", "publisher", "language", "text", "sha256"),
  link = c("article", "role", "from", "to", connective = "connective/text"),
  office = c("article", person = "person/name", person_code = "person/code", "office", "country", "change", "from_office"),
  reject = c("origin", "id", "reason", "message")
)
day_columns <- c("start", "end", "published")
number_columns <- c("plover_score", "goldstein", "confidence", "latitude", "longitude")
integer_columns <- c("trigger_begin", "trigger_end", "sentence_begin", "sentence_end", "content_begin", "content_end", "dead_low",
                     "dead_high", "injured_low", "injured_high", "arrested_low", "arrested_high", "participants_low",
                     "participants_high")

# Lines of JSON to a list of tibbles.
as_records <- function(lines) {
  kinds <- c(events = "event", statements = "statement", articles = "article", links = "link", offices = "office", rejects = "reject")
  out <- lapply(kinds, function(kind) {
    mine <- lines[startsWith(lines, paste0("{\"kind\":\"", kind, "\""))]
    as_table(kind, lapply(mine, jsonlite::fromJSON, simplifyVector = FALSE))
  })
  structure(out, class = "demarche_records")
}

as_table <- function(kind, records) {
  paths <- record_columns[[kind]]
  if (is.null(names(paths))) names(paths) <- paths
  names(paths) <- ifelse(nzchar(names(paths)), names(paths), paths)
  columns <- Map(function(name, path) typed(name, vapply(records, value_at, "", strsplit(path, "/")[[1]], USE.NAMES = FALSE)),
                 names(paths), paths)
  tibble::as_tibble(columns)
}

typed <- function(name, values) {
  if (name %in% day_columns) return(as.Date(values))
  if (name %in% number_columns) return(as.numeric(values))
  if (name %in% integer_columns) return(as.integer(values))
  if (name == "direct") return(values == "TRUE")
  values
}

value_at <- function(value, steps) {
  for (i in seq_along(steps)) {
    step <- steps[[i]]
    if (step == "*") {
      parts <- vapply(value, value_at, "", steps[-seq_len(i)], USE.NAMES = FALSE)
      return(paste(ifelse(is.na(parts), "", parts), collapse = ";"))
    }
    value <- if (step %in% c("1", "2")) value[[as.integer(step)]] else value[[step]]
    if (is.null(value)) return(NA_character_)
  }
  as.character(value)
}

#' @export
print.demarche_records <- function(x, ...) {
  cat("Records of ", nrow(x$articles), " documents: ", nrow(x$events), " events, ", nrow(x$statements), " statements, ",
      nrow(x$rejects), " rejects\n", sep = "")
  invisible(x)
}
