measures <- c("verbal_cooperation", "material_cooperation", "verbal_conflict", "material_conflict")

#' A relation over time
#'
#' How the relation of two countries moved: a row a period, without gaps between the first and the last that have new, actual events, both
#' directions together. The same numbers as `demarche relation`.
#'
#' @param con A connection from [open_archive()].
#' @param first,second Countries ("RUS") or organisations ("IGO:UN").
#' @param period "week", "month", "quarter" or "year".
#' @param since,until Days, both included.
#' @return A tibble of class `demarche_series`: `period`, `start` (its first day), `events` (new and actual; the counts by quad class and
#'   the scores are of these alone), `other_events` (ongoing, background), `unconfirmed_events` (planned, denied, hypothetical, alleged),
#'   the four counts, `plover_score` and `goldstein` (sums), `articles` (published in the period, the denominator) and `covered` (whether
#'   there was any article: without one, zero events mean nothing). `plot()` draws it; [series_long()] makes it long for 'ggplot2'.
#' @examples
#' \dontrun{
#' con <- open_archive("study.demarche")
#' plot(relation_series(con, "RUS", "CHN", "year"))
#' }
#' @export
relation_series <- function(con, first, second, period = "month", since = NULL, until = NULL) {
  period <- match.arg(period, c("week", "month", "quarter", "year"))
  for (code in c(first, second)) party_condition(con, "", "", "", code)
  pair <- sort(c(first, second), method = "radix")
  days <- DBI::dbGetQuery(con, paste0(
    "SELECT day, quad, standing, sum(events) AS events, sum(plover_score) AS plover_score, sum(goldstein) AS goldstein FROM dyad_day ",
    "WHERE first = ? AND second = ?", paste0(" AND ", day_condition("day", since, until), collapse = "")[!is.null(since) || !is.null(until)],
    " GROUP BY day, quad, standing"), params = list(pair[[1]], pair[[2]]))
  out <- series_of(days, article_days(con), period)
  structure(out, class = c("demarche_series", class(out)), first = first, second = second, unit = period)
}

#' A balanced panel of dyads
#'
#' Every dyad that has an event in the archive, in every period: what regressions want. Undirected; directed panels with state system codes
#' are written by `demarche panel`.
#'
#' @param con A connection from [open_archive()].
#' @param unit "week", "month", "quarter" or "year".
#' @param among Countries and organisations to keep, both sides; `NULL` for all.
#' @param since,until Days, both included; by default the first and the last day of publication in the archive.
#' @return A tibble: `first`, `second`, and the columns of [relation_series()]. Where `covered` is `FALSE` nothing was published in the
#'   period: its zeros are no observation.
#' @examples
#' \dontrun{
#' con <- open_archive("study.demarche")
#' dyad_panel(con, "year", among = c("RUS", "CHN", "USA"))
#' }
#' @export
dyad_panel <- function(con, unit = "month", among = NULL, since = NULL, until = NULL) {
  unit <- match.arg(unit, c("week", "month", "quarter", "year"))
  articles <- article_days(con)
  if (nrow(articles) == 0) stop("the archive holds no dated article", call. = FALSE)
  from <- if (is.null(since)) min(articles$day) else day_number(since)
  to <- if (is.null(until)) max(articles$day) else day_number(until)
  if (from > to) stop("since lies after until", call. = FALSE)
  rows <- DBI::dbGetQuery(con, paste0(
    "SELECT first, second, day, quad, standing, sum(events) AS events, sum(plover_score) AS plover_score, sum(goldstein) AS goldstein ",
    "FROM dyad_day WHERE first <> second AND day BETWEEN ", from, " AND ", to, " GROUP BY first, second, day, quad, standing"))
  if (!is.null(among)) rows <- rows[rows$first %in% among & rows$second %in% among, ]
  starts <- period_starts(period_start(from, unit), period_start(to, unit), unit)
  pairs <- unique(rows[c("first", "second")])
  pairs <- pairs[order(pairs$first, pairs$second, method = "radix"), ]
  parts <- lapply(seq_len(nrow(pairs)), function(i) {
    mine <- rows[rows$first == pairs$first[[i]] & rows$second == pairs$second[[i]], ]
    tibble::add_column(series_of(mine, articles, unit, starts), first = pairs$first[[i]], second = pairs$second[[i]], .before = 1)
  })
  if (length(parts)) return(do.call(rbind, parts))
  tibble::add_column(series_of(rows, articles, unit, starts)[0, ], first = character(), second = character(), .before = 1)
}

