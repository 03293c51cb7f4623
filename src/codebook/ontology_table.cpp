#include "codebook/ontology_table.h"

#include <fmt/format.h>

#include <filesystem>
#include <vector>

#include "base/text.h"

namespace demarche {
namespace {

constexpr std::size_t file_limit = 1u << 20;
constexpr std::uint32_t no_value = 0x80000000;

/// "-3.5" gives -3500; at most three decimals.
std::optional<std::int32_t> thousandths(std::string_view text) {
  bool negative = false;
  if (!text.empty() && (text.front() == '-' || text.front() == '+')) {
    negative = text.front() == '-';
    text.remove_prefix(1);
  }
  const std::size_t dot = text.find('.');
  const std::string_view whole = text.substr(0, dot);
  const std::string_view part = dot == std::string_view::npos ? "" : text.substr(dot + 1);
  if (whole.empty() || whole.size() > 4 || part.size() > 3) return std::nullopt;
  std::int32_t value = 0;
  for (const char c : whole) {
    if (!is_ascii_digit(c)) return std::nullopt;
    value = value * 10 + (c - '0');
  }
  for (std::size_t i = 0; i < 3; ++i) {
    const char c = i < part.size() ? part[i] : '0';
    if (!is_ascii_digit(c)) return std::nullopt;
    value = value * 10 + (c - '0');
  }
  return negative ? -value : value;
}

std::string act_key(EventType type, std::string_view mode) {
  return mode.empty() ? std::string(name_of(type)) : fmt::format("{}/{}", name_of(type), mode);
}

}  // namespace

OntologyTable::OntologyTable(const Pack& pack)
    : acts_(pack.section("ontology.acts")),
      codes_(pack.section("ontology.codes")),
      strings_(pack.section("ontology.strings")),
      act_rows_(pack.section("ontology.act_rows")),
      code_rows_(pack.section("ontology.code_rows")) {}

std::uint32_t OntologyTable::key(EventType type, std::string_view mode) const {
  // A name of at most 13 + 1 + 16 letters: no allocation.
  char buffer[64];
  const std::string_view name = name_of(type);
  if (name.size() + 1 + mode.size() > sizeof buffer) return no_value;
  std::size_t n = name.copy(buffer, name.size());
  if (!mode.empty()) {
    buffer[n++] = '/';
    n += mode.copy(buffer + n, mode.size());
  }
  return acts_.find({buffer, n}).value_or(no_value);
}

std::int32_t OntologyTable::plover_score(EventType type, std::string_view mode) const {
  std::uint32_t at = key(type, mode);
  if (at == no_value) at = key(type, "");
  return at == no_value ? 0 : static_cast<std::int32_t>(act_rows_[std::size_t{5} * at]);
}

std::optional<std::int32_t> OntologyTable::goldstein(std::string_view cameo) const {
  const auto at = codes_.find(cameo);
  if (!at || code_rows_[std::size_t{2} * *at] == no_value) return std::nullopt;
  return static_cast<std::int32_t>(code_rows_[std::size_t{2} * *at]);
}

std::string_view OntologyTable::mode(EventType type, std::string_view name) const {
  const std::uint32_t at = name.empty() ? no_value : key(type, name);
  return at == no_value ? std::string_view() : strings_[act_rows_[std::size_t{5} * at + 1]];
}

std::string_view OntologyTable::cameo(std::string_view code) const {
  const auto at = codes_.find(code);
  return at ? strings_[code_rows_[std::size_t{2} * *at + 1]] : std::string_view();
}

std::string_view OntologyTable::cameo_of(EventType type, std::string_view mode) const {
  std::uint32_t at = key(type, mode);
  if (at == no_value) at = key(type, "");
  return at == no_value ? std::string_view() : strings_[act_rows_[std::size_t{5} * at + 2]];
}

std::string_view OntologyTable::definition(EventType type) const {
  const std::uint32_t at = key(type, "");
  return at == no_value ? std::string_view() : strings_[act_rows_[std::size_t{5} * at + 3]];
}

bool OntologyTable::needs_recipient(EventType type) const {
  const std::uint32_t at = key(type, "");
  return at != no_value && act_rows_[std::size_t{5} * at + 4] != 0;
}

Result<OntologyReader> OntologyReader::read(const std::string& folder) {
  OntologyReader out;
  const auto lines = [&](const std::string& name) -> Result<std::string> {
    if (!std::filesystem::exists(folder + "/" + name)) return std::string();
    return read_file(folder + "/" + name, file_limit);
  };
  const auto wrong = [](const std::string& file, std::size_t line, const std::string& what) {
    return Error{ErrorCode::bad_input, fmt::format("{}:{}: {}", file, line, what)};
  };
  const auto codes = lines("cameo/codes.tsv");
  if (!codes) return codes.error();
  std::size_t number = 0;
  for (const std::string_view line : split(*codes, '\n')) {
    ++number;
    if (trim(line).empty() || line.front() == '#') continue;
    const auto cells = split(line, '\t');
    if (cells.size() != 4)
      return wrong("cameo/codes.tsv", number, "four cells belong here: code, goldstein, PLOVER type, mode");
    Code code;
    if (cells[1] != "-") {
      code.goldstein = thousandths(cells[1]);
      if (!code.goldstein) return wrong("cameo/codes.tsv", number, fmt::format("\"{}\" is not a number", cells[1]));
    }
    if (cells[2] != "-" && !parse_event_type(cells[2])) {
      return wrong("cameo/codes.tsv", number, fmt::format("\"{}\" is not a PLOVER type", cells[2]));
    }
    if (!out.codes_.emplace(std::string(cells[0]), code).second)
      return wrong("cameo/codes.tsv", number, "this code stands twice");
  }
  const auto acts = lines("plover/acts.tsv");
  if (!acts) return acts.error();
  number = 0;
  for (const std::string_view line : split(*acts, '\n')) {
    ++number;
    if (trim(line).empty() || line.front() == '#') continue;
    const auto cells = split(line, '\t');
    if (cells.size() != 6) {
      return wrong("plover/acts.tsv", number,
                   "six cells belong here: type, mode, score, cameo, needs a recipient, definition");
    }
    const auto type = parse_event_type(cells[0]);
    if (!type) return wrong("plover/acts.tsv", number, fmt::format("\"{}\" is not a PLOVER type", cells[0]));
    const auto score = thousandths(cells[2]);
    if (!score) return wrong("plover/acts.tsv", number, fmt::format("\"{}\" is not a score", cells[2]));
    if (cells[3] != "-" && !out.has_cameo(cells[3])) {
      return wrong("plover/acts.tsv", number, fmt::format("\"{}\" is not a CAMEO code", cells[3]));
    }
    Act act;
    act.type = *type;
    act.score = *score;
    act.mode = cells[1] == "-" ? "" : std::string(cells[1]);
    act.cameo = cells[3] == "-" ? "" : std::string(cells[3]);
    act.needs_recipient = cells[4] == "yes";
    act.definition = std::string(cells[5]);
    if (!out.acts_.emplace(act_key(*type, act.mode), act).second)
      return wrong("plover/acts.tsv", number, "this act stands twice");
  }
  return out;
}

bool OntologyReader::has_mode(EventType type, std::string_view mode) const {
  return acts_.contains(act_key(type, mode));
}

bool OntologyReader::has_cameo(std::string_view code) const {
  return codes_.contains(std::string(code));
}

Status compile_ontology(const std::string& folder, PackBuilder& builder) {
  const Result<OntologyReader> tables = OntologyReader::read(folder);
  if (!tables) return tables.error();
  std::vector<std::string> strings{""};
  const auto string = [&](const std::string& s) {
    strings.push_back(s);
    return static_cast<std::uint32_t>(strings.size() - 1);
  };
  std::map<std::string, std::uint32_t> acts, codes;
  std::vector<std::uint32_t> act_rows, code_rows;
  for (const auto& [name, act] : tables->acts()) {
    acts[name] = static_cast<std::uint32_t>(acts.size());
    act_rows.push_back(static_cast<std::uint32_t>(act.score));
    act_rows.push_back(string(act.mode));
    act_rows.push_back(string(act.cameo));
    act_rows.push_back(string(act.definition));
    act_rows.push_back(act.needs_recipient ? 1 : 0);
  }
  for (const auto& [name, code] : tables->codes()) {
    codes[name] = static_cast<std::uint32_t>(codes.size());
    code_rows.push_back(code.goldstein ? static_cast<std::uint32_t>(*code.goldstein) : no_value);
    code_rows.push_back(string(name));
  }
  builder.add("ontology.acts", build_string_map(acts));
  builder.add("ontology.codes", build_string_map(codes));
  builder.add("ontology.strings", build_string_list(strings));
  builder.add("ontology.act_rows", build_words(act_rows));
  builder.add("ontology.code_rows", build_words(code_rows));
  return {};
}

}  // namespace demarche
