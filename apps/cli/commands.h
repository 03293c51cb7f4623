// The command line as data: every command and every flag, defined once.
//
// The parser, --help, the man page, the shell completions and docs/reference/cli.md are all made from these tables.
// A command that is not in the table does not exist; a flag that a command does not list is refused there.
#pragma once

#include <span>
#include <string_view>

namespace demarche::cli {

enum class Takes {
  nothing,  // a switch
  text,
  count,   // a whole number from 0
  day,     // YYYY-MM-DD
  share,   // 0 to 1
  choice,  // one of `choices`
  path,
};

struct Flag {
  std::string_view key;   // how commands refer to it; unique
  std::string_view name;  // "--threads"; several keys may share a name with other choices
  Takes takes = Takes::nothing;
  std::string_view value;    // "N": how the value is shown
  std::string_view choices;  // "jsonl csv": for Takes::choice; the first is the default where there is one
  std::string_view help;
};

struct Example {
  std::string_view command;
  std::string_view what;
};

class Invocation;

struct Command {
  std::string_view name;       // "archive info"
  std::string_view arguments;  // "PATH...", "A B", ""
  int least = 0;               // positional arguments
  int most = 0;                // -1: any number
  std::string_view missing;    // what to say when there are too few
  std::string_view summary;    // one line
  std::string_view text;       // paragraphs, separated by empty lines
  std::string_view flags;      // keys, separated by spaces
  std::string_view needs;      // the key of a flag that must be given, "" for none
  std::span<const Example> examples;
  int (*run)(const Invocation&) = nullptr;
};

std::span<const Flag> all_flags();
std::span<const Command> all_commands();

/// The flag with this key; the key must exist (checked at compile time for the commands' own lists).
const Flag& flag_of(std::string_view key);

/// Calls `each` with every flag of a command, in order; --help comes last.
template <typename Each>
void for_each_flag(const Command& command, const Each& each) {
  std::string_view keys = command.flags;
  while (!keys.empty()) {
    const std::size_t end = keys.find(' ');
    each(flag_of(keys.substr(0, end)));
    keys.remove_prefix(end == std::string_view::npos ? keys.size() : end + 1);
  }
  each(flag_of("help"));
}

// The commands, one function each: run_commands.cpp, archive_commands.cpp, audit_command.cpp, info_commands.cpp.
int run_read(const Invocation&);
int run_parse(const Invocation&);
int run_dates(const Invocation&);
int run_relate(const Invocation&);
int run_place(const Invocation&);
int run_code(const Invocation&);
int run_add(const Invocation&);
int run_events(const Invocation&);
int run_statements(const Invocation&);
int run_stories(const Invocation&);
int run_stories_split(const Invocation&);
int run_stories_join(const Invocation&);
int run_stories_undo(const Invocation&);
int run_incidents(const Invocation&);
int run_relation(const Invocation&);
int run_explain(const Invocation&);
int run_audit(const Invocation&);
int run_correct(const Invocation&);
int run_withdraw(const Invocation&);
int run_erase(const Invocation&);
int run_restrict(const Invocation&);
int run_requests(const Invocation&);
int run_requests_open(const Invocation&);
int run_requests_show(const Invocation&);
int run_requests_accept(const Invocation&);
int run_requests_refuse(const Invocation&);
int run_requests_lift(const Invocation&);
int run_requests_finish(const Invocation&);
int run_verify(const Invocation&);
int run_import(const Invocation&);
int run_brief(const Invocation&);
int run_serve(const Invocation&);
int run_archive_info(const Invocation&);
int run_archive_check(const Invocation&);
int run_archive_backup(const Invocation&);
int run_archive_restore(const Invocation&);
int run_archive_compact(const Invocation&);
int run_archive_upgrade(const Invocation&);
int run_archive_exports(const Invocation&);
int run_export(const Invocation&);
int run_rehydrate(const Invocation&);
int run_changes(const Invocation&);
int run_recode(const Invocation&);
int run_codebook_check(const Invocation&);
int run_version(const Invocation&);
int run_completions(const Invocation&);
int run_help(const Invocation&);

}  // namespace demarche::cli
