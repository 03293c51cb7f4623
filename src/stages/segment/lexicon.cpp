#include "stages/segment/lexicon.h"

#include <array>
#include <string>
#include <vector>

#include "base/text.h"

namespace demarche::segmenting {
namespace {

struct List {
  std::uint16_t flags;
  std::string_view words;  // separated by spaces
};

constexpr List lists[] = {
    {title,
     "mr mrs ms messrs dr drs prof profs gen lt col maj capt cmdr cdr adm rear brig sgt cpl pvt gov lt.gov sen sens "
     "rep reps "
     "rev fr st ste mt ft pres amb hon supt det insp sr.lt mlle mme mgr msgr pte spc sec lieut atty ald asst ass't "
     "vice-adm "
     "comdr cmdt pfc gen.sec spec"},
    {abbreviation,
     "inc corp ltd bros dept dist assn assoc intl natl govt univ sept tues thu thur thurs jr sr esq blvd etc vs viz al "
     "approx ca cf eds vol vols ph.d m.sc b.sc plc calif ariz colo conn okla penn tenn tex va vt nev neb wis wyo sask "
     "que "
     "incl resp yrs hrs mins gmbh arrv lv eg ie cie conf attn tel ext co esp rec min max dom oz lb lbs ft"},
    {abbreviation | capital_only,
     "jan feb mar apr jun jul aug oct nov dec mon tue wed fri sat sun ave rd ala ark del fla ga ill ind kan ky la mass "
     "md "
     "mich minn miss mo mont ore pa wash ont alta sa sc wa rs bhd pty int ph ed ser pl"},
    {before_number, "b d m div fl no nos p pp art arts sec fig figs eq ch vol res op cit par para c ca ver sect"},
    {prefix,
     "non anti pre post co ex re mid semi multi neo pro counter sub un intra inter micro mini over cross pan socio "
     "psycho e "
     "ultra trans super quasi pseudo crypto arch extra infra macro mega hyper meta para proto retro tele thermo uni bi "
     "tri "
     "afro anglo euro sino russo franco indo turco israelo geo eco bio electro photo counter ante contra mal out-of"},
    {unit,
     "am pm km kg m mm cm nm k bn b t tn mn mln bln trn lb lbs oz ft sq hz khz mhz ghz kb mb gb tb kw mw gw kwh mwh "
     "gwh mph "
     "kph kmh hr hrs min mins sec secs yr yrs hh mg ml kt mt pc pct usd eur gbp rmb cc hp kcal kph est gmt utc bpd"},
    {address_end,
     "com org net gov edu mil int info biz eu uk ru cn de fr ua il ir pl jp kr br au ca nz za eg sa ae tv io html htm "
     "php asp "
     "aspx jsp xml json pdf doc docx xls xlsx ppt pptx txt csv jpg jpeg gif png zip gz tar exe mp3 mp4 url dtf hk tw "
     "sg tr "
     "gr nl es ch se fi dk cz hu ro bg rs kz"},
    {starter,
     "the a an he she it they we you i this that these those there his her their its our your in on at for from by "
     "with as "
     "but and or so yet if when while after before since until although though because however meanwhile instead also "
     "still now then here what who why how where not no one some many most all both each every another other according "
     "under over between during despite without among against about last next earlier later yesterday today asked mr "
     "mrs "
     "ms dr once even only just more several such to up two three"},
    {clitic, "s m re ve ll d t"},
    {elided, "em til twas tis n cause bout round nuff kay"},
    {slashed, "w/o w/out w/ b/c l/c n/a i/s b/t p/l i/c a/c km/h mi/h m/s"},
};

struct Contraction {
  std::string_view word;
  std::uint32_t first;
};

constexpr Contraction contractions[] = {
    {"cannot", 3},  {"gonna", 3},    {"gotta", 3},  {"wanna", 3},  {"outta", 3}, {"gimme", 3}, {"lemme", 3},
    {"dont", 2},    {"didnt", 3},    {"doesnt", 4}, {"wont", 2},   {"isnt", 2},  {"wasnt", 3}, {"couldnt", 5},
    {"wouldnt", 5}, {"shouldnt", 6}, {"havent", 4}, {"hasnt", 3},  {"hadnt", 3}, {"arent", 3}, {"werent", 4},
    {"aint", 2},    {"arnt", 2},     {"youre", 3},  {"theyre", 4}, {"thats", 4}, {"whats", 4}, {"theres", 5},
    {"ive", 1},     {"youve", 3},    {"cant", 2},   {"havnt", 3},  {"im", 1},    {"hes", 2},
};

constexpr std::uint32_t table_size = 2048;
constexpr std::uint32_t longest_word = 10;

std::uint32_t hash_lower(std::string_view word) {
  std::uint32_t h = 2166136261u;
  for (const char c : word) h = (h ^ static_cast<unsigned char>(to_ascii_lower(c))) * 16777619u;
  return h ^ (h >> 15);
}

struct Entry {
  std::string_view word;
  std::uint16_t flags = 0;
  std::uint32_t first = 0;
};

class Table {
 public:
  Table() {
    for (const List& list : lists) {
      for (const std::string_view word : split(list.words, ' ')) slot_for(word).flags |= list.flags;
    }
    for (const Contraction& c : contractions) slot_for(c.word).first = c.first;
  }

  const Entry* find(std::string_view word) const {
    if (word.empty() || word.size() > longest_word) return nullptr;
    for (std::uint32_t at = hash_lower(word) % table_size;; at = (at + 1) % table_size) {
      const Entry& entry = entries_[at];
      if (entry.word.empty()) return nullptr;
      if (equals_ignoring_case(entry.word, word)) return &entry;
    }
  }

 private:
  Entry& slot_for(std::string_view word) {
    for (std::uint32_t at = hash_lower(word) % table_size;; at = (at + 1) % table_size) {
      Entry& entry = entries_[at];
      if (entry.word.empty()) entry.word = word;
      if (entry.word == word) return entry;
    }
  }
  std::array<Entry, table_size> entries_;
};

const Table& table() {
  static const Table instance;
  return instance;
}

}  // namespace

std::uint16_t listed(std::string_view word) {
  const Entry* entry = table().find(word);
  return entry ? entry->flags : static_cast<std::uint16_t>(listed_none);
}

std::uint32_t bare_contraction(std::string_view word) {
  const Entry* entry = table().find(word);
  return entry ? entry->first : 0;
}

}  // namespace demarche::segmenting
