#include "help.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "terminal.h"

namespace demarche::cli {
namespace {

constexpr std::string_view tagline =
    "Demarche reads political news and codes who did or said what to whom, when and according to whom.";

struct Status {
  int code;
  std::string_view meaning;
};
constexpr Status statuses[] = {
    {0, "done"},
    {1, "done, but some documents were rejected; each reject is a record with its reason"},
    {2, "wrong use"},
    {3, "a file, the disk or the archive failed"},
};

std::string usage_of(const Command& command) {
  std::string out = fmt::format("demarche {}", command.name);
  if (!command.arguments.empty()) out += fmt::format(" {}", command.arguments);
  if (!command.needs.empty()) out += fmt::format(" {} {}", flag_of(command.needs).name, flag_of(command.needs).value);
  return out + " [flags]";
}

std::string shown_flag(const Flag& flag) {
  return flag.value.empty() ? std::string(flag.name) : fmt::format("{} {}", flag.name, flag.value);
}

std::string help_of(const Flag& flag) {
  if (flag.takes != Takes::choice) return std::string(flag.help);
  std::string choices(flag.choices);
  std::replace(choices.begin(), choices.end(), ' ', '|');
  return fmt::format("{}: {}", flag.help, choices);
}

// Text in lines of at most `width` cells, each after `indent` spaces; the first goes on where the cursor is.
std::string wrapped(std::string_view text, std::size_t indent, std::size_t width) {
  std::string out;
  std::size_t column = indent;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    const std::string_view word = text.substr(0, end);
    if (column > indent && column + 1 + word.size() > width) {
      out += '\n' + std::string(indent, ' ');
      column = indent;
    } else if (column > indent) {
      out += ' ';
      ++column;
    }
    out += word;
    column += cells(word);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out + '\n';
}

std::string_view first_word(std::string_view name) {
  return name.substr(0, name.find(' '));
}

std::string_view last_word(std::string_view name) {
  const std::size_t space = name.rfind(' ');
  return space == std::string_view::npos ? name : name.substr(space + 1);
}

// In troff a leading dot or apostrophe and every backslash and hyphen have a meaning.
std::string troff(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\\') {
      out += "\\e";
    } else if (c == '-') {
      out += "\\-";
    } else if ((c == '.' || c == '\'') && (out.empty() || out.back() == '\n')) {
      out += "\\&";
      out += c;
    } else {
      out += c;
    }
  }
  return out;
}

// For a single-quoted word of the shells.
std::string shell_quoted(std::string_view text) {
  std::string out;
  for (const char c : text) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return out;
}

std::vector<std::string_view> first_words() {
  std::vector<std::string_view> out;
  for (const Command& command : all_commands())
    if (out.empty() || out.back() != first_word(command.name)) out.push_back(first_word(command.name));
  return out;
}

std::string joined(const std::vector<std::string_view>& words) {
  return fmt::format("{}", fmt::join(words, " "));
}

std::vector<std::string_view> flag_names(const Command& command) {
  std::vector<std::string_view> out;
  for_each_flag(command, [&](const Flag& flag) { out.push_back(flag.name); });
  return out;
}

std::string bash_completions() {
  std::string out =
      "# bash completion for demarche\n"
      "_demarche() {\n"
      "  local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]} command=${COMP_WORDS[1]}\n"
      "  local flags='' second=''\n";
  out += fmt::format(
      "  if [ \"$COMP_CWORD\" -eq 1 ]; then\n    COMPREPLY=($(compgen -W '{}' -- \"$current\"))\n    return\n  fi\n",
      joined(first_words()));
  out += "  case \"$command ${COMP_WORDS[2]}\" in\n";
  for (const Command& command : all_commands())
    if (command.name.find(' ') != std::string_view::npos)
      out += fmt::format("    '{}') flags='{}' ;;\n", command.name, joined(flag_names(command)));
  for (const Command& command : all_commands())
    if (command.name.find(' ') == std::string_view::npos)
      out += fmt::format("    '{} '*) flags='{}' ;;\n", command.name, joined(flag_names(command)));
  out += "  esac\n  case \"$command\" in\n";
  for (const std::string_view first : first_words()) {
    std::vector<std::string_view> seconds;
    for (const Command& command : all_commands())
      if (command.name != first && first_word(command.name) == first) seconds.push_back(last_word(command.name));
    if (!seconds.empty()) out += fmt::format("    {}) second='{}' ;;\n", first, joined(seconds));
  }
  out += "    completions) second='bash zsh fish' ;;\n    help) second='" + joined(first_words()) + "' ;;\n  esac\n";
  out += "  case \"$command $previous\" in\n";
  for (const Command& command : all_commands())
    for_each_flag(command, [&](const Flag& flag) {
      if (flag.takes == Takes::choice)
        out += fmt::format("    '{} {}') COMPREPLY=($(compgen -W '{}' -- \"$current\")); return ;;\n",
                           first_word(command.name), flag.name, flag.choices);
    });
  out +=
      "  esac\n"
      "  if [[ $current == -* ]]; then\n"
      "    COMPREPLY=($(compgen -W \"$flags\" -- \"$current\"))\n"
      "  elif [ -n \"$second\" ] && [ \"$COMP_CWORD\" -eq 2 ]; then\n"
      "    COMPREPLY=($(compgen -W \"$second\" -- \"$current\"))\n"
      "  else\n"
      "    COMPREPLY=($(compgen -f -- \"$current\"))\n"
      "  fi\n"
      "}\n"
      "complete -o filenames -F _demarche demarche\n";
  return out;
}

