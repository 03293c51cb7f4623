#' demarche: events and statements from political news
#'
#' Code texts with [code_texts()] and [code_files()], keep them with [add_to_archive()], ask archives with [open_archive()],
#' [archive_events()], [relation_series()] and [dyad_panel()].
#'
#' @keywords internal
"_PACKAGE"