#' A series in long form
#'
#' @param series A tibble from [relation_series()] or [dyad_panel()].
#' @return A tibble with a row a period and measure: the columns that identify a period, `measure` and `value`.
#' @examples
#' \dontrun{
#' library(ggplot2)
#' ggplot(series_long(relation_series(con, "RUS", "CHN", "year")), aes(start, value)) +
#'   geom_col() + facet_wrap(~measure, scales = "free_y")
#' }
#' @export
series_long <- function(series) {
  keys <- intersect(c("first", "second", "period", "start", "covered"), names(series))
  values <- setdiff(names(series), keys)
  class(series) <- setdiff(class(series), "demarche_series")
  parts <- lapply(values, function(name) {
    part <- series[keys]
    part$measure <- name
    part$value <- as.numeric(series[[name]])
    part
  })
  do.call(rbind, parts)
}

#' Draw a relation
#'
#' Cooperation upwards, conflict downwards, and the Goldstein sum as a line over them. Periods without any article are shaded: nothing is
#' known of them.
#'
#' @param x A series from [relation_series()].
#' @param ... Passed to [graphics::barplot()].
#' @return `x`, invisibly.
#' @export
plot.demarche_series <- function(x, ...) {
  up <- x$verbal_cooperation + x$material_cooperation
  down <- -(x$verbal_conflict + x$material_conflict)
  reach <- range(0, up, down)
  middles <- graphics::barplot(up, ylim = reach, names.arg = x$period, col = "steelblue", border = NA, las = 2, ylab = "events",
                               main = paste(attr(x, "first"), "and", attr(x, "second"), "by", attr(x, "unit")), ...)
  graphics::barplot(down, add = TRUE, col = "firebrick", border = NA, axes = FALSE)
  if (any(!x$covered)) graphics::abline(v = middles[!x$covered], col = "grey90")
  graphics::abline(h = 0)
  if (max(abs(x$goldstein)) > 0) graphics::lines(middles, x$goldstein / max(abs(x$goldstein)) * max(abs(reach)), lwd = 2)
  invisible(x)
}

article_days <- function(con) DBI::dbGetQuery(con, "SELECT day, articles FROM article_day ORDER BY day")

# First days of periods, as counts of days.
period_start <- function(day, unit) {
  if (unit == "week") return(day - (day + 3L) %% 7L)
  parts <- as.POSIXlt(as.Date(day, origin = "1970-01-01"))
  month <- switch(unit, month = parts$mon, quarter = parts$mon %/% 3 * 3, year = rep(0, length(day)))
  as.integer(as.Date(sprintf("%04d-%02d-01", as.integer(parts$year + 1900), as.integer(month + 1))))
}

period_starts <- function(from, to, unit) {
  if (unit == "week") return(seq(from, to, by = 7L))
  as.integer(seq(as.Date(from, origin = "1970-01-01"), as.Date(to, origin = "1970-01-01"),
                 by = switch(unit, month = "month", quarter = "3 months", year = "year")))
}

period_name <- function(start, unit) {
  day <- as.Date(start, origin = "1970-01-01")
  switch(unit, week = format(day, "%G-W%V"), month = format(day, "%Y-%m"),
         quarter = paste0(format(day, "%Y"), "-Q", as.integer(format(day, "%m")) %/% 3 + 1), year = format(day, "%Y"))
}

# Daily sums to a row a period. Without `starts`: from the first period with new, actual events to the last.
series_of <- function(days, articles, unit, starts = NULL) {
  days$start <- if (nrow(days)) period_start(days$day, unit) else integer()
  counted <- days[days$standing == 0, ]
  if (is.null(starts)) {
    starts <- if (nrow(counted)) period_starts(min(counted$start), max(counted$start), unit) else integer()
  }
  sum_by <- function(rows, column) {
    sums <- tapply(rows[[column]], factor(rows$start, levels = starts), sum)
    sums[is.na(sums)] <- 0
    as.numeric(sums)
  }
  articles$start <- if (nrow(articles)) period_start(articles$day, unit) else integer()
  published <- as.integer(sum_by(articles, "articles"))
  counts <- lapply(1:4, function(quad) as.integer(sum_by(counted[counted$quad == quad, ], "events")))
  tibble::tibble(period = period_name(starts, unit), start = as.Date(starts, origin = "1970-01-01"),
                 events = as.integer(sum_by(counted, "events")),
                 other_events = as.integer(sum_by(days[days$standing == 1, ], "events")),
                 unconfirmed_events = as.integer(sum_by(days[days$standing == 2, ], "events")),
                 !!!stats::setNames(counts, measures),
                 plover_score = sum_by(counted, "plover_score") / 1000, goldstein = sum_by(counted, "goldstein") / 1000,
                 articles = published, covered = published > 0L)
}
