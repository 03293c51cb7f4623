#include "stages/ground/word_lists.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "types/actor.h"

namespace demarche {
namespace {

/// Lower-cases into a fixed buffer; longer words are in no list.
class Lower {
 public:
  explicit Lower(std::string_view word) {
    if (word.size() > buffer_.size()) return;
    for (char c : word) buffer_[size_++] = to_ascii_lower(c);
  }
  std::string_view view() const { return {buffer_.data(), size_}; }

 private:
  std::array<char, 24> buffer_{};
  std::size_t size_ = 0;
};

template <std::size_t N>
bool in(const std::array<std::string_view, N>& list, std::string_view word) {
  const Lower lower(word);
  return std::find(list.begin(), list.end(), lower.view()) != list.end();
}

constexpr std::array<std::string_view, 22> place_prepositions = {
    "in",   "at",    "near",   "inside",  "outside", "within", "into", "around", "throughout", "across", "through",
    "over", "along", "toward", "towards", "via",     "off",    "onto", "beyond", "amid",       "among",  "aboard"};
constexpr std::array<std::string_view, 47> motion_words = {
    "invite",  "invited",  "invitation", "visit",     "visits",     "visited",   "visiting", "trip",
    "trips",   "travel",   "travelled",  "traveled",  "travelling", "traveling", "arrive",   "arrived",
    "arrives", "arriving", "fly",        "flew",      "flown",      "flying",    "flight",   "flights",
    "return",  "returned", "returns",    "returning", "go",         "went",      "goes",     "going",
    "gone",    "came",     "come",       "journey",   "tour",       "moved",     "drove",    "fled",
    "flee",    "fleeing",  "left",       "leave",     "leaving",    "headed",    "sailed"};
constexpr std::array<std::string_view, 34> calendar_words = {
    "monday", "tuesday",   "wednesday", "thursday", "friday", "saturday",  "sunday",  "january",   "february",
    "march",  "april",     "june",      "july",     "august", "september", "october", "november",  "december",
    "today",  "yesterday", "tomorrow",  "week",     "month",  "year",      "morning", "afternoon", "evening",
    "night",  "weekend",   "summer",    "winter",   "spring", "autumn",    "noon"};
constexpr std::array<std::string_view, 12> formers = {
    "former", "ex", "ousted", "deposed", "late", "exiled", "then", "previous", "onetime", "ex-", "retired", "outgoing"};
constexpr std::array<std::string_view, 34> prefixes = {
    "mr",   "mr.",      "mrs",  "mrs.",     "ms",    "ms.",    "dr",        "dr.",    "sir",
    "lord", "lady",     "dame", "sheikh",   "sheik", "mullah", "ayatollah", "prof.",  "professor",
    "rev.", "reverend", "imam", "baroness", "madam", "miss",   "father",    "sister", "brother",
    "gen.", "col.",     "lt.",  "sgt.",     "capt.", "maj.",   "sen."};
constexpr std::array<std::string_view, 7> owners = {"its", "their", "his", "her", "our", "my", "whose"};
constexpr std::array<std::string_view, 46> saying = {
    "say",      "tell",     "add",         "state",    "announce",  "declare", "claim",   "warn",
    "report",   "comment",  "explain",     "note",     "argue",     "insist",  "believe", "deny",
    "confirm",  "reply",    "write",       "ask",      "call",      "urge",    "accuse",  "admit",
    "assert",   "remark",   "respond",     "stress",   "suggest",   "testify", "think",   "vow",
    "pledge",   "predict",  "acknowledge", "describe", "emphasize", "point",   "express", "conclude",
    "continue", "complain", "maintain",    "quote",    "reiterate", "charge"};

}  // namespace

PronounClass pronoun_class(std::string_view word) {
  const Lower lower(word);
  const std::string_view w = lower.view();
  if (w == "he" || w == "him" || w == "his" || w == "himself") return PronounClass::he;
  if (w == "she" || w == "her" || w == "hers" || w == "herself") return PronounClass::she;
  if (w == "they" || w == "them" || w == "their" || w == "theirs" || w == "themselves") return PronounClass::they;
  if (w == "it" || w == "its" || w == "itself") return PronounClass::it;
  if (w == "we" || w == "us" || w == "our" || w == "ours" || w == "ourselves") return PronounClass::we;
  if (w == "i" || w == "me" || w == "my" || w == "mine" || w == "myself") return PronounClass::i;
  if (w == "who" || w == "which" || w == "that" || w == "whom" || w == "whose") return PronounClass::relative;
  return PronounClass::none;
}

bool is_owner_pronoun(std::string_view word) {
  return in(owners, word);
}
bool is_place_preposition(std::string_view word) {
  return in(place_prepositions, word);
}
bool is_motion_word(std::string_view word) {
  return in(motion_words, word);
}
bool names_a_time(std::string_view word) {
  return in(calendar_words, word);
}
bool is_quantity(std::string_view word) {
  constexpr std::array<std::string_view, 32> words = {
      "thousands", "hundreds", "dozens", "scores", "tens",  "millions", "group",   "groups",
      "number",    "most",     "some",   "one",    "many",  "several",  "all",     "half",
      "majority",  "crowd",    "crowds", "few",    "dozen", "couple",   "handful", "members",
      "families",  "bodies",   "lives",  "any",    "each",  "none",     "both",    "team"};
  return in(words, word);
}
bool is_document_noun(std::string_view word) {
  constexpr std::array<std::string_view, 16> words = {
      "statement", "letter",  "communique", "communiqué", "declaration", "message", "report", "release",
      "ruling",    "verdict", "resolution", "memo",       "editorial",   "notice",  "decree", "advisory"};
  return in(words, word);
}
bool is_people_amount(std::string_view word) {
  constexpr std::array<std::string_view, 14> words = {"dozens", "hundreds", "thousands", "others",  "another",
                                                      "many",   "some",     "several",   "scores",  "everyone",
                                                      "anyone", "nobody",   "few",       "millions"};
  return in(words, word);
}
bool is_count(std::string_view word) {
  bool letters = true;
  for (char c : word) {
    if (!is_ascii_digit(c) && c != ',' && !is_ascii_alpha(c) && c != '-') return false;
    letters = letters && (is_ascii_alpha(c) || c == '-');
  }
  if (letters) return !names_a_time(word);
  return !(word.size() == 4 && (word.starts_with("19") || word.starts_with("20")));
}
bool is_compass_word(std::string_view word) {
  constexpr std::array<std::string_view, 19> words = {
      "north",        "south",        "east",         "west",       "northern",   "southern",   "eastern",
      "western",      "central",      "north-east",   "north-west", "south-east", "south-west", "northeastern",
      "northwestern", "southeastern", "southwestern", "upper",      "lower"};
  return in(words, word);
}
bool is_former(std::string_view word) {
  return in(formers, word);
}
bool is_name_prefix(std::string_view word) {
  return in(prefixes, word);
}
bool is_saying_lemma(std::string_view lemma) {
  return in(saying, lemma);
}

int small_number(std::string_view word) {
  constexpr std::array<std::string_view, 13> names = {"zero",  "one",   "two",  "three", "four",   "five",  "six",
                                                      "seven", "eight", "nine", "ten",   "eleven", "twelve"};
  const Lower lower(word);
  for (std::size_t i = 1; i < names.size(); ++i)
    if (names[i] == lower.view()) return static_cast<int>(i);
  int value = 0;
  if (word.empty() || word.size() > 2) return 0;
  for (char c : word) {
    if (!is_ascii_digit(c)) return 0;
    value = value * 10 + (c - '0');
  }
  return value;
}

NounRole role_of_noun(std::string_view noun) {
  constexpr std::array<std::string_view, 6> countries = {"country",  "nation",  "state",
                                                         "republic", "kingdom", "federation"};
  constexpr std::array<std::string_view, 2> sides = {"side", "delegation"};
  constexpr std::array<std::string_view, 8> leaders = {"leader",     "president", "prime minister", "foreign minister",
                                                       "government", "minister",  "head of state",  "premier"};
  constexpr std::array<std::string_view, 12> groups = {"group",   "organization", "organisation", "movement",
                                                       "party",   "union",        "company",      "newspaper",
                                                       "network", "association",  "alliance",     "bloc"};
  constexpr std::array<std::string_view, 21> places = {
      "region",      "area",          "territory",   "zone",         "capital",  "island", "peninsula",
      "border",      "district",      "county",      "enclave",      "city",     "town",   "village",
      "border area", "border region", "tribal area", "capital city", "province", "suburb", "neighborhood"};
  if (in(places, noun)) return NounRole::place;
  if (in(countries, noun)) return NounRole::country;
  if (in(sides, noun)) return NounRole::side;
  if (in(leaders, noun)) return NounRole::leader;
  if (in(groups, noun)) return NounRole::group;
  return noun == "counterpart" ? NounRole::counterpart : NounRole::none;
}

std::uint8_t sector_of_body_name(std::string_view word) {
  struct Row {
    std::string_view word;
    Sector sector;
  };
  constexpr std::array<Row, 60> rows = {
      {{"party", Sector::PTY},       {"bank", Sector::BUS},        {"company", Sector::BUS},
       {"corporation", Sector::BUS}, {"inc", Sector::BUS},         {"inc.", Sector::BUS},
       {"ltd", Sector::BUS},         {"corp", Sector::BUS},        {"corp.", Sector::BUS},
       {"group", Sector::BUS},       {"airlines", Sector::BUS},    {"airways", Sector::BUS},
       {"energy", Sector::BUS},      {"court", Sector::JUD},       {"tribunal", Sector::JUD},
       {"police", Sector::COP},      {"army", Sector::MIL},        {"forces", Sector::MIL},
       {"force", Sector::MIL},       {"command", Sector::MIL},     {"navy", Sector::MIL},
       {"guard", Sector::MIL},       {"brigade", Sector::REB},     {"brigades", Sector::REB},
       {"front", Sector::REB},       {"tigers", Sector::REB},      {"militia", Sector::REB},
       {"ministry", Sector::GOV},    {"department", Sector::GOV},  {"commission", Sector::GOV},
       {"committee", Sector::GOV},   {"council", Sector::GOV},     {"agency", Sector::GOV},
       {"office", Sector::GOV},      {"authority", Sector::GOV},   {"bureau", Sector::GOV},
       {"government", Sector::GOV},  {"embassy", Sector::GOV},     {"administration", Sector::GOV},
       {"parliament", Sector::LEG},  {"assembly", Sector::LEG},    {"senate", Sector::LEG},
       {"congress", Sector::LEG},    {"union", Sector::LAB},       {"unions", Sector::LAB},
       {"workers", Sector::LAB},     {"university", Sector::EDU},  {"institute", Sector::EDU},
       {"college", Sector::EDU},     {"school", Sector::EDU},      {"times", Sector::JRN},
       {"news", Sector::JRN},        {"tv", Sector::JRN},          {"radio", Sector::JRN},
       {"post", Sector::JRN},        {"church", Sector::REL},      {"hospital", Sector::MED},
       {"movement", Sector::CVL},    {"association", Sector::CVL}, {"foundation", Sector::CVL}}};
  const Lower lower(word);
  for (const Row& row : rows)
    if (row.word == lower.view()) return static_cast<std::uint8_t>(row.sector);
  return 255;
}

}  // namespace demarche
