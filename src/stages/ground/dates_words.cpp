#include <array>
#include <cstring>

#include "base/text.h"
#include "stages/ground/dates_lexer.h"

namespace demarche::dates {
namespace {

struct Row {
  const char* words;  // separated by blanks
  LexClass lex;
  std::int32_t value;
};

constexpr std::int32_t unit(Unit u) {
  return static_cast<std::int32_t>(u);
}
constexpr std::int32_t part(Part p) {
  return static_cast<std::int32_t>(p);
}

constexpr Row rows[] = {
    {"january", LexClass::month, 1},
    {"february", LexClass::month, 2},
    {"march", LexClass::month, 3},
    {"april", LexClass::month, 4},
    {"may", LexClass::month, 5},
    {"june", LexClass::month, 6},
    {"july", LexClass::month, 7},
    {"august", LexClass::month, 8},
    {"september", LexClass::month, 9},
    {"october", LexClass::month, 10},
    {"november", LexClass::month, 11},
    {"december", LexClass::month, 12},
    {"jan", LexClass::month_short, 1},
    {"feb", LexClass::month_short, 2},
    {"mar", LexClass::month_short, 3},
    {"apr", LexClass::month_short, 4},
    {"jun", LexClass::month_short, 6},
    {"jul", LexClass::month_short, 7},
    {"aug", LexClass::month_short, 8},
    {"sep sept", LexClass::month_short, 9},
    {"oct", LexClass::month_short, 10},
    {"nov", LexClass::month_short, 11},
    {"dec", LexClass::month_short, 12},
    {"monday", LexClass::weekday, 0},
    {"tuesday", LexClass::weekday, 1},
    {"wednesday", LexClass::weekday, 2},
    {"thursday", LexClass::weekday, 3},
    {"friday", LexClass::weekday, 4},
    {"saturday", LexClass::weekday, 5},
    {"sunday", LexClass::weekday, 6},
    {"mondays", LexClass::weekdays, 0},
    {"tuesdays", LexClass::weekdays, 1},
    {"wednesdays", LexClass::weekdays, 2},
    {"thursdays", LexClass::weekdays, 3},
    {"fridays", LexClass::weekdays, 4},
    {"saturdays", LexClass::weekdays, 5},
    {"sundays", LexClass::weekdays, 6},
    {"mon", LexClass::weekday_short, 0},
    {"tue tues", LexClass::weekday_short, 1},
    {"wed", LexClass::weekday_short, 2},
    {"thu thur thurs", LexClass::weekday_short, 3},
    {"fri", LexClass::weekday_short, 4},
    {"sat", LexClass::weekday_short, 5},
    {"sun", LexClass::weekday_short, 6},
    {"second", LexClass::ordinal, 2},
    {"first", LexClass::ordinal, 1},
    {"third", LexClass::ordinal, 3},
    {"fourth", LexClass::ordinal, 4},
    {"fifth", LexClass::ordinal, 5},
    {"sixth", LexClass::ordinal, 6},
    {"seventh", LexClass::ordinal, 7},
    {"eighth", LexClass::ordinal, 8},
    {"ninth", LexClass::ordinal, 9},
    {"tenth", LexClass::ordinal, 10},
    {"eleventh", LexClass::ordinal, 11},
    {"twelfth", LexClass::ordinal, 12},
    {"thirteenth", LexClass::ordinal, 13},
    {"fourteenth", LexClass::ordinal, 14},
    {"fifteenth", LexClass::ordinal, 15},
    {"sixteenth", LexClass::ordinal, 16},
    {"seventeenth", LexClass::ordinal, 17},
    {"eighteenth", LexClass::ordinal, 18},
    {"nineteenth", LexClass::ordinal, 19},
    {"twentieth", LexClass::ordinal, 20},
    {"thirtieth", LexClass::ordinal, 30},
    {"one", LexClass::cardinal, 1},
    {"two", LexClass::cardinal, 2},
    {"three", LexClass::cardinal, 3},
    {"four", LexClass::cardinal, 4},
    {"five", LexClass::cardinal, 5},
    {"six", LexClass::cardinal, 6},
    {"seven", LexClass::cardinal, 7},
    {"eight", LexClass::cardinal, 8},
    {"nine", LexClass::cardinal, 9},
    {"ten", LexClass::cardinal, 10},
    {"eleven", LexClass::cardinal, 11},
    {"twelve dozen", LexClass::cardinal, 12},
    {"thirteen", LexClass::cardinal, 13},
    {"fourteen", LexClass::cardinal, 14},
    {"fifteen", LexClass::cardinal, 15},
    {"sixteen", LexClass::cardinal, 16},
    {"seventeen", LexClass::cardinal, 17},
    {"eighteen", LexClass::cardinal, 18},
    {"nineteen", LexClass::cardinal, 19},
    {"twenty", LexClass::cardinal, 20},
    {"thirty", LexClass::cardinal, 30},
    {"forty", LexClass::cardinal, 40},
    {"fifty", LexClass::cardinal, 50},
    {"sixty", LexClass::cardinal, 60},
    {"seventy", LexClass::cardinal, 70},
    {"eighty", LexClass::cardinal, 80},
    {"ninety", LexClass::cardinal, 90},
    {"hundred", LexClass::cardinal, 100},
    {"thousand", LexClass::cardinal, 1000},
    {"zero", LexClass::cardinal, 0},
    {"minute min hour hr", LexClass::unit, unit(Unit::minute)},
    {"minutes mins hours hrs", LexClass::units, unit(Unit::minute)},
    {"seconds", LexClass::units, unit(Unit::second)},
    {"day night", LexClass::unit, unit(Unit::day)},
    {"days nights", LexClass::units, unit(Unit::day)},
    {"weekend", LexClass::unit, unit(Unit::weekend)},
    {"weekends", LexClass::units, unit(Unit::weekend)},
    {"week", LexClass::unit, unit(Unit::week)},
    {"weeks wks", LexClass::units, unit(Unit::week)},
    {"fortnight", LexClass::unit, unit(Unit::fortnight)},
    {"fortnights", LexClass::units, unit(Unit::fortnight)},
    {"month", LexClass::unit, unit(Unit::month)},
    {"months", LexClass::units, unit(Unit::month)},
    {"quarter", LexClass::unit, unit(Unit::quarter)},
    {"quarters", LexClass::units, unit(Unit::quarter)},
    {"year", LexClass::unit, unit(Unit::year)},
    {"years yrs", LexClass::units, unit(Unit::year)},
    {"decade", LexClass::unit, unit(Unit::decade)},
    {"decades", LexClass::units, unit(Unit::decade)},
    {"century", LexClass::unit, unit(Unit::century)},
    {"centuries", LexClass::units, unit(Unit::century)},
    {"today tonight tonite", LexClass::day_word, 0},
    {"yesterday", LexClass::day_word, -1},
    {"tomorrow tmrw", LexClass::day_word, 1},
    {"overnight", LexClass::day_word, overnight},
    {"now", LexClass::now, 0},
    {"last past previous preceding", LexClass::shift, -1},
    {"this current that same", LexClass::shift, 0},
    {"next coming upcoming following", LexClass::shift, 1},
    {"early beginning start outset", LexClass::part, part(Part::early)},
    {"mid middle", LexClass::part, part(Part::middle)},
    {"late end close", LexClass::part, part(Part::late)},
    {"earlier", LexClass::compare, -1},
    {"later", LexClass::compare, 1},
    {"ago", LexClass::ago, 0},
    {"spring springtime", LexClass::season, 0},
    {"summer summertime", LexClass::season, 1},
    {"autumn fall", LexClass::season, 2},
    {"winter wintertime", LexClass::season, 3},
    {"morning afternoon evening noon midday midnight dawn dusk lunchtime", LexClass::day_time, 0},
    {"twenties", LexClass::decade_word, 20},
    {"thirties", LexClass::decade_word, 30},
    {"forties", LexClass::decade_word, 40},
    {"fifties", LexClass::decade_word, 50},
    {"sixties", LexClass::decade_word, 60},
    {"seventies", LexClass::decade_word, 70},
    {"eighties", LexClass::decade_word, 80},
    {"nineties", LexClass::decade_word, 90},
    {"noughties", LexClass::decade_word, 0},
    {"every each", LexClass::every, 0},
    {"half", LexClass::half, 0},
    {"rest remainder remaining", LexClass::rest, 0},
    {"christmas xmas easter thanksgiving thanks halloween valentine valentines boxing good ash palm black cyber new "
     "labor "
     "labour memorial martin mlk presidents columbus veterans mother mothers father fathers earth international int "
     "women womens armistice remembrance bastille saint st groundhog inauguration",
     LexClass::holiday, 0},
    {"few several", LexClass::few, 3},
    {"couple", LexClass::couple, 2},
    {"the", LexClass::the, 0},
    {"a an", LexClass::a, 1},
    {"of", LexClass::of, 0},
    {"in", LexClass::in, 0},
    {"on", LexClass::on, 0},
    {"at", LexClass::at, 0},
    {"by", LexClass::by, 0},
    {"and", LexClass::and_, 0},
    {"or", LexClass::or_, 0},
    {"to", LexClass::to, 0},
    {"until till til", LexClass::until, 0},
    {"through thru", LexClass::through, 0},
    {"from", LexClass::from, 0},
    {"between", LexClass::between, 0},
    {"before", LexClass::before, 0},
    {"after", LexClass::after, 0},
    {"since", LexClass::since, 0},
    {"within", LexClass::within, 0},
    {"over during for throughout", LexClass::over, 0},
    {"around circa about", LexClass::around, 0},
    {"will shall would ll won expect expects expected expecting scheduled planned plans plan planning due slated "
     "intends intend hopes hope poised "
     "forthcoming deadline",
     LexClass::future_cue, 0},
    {"was were had did said told met went came took made held began left gave won lost saw sent spoke hit led became "
     "fell "
     "rose shot brought fought found got kept put ran broke drew grew knew threw wrote built bought sold paid stood "
     "struck swore caught chose felt flew hung thought died been done seen taken given gone begun",
     LexClass::past_cue, 0},
};

// Open addressing over words of at most 16 bytes, filled once.
class Table {
 public:
  Table() {
    for (const Row& row : rows) {
      for (std::string_view word : split(row.words, ' ')) insert(word, {row.lex, row.value});
    }
  }