std::string zsh_value(const Flag& flag) {
  switch (flag.takes) {
    case Takes::nothing:
      return {};
    case Takes::choice:
      return fmt::format(":{}:({})", flag.value, flag.choices);
    case Takes::path:
      return fmt::format(":{}:_files", flag.value);
    default:
      return fmt::format(":{}:", flag.value);
  }
}

// Brackets and colons end a description in zsh's notation.
std::string zsh_text(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '[' || c == ']' || c == ':') out += '\\';
    out += c;
  }
  return shell_quoted(out);
}

std::string zsh_completions() {
  std::string out = "#compdef demarche\n_demarche() {\n  local -a commands\n  commands=(\n";
  for (const std::string_view first : first_words()) {
    std::string_view summary;
    for (const Command& command : all_commands())
      if (first_word(command.name) == first && summary.empty()) summary = command.summary;
    out += fmt::format("    '{}:{}'\n", first, zsh_text(summary));
  }
  out +=
      "  )\n  if (( CURRENT == 2 )); then\n    _describe command commands\n    return\n  fi\n  case \"$words[2] "
      "$words[3]\" in\n";
  for (const bool two_words : {true, false}) {
    for (const Command& command : all_commands()) {
      if ((command.name.find(' ') != std::string_view::npos) != two_words) continue;
      out += two_words ? fmt::format("    '{}') _arguments", command.name)
                       : fmt::format("    '{} '*) _arguments", command.name);
      for_each_flag(command, [&](const Flag& flag) {
        out += fmt::format(" \\\n      '{}[{}]{}'", flag.name, zsh_text(flag.help), zsh_value(flag));
      });
      out += " \\\n      '*:file:_files' ;;\n";
    }
  }
  out += "    *) _files ;;\n  esac\n}\n_demarche \"$@\"\n";
  return out;
}

std::string fish_completions() {
  std::string out = "# fish completion for demarche\n";
  for (const std::string_view first : first_words()) {
    std::vector<std::string_view> seconds;
    std::string_view summary;
    for (const Command& command : all_commands()) {
      if (first_word(command.name) != first) continue;
      if (summary.empty()) summary = command.summary;
      if (command.name != first) seconds.push_back(last_word(command.name));
    }
    out += fmt::format("complete -c demarche -n __fish_use_subcommand -a {} -d '{}'\n", first, shell_quoted(summary));
    if (!seconds.empty())
      out += fmt::format("complete -c demarche -n '__fish_seen_subcommand_from {}' -a '{}'\n", first, joined(seconds));
  }
  for (const Command& command : all_commands()) {
    for_each_flag(command, [&](const Flag& flag) {
      out += fmt::format("complete -c demarche -n '__fish_seen_subcommand_from {}' -l {}", first_word(command.name),
                         flag.name.substr(2));
      if (flag.takes == Takes::choice) out += fmt::format(" -x -a '{}'", flag.choices);
      if (flag.takes == Takes::path) out += " -r -F";
      if (flag.takes == Takes::text || flag.takes == Takes::count || flag.takes == Takes::day ||
          flag.takes == Takes::share)
        out += " -x";
      out += fmt::format(" -d '{}'\n", shell_quoted(flag.help));
    });
  }
  return out;
}

}  // namespace

