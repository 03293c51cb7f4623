test_that("a data frame of texts gives tibbles", {
  skip_without_program()
  records <- code_texts(texts, text = "body", id = "key", published = "day", publisher = "paper")
  expect_s3_class(records$events, "tbl_df")
  first <- records$events[records$events$article == "a", ]
  expect_equal(first$type[[1]], "SANCTION")
  expect_equal(first$actors[[1]], "FRA:GOV")
  expect_equal(first$start[[1]], as.Date("2021-03-04"))
  expect_type(first$goldstein, "double")
  expect_equal(records$rejects$id, "e")
  expect_equal(records$rejects$reason, "no_text")
  expect_equal(nrow(records$articles), 4)
  expect_true(any(records$statements$direct))
  expect_output(print(records), "4 documents")
})

test_that("offsets point into the text", {
  skip_without_program()
  events <- code_texts(texts, text = "body", id = "key", published = "day")$events
  body <- texts$body[match(events$article, texts$key)]
  here <- events$section == "text"
  expect_equal(substr(body[here], events$trigger_begin[here] + 1, events$trigger_end[here]), events$trigger[here])
})

test_that("threads and single texts change nothing", {
  skip_without_program()
  all <- code_texts(texts, text = "body", id = "key", published = "day", threads = 2)
  one <- code_texts(texts[2, ], text = "body", id = "key", published = "day")
  expect_equal(all$events[all$events$article == "b", ], one$events)
  expect_equal(nrow(code_texts(texts[0, ], text = "body")$events), 0)
})

test_that("wrong use is told in one line", {
  expect_error(code_texts(texts, text = "story"), "no column \"story\" for text in the data, which has key, day, paper, body")
  expect_error(code_texts(texts), "no column \"text\"")
  expect_error(code_texts(list()), "is.data.frame")
  before <- options(demarche.program = "/no/such/program")
  on.exit(options(before))
  expect_error(demarche_program(), "no program demarche at /no/such/program")
})

test_that("the program's own errors come through", {
  skip_without_program()
  expect_error(code_files("/no/such/folder"), "no/such/folder")
  expect_named(demarche_version(), c("demarche", "model", "codebook"))
})
