// codebooks/verbs/*.tsv -> the sections that FrameTable reads. Every mistake is an error with its file and line.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <map>
#include <set>

#include "base/text.h"
#include "codebook/frame_table.h"
#include "codebook/ontology_table.h"

namespace demarche {
namespace {

constexpr std::size_t file_limit = 8u << 20;

constexpr std::string_view prepositions[] = {
    "about",   "above",  "across",  "after", "against", "along",  "amid",    "among",  "around",  "as",     "at",
    "before",  "behind", "between", "by",    "despite", "during", "for",     "from",   "in",      "inside", "into",
    "near",    "of",     "off",     "on",    "onto",    "out",    "outside", "over",   "through", "to",     "toward",
    "towards", "under",  "until",   "upon",  "via",     "with",   "within",  "without"};

struct Row {
  std::string word;
  FramePos pos = FramePos::verb;
  std::string file;
  std::size_t line = 0;
  std::array<std::uint32_t, FrameTable::row_words> words{};
  std::uint32_t specificity = 0;
  bool blocks = false;
  std::string rule_stem;
};

class Compiler {
 public:
  Compiler(std::string folder, const OntologyReader& ontology) : folder_(std::move(folder)), ontology_(ontology) {
    string("");
    example("");
  }

  Status run(PackBuilder& builder);

 private:
  Status classes(const std::string& path);
  Status weapons(const std::string& path);
  Status forms(const std::string& path);
  Status frames(const std::string& path);
  Status row(const std::vector<std::string_view>& cells);
  Status word_cell(std::string_view cell, Row& r);
  Status type_cell(std::string_view cell, std::string_view cameo, Row& r);
  Status conditions(std::string_view cell, Row& r);
  Status condition(std::string_view term, Row& r);
  Status places(std::string_view cell, bool actor, Row& r);
  Status members(std::string_view list, std::set<std::string>& out);
  std::optional<std::uint32_t> set_of(std::string_view list, Status& status);
  Error wrong(const std::string& what) const {
    return {ErrorCode::bad_input, fmt::format("{}:{}: {}", file_, line_, what)};
  }
  std::uint32_t intern(std::map<std::string, std::uint32_t>& map, std::vector<std::string>& list, std::string_view s) {
    const auto [at, fresh] = map.emplace(std::string(s), static_cast<std::uint32_t>(list.size()));
    if (fresh) list.emplace_back(s);
    return at->second;
  }
  std::uint32_t string(std::string_view s) { return intern(string_numbers_, strings_, s); }
  std::uint32_t example(std::string_view s) { return intern(example_numbers_, examples_, s); }
  std::uint32_t lemma(std::string_view s) {
    return lemmas_.emplace(std::string(s), static_cast<std::uint32_t>(lemmas_.size())).first->second;
  }
  std::uint32_t set_number(const std::set<std::string>& members);