std::string overview_text() {
  const Paint paint;
  std::string out = fmt::format("{}\n\n{}\n  demarche COMMAND [arguments] [flags]\n\n{}\n", tagline,
                                paint.bold("Usage"), paint.bold("Commands"));
  for (const Command& command : all_commands())
    out += fmt::format("  {}{}\n", paint.cyan(fmt::format("{:<17}", command.name)), command.summary);
  out += fmt::format("\n{}\n", paint.bold("First steps"));
  out += "  demarche code PAGE --output-format table     what a page says\n";
  out += "  demarche add FOLDER --archive news.db        code a folder into an archive\n";
  out += "  demarche relation RUS CHN --archive news.db  how a relation moved\n";
  out += "\ndemarche help COMMAND tells more. Records go to standard output, messages to standard error.\n";
  return out;
}

std::string command_help_text(const Command& command) {
  const Paint paint;
  const std::size_t width = std::min<std::size_t>(terminal_width(), 100);
  std::string out = fmt::format("{}\n  {}\n\n", paint.bold("Usage"), usage_of(command));
  out += wrapped(command.text.empty() ? command.summary : command.text, 0, width);
  std::size_t column = 0;
  for_each_flag(command, [&](const Flag& flag) { column = std::max(column, shown_flag(flag).size()); });
  out += fmt::format("\n{}\n", paint.bold("Flags"));
  for_each_flag(command, [&](const Flag& flag) {
    out += fmt::format("  {}  ", paint.cyan(fmt::format("{:<{}}", shown_flag(flag), column)));
    out += wrapped(help_of(flag), column + 4, width);
  });
  if (!command.examples.empty()) out += fmt::format("\n{}\n", paint.bold("Examples"));
  for (const Example& example : command.examples)
    out += fmt::format("  {}\n      {}\n", paint.dim("# " + std::string(example.what)), example.command);
  return out;
}

std::string manual_page() {
  std::string out = ".TH DEMARCHE 1 \"\" \"demarche " DEMARCHE_VERSION
                    "\" \"User Commands\"\n.SH NAME\ndemarche \\- political event data with evidence\n";
  out += ".SH SYNOPSIS\n.B demarche\n.I COMMAND\n[arguments] [flags]\n.SH DESCRIPTION\n";
  out +=
      troff(tagline) + "\n.PP\nRecords go to standard output, progress and messages to standard error.\n.SH COMMANDS\n";
  for (const Command& command : all_commands()) {
    out += fmt::format(".SS {}\n{}.\n", troff(usage_of(command)), troff(command.summary));
    if (!command.text.empty()) out += fmt::format(".PP\n{}\n", troff(command.text));
    for_each_flag(command, [&](const Flag& flag) {
      if (flag.key == "help") return;
      out += fmt::format(".TP\n.B {}\n{}\n", troff(shown_flag(flag)), troff(help_of(flag)));
    });
    for (const Example& example : command.examples)
      out += fmt::format(".PP\n{}:\n.PP\n.nf\n.RS\n{}\n.RE\n.fi\n", troff(example.what), troff(example.command));
  }
  out += ".SH EXIT STATUS\n";
  for (const Status& status : statuses) out += fmt::format(".TP\n.B {}\n{}\n", status.code, troff(status.meaning));
  out +=
      ".SH ENVIRONMENT\n.TP\n.B DEMARCHE_DATA\nfolder with the models and the compiled codebook\n"
      ".TP\n.B NO_COLOR\nwhen set, no colours\n";
  return out;
}

std::string reference_page() {
  std::string out =
      "# Command line\n\nThis page is made by `demarche help --markdown`; `./dev docs` writes it anew.\n\n";
  out += fmt::format("{} Records go to standard output, progress and messages to standard error.\n\n", tagline);
  out += "| exit status | meaning |\n|---|---|\n";
  for (const Status& status : statuses) out += fmt::format("| {} | {} |\n", status.code, status.meaning);
  for (const Command& command : all_commands()) {
    out += fmt::format("\n## demarche {}\n\n    {}\n\n{}.", command.name, usage_of(command), command.summary);
    out += command.text.empty() ? "\n\n" : fmt::format(" {}\n\n", command.text);
    out += "| flag | meaning |\n|---|---|\n";
    for_each_flag(command, [&](const Flag& flag) {
      std::string help = help_of(flag);
      for (std::size_t at = 0; (at = help.find('|', at)) != std::string::npos; at += 2) help.replace(at, 1, ", ");
      out += fmt::format("| `{}` | {} |\n", shown_flag(flag), help);
    });
    if (!command.examples.empty()) out += '\n';
    for (const Example& example : command.examples)
      out += fmt::format("    # {}\n    {}\n", example.what, example.command);
  }
  return out;
}

std::optional<std::string> completions_for(std::string_view shell) {
  if (shell == "bash") return bash_completions();
  if (shell == "zsh") return zsh_completions();
  if (shell == "fish") return fish_completions();
  return std::nullopt;
}

}  // namespace demarche::cli
