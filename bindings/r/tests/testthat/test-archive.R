test_that("events and statements come as tibbles", {
  con <- archive_of_texts()
  events <- archive_events(con)
  expect_s3_class(events, "tbl_df")
  expect_s3_class(events$date_start, "Date")
  expect_true(all(grepl("ITA", paste(archive_events(con, party = "ITA")$actors, archive_events(con, party = "ITA")$recipients))))
  expect_true(all(archive_events(con, type = "CONSULT")$type == "CONSULT"))
  expect_true(nrow(archive_events(con, since = "2022-01-01")) < nrow(events))
  expect_equal(nrow(archive_events(con, since = "2022-01-01")) + nrow(archive_events(con, until = "2021-12-31")), nrow(events))
  statements <- archive_statements(con)
  expect_type(statements$direct, "logical")
  expect_true(nrow(archive_statements(con, actor = "FRA")) >= 1)
  expect_equal(nrow(archive_events(con, party = "JPN")), 0)
})

test_that("a series has the numbers of the program", {
  con <- archive_of_texts()
  for (unit in c("week", "month", "quarter", "year")) {
    series <- relation_series(con, "ITA", "FRA", unit)
    printed <- demarche:::run_program(c("relation", "FRA", "ITA", "--archive", archive_of_texts_path$path, "--period", unit,
                                        "--output-format", "csv"))
    table <- utils::read.csv(text = printed, colClasses = c(period = "character"))
    for (column in setdiff(names(table), c("first", "second"))) {
      expect_equal(as.character(series[[column]]), as.character(table[[column]]), info = paste(unit, column))
    }
  }
})

test_that("a panel is balanced, and tells zero from no coverage", {
  con <- archive_of_texts()
  panel <- dyad_panel(con, "month")
  dyads <- unique(paste(panel$first, panel$second))
  expect_equal(nrow(panel), length(dyads) * length(unique(panel$period)))
  expect_equal(length(unique(panel$period)), 11)
  expect_true(any(!panel$covered))
  expect_true(all(panel$events[!panel$covered] == 0))
  year <- dyad_panel(con, "year", among = c("FRA", "ITA"))
  expect_equal(unique(paste(year$first, year$second)), "FRA ITA")
  expect_equal(sum(year$events), sum(panel$events[panel$first == "FRA" & panel$second == "ITA"]))
  expect_equal(nrow(dyad_panel(con, "year", among = "JPN")), 0)
})

test_that("a series is ready to be drawn", {
  con <- archive_of_texts()
  series <- relation_series(con, "FRA", "ITA", "quarter")
  long <- series_long(series)
  expect_equal(nrow(long), nrow(series) * length(unique(long$measure)))
  expect_equal(sum(long$value[long$measure == "events"]), sum(series$events))
  file <- tempfile(fileext = ".pdf")
  grDevices::pdf(file)
  expect_invisible(plot(series))
  grDevices::dev.off()
  expect_gt(file.size(file), 1000)
})

test_that("wrong use is told in one line", {
  expect_error(open_archive("/no/such.demarche"), "no archive at /no/such.demarche")
  file <- tempfile()
  writeLines("no archive", file)
  expect_error(suppressWarnings(open_archive(file)), "is no archive")
  con <- archive_of_texts()
  expect_error(archive_events(con, party = "Russia'; DROP TABLE event"), "is no actor code")
  expect_error(archive_events(con, since = "soon"), "is not a day")
  expect_error(relation_series(con, "FRA", "ITA", "decade"), "should be one of")
})