  WordEntry find(std::string_view word) const {
    if (word.size() > 16) return {};
    Key key;
    fold(word, key);
    for (std::size_t slot = hash(key);; slot = (slot + 1) % size) {
      const Slot& s = slots_[slot];
      if (s.entry.lex == LexClass::other) return {};
      if (s.key[0] == key[0] && s.key[1] == key[1]) return s.entry;
    }
  }

 private:
  static constexpr std::size_t size = 2048;
  using Key = std::array<std::uint64_t, 2>;
  struct Slot {
    Key key{};
    WordEntry entry;
  };

  static void fold(std::string_view word, Key& key) {
    char bytes[16] = {};
    for (std::size_t i = 0; i < word.size(); ++i) bytes[i] = to_ascii_lower(word[i]);
    std::memcpy(key.data(), bytes, sizeof bytes);
  }
  static std::size_t hash(const Key& key) {
    const std::uint64_t mixed = (key[0] ^ (key[1] * 0x9E3779B97F4A7C15u)) * 0xD6E8FEB86659FD93u;
    return static_cast<std::size_t>((mixed ^ (mixed >> 29)) >> 20) % size;
  }
  void insert(std::string_view word, WordEntry entry) {
    Key key;
    fold(word, key);
    std::size_t slot = hash(key);
    while (slots_[slot].entry.lex != LexClass::other) {
      if (slots_[slot].key == key) return;  // the first row wins
      slot = (slot + 1) % size;
    }
    slots_[slot] = {key, entry};
  }

  std::array<Slot, size> slots_{};
};

}  // namespace

WordEntry look_up(std::string_view word) {
  static const Table table;
  return table.find(word);
}

}  // namespace demarche::dates
