// brief: what happened between two parties up to a day, for publication. And the picture of a relation as a file.
#include <fmt/format.h>

#include <cstdio>

#include "arguments.h"
#include "demarche/archive.h"
#include "demarche/brief.h"
#include "demarche/browse.h"
#include "filter_flags.h"
#include "output.h"
#include "relation_view.h"
#include "view/brief.h"
#include "view/chart.h"

namespace demarche::cli {

int run_brief(const Invocation& invocation) {
  const std::string_view name = invocation.command->name;
  const Result<Archive> archive = Archive::open(invocation.text("--archive"), Archive::Mode::read_only);
  if (!archive) return fail(name, archive.error());
  BriefOptions options;
  options.date = invocation.text("--date");
  options.most_entries = static_cast<std::size_t>(invocation.count("--limit", options.most_entries));
  const Result<Brief> made =
      brief(*archive, party_code(invocation.arguments[0]), party_code(invocation.arguments[1]), options);
  if (!made) return fail(name, made.error());
  const view::BriefContact contact{invocation.text("--contact")};
  const std::string format = invocation.text("--output-format", "text");
  if (format == "json") return print(brief_json(*made) + "\n");
  if (format == "html") return print(view::brief_page(*made, contact));
  return print(format == "markdown" ? view::brief_markdown(*made, contact) : view::brief_text(*made, contact));
}

Status write_plot(const Archive& archive, const Relation& relation, const std::string& path) {
  static constexpr std::string_view periods[] = {"week", "month", "quarter", "year"};
  std::string names[2];
  for (int i = 0; i < 2; ++i) {
    const std::string& code = i == 0 ? relation.first : relation.second;
    auto name = party_name(archive, code);
    if (!name) return name.error();
    names[i] = name->empty() ? code : std::move(*name);
  }
  const auto vintage = archive.vintage();
  if (!vintage) return vintage.error();
  const view::ChartText text{
      fmt::format("{} and {}: events as coded from reports, by {}", names[0], names[1],
                  periods[static_cast<std::size_t>(relation.period)]),
      fmt::format("Demarche {}, archive as of {}. New events reported as happened; a coding, not "
                  "a statement of fact.",
                  DEMARCHE_VERSION, vintage->moment)};
  const std::string bytes = view::relation_chart_file(relation, text);
  std::FILE* const file = std::fopen(path.c_str(), "wbe");
  const bool written = file != nullptr && std::fwrite(bytes.data(), 1, bytes.size(), file) == bytes.size();
  const bool closed = file == nullptr || std::fclose(file) == 0;
  if (written && closed) return {};
  return Error{ErrorCode::io, fmt::format("{}: the picture cannot be written; choose another place", path)};
}

}  // namespace demarche::cli
