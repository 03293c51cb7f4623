# The program and an archive coded from texts of our own; tests that need the program skip without it.
skip_without_program <- function() {
  found <- tryCatch(demarche_program(), error = function(e) "")
  if (!nzchar(found)) skip("no program demarche: options(demarche.program = ...) or DEMARCHE_PROGRAM")
}

texts <- data.frame(
  key = c("a", "b", "c", "d", "e"),
  day = as.Date(c("2021-03-05", "2021-03-06", "2021-05-10", "2022-01-04", NA)),
  paper = "Test Wire",
  body = c("France recalled its ambassador to Italy on Thursday. \"We are not amused,\" the French foreign minister said.",
           "The Turkish president met the Greek prime minister in Ankara. They signed an agreement on fishing in the \u00c6gean.",
           "France and Italy signed a treaty in Rome on Monday.",
           "Italy condemned the decision of France on Monday. The French president met the Italian president in Paris on Tuesday.",
           ""))

archive_of_texts <- function() {
  skip_without_program()
  if (is.null(archive_of_texts_path$path)) {
    folder <- tempfile("archive-")
    dir.create(folder)
    lines <- vapply(1:4, function(i) as.character(jsonlite::toJSON(list(
      id = texts$key[[i]], published = format(texts$day[[i]]), publisher = texts$paper[[i]], text = texts$body[[i]]), auto_unbox = TRUE)), "")
    writeLines(enc2utf8(lines), file.path(folder, "texts.jsonl"), useBytes = TRUE)
    archive_of_texts_path$path <- add_to_archive(file.path(folder, "a.demarche"), file.path(folder, "texts.jsonl"))
  }
  # One connection for all tests; R closes it at the end.
  if (is.null(archive_of_texts_path$con)) archive_of_texts_path$con <- open_archive(archive_of_texts_path$path)
  archive_of_texts_path$con
}
archive_of_texts_path <- new.env()
