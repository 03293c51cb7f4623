#' Open an archive
#'
#' An archive is one 'SQLite' file. It is opened for reading only, through 'DBI'; every table and view of docs/reference/archive.md can be
#' asked with [DBI::dbGetQuery()].
#'
#' @param path The archive's file.
#' @return A 'DBI' connection; close it with [DBI::dbDisconnect()].
#' @examples
#' \dontrun{
#' con <- open_archive("study.demarche")
#' archive_events(con, party = "RUS", since = "2022-01-01")
#' DBI::dbDisconnect(con)
#' }
#' @export
open_archive <- function(path) {
  path <- path.expand(path)
  if (!file.exists(path)) stop("no archive at ", path, ": demarche add PATH --archive FILE makes one", call. = FALSE)
  con <- DBI::dbConnect(RSQLite::SQLite(), path, flags = RSQLite::SQLITE_RO, extended_types = FALSE)
  id <- tryCatch(DBI::dbGetQuery(con, "PRAGMA application_id")[[1]], error = function(e) NA)
  if (!identical(as.integer(id), 0x444D4152L)) {
    DBI::dbDisconnect(con)
    stop(path, " is no archive of Demarche", call. = FALSE)
  }
  con
}

#' Events and statements of an archive
#'
#' The current versions' records, in the order of documents.
#'
#' @param con A connection from [open_archive()].
#' @param party,actor,recipient Actor codes or their beginnings, such as "RUS", "RUS:GOV" or "IGO:UN". Of a statement, `actor` is the
#'   speaker and `recipient` the addressee. `party` is either.
#' @param type A PLOVER type.
#' @param since,until Days, both included. An event lies on the first day of its date, undated on the day of publication.
#' @param newness,factuality One of the values of docs/reference/records.md.
#' @return A tibble. Lists of actors are joined by ";"; `date_start`, `date_end` and `published` are [Date]s; `quad` is 1 verbal
#'   cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict.
#' @examples
#' \dontrun{
#' con <- open_archive("study.demarche")
#' archive_events(con, party = "RUS", type = "CONSULT")
#' archive_statements(con, actor = "CHN")
#' }
#' @export
archive_events <- function(con, party = NULL, actor = NULL, recipient = NULL, type = NULL, since = NULL, until = NULL, newness = NULL,
                           factuality = NULL) {
  conditions <- c(party_condition(con, "event_party", "event_id", c("actor", "recipient"), party),
                  party_condition(con, "event_party", "event_id", "actor", actor),
                  party_condition(con, "event_party", "event_id", "recipient", recipient),
                  equals(con, "m.type", type), equals(con, "m.newness", newness), equals(con, "m.factuality", factuality),
                  day_condition("m.series_day", since, until))
  rows <- DBI::dbGetQuery(con, paste0(
    "SELECT e.* FROM event_mention m JOIN version v ON v.id = m.version_id AND v.current = 1 ",
    "JOIN (SELECT * FROM event) e ON e.id = m.record_id AND e.article = (SELECT article FROM document WHERE id = v.document_id) ",
    "WHERE 1", paste0(" AND ", conditions, collapse = "")[length(conditions) > 0], " GROUP BY m.id ORDER BY v.document_id, m.position"))
  as_days(rows, c("published", "date_start", "date_end"))
}

#' @rdname archive_events
#' @export
archive_statements <- function(con, party = NULL, actor = NULL, recipient = NULL, since = NULL, until = NULL) {
  conditions <- c(party_condition(con, "statement_party", "statement_id", c("speaker", "addressee"), party),
                  party_condition(con, "statement_party", "statement_id", "speaker", actor),
                  party_condition(con, "statement_party", "statement_id", "addressee", recipient),
                  day_condition("v.published", since, until))
  rows <- DBI::dbGetQuery(con, paste0(
    "SELECT e.* FROM statement_mention m JOIN version v ON v.id = m.version_id AND v.current = 1 ",
    "JOIN (SELECT * FROM statement) e ON e.id = m.record_id AND e.article = (SELECT article FROM document WHERE id = v.document_id) ",
    "WHERE 1", paste0(" AND ", conditions, collapse = "")[length(conditions) > 0], " GROUP BY m.id ORDER BY v.document_id, m.position"))
  rows$direct <- rows$direct == 1
  as_days(rows, "published")
}

party_condition <- function(con, table, key, roles, code) {
  if (is.null(code)) return(NULL)
  stopifnot(is.character(code), length(code) == 1)
  if (!grepl("^[A-Z]{3}(:[A-Za-z0-9 .'-]+)*$", code)) {
    stop("\"", code, "\" is no actor code: write RUS, RUS:GOV or IGO:UN", call. = FALSE)
  }
  quoted <- DBI::dbQuoteString(con, code)
  paste0("EXISTS (SELECT 1 FROM ", table, " p WHERE p.", key, " = m.id AND p.role IN (", paste0("'", roles, "'", collapse = ", "),
         ") AND (p.code = ", quoted, " OR substr(p.code, 1, ", nchar(code) + 1L, ") = ", quoted, " || ':'))")
}

equals <- function(con, column, value) {
  if (is.null(value)) return(NULL)
  paste0(column, " = ", DBI::dbQuoteString(con, as.character(value)))
}

day_condition <- function(column, since, until) {
  c(if (!is.null(since)) paste0(column, " >= ", day_number(since)), if (!is.null(until)) paste0(column, " <= ", day_number(until)))
}

day_number <- function(day) {
  number <- tryCatch(as.integer(as.Date(day)), error = function(e) NA_integer_)
  if (length(number) != 1 || is.na(number)) stop("\"", day, "\" is not a day: write YYYY-MM-DD", call. = FALSE)
  number
}

as_days <- function(rows, columns) {
  for (column in columns) rows[[column]] <- as.Date(rows[[column]])
  tibble::as_tibble(rows)
}