  std::string folder_;
  const OntologyReader& ontology_;
  std::string file_;
  std::size_t line_ = 0;
  std::map<std::string, std::uint32_t> string_numbers_, example_numbers_, lemmas_, weapons_, forms_;
  std::vector<std::string> strings_, examples_;
  std::map<std::string, std::set<std::string>> classes_;
  std::map<std::vector<std::uint32_t>, std::uint32_t> set_numbers_;
  std::vector<std::uint32_t> sets_, set_index_, conditions_, places_;
  std::vector<Row> rows_;
};

/// The lines of a table without comments; cells are split at tabs.
Result<std::vector<std::pair<std::size_t, std::vector<std::string>>>> read_table(const std::string& path) {
  const Result<std::string> bytes = read_file(path, file_limit);
  if (!bytes) return bytes.error();
  std::vector<std::pair<std::size_t, std::vector<std::string>>> out;
  std::size_t number = 0;
  for (std::string_view line : split(*bytes, '\n')) {
    ++number;
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    if (trim(line).empty() || line.front() == '#') continue;
    std::vector<std::string> cells;
    for (const std::string_view cell : split(line, '\t')) cells.emplace_back(trim(cell));
    out.emplace_back(number, std::move(cells));
  }
  return out;
}

std::uint32_t Compiler::set_number(const std::set<std::string>& members) {
  std::vector<std::uint32_t> numbers;
  for (const std::string& m : members) numbers.push_back(lemma(m));
  std::sort(numbers.begin(), numbers.end());
  const auto [at, fresh] = set_numbers_.emplace(numbers, static_cast<std::uint32_t>(set_numbers_.size()));
  if (fresh) {
    set_index_.push_back(static_cast<std::uint32_t>(sets_.size()));
    sets_.insert(sets_.end(), numbers.begin(), numbers.end());
    set_index_.push_back(static_cast<std::uint32_t>(sets_.size()));
  }
  return at->second;
}

Status Compiler::members(std::string_view list, std::set<std::string>& out) {
  for (const std::string_view item : split(list, ',')) {
    const std::string_view word = trim(item);
    if (word.empty()) return wrong(fmt::format("empty item in the list \"{}\"", list));
    if (word.front() == '@') {
      const auto found = classes_.find(std::string(word.substr(1)));
      if (found == classes_.end()) return wrong(fmt::format("there is no class {} in classes.tsv", word));
      out.insert(found->second.begin(), found->second.end());
    } else {
      out.insert(std::string(word));
    }
  }
  return {};
}

Status Compiler::classes(const std::string& path) {
  const auto table = read_table(path);
  if (!table) return table.error();
  file_ = "verbs/classes.tsv";
  for (const auto& [number, cells] : *table) {
    line_ = number;
    if (cells.size() != 2 || cells[0].empty())
      return wrong("a class line has two cells: name, lemmas separated by commas");
    std::set<std::string> found;
    if (Status s = members(cells[1], found); !s) return s;
    classes_[cells[0]].insert(found.begin(), found.end());
  }
  return {};
}

Status Compiler::weapons(const std::string& path) {
  const auto table = read_table(path);
  if (!table) return table.error();
  file_ = "verbs/weapons.tsv";
  for (const auto& [number, cells] : *table) {
    line_ = number;
    if (cells.size() != 2) return wrong("a weapon line has two cells: lemma, ASSAULT mode");
    if (!ontology_.has_mode(EventType::ASSAULT, cells[1]))
      return wrong(fmt::format("ASSAULT has no mode \"{}\"", cells[1]));
    for (const std::string_view word : split(cells[0], ',')) weapons_[std::string(trim(word))] = string(cells[1]);
  }
  return {};
}

Status Compiler::forms(const std::string& path) {
  const auto table = read_table(path);
  if (!table) return table.error();
  file_ = "verbs/forms.tsv";
  for (const auto& [number, cells] : *table) {
    line_ = number;
    if (cells.size() != 2 || cells[0].empty()) return wrong("a form line has two cells: form, lemma");
    forms_[cells[0]] = string(cells[1]);
  }
  return {};
}

Status Compiler::word_cell(std::string_view cell, Row& r) {
  const std::size_t dot = cell.rfind('.');
  const std::string_view pos = dot == std::string_view::npos ? "" : cell.substr(dot + 1);
  if (pos != "v" && pos != "n" && pos != "a") {
    return wrong(fmt::format("\"{}\" should be a lemma with .v, .n or .a", cell));
  }
  r.word = std::string(cell.substr(0, dot));
  r.pos = pos == "v" ? FramePos::verb : pos == "n" ? FramePos::noun : FramePos::adjective;
  if (r.word.empty() || r.word.find(' ') != std::string::npos || ascii_lower(r.word) != r.word) {
    return wrong(fmt::format("\"{}\" is not one lower-case lemma; write further words as conditions", r.word));
  }
  return {};
}

Status Compiler::type_cell(std::string_view cell, std::string_view cameo, Row& r) {
  r.words[0] = 0xFF;
  if (cell == "NONE") {
    r.blocks = true;
    r.words[1] = r.words[2] = string("");
    r.rule_stem = "NONE";
    return {};
  }
  const std::size_t slash = cell.find('/');
  const std::string_view name = cell.substr(0, slash);
  const std::string_view mode = slash == std::string_view::npos ? "" : cell.substr(slash + 1);
  const auto type = parse_event_type(name);
  if (!type) return wrong(fmt::format("\"{}\" is not a PLOVER type (or NONE)", name));
  if (!mode.empty() && mode != "@" && !ontology_.has_mode(*type, mode)) {
    return wrong(fmt::format("{} has no mode \"{}\"", name, mode));
  }
  if (cameo != "-" && !ontology_.has_cameo(cameo)) return wrong(fmt::format("\"{}\" is not a CAMEO code", cameo));
  r.words[0] = static_cast<std::uint32_t>(*type);
  r.words[1] = string(mode);
  r.words[2] = string(cameo == "-" ? "" : cameo);
  r.rule_stem = std::string(name);
  return {};
}

std::optional<Place> place_word(std::string_view word) {
  static constexpr std::pair<std::string_view, Place> words[] = {{"subj", Place::subject},
                                                                 {"obj", Place::object},
                                                                 {"iobj", Place::indirect},
                                                                 {"poss", Place::possessive},
                                                                 {"mod", Place::modifier},
                                                                 {"light", Place::support},
                                                                 {"under", Place::undergoer},
                                                                 {"lightobj", Place::support_object},
                                                                 {"compsubj", Place::complement_subject},
                                                                 {"noun", Place::host_noun},
                                                                 {"comp", Place::complement_party}};
  for (const auto& [name, place] : words) {
    if (name == word) return place;
  }
  return std::nullopt;
}

bool is_preposition(std::string_view word) {
  return std::find(std::begin(prepositions), std::end(prepositions), word) != std::end(prepositions);
}

/// The set number of a list, or no_set for an empty one.
std::optional<std::uint32_t> Compiler::set_of(std::string_view list, Status& status) {
  if (list.empty()) return FrameTable::no_set;
  std::set<std::string> found;
  status = members(list, found);
  if (!status) return std::nullopt;
  return set_number(found);
}

Status Compiler::condition(std::string_view term, Row& r) {
  const bool negated = term.front() == '!';
  if (negated) term.remove_prefix(1);
  const std::size_t colon = term.find(':');
  const std::string_view key = term.substr(0, colon);
  const std::string_view list = colon == std::string_view::npos ? "" : term.substr(colon + 1);
  if (colon != std::string_view::npos && list.empty())
    return wrong(fmt::format("nothing after the colon in \"{}\"", term));
  Test test = Test::has;
  Place place = Place::none;
  std::uint32_t preposition = FrameTable::no_lemma;
  std::string_view wanted = list;
  static constexpr std::pair<std::string_view, Test> tests[] = {
      {"passive", Test::passive},     {"active", Test::active},        {"neg", Test::negated},
      {"plural", Test::plural},       {"prt", Test::particle},         {"comp", Test::complement},
      {"dep", Test::dependent},       {"under-lemma", Test::governor}, {"future", Test::future},
      {"capital", Test::capitalised}, {"inf", Test::infinitive}};
  const auto known = std::find_if(std::begin(tests), std::end(tests), [&](const auto& t) { return t.first == key; });
  if (key == "party") {
    test = Test::party;
    const auto named = place_word(list);
    if (named) {
      place = *named;
    } else if (is_preposition(list)) {
      place = Place::preposition;
      preposition = lemma(list);
    } else {
      return wrong(fmt::format("party: needs a place (subj, obj, on ...), not \"{}\"", list));
    }
    wanted = "";
  } else if (known != std::end(tests)) {
    test = known->second;
    if (test != Test::particle && test != Test::complement && test != Test::dependent && test != Test::governor &&
        !list.empty()) {
      return wrong(fmt::format("\"{}\" takes no list", key));
    }
  } else if (const auto named = place_word(key)) {
    place = *named;
  } else if (is_preposition(key)) {
    place = Place::preposition;
    preposition = lemma(key);
  } else {
    return wrong(fmt::format("unknown condition \"{}\"", term));
  }
  Status status;
  const auto set = set_of(wanted, status);
  if (!set) return status;
  conditions_.push_back(static_cast<std::uint32_t>(test) | static_cast<std::uint32_t>(negated) << 8 |
                        static_cast<std::uint32_t>(place) << 16);
  conditions_.push_back(preposition << 16 | *set);
  // A listed lemma says more than a bare presence, a negation least.
  r.specificity += negated ? 1 : *set != FrameTable::no_set ? 5 : 2;
  return {};
}

Status Compiler::conditions(std::string_view cell, Row& r) {
  r.words[6] = static_cast<std::uint32_t>(conditions_.size() / 2);
  if (cell != "-") {
    for (const std::string_view term : split(cell, ' ')) {
      if (term.empty()) continue;
      if (Status s = condition(term, r); !s) return s;
    }
  }
  r.words[7] = static_cast<std::uint32_t>(conditions_.size() / 2);
  return {};
}

/// "by,poss,mod": alternatives, the first that names a party wins; "subj+with": all of them.
Status Compiler::places(std::string_view cell, bool actor, Row& r) {
  const std::size_t begin = actor ? 8 : 10;
  r.words[begin] = static_cast<std::uint32_t>(places_.size());
  std::string_view list = cell;
  if (cell == "*") {
    list = r.pos == FramePos::verb        ? (actor ? "subj" : "obj")
           : r.pos == FramePos::adjective ? (actor ? "subj" : "of,to")
           : actor                        ? "by,poss,mod,light"
                                          : "against,on,of,to,at,in";
  }
  if (cell == "-") {
    r.words[4] |= actor ? 4u : 2u;
    list = "";
  }
  bool joined = false;
  std::size_t at = 0;
  while (at < list.size()) {
    const std::size_t end = std::min(list.find_first_of(",+", at), list.size());
    const std::string_view word = trim(list.substr(at, end - at));
    const auto named = place_word(word);
    std::uint32_t preposition = 0;
    Place place = Place::preposition;
    if (named) {
      place = *named;
    } else if (is_preposition(word)) {
      preposition = lemma(word);
    } else {
      return wrong(fmt::format("unknown place \"{}\"", word));
    }
    places_.push_back(static_cast<std::uint32_t>(place) | static_cast<std::uint32_t>(joined) << 8 | preposition << 16);
    joined = end < list.size() && list[end] == '+';
    at = end + 1;
  }
  r.words[begin + 1] = static_cast<std::uint32_t>(places_.size());
  return {};
}

Status Compiler::row(const std::vector<std::string_view>& cells) {
  if (cells.size() != 8) {
    return wrong(fmt::format("{} cells where 8 belong: word, when, type, cameo, actor, recipient, example, expected",
                             cells.size()));
  }
  Row r;
  r.file = file_;
  r.line = line_;
  if (Status s = word_cell(cells[0], r); !s) return s;
  if (Status s = conditions(cells[1], r); !s) return s;
  if (Status s = type_cell(cells[2], cells[3], r); !s) return s;
  if (cells[5] == "=") {  // everyone acts, nobody receives
    r.words[4] |= 1;
    if (Status s = places(cells[4], true, r); !s) return s;
    r.words[10] = r.words[11] = static_cast<std::uint32_t>(places_.size());
  } else {
    if (Status s = places(cells[4], true, r); !s) return s;
    if (Status s = places(cells[5], false, r); !s) return s;
  }
  if (cells[6].empty() || cells[7].empty()) return wrong("an example and the parties expected in it are missing");
  if (!r.blocks && cells[7] == "-") return wrong("the expected parties of an act cannot be \"-\"");
  r.words[5] = r.specificity;
  r.words[12] = example(cells[6]);
  r.words[13] = example(cells[7]);
  r.words[14] = example(fmt::format("{}:{}", file_, line_));
  rows_.push_back(std::move(r));
  return {};
}

Status Compiler::frames(const std::string& path) {
  const auto table = read_table(path);
  if (!table) return table.error();
  file_ = "verbs/" + std::filesystem::path(path).filename().string();
  for (const auto& [number, cells] : *table) {
    line_ = number;
    if (Status s = row({cells.begin(), cells.end()}); !s) return s;
  }
  return {};
}

Status Compiler::run(PackBuilder& builder) {
  const std::string folder = folder_ + "/verbs";
  std::vector<std::string> files;
  std::error_code ignored;
  for (const auto& entry : std::filesystem::directory_iterator(folder, ignored)) {
    const std::string name = entry.path().filename().string();
    if (name.ends_with(".tsv") && name != "classes.tsv" && name != "weapons.tsv" && name != "forms.tsv")
      files.push_back(entry.path().string());
  }
  if (files.empty()) return {};  // a codebook of other tables only
  std::sort(files.begin(), files.end());
  if (Status s = classes(folder + "/classes.tsv"); !s) return s;
  if (Status s = weapons(folder + "/weapons.tsv"); !s) return s;
  if (Status s = forms(folder + "/forms.tsv"); !s) return s;
  for (const std::string& file : files) {
    if (Status s = frames(file); !s) return s;
  }
  std::stable_sort(rows_.begin(), rows_.end(), [](const Row& a, const Row& b) {
    if (a.pos != b.pos) return a.pos < b.pos;
    if (a.word != b.word) return a.word < b.word;
    if (a.specificity != b.specificity) return a.specificity > b.specificity;
    return a.blocks > b.blocks;
  });
  std::map<std::string, std::uint32_t> words[3];
  std::vector<std::uint32_t> groups, rows;
  std::map<std::string, int> rule_counts;
  for (std::uint32_t i = 0; i < rows_.size(); ++i) {
    Row& r = rows_[i];
    auto& map = words[static_cast<std::size_t>(r.pos)];
    if (map.emplace(r.word, static_cast<std::uint32_t>(groups.size() / 2)).second) {
      groups.push_back(i);
      groups.push_back(i);
    }
    groups.back() = i + 1;
    const char* pos = r.pos == FramePos::verb ? "v" : r.pos == FramePos::noun ? "n" : "a";
    const std::string stem = fmt::format("{}/{}.{}", r.rule_stem, r.word, pos);
    r.words[3] = string(fmt::format("{}#{}", stem, ++rule_counts[stem]));
    rows.insert(rows.end(), r.words.begin(), r.words.end());
  }
  if (lemmas_.size() >= FrameTable::no_lemma || set_numbers_.size() >= FrameTable::no_set) {
    return Error{ErrorCode::too_large, "codebooks/verbs: too many lemmas or lemma lists"};
  }
  std::map<std::string, std::uint32_t> class_numbers;
  for (const auto& [name, members] : classes_) class_numbers[name] = set_number(members);
  builder.add("frames.verbs", build_string_map(words[0]));
  builder.add("frames.nouns", build_string_map(words[1]));
  builder.add("frames.adjectives", build_string_map(words[2]));
  builder.add("frames.lemmas", build_string_map(lemmas_));
  builder.add("frames.classes", build_string_map(class_numbers));
  builder.add("frames.weapons", build_string_map(weapons_));
  builder.add("frames.forms", build_string_map(forms_));
  builder.add("frames.strings", build_string_list(strings_));
  builder.add("frames.examples", build_string_list(examples_));
  builder.add("frames.rows", build_words(rows));
  builder.add("frames.groups", build_words(groups));
  builder.add("frames.conditions", build_words(conditions_));
  builder.add("frames.places", build_words(places_));
  builder.add("frames.sets", build_words(sets_));
  builder.add("frames.set_index", build_words(set_index_));
  return {};
}

}  // namespace

Status compile_frames(const std::string& folder, PackBuilder& builder) {
  const Result<OntologyReader> ontology = OntologyReader::read(folder);
  if (!ontology) return ontology.error();
  return Compiler(folder, *ontology).run(builder);
}

}  // namespace demarche
