#' Where the program is
#'
#' Coding is done by the program `demarche`. It is looked for in this order: the option `demarche.program`, the environment variable
#' `DEMARCHE_PROGRAM`, the search path.
#'
#' @return The program's path, a string. It is an error when there is none.
#' @examples
#' try(demarche_program())
#' @export
demarche_program <- function() {
  given <- getOption("demarche.program", Sys.getenv("DEMARCHE_PROGRAM"))
  found <- if (nzchar(given)) given else Sys.which("demarche")[[1]]
  if (!nzchar(found) || !file.exists(found)) {
    stop("no program demarche", if (nzchar(given)) paste0(" at ", given),
         ": install it, or say where it is with options(demarche.program = \"...\")", call. = FALSE)
  }
  found
}

#' Versions of engine, model and codebook
#'
#' What codes: the versions that every record carries.
#'
#' @return A named character vector: `demarche`, `model`, `codebook`.
#' @examples
#' try(demarche_version())
#' @export
demarche_version <- function() {
  lines <- run_program(c("version"))
  parts <- strsplit(trimws(lines), " +")
  stats::setNames(vapply(parts, function(p) p[[2]], ""), vapply(parts, function(p) p[[1]], ""))
}

# The lines that the program prints. Status 1 (some documents rejected) is no error: the reject records say why.
run_program <- function(arguments, input = NULL) {
  program <- demarche_program()
  out <- tempfile("demarche-out-")
  messages <- tempfile("demarche-messages-")
  on.exit(unlink(c(out, messages)))
  status <- suppressWarnings(system2(program, shQuote(arguments), stdout = out, stderr = messages,
                                     stdin = if (is.null(input)) "" else input))
  if (!status %in% c(0L, 1L)) {
    said <- readLines(messages, warn = FALSE, encoding = "UTF-8")
    stop(if (length(said)) paste(said, collapse = "\n") else paste("demarche ended with status", status), call. = FALSE)
  }
  con <- file(out, open = "r", encoding = "UTF-8")
  on.exit(close(con), add = TRUE, after = FALSE)
  lines <- readLines(con, warn = FALSE, encoding = "UTF-8")
  Encoding(lines) <- "UTF-8"
  lines
}
