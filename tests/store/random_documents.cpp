#include <fmt/format.h>

#include "base/hash.h"
#include "base/utf8.h"
#include "store/random_documents_test.h"
#include "types/findings.h"
#include "types/ontology.h"

namespace demarche::store {
namespace {

constexpr std::string_view syllables[] = {"ra", "mo", "ti", "šel", "nö", "ka", "vi", "东", "dur", "pel"};
constexpr const char* sources[] = {"Harbour Post", "Gazette of the North", "wire.example"};
constexpr std::string_view codes[] = {"RUS:GOV", "RUS:MIL", "CHN:GOV", "CHN:BUS",   "USA:GOV",   "USA", "FRA:GOV",
                                      "DEU:OPP", "IGO:UN",  "IGO:EU",  "NGO:other", "IMG:Alpha", "UNK"};
constexpr const char* named_as[] = {"country", "body", "person", "group", "collective"};

}  // namespace

StoredDocument RandomDocuments::document(const std::string& id, int sentences) {
  StoredDocument d;
  d.key.source = random_.of(sources);
  d.key.article = id;
  if (random_.chance(90)) d.published = Day(18000 + random_.below(1500));
  d.origin = id + ".txt";
  d.url = "https://" + d.key.source + "/" + id;
  d.title = fmt::format("Report {} of a müßiger day", random_.below(1000000));
  d.publisher = d.key.source;
  d.language = "en";
  if (random_.chance(30)) d.sources = {{1, "https://elsewhere.example/1"}, {0, "https://elsewhere.example/2"}};
  std::vector<StoredSentence> where;
  std::vector<std::vector<Span>> words;
  std::uint32_t at = 0;
  for (int s = 0; s < sentences; ++s) {
    const std::uint32_t begin = at;
    std::vector<Span> spans;
    const int length = 6 + random_.below(12);
    for (int w = 0; w < length; ++w) {
      const std::string word = fmt::format("{}{}", random_.of(syllables), random_.of(syllables));
      if (w > 0) d.text += ' ', ++at;
      const auto size = static_cast<std::uint32_t>(count_code_points(word));
      spans.push_back({at, at + size});
      d.text += word;
      at += size;
    }
    d.text += ".\n";
    ++at;
    where.push_back({false, {begin, at}});
    ++at;
    words.push_back(std::move(spans));
  }
  for (int s = 0; s < sentences; ++s) {
    for (int e = random_.below(3); e > 0; --e) d.events.push_back(event(id, d.events.size(), d, where[s], words[s]));
    if (random_.chance(30)) d.statements.push_back(statement(id, d.statements.size(), where[s], words[s]));
  }
  finish(d);
  return d;
}

void RandomDocuments::finish(StoredDocument& d) {
  d.sha256 = sha256_hex(d.text);
  d.key.hash =
      sha256_hex(fmt::format("{}\n{}\n{}", d.published ? d.published->count() : -1, d.title, d.text)).substr(0, 16);
}

Span RandomDocuments::word(const std::vector<Span>& words) {
  return words[static_cast<std::size_t>(random_.below(static_cast<int>(words.size())))];
}

StoredParty RandomDocuments::party(Role role, const std::vector<Span>& words) {
  StoredParty p;
  p.role = role;
  p.code = random_.of(codes);
  if (p.code.size() == 7) p.sector = p.code.substr(4);
  p.name = random_.chance(50) ? "Somebody" : "";
  p.named_as = random_.of(named_as);
  p.from_document = random_.chance(10);
  if (!random_.chance(10)) p.mention = word(words);
  return p;
}

StoredEvent RandomDocuments::event(const std::string& id, std::size_t number, const StoredDocument& d,
                                   const StoredSentence& where, const std::vector<Span>& words) {
  StoredEvent e;
  e.sentence = where;
  e.trigger = word(words);
  const auto type = static_cast<EventType>(random_.below(16));
  e.type = name_of(type);
  e.quad = 1 + static_cast<int>(quad_of(type));
  e.plover_score = 500 * (random_.below(41) - 20);
  if (random_.chance(80)) e.goldstein = 100 * (random_.below(201) - 100);
  if (random_.chance(70)) {
    const Day start = Day(18000 + random_.below(1500));
    e.date = Interval{start, start + random_.below(10)};
  } else if (d.published && random_.chance(50)) {
    e.date = Interval{*d.published, *d.published};
    e.dated_by_publication = true;
  }
  e.newness = name_of(static_cast<Newness>(random_.chance(60) ? 0 : 1 + random_.below(2)));
  e.factuality = name_of(static_cast<Factuality>(random_.chance(60) ? 0 : 1 + random_.below(4)));
  e.tense = "past";
  e.certainty = "asserted";
  e.confidence = random_.below(1001);
  e.rule = "TEST/rule#1";
  for (int n = random_.below(3); n >= 0; --n) e.parties.push_back(party(Role::actor, words));
  for (int n = random_.below(3); n > 0; --n) e.parties.push_back(party(Role::recipient, words));
  if (random_.chance(20)) e.parties.push_back(party(Role::attributed, words));
  e.record_id = "ev-" + hex(hash64(fmt::format("{} {} {}", id, random_.next(), number)));
  e.json = fmt::format("{{\"kind\":\"event\",\"id\":\"{}\",\"article\":\"{}\"}}", e.record_id, id);
  return e;
}

StoredStatement RandomDocuments::statement(const std::string& id, std::size_t number, const StoredSentence& where,
                                           const std::vector<Span>& words) {
  StoredStatement s;
  s.sentence = where;
  s.content = {words.front().begin, words.back().end};
  if (random_.chance(80)) s.cue = word(words);
  s.direct = random_.chance(50);
  s.rule = "test";
  if (random_.chance(90)) s.parties.push_back(party(Role::speaker, words));
  if (random_.chance(30)) s.parties.push_back(party(Role::addressee, words));
  s.record_id = "st-" + hex(hash64(fmt::format("{} {} {}", id, random_.next(), number)));
  s.json = fmt::format("{{\"kind\":\"statement\",\"id\":\"{}\",\"article\":\"{}\"}}", s.record_id, id);
  return s;
}

}  // namespace demarche::store
