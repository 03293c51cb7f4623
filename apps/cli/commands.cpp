#include "commands.h"

#include <array>
#include <cstdlib>

#include "command_flags.h"

namespace demarche::cli {
namespace {

constexpr Example read_examples[] = {
    {"demarche read page.html", "the article on a page"},
    {"demarche read pages/ --output-format csv > articles.csv", "a folder as a table"},
    {"demarche read CC-NEWS-20240101.warc.gz > articles.jsonl", "a web archive"},
    {"demarche read corpus.csv --columns text=body,date=day", "a table with columns of its own"},
};
constexpr Example parse_examples[] = {
    {"demarche parse report.txt", "sentences, tags, trees and names"},
    {"demarche parse --input-format conllu gold.conllu", "given words, annotated anew"},
};
constexpr Example dates_examples[] = {
    {"echo 'They met last Friday.' | demarche dates --reference 2023-01-02 -", "what a date means on a day"},
};
constexpr Example relate_examples[] = {
    {"demarche relate pairs.jsonl", "a type for each pair of marked parties"},
};
constexpr Example place_examples[] = {
    {"demarche place names.jsonl", "where each marked name lies"},
};
constexpr Example code_examples[] = {
    {"demarche code page.html", "everything that one page says"},
    {"demarche code news.jsonl.gz --threads 4 > coded.jsonl", "a corpus"},
    {"demarche code page.html --output-format table", "who, what, whom, when, according to whom"},
    {"demarche code news.jsonl --kind event --output-format csv > events.csv", "events as a table"},
};
constexpr Example add_examples[] = {
    {"demarche add pages/ --archive news.db", "code a folder into an archive"},
};
constexpr Example events_examples[] = {
    {"demarche events --archive news.db --actor RUS --since 2022-01-01", "what Russia did"},
    {"demarche events --archive news.db --type ASSAULT --output-format table", "attacks, for reading"},
};
constexpr Example statements_examples[] = {
    {"demarche statements --archive news.db --party CHN --output-format table", "who said what"},
};
constexpr Example stories_examples[] = {
    {"demarche stories --archive news.db --min-documents 2", "stories that several documents tell"},
    {"demarche stories --archive news.db --since 2022-12-01 --output-format table", "for reading"},
};
constexpr Example stories_split_examples[] = {
    {"demarche stories split a1 b7 --reason 'another visit' --archive news.db", "these two are not one story"},
};
constexpr Example stories_join_examples[] = {
    {"demarche stories join a1 b7 --as dependent --reason 'same author' --archive news.db",
     "one is made from the other"},
};
constexpr Example stories_undo_examples[] = {
    {"demarche stories undo a1 b7 --reason 'read them again' --archive news.db", "as the program finds it"},
};
constexpr Example incidents_examples[] = {
    {"demarche incidents --archive news.db --party UKR --min-reports 2", "what several independent reports tell"},
    {"demarche incidents --archive news.db --type ASSAULT --output-format table", "attacks, each once"},
};
constexpr Example relation_examples[] = {
    {"demarche relation RUS CHN --archive news.db", "the relation month by month"},
    {"demarche relation RUS CHN --archive news.db --open 2022-12", "the sentences behind a month"},
    {"demarche relation RUS CHN --archive news.db --plot relation.svg", "and a picture of it"},
    {"demarche relation EGY ISR --archive news.db --period year --output-format csv", "yearly counts for a program"},
};
constexpr Example import_examples[] = {
    {"demarche import icews events.2018.tab --archive news.db", "coded events beside the archive's own"},
    {"demarche relation RUS UKR --archive news.db --origin icews", "the relation as they tell it"},
    {"demarche import --list --archive news.db", "what was imported"},
};
constexpr Example export_examples[] = {
    {"demarche export --as gdelt --archive news.db --to gdelt/", "tables of events and mentions, and a manifest"},
    {"demarche export --as csv --excel --archive news.db > events.csv", "for a spreadsheet"},
    {"demarche export --as replication --archive news.db --output replication.jsonl", "a data set without texts"},
    {"demarche export --as stata --archive news.db --since 2022-01-01 --to out/", "for Stata"},
};
constexpr Example explain_examples[] = {
    {"demarche explain --text 'Russia accused Ukraine of shelling the town.'", "every layer of a sentence"},
    {"demarche explain ID --archive news.db", "how a record came about"},
};
constexpr Example audit_examples[] = {
    {"demarche audit --archive news.db --judge anna",
     "judge 200 events, one key a question; q stops, the same goes on"},
    {"demarche audit --archive news.db --judge ben", "a second judge on the same events"},
    {"demarche audit --archive news.db --blind --judge anna", "what did the machine miss?"},
    {"demarche audit --archive news.db --report --output-format csv", "the table for an appendix"},
};
constexpr Example correct_examples[] = {
    {"demarche correct --article 7731 --title 'Envoys met on Monday' --archive news.db", "another headline"},
    {"demarche correct --article 7731 --text corrected.txt --note 'the day was wrong' --archive news.db",
     "another text"},
};
constexpr Example withdraw_examples[] = {
    {"demarche withdraw --address https://gazette.example/talks --archive news.db", "one page"},
};
constexpr Example erase_examples[] = {
    {"demarche erase --address https://gazette.example/talks --dry-run --archive news.db", "what would go"},
    {"demarche erase --source 'Harbour Post' --until 2019-12-31 --archive news.db", "what a source published in years"},
};
constexpr Example restrict_examples[] = {
    {"demarche restrict --name 'Ann Example' --archive news.db", "while a dispute lasts"},
};
constexpr Example requests_examples[] = {
    {"demarche requests --archive news.db --state open", "what is to be decided"},
};
constexpr Example requests_open_examples[] = {
    {"demarche requests open erase --address https://gazette.example/talks --contact desk@gazette.example --archive "
     "news.db",
     "note a request from the mail"},
};
constexpr Example requests_show_examples[] = {{"demarche requests show 3 --archive news.db", "one request"}};
constexpr Example requests_accept_examples[] = {
    {"demarche requests accept 3 --archive news.db", "do what it asks for"}};
constexpr Example requests_refuse_examples[] = {
    {"demarche requests refuse 3 --reason 'the page is not in the archive' --archive news.db", "say no, and why"},
};
constexpr Example requests_lift_examples[] = {
    {"demarche requests lift 3 --reason 'the dispute is settled' --archive news.db", "bring the pages back"},
};
constexpr Example requests_finish_examples[] = {
    {"demarche requests finish --archive news.db", "after an interruption"}};
constexpr Example verify_examples[] = {
    {"demarche verify 3 --archive news.db --backup old.db --write-receipt receipt.json", "is anything left?"},
    {"demarche verify --receipt receipt.json", "does a receipt hold?"},
};
constexpr Example brief_examples[] = {
    {"demarche brief RUS CHN --date 2022-12-31 --archive news.db", "what reports say of the two, up to a day"},
    {"demarche brief RUS CHN --archive news.db --contact desk@news.example --output-format html > brief.html",
     "a page to publish"},
};
constexpr Example serve_examples[] = {
    {"demarche serve --archive news.db", "pages and API on http://127.0.0.1:8080"},
    {"demarche serve --archive news.db --origin https://news.example.org --admin-token token.txt",
     "behind a reverse proxy on the same machine"},
};
constexpr Example recode_examples[] = {
    {"demarche recode --archive news.db --dry-run", "what today's codebook would change"},
    {"demarche recode --archive news.db --output-format jsonl > recoded.jsonl", "recode, and keep the report"},
};
constexpr Example rehydrate_examples[] = {
    {"demarche rehydrate replication.jsonl pages/ > records.jsonl", "complete it from your own pages"},
};
constexpr Example changes_examples[] = {
    {"demarche changes --since 1204 --archive news.db", "what happened after change 1204"},
    {"demarche changes --archive news.db --output-format atom > changes.atom", "as a feed, with tombstones"},
};
constexpr Example archive_backup_examples[] = {
    {"demarche archive backup news-2026-01-31.db --archive news.db", "tonight's copy"},
};
constexpr Example archive_restore_examples[] = {
    {"demarche archive restore news-2026-01-31.db --archive news.db", "after the disk was lost"},
};
constexpr Example archive_compact_examples[] = {{"demarche archive compact --archive news.db", "after large removals"}};
constexpr Example archive_upgrade_examples[] = {{"demarche archive upgrade --archive news.db", "after an update"}};
constexpr Example archive_exports_examples[] = {{"demarche archive exports --archive news.db", "where copies are"}};
constexpr Example archive_info_examples[] = {
    {"demarche archive info --archive news.db", "what the archive holds"},
    {"demarche archive info --archive news.db --cite", "a line to cite"},
};
constexpr Example archive_check_examples[] = {{"demarche archive check --archive news.db", "is it sound"}};
constexpr Example codebook_check_examples[] = {{"demarche codebook check codebooks", "are the tables sound"}};
constexpr Example version_examples[] = {{"demarche version --models", "versions and what the model was made from"}};
constexpr Example completions_examples[] = {
    {"demarche completions bash > /etc/bash_completion.d/demarche", "for all users of bash"},
    {"demarche completions fish > ~/.config/fish/completions/demarche.fish", "for fish"},
};
constexpr Example help_examples[] = {
    {"demarche help relation", "one command"},
    {"demarche help --man | man -l -", "everything as a manual page"},
};

constexpr std::string_view no_path = "name a file, a folder, or - for standard input";

constexpr Command commands[] = {
    {"read", "PATH...", 1, -1, no_path, "the articles that pages, feeds and files hold",
     "Reads pages (HTML), plain text, JSONL, tables, WARC, feeds, news messages (ninjs, NewsML), press exports, gzip "
     "and "
     "zstd, single files or whole folders, and prints one article a line: "
     "text, title, date, publisher, cited sources. What cannot be read comes as a reject record with its reason.",
     "input columns any-language reference format kind-read threads quiet", "", read_examples, run_read},
    {"parse", "PATH...", 1, -1, no_path, "sentences, words, tags, trees and names as CoNLL-U",
     "Takes text as it is; TokenRange gives the place of each word in Unicode code points. With --input-format conllu "
     "the "
     "sentences, words, comments, ranges and empty nodes of the input are kept.",
     "input-parse columns layers tier threads data quiet", "", parse_examples, run_parse},
    {"dates", "PATH...", 1, -1, no_path, "date expressions and the days they mean",
     "Prints one object a date expression: the interval that it means, seen from the day of publication or "
     "--reference.",
     "reference input format kind-dates tier threads data quiet", "", dates_examples, run_dates},
    {"relate", "PATH...", 1, -1, no_path, "the PLOVER type between two marked parties",
     "Takes lines {\"id\",\"text\",\"actor\":[begin,end]|null,\"recipient\":[begin,end]|null} and prints the type of "
     "what the "
     "actor does to the recipient, with the probability of every type.",
     "tier threads data quiet", "", relate_examples, run_relate},
    {"place", "PATH...", 1, -1, no_path, "the place of the world that a marked name means",
     "Takes lines {\"id\",\"text\",\"span\":[begin,end]} and prints the place: name, country, coordinates and how "
     "precise "
     "they are (city, area, country: then the country's centre). null: no table knows the name.",
     "tier threads data quiet", "", place_examples, run_place},
    {"code", "PATH...", 1, -1, no_path, "who did or said what to whom, when, according to whom",
     "Codes articles into PLOVER events and statements, each field with the words that carry it. Per article: the "
     "article, "
     "its statements, its events. Documents that cannot be read become reject records, and the exit status is 1.",
     "input columns reference format-table kind min-confidence tier threads data quiet", "", code_examples, run_code},
    {"add", "PATH...", 1, -1, no_path, "code into an archive",
     "Codes the paths and keeps the result in one file. Safe to repeat: what the archive already holds is skipped; "
     "another "
     "text under a known id is a new version. Safe to interrupt: what was acknowledged stays.",
     "archive keep-text input columns reference tier threads data quiet", "archive", add_examples, run_add},
    {"events", "", 0, 0, "", "events of an archive", "Prints the events that fit all filters, by day.",
     "archive origin actor recipient party type quad since until article publication newness factuality min-confidence "
     "limit as-of "
     "cite "
     "output format-table",
     "archive", events_examples, run_events},
    {"statements", "", 0, 0, "", "reported speech of an archive", "Prints the statements that fit all filters.",
     "archive actor party since until article publication limit as-of cite output format-table", "archive",
     statements_examples, run_statements},
    {"stories", "", 0, 0, "", "which documents tell the same news, and who copied whom",
     "Prints the stories that fit all filters, by day: each document with its role (origin, copy, rewrite, report), "
     "the "
     "document it comes from, and why; and how many independent reports there are.",
     "archive since until article min-documents min-reports limit format-table", "archive", stories_examples,
     run_stories},
    {"stories split", "A B", 2, 2, "name two articles by their ids", "decide that two articles are not one story",
     "Keeps the decision with who, when and why, and puts the stories that it touches together anew. It holds until it "
     "is undone.",
     "archive by reason", "archive", stories_split_examples, run_stories_split},
    {"stories join", "A B", 2, 2, "name two articles by their ids", "decide that two articles are one story",
     "Keeps the decision with who, when and why, and puts the stories that it touches together anew. --as also decides "
     "whether they are independent reports.",
     "archive as by reason", "archive", stories_join_examples, run_stories_join},
    {"stories undo", "A B", 2, 2, "name two articles by their ids", "take a decision about two articles back",
     "What the program finds holds again. That there was a decision stays on record.", "archive by reason", "archive",
     stories_undo_examples, run_stories_undo},
    {"incidents", "", 0, 0, "", "what happened, each happening once, with all its mentions",
     "Prints the incidents that fit all filters, by day: type, parties, day and place as the evidence of all mentions "
     "decides them, how many documents and independent reports hold them up, and the accounts side by side.",
     "archive actor recipient party type quad since until newness factuality article min-documents min-reports limit "
     "format-table",
     "archive", incidents_examples, run_incidents},
    {"relation", "A B", 2, 2, "name two parties, such as RUS CHN", "how the relation of two countries moved",
     "Counts the new events between A and B, both ways, by period: cooperation and conflict, words and deeds, and the "
     "sum of "
     "PLOVER scores. --open shows the sentences behind a period, with who, act and whom marked.",
     "archive origin period unit open evidence plot type quad since until publication newness factuality "
     "min-confidence limit as-of "
     "cite "
     "format-relation",
     "archive", relation_examples, run_relation},
    {"explain", "[ID]", 0, 1, "", "every layer behind a record or a text",
     "For a record of an archive: its article, sentence, rule, parties and date. For --text: words, tree, names, "
     "actors, "
     "dates, and what was coded by which rule.",
     "text reference archive as-of cite tier data", "", explain_examples, run_explain},
    {"audit", "", 0, 0, "", "how right an archive is: judge a sample, report the figures",
     "Draws a random sample of the archive's events, enough of each type, and asks of each whether type, parties, "
     "date, "
     "place and factuality are right: one key a question, every answer kept at once. --report gives the shares with "
     "95 % intervals, weighted to the archive, and the agreement of judges. With --blind it draws sentences, asks what "
     "they tell and only then looks at what was coded: recall. The session holds ids and verdicts, no text.",
     "archive size seed blind session judge report list verdicts type quad actor recipient party since until article "
     "newness factuality min-confidence format-report quiet",
     "archive", audit_examples, run_audit},
    {"correct", "", 0, 0, "", "put right an article's text, title or day",
     "Codes the corrected article like an added page and keeps it as a new version; the older one stays in the file "
     "and "
     "leaves every query. --address, --article and --source say which document; exactly one must fit.",
     "archive address scope-article source text-file title published url category note request contact ground due tier "
     "data format-request",
     "archive", correct_examples, run_correct},
    {"withdraw", "", 0, 0, "", "take documents out of sight, sealed, until lifted",
     "Documents that fit all the flags leave every query, sum and export, and their rows are sealed with the key "
     "beside "
     "the archive. The list of changes says that they were withdrawn. demarche requests lift brings them back.",
     "archive address scope-article source scope-party name scope-since scope-until copies contact ground due dry-run "
     "format-request",
     "archive", withdraw_examples, run_withdraw},
    {"erase", "", 0, 0, "", "remove documents for good, and prove it",
     "Documents that fit all the flags are deleted in all their versions with everything derived from them, and their "
     "bytes are overwritten before the command ends. It cannot be taken back. The pages do not come back with the next "
     "add, unless the request is lifted.",
     "archive address scope-article source scope-party name scope-since scope-until copies contact ground due dry-run "
     "yes format-request",
     "archive", erase_examples, run_erase},
    {"restrict", "", 0, 0, "", "keep documents out of queries, sums and exports",
     "As withdraw, for pages whose standing is disputed. demarche requests lift brings them back.",
     "archive address scope-article source scope-party name scope-since scope-until copies contact ground due dry-run "
     "format-request",
     "archive", restrict_examples, run_restrict},
    {"requests", "", 0, 0, "", "requests to change or remove",
     "Lists requests: of people, of publishers' signals, and "
     "what was done directly.",
     "archive state format-request", "archive", requests_examples, run_requests},
    {"requests open", "VERB", 1, 1, "say what is asked for: correct, withdraw, erase or restrict",
     "note a request for a decision", "VERB is correct, withdraw, erase or restrict. Nothing is changed yet.",
     "archive address scope-article source scope-party name scope-since scope-until copies contact ground due "
     "format-request",
     "archive", requests_open_examples, run_requests_open},
    {"requests show", "ID", 1, 1, "name a request by its number", "one request",
     "What is asked, by whom, until when, "
     "and what was done.",
     "archive format-request", "archive", requests_show_examples, run_requests_show},
    {"requests accept", "ID", 1, 1, "name a request by its number", "do what a request asks for",
     "Executes an open request. demarche erase --dry-run with the same flags shows beforehand what would go.",
     "archive format-request", "archive", requests_accept_examples, run_requests_accept},
    {"requests refuse", "ID", 1, 1, "name a request by its number", "refuse a request", "The reason is kept with it.",
     "archive reason format-request", "archive", requests_refuse_examples, run_requests_refuse},
    {"requests lift", "ID", 1, 1, "name a request by its number", "take back a withdrawal or restriction",
     "Withdrawn and restricted documents come back as they were. Of an erasure nothing comes back, but its pages may "
     "be "
     "added again.",
     "archive reason format-request", "archive", requests_lift_examples, run_requests_lift},
    {"requests finish", "", 0, 0, "", "go on with a removal that was interrupted",
     "A removal is acknowledged when the write-ahead log is emptied; a program that reads the archive can hold that "
     "up.",
     "archive", "archive", requests_finish_examples, run_requests_finish},
    {"verify", "[ID]", 0, 1, "", "look for anything left of what a request removed, or check a receipt",
     "Decodes every page of the archive, its log, every registered export and every backup that is named, and looks "
     "for "
     "word sequences that occurred only in the removed texts. Exit status 3 when something is found or cannot be read. "
     "With --receipt: checks signature and ledger proof of a receipt, without an archive.",
     "archive backup write-receipt backup-horizon receipt format-request", "", verify_examples, run_verify},
    {"import", "[FORMAT FILE...]", 0, -1, "", "coded events from elsewhere, beside the archive's own",
     "Reads coded events of ICEWS, GDELT (1.0, 2.0), POLECAT or Phoenix, or records of the contract (events: a JSON "
     "object a line), into the archive. FORMAT is icews, gdelt, polecat, phoenix or events. They stay apart: no count "
     "of "
     "the archive's own holds them; events and relation show them with --origin. Safe to repeat. Lines that are not "
     "what they claim are named on standard error.\n\n"
     "A CAMEO code counts as the PLOVER type it stands for; roots 01 and 02 stand for none and are in no series.",
     "archive name-import list-imports remove-import data quiet", "archive", import_examples, run_import},
    {"export", "", 0, 0, "", "events in the columns of other projects and programs",
     "Writes the archive's events as PLOVER JSON, GDELT 2.0, ICEWS, POLECAT, Phoenix, CSV, Stata or GraphML. Without "
     "--everything these are the events that series count: new, actual, of articles that are no exact copies. A value "
     "that "
     "we do not have is empty; none is invented. manifest.json says what was left out and why.\n\n"
     "replication: articles by address, day and hash, statements and events with offsets, not a word of text; others "
     "complete it from their own copies of the pages with demarche rehydrate.",
     "archive as-format to everything excel mapping actor recipient party type quad since until article newness "
     "factuality "
     "min-confidence as-of cite output limit data quiet",
     "", export_examples, run_export},
    {"brief", "A B", 2, 2, "name two parties, such as RUS CHN",
     "what happened between two parties, as a page to publish",
     "Made only of what the archive can show: day, class, headline, the sentences of the reports word for word with "
     "their "
     "speakers, numbered sources with their addresses, and how to ask for a change or a removal.",
     "archive date contact-brief limit format-brief", "archive", brief_examples, run_brief},
    {"serve", "", 0, 0, "", "pages and API of an archive over HTTP",
     "Answers on this machine until it is stopped. Adding to the archive goes on meanwhile, and pages show what is "
     "new. "
     "Every page reads without a script and has a twin for programs under the same address with .json at its end.",
     "archive listen port workers public server-origin admin-token access-log describe data quiet", "", serve_examples,
     run_serve},
    {"recode", "", 0, 0, "", "code an archive's texts anew with today's model and codebook",
     "Codes every article whose text is kept and that another engine, model or codebook has coded, and says what that "
     "changes: each event and statement that was added, is gone or changed, and why. The former coding stays: --as-of "
     "shows it.",
     "archive dry-run tier threads data format-recode quiet", "archive", recode_examples, run_recode},
    {"rehydrate", "FILE PATH...", 2, -1, "name a replication file, then the pages",
     "the words back into a replication file",
     "Finds each article of FILE among the pages by its id and the hash of its text, else by the hash alone, and "
     "prints "
     "its records with their words, in the order of the pages. Says which articles were not found; then the exit "
     "status "
     "is 1.",
     "input reference threads quiet", "", rehydrate_examples, run_rehydrate},
    {"changes", "", 0, 0, "", "what appeared, changed or disappeared in an archive",
     "For those who keep a copy of its records: one line a change, in order. Put the record under its id for insert "
     "and "
     "update, take it away for delete; then remember the last line's cursor for the next time.",
     "archive since-cursor kind-changes limit-changes format-changes quiet", "archive", changes_examples, run_changes},
    {"archive info", "[FILE]", 0, 1, "", "what an archive holds", "Counts, days, size and versions.", "archive cite",
     "", archive_info_examples, run_archive_info},
    {"archive check", "[FILE]", 0, 1, "", "whether an archive is sound",
     "Checks the file, the counts, the hashes of texts and the spans within them. Exit status 3 when something is "
     "wrong.",
     "archive", "", archive_check_examples, run_archive_check},
    {"archive backup", "COPY", 1, 1, "name the file for the copy", "a copy of an archive, while others use it",
     "The copy is whole and checked, or it is not there. The archive remembers it, so that a removal can name it.",
     "archive", "archive", archive_backup_examples, run_archive_backup},
    {"archive restore", "COPY", 1, 1, "name the copy", "an archive from its copy",
     "Writes the archive anew from a copy; there must be no file of its name. What was removed after the copy was made "
     "comes back with it: remove it again.",
     "archive", "archive", archive_restore_examples, run_archive_restore},
    {"archive compact", "[FILE]", 0, 1, "", "give back the room of what was deleted",
     "Rewrites the file; needs twice its size of free disk meanwhile.", "archive", "", archive_compact_examples,
     run_archive_compact},
    {"archive upgrade", "[FILE]", 0, 1, "", "bring an archive of an older Demarche forward",
     "One step of the schema after the other, each whole or not at all. Make a backup first.", "archive", "",
     archive_upgrade_examples, run_archive_upgrade},
    {"archive exports", "[FILE]", 0, 1, "", "the files written from an archive",
     "When, in which form, how many records, up to which change, where.", "archive", "", archive_exports_examples,
     run_archive_exports},
    {"codebook check", "FOLDER", 1, 1, "name the folder of tables, such as codebooks",
     "whether codebook tables are sound",
     "Reads the tables as the build does and prints their version and sizes, or the file and line of a mistake.", "",
     "", codebook_check_examples, run_codebook_check},
    {"version", "", 0, 0, "", "versions of program, model and codebook", "", "models data", "", version_examples,
     run_version},
    {"completions", "SHELL", 1, 1, "name a shell: bash, zsh or fish", "completions for a shell",
     "Prints a script for bash, zsh or fish.", "", "", completions_examples, run_completions},
    {"help", "[COMMAND]", 0, 2, "", "help on a command", "", "man markdown", "", help_examples, run_help},
};

constexpr bool known_key(std::string_view key) {
  for (const Flag& flag : flags)
    if (flag.key == key) return true;
  return false;
}

constexpr bool every_key_is_known() {
  for (const Command& command : commands) {
    std::string_view keys = command.flags;
    while (!keys.empty()) {
      const std::size_t end = keys.find(' ');
      if (!known_key(keys.substr(0, end))) return false;
      keys.remove_prefix(end == std::string_view::npos ? keys.size() : end + 1);
    }
  }
  return true;
}
static_assert(every_key_is_known(), "a command lists a flag that is not defined");

}  // namespace

std::span<const Flag> all_flags() {
  return flags;
}
std::span<const Command> all_commands() {
  return commands;
}

const Flag& flag_of(std::string_view key) {
  for (const Flag& flag : flags)
    if (flag.key == key) return flag;
  std::abort();  // the static_assert above makes this impossible for commands
}

}  // namespace demarche::cli
