#include "gold_corpus.h"

#include <simdjson.h>

#include <algorithm>

#include "base/hash.h"
#include "base/text.h"
#include "stages/ground/ground.h"
#include "stages/segment/segment.h"

namespace demarche::learn {
namespace {

// RUS:GOV -> RUS; IGO:UN stays; UNK -> "".
std::string party_country(std::string_view code) {
  if (code.empty() || code.starts_with("UNK")) return "";
  return std::string(country_of_code(code));
}

}  // namespace

void GoldCorpus::add(Text text) {
  text.tokens = segment(text.document.text);
  annotator_.annotate(text.document.text, text.tokens, scratch_, text.syntax, text.names);
  text.mentions = ground(text.document, text.tokens, text.syntax, text.names, codebook_);
  texts.push_back(std::move(text));
}

void GoldCorpus::read_gold(const std::string& path) {
  simdjson::dom::parser parser;
  const simdjson::padded_string lines = simdjson::padded_string::load(path);
  for (auto article : parser.parse_many(lines, 16u << 20)) {
    Text t;
    t.document.id = std::string(std::string_view(article["id"]));
    const std::string hash = sha256_hex(t.document.id);
    if (hash[0] <= '2') continue;  // reserved: these only measure
    t.fold = static_cast<std::uint64_t>(std::stoul(hash.substr(1, 4), nullptr, 16)) % folds;
    t.document.title = std::string(std::string_view(article["title"]));
    t.document.text = std::string(std::string_view(article["text"]));
    t.document.published = Day::parse(std::string_view(article["date"]));
    for (simdjson::dom::element event : article["events"]) read_act(event, t);
    add(std::move(t));
  }
}

void GoldCorpus::read_silent(const std::string& path) {
  simdjson::dom::parser parser;
  const simdjson::padded_string lines = simdjson::padded_string::load(path);
  for (auto page : parser.parse_many(lines, 16u << 20)) {
    Text t;
    t.document.id = std::string(std::string_view(page["id"]));
    t.document.title = std::string(std::string_view(page["title"]));
    t.document.text = std::string(std::string_view(page["text"]));
    std::string_view date;
    if (page["date"].get(date) == simdjson::SUCCESS) t.document.published = Day::parse(date);
    t.silent = true;
    add(std::move(t));
  }
}

void GoldCorpus::read_plv(const std::string& table) {
  std::vector<std::string_view> names;
  for (std::string_view line : split(table, '\n')) {
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    const std::vector<std::string_view> fields = split(line, '\t');
    if (names.empty()) {
      names = fields;
      continue;
    }
    std::map<std::string_view, std::string_view> row;
    for (std::size_t i = 0; i < std::min(names.size(), fields.size()); ++i) row[names[i]] = fields[i];
    read_sentence(row);
  }
}

void GoldCorpus::read_act(simdjson::dom::element event, Text& t) {
  const auto type = parse_event_type(std::string_view(event["type"]));
  const std::string_view sentence = event["sentence"], trigger = event["trigger"];
  const std::size_t at = t.document.text.find(sentence);
  if (!type || at == std::string::npos) return;
  GoldAct act;
  act.type = *type;
  act.sentence = {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + sentence.size())};
  const std::size_t inner = sentence.find(trigger);
  act.trigger = static_cast<std::uint32_t>(at + (inner == std::string_view::npos ? 0 : inner));
  const auto read = [&](const char* role, std::vector<std::string>& out, std::vector<std::string>& codes) {
    for (simdjson::dom::element party : event[role]) {
      const std::string_view code = party["code"];
      std::string country = party_country(code);
      if (country.empty()) continue;
      out.push_back(std::move(country));
      codes.emplace_back(code);
    }
  };
  read("actors", act.actors, act.actor_codes);
  read("recipients", act.recipients, act.recipient_codes);
  bool clear = true;
  if (event["clear"].get(clear) == simdjson::SUCCESS) act.clear = clear;
  std::string_view start, end;
  if (event["date"]["start"].get(start) == simdjson::SUCCESS && event["date"]["end"].get(end) == simdjson::SUCCESS) {
    const auto first = Day::parse(start), last = Day::parse(end);
    if (first && last) act.date = Interval{*first, *last};
  }
  t.acts.push_back(std::move(act));
}

void GoldCorpus::read_sentence(const std::map<std::string_view, std::string_view>& row) {
  const auto cell = [&](std::string_view name) {
    const auto at = row.find(name);
    return at == row.end() ? std::string_view() : at->second;
  };
  Text t;
  t.document.text = std::string(cell("sentence"));
  const auto span = [&](std::string_view words) -> std::optional<Span> {
    const std::size_t at = words.empty() ? std::string::npos : t.document.text.find(words);
    if (at == std::string::npos) return std::nullopt;
    return Span{static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + words.size())};
  };
  t.source = span(cell("source"));
  t.target = span(cell("target"));
  GoldAct act;
  act.sentence = {0, static_cast<std::uint32_t>(t.document.text.size())};
  const std::string_view root = cell("gold_root");
  const auto add_type = [&](EventType type) {
    act.type = type;
    t.acts.push_back(act);
  };
  if (root == "YIELD") {
    add_type(EventType::CONCEDE);
    add_type(EventType::RETREAT);
  } else if (const auto type = parse_event_type(root)) {
    add_type(*type);
  }
  if (t.source && t.target && !t.acts.empty()) add(std::move(t));
}

}  // namespace demarche::learn
