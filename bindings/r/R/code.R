fields_of_pages <- c("text", "id", "url", "title", "published", "category", "publisher", "language")

#' Code a data frame of texts
#'
#' Hands the texts to the program `demarche code` and gives its records as tibbles. Texts are taken as they are: offsets count their
#' characters (Unicode code points) from 0, half-open, so that `substr(text, begin + 1, end)` is what a record points at.
#'
#' @param data A data frame with a row a text.
#' @param text,id,published,title,url,publisher,category,language Names of its columns. Only that of the text must be there; the others
#'   are taken when they are. `published` holds days ([Date], or text "YYYY-MM-DD"), which expressions like "on Monday" are resolved
#'   against. Without ids the texts are numbered.
#' @param threads How many threads code.
#' @param reference Day of publication for rows without one, "YYYY-MM-DD".
#' @param min_confidence Events below this confidence (0 to 1) are left out.
#' @return A list of class `demarche_records` with the tibbles `events`, `statements`, `articles`, `links`, `offices` and `rejects`.
#'   Lists of a record (actors, contexts) are joined by ";" as in the program's CSV; the column `article` is the id of the text. What
#'   could not be coded is in `rejects`, with its reason.
#' @seealso [open_archive()] for what is to be kept.
#' @examples
#' texts <- data.frame(id = "a", published = as.Date("2021-03-05"),
#'                     text = "France recalled its ambassador to Italy on Thursday.")
#' \dontrun{
#' code_texts(texts)$events
#' }
#' @export
code_texts <- function(data, text = "text", id = "id", published = "published", title = "title", url = "url", publisher = "publisher",
                       category = "category", language = "language", threads = 1L, reference = NULL, min_confidence = 0) {
  stopifnot(is.data.frame(data), length(threads) == 1, threads >= 1, min_confidence >= 0, min_confidence <= 1)
  columns <- c(text = text, id = id, url = url, title = title, published = published, category = category, publisher = publisher,
               language = language)
  named <- c("text", setdiff(names(match.call())[-1], c("data", "threads", "reference", "min_confidence", "")))
  for (field in intersect(named, names(columns))) {
    if (!columns[[field]] %in% names(data)) {
      stop("no column \"", columns[[field]], "\" for ", field, " in the data, which has ", paste(names(data), collapse = ", "), call. = FALSE)
    }
  }
  columns <- columns[columns %in% names(data)]
  pages <- lapply(columns, function(column) as_text(data[[column]], column))
  if (is.null(pages$id)) pages$id <- as.character(seq_len(nrow(data)))
  pages$text[is.na(pages$text)] <- ""
  if (nrow(data) == 0) return(as_records(character()))
  input <- tempfile("demarche-in-", fileext = ".jsonl")
  on.exit(unlink(input))
  write_lines_of(pages, input)
  as_records(run_program(c("code", "--input-format", "jsonl", "--threads", as.integer(threads),
                           if (!is.null(reference)) c("--reference", as.character(reference)),
                           if (min_confidence > 0) c("--min-confidence", format(min_confidence)), input)))
}

#' Code files and folders
#'
#' Pages (text, HTML), JSONL and whatever else the program reads, compressed or not.
#'
#' @param paths Files and folders.
#' @param threads How many threads code.
#' @param input_format The format of the files; recognised from content when `NULL`.
#' @param reference Day of publication for documents without one, "YYYY-MM-DD".
#' @return As [code_texts()].
#' @examples
#' \dontrun{
#' code_files("pages/")$events
#' }
#' @export
code_files <- function(paths, threads = 1L, input_format = NULL, reference = NULL) {
  stopifnot(is.character(paths), length(paths) > 0)
  as_records(run_program(c("code", "--threads", as.integer(threads), if (!is.null(input_format)) c("--input-format", input_format),
                           if (!is.null(reference)) c("--reference", as.character(reference)), path.expand(paths))))
}

#' Code files into an archive
#'
#' Runs `demarche add`: safe to repeat, safe to interrupt. A document that is already held is skipped, one with other content becomes a new
#' version.
#'
#' @param archive The archive's file; made where there is none.
#' @param paths Files and folders.
#' @param threads How many threads code.
#' @return The archive's path, invisibly.
#' @examples
#' \dontrun{
#' add_to_archive("study.demarche", "pages/")
#' con <- open_archive("study.demarche")
#' }
#' @export
add_to_archive <- function(archive, paths, threads = 1L) {
  run_program(c("add", "--archive", path.expand(archive), "--threads", as.integer(threads), path.expand(paths)))
  invisible(archive)
}

as_text <- function(values, column) {
  if (inherits(values, c("Date", "POSIXt"))) return(format(values, "%Y-%m-%d"))
  if (is.list(values)) stop("column \"", column, "\" is a list: texts and days are read", call. = FALSE)
  values <- enc2utf8(as.character(values))
  valid <- is.na(values) | validUTF8(values)
  if (!all(valid)) stop("column \"", column, "\", row ", which(!valid)[[1]], ": not valid text in its encoding", call. = FALSE)
  values
}

write_lines_of <- function(pages, path) {
  quoted <- lapply(pages, function(values) {
    vapply(values, function(value) if (is.na(value)) NA_character_ else as.character(jsonlite::toJSON(jsonlite::unbox(value))), "",
           USE.NAMES = FALSE)
  })
  rows <- length(quoted[[1]])
  lines <- character(rows)
  for (name in names(quoted)) {
    here <- !is.na(quoted[[name]])
    lines[here] <- paste0(lines[here], ifelse(nzchar(lines[here]), ",", ""), "\"", name, "\":", quoted[[name]][here])
  }
  con <- file(path, open = "wb")
  on.exit(close(con))
  writeLines(enc2utf8(paste0("{", lines, "}")), con, useBytes = TRUE)
}
