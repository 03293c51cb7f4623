// codebook check, version, completions, help: what needs no documents.
#include <fmt/format.h>

#include "arguments.h"
#include "demarche/codebook.h"
#include "demarche/engine.h"
#include "help.h"
#include "output.h"
#include "progress.h"

namespace demarche::cli {

int run_codebook_check(const Invocation& invocation) {
  const Result<CodebookReport> report = check_codebook(invocation.arguments[0]);
  if (!report) return fail(invocation.command->name, report.error());
  std::string out = fmt::format("{} is sound; version {}\n", invocation.arguments[0], report->version);
  std::size_t width = 0;
  for (const auto& [table, rows] : report->sizes) width = std::max(width, table.size());
  for (const auto& [table, rows] : report->sizes)
    out += fmt::format("  {:<{}}  {:>9} rows\n", table, width, with_commas(rows));
  return print(out);
}

int run_version(const Invocation& invocation) {
  std::string out = "demarche " DEMARCHE_VERSION "\n";
  const Result<Engine> engine = Engine::open({.data_folder = invocation.text("--data"), .tier = {}});
  if (!engine) {
    const int printed = print(out);
    complain(invocation.command->name, engine.error().message);
    return printed != 0 ? printed : 3;
  }
  out += fmt::format("model     {}\ncodebook  {}\n", engine->model_version(), engine->codebook_version());
  if (invocation.has("--models")) out += fmt::format("{}\n", engine->model_manifest());
  return print(out);
}

int run_completions(const Invocation& invocation) {
  const auto script = completions_for(invocation.arguments[0]);
  if (script) return print(*script);
  complain(invocation.command->name,
           fmt::format("no completions for \"{}\": bash, zsh and fish have them", invocation.arguments[0]));
  return 2;
}

int run_help(const Invocation& invocation) {
  if (invocation.has("--man")) return print(manual_page());
  if (invocation.has("--markdown")) return print(reference_page());
  if (invocation.arguments.empty()) return print(overview_text());
  std::string name = invocation.arguments[0];
  if (invocation.arguments.size() > 1) name += " " + invocation.arguments[1];
  std::string out;
  for (const Command& command : all_commands()) {
    const bool within = command.name.starts_with(name) && command.name.substr(name.size()).starts_with(' ');
    if (command.name != name && !within) continue;
    if (!out.empty()) out += '\n';
    out += command_help_text(command);
  }
  if (!out.empty()) return print(out);
  std::vector<std::string_view> names;
  for (const Command& command : all_commands()) names.push_back(command.name);
  const std::string_view near = closest(name, names);
  complain("help", near.empty() ? fmt::format("no command \"{}\"; demarche help lists them", name)
                                : fmt::format("no command \"{}\"; did you mean {}?", name, near));
  return 2;
}

}  // namespace demarche::cli
