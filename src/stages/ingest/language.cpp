#include "stages/ingest/language.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <unordered_map>

#include "base/text.h"
#include "base/utf8.h"

namespace demarche {
namespace {

constexpr std::size_t sample_bytes = 32u << 10;

struct Profile {
  Language language;
  std::string_view words;  // frequent small words, told apart from the others as a whole
};

// Written by hand from common knowledge of each language. Words shared by several languages count for each of them.
constexpr std::array profiles = {
    Profile{{"en", "English"},
            "the of and to in a is that for was on with as by it at from his he has are have be an they their which "
            "were who not said "
            "this but had its or been after will would more than about also when she her we you your if can"},
    Profile{
        {"de", "German"},
        "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat "
        "dass sie nach "
        "wird bei einer um am sind noch wie einem über einen so zum war haben nur oder aber vor zur bis mehr durch"},
    Profile{{"fr", "French"},
            "de la le et les des en un du une que est pour qui dans a par plus pas au sur ne se ce il sont la avec ou "
            "son comme mais on "
            "aux cette ses été ont leur nous vous être elle sa deux même"},
    Profile{{"es", "Spanish"},
            "de la que el en y a los del se las por un para con no una su al lo como más o pero sus le ha me si sin "
            "sobre este ya entre "
            "cuando todo esta ser son dos también fue había era muy años hasta desde"},
    Profile{{"pt", "Portuguese"},
            "de a o que e do da em um para é com não uma os no se na por mais as dos como mas foi ao ele das tem à seu "
            "sua ou ser quando "
            "muito há nos já está eu também só pelo pela até isso ela entre"},
    Profile{{"it", "Italian"},
            "di e il la che in un a per è una non sono da del con si i le dei nel alla della al come anche più ma lo "
            "ha gli delle dal o "
            "nella ai questo ed se su suo stato dalla essere degli"},
    Profile{{"nl", "Dutch"},
            "de van het een en in is dat op te zijn met voor niet aan er die om ook als dan maar bij of uit nog naar "
            "door over hij worden "
            "wordt tot heeft werd deze geen meer zich haar hun ze"},
    Profile{{"sv", "Swedish"},
            "och i att det som en på är av för med den till har inte om ett men de så var jag från vi kan när man hade "
            "nu eller över ut "
            "vid efter sig under också skulle mot alla"},
    Profile{{"da", "Danish or Norwegian"},
            "og i at det er en til af på som med for den der de har ikke et men om han var fra vi kan jeg ved sig så "
            "efter eller blev være "
            "også skal hun over av nå må bare etter ble"},
    Profile{{"fi", "Finnish"},
            "ja on ei että se oli hän mutta ovat kun myös joka sen ole jos mukaan kuin niin olla vain jotka hänen tai "
            "sekä voi nyt jo "
            "vuoden mitä tämä ollut siitä ovat"},
    Profile{{"pl", "Polish"},
            "w i na z do nie się to jest że o a za po jak od przez ale są dla co tym był oraz tego która który jego "
            "czy ich może być przy "
            "już tylko ma pod ze"},
    Profile{{"cs", "Czech or Slovak"},
            "a v se na je že s z o do to by i ve ale pro si jsem jako jeho jsou za po který k už sa nie od byl byla "
            "které podle není pri "
            "aj ako čo sú však nebo jen"},
    Profile{{"hu", "Hungarian"},
            "a az és hogy nem is egy azt ez meg de csak volt már van ha el mint még kell ki fel vagy sem azonban majd "
            "amely után szerint "
            "minden lehet ezt pedig"},
    Profile{{"ro", "Romanian"},
            "de și în a la cu care o să nu pe din mai ca este un pentru au al prin fi fost sau sunt le se lui ale sa "
            "dar după cele către "
            "fost unei"},
    Profile{{"hr", "Serbian, Croatian or Bosnian"},
            "je i u na se da su za od a koji o ne s će to kao bi iz nije što ali koja koje po do sam biti kako samo "
            "još bio ili nakon "
            "prema već"},
    Profile{{"tr", "Turkish"},
            "ve bir bu da de için ile olarak olan çok daha en gibi o ne ki kadar sonra ise ancak olduğu var göre değil "
            "mi her diye büyük "
            "tarafından yeni"},
    Profile{{"id", "Indonesian or Malay"},
            "yang dan di dengan untuk dari pada ini itu tidak dalam akan juga adalah oleh ke karena sebagai bahwa "
            "kepada mereka tersebut "
            "telah ada lebih bisa dapat atau saat para"},
    Profile{{"sw", "Swahili"},
            "ya na wa kwa ni katika la za kuwa cha hiyo hii kila au haki mtu wao yake huo pia lakini sana watu ambayo "
            "hivyo"},
    Profile{
        {"ca", "Catalan"},
        "de la i el que a en els per un una les del amb és al no es ha són més com aquest aquesta va seva dels també"},
    Profile{{"sq", "Albanian"},
            "të e në i dhe për me një së që nga është do si ka janë u ose nuk kjo këtë ky pas duke tij"},
    Profile{{"lt", "Lithuanian"},
            "ir į kad yra iš su ar bet tai buvo už jo dėl kaip nuo po apie per jis tik jų būti turi arba"},
    Profile{{"lv", "Latvian"},
            "un ir ar uz no ka par kas tas vai pie to viņš bet nav bija tiek kā viņa savu lai pēc arī"},
    Profile{{"et", "Estonian"},
            "ja on ei et see oli ta kui ka oma mis või aga nii kes tema pärast välja selle veel ning nende"},
    Profile{{"tl", "Tagalog"},
            "ang ng sa mga na ay at ni si hindi para niya kay siya ito kung may pag nang isang o kanyang"},
    Profile{{"vi", "Vietnamese"},
            "và của là có được các trong cho một không với những người đã này để khi đến về từ như cũng theo tại"},
};

constexpr int profile_count = static_cast<int>(profiles.size());

struct Script {
  char32_t first;
  char32_t last;
  Language language;
};
constexpr std::array scripts = {
    Script{0x0370, 0x03FF, {"el", "Greek"}},
    Script{0x0400, 0x052F, {"und", "a language in Cyrillic letters"}},
    Script{0x0530, 0x058F, {"hy", "Armenian"}},
    Script{0x0590, 0x05FF, {"he", "Hebrew"}},
    Script{0x0600, 0x06FF, {"und", "a language in Arabic letters"}},
    Script{0x0900, 0x0DFF, {"und", "a language in Indian letters"}},
    Script{0x0E00, 0x0E7F, {"th", "Thai"}},
    Script{0x0E80, 0x109F, {"und", "a language of South-East Asia"}},
    Script{0x10A0, 0x10FF, {"ka", "Georgian"}},
    Script{0x1200, 0x137F, {"am", "Amharic"}},
    Script{0x1780, 0x17FF, {"km", "Khmer"}},
    Script{0x3040, 0x30FF, {"ja", "Japanese"}},
    Script{0x3400, 0x9FFF, {"zh", "Chinese"}},
    Script{0xAC00, 0xD7AF, {"ko", "Korean"}},
};

// Each word with the set of profiles that hold it, as bits.
const std::unordered_map<std::string_view, std::uint32_t>& word_profiles() {
  static const auto table = [] {
    std::unordered_map<std::string_view, std::uint32_t> out;
    for (std::size_t i = 0; i < profiles.size(); ++i)
      for (const std::string_view word : split(profiles[i].words, ' ')) out[word] |= 1u << i;
    return out;
  }();
  static_assert(profile_count <= 32);
  return table;
}

// Lower case for Latin letters, which is all the profiles need.
char32_t lower(char32_t c) {
  if (c < 0x80) return static_cast<char32_t>(to_ascii_lower(static_cast<char>(c)));
  if (c >= 0xC0 && c <= 0xDE && c != 0xD7) return c + 32;
  if (c >= 0x100 && c <= 0x17F && c != 0x130 && c != 0x131 && c != 0x138 && c != 0x149) {
    const bool odd_is_upper = (c >= 0x139 && c <= 0x148) || (c >= 0x179 && c <= 0x17E);
    return (c % 2 == 1) == odd_is_upper ? c + 1 : c;
  }
  return c;
}

struct Counts {
  std::array<std::uint32_t, profiles.size()> hits{};
  std::array<std::uint32_t, scripts.size()> letters{};
  std::uint32_t words = 0;
  std::uint32_t latin = 0;
  std::uint32_t foreign = 0;  // letters of all other scripts
};

Counts count(std::string_view text) {
  Counts counts;
  std::string word;
  const auto& table = word_profiles();
  const auto end_word = [&] {
    if (word.empty()) return;
    ++counts.words;
    if (const auto found = table.find(word); found != table.end())
      for (int i = 0; i < profile_count; ++i) counts.hits[i] += found->second >> i & 1;
    word.clear();
  };
  for (std::size_t i = 0; i < text.size();) {
    const char32_t c = decode_utf8(text, i);
    const bool latin =
        (c < 0x80 && is_ascii_alpha(static_cast<char>(c))) || (c >= 0xC0 && c < 0x250) || (c >= 0x1E00 && c < 0x1F00);
    if (latin) {
      ++counts.latin;
      if (word.size() < 24) append_utf8(word, lower(c));
      continue;
    }
    end_word();
    const bool letter = c >= 0x370 && (c < 0x2000 || c >= 0x2C00) && (c < 0xFE00 || c >= 0x10000) && c < 0x1F000;
    if (!letter) continue;
    ++counts.foreign;
    for (std::size_t k = 0; k < scripts.size(); ++k) counts.letters[k] += c >= scripts[k].first && c <= scripts[k].last;
  }
  end_word();
  return counts;
}

}  // namespace

Language identify_language(std::string_view text) {
  // The middle is the least likely part to be a notice or a list.
  if (text.size() > sample_bytes) text = text.substr((text.size() - sample_bytes) / 2, sample_bytes);
  const Counts counts = count(text);
  constexpr std::size_t japanese = 11, chinese = 12;
  std::size_t script = 0;
  for (std::size_t k = 0; k < scripts.size(); ++k)
    if (counts.letters[k] > counts.letters[script]) script = k;
  if (script == chinese && counts.letters[japanese] * 10 > counts.letters[chinese]) script = japanese;
  constexpr Language unknown = {"und", "another language"};
  if (counts.foreign > counts.latin) return counts.letters[script] > 0 ? scripts[script].language : unknown;

  std::size_t best = 0;
  for (std::size_t i = 1; i < profiles.size(); ++i)
    if (counts.hits[i] > counts.hits[best]) best = i;
  const std::uint32_t english = counts.hits[0];
  // Names and numbers make a text look like nothing; only clear evidence speaks against English.
  const bool clear = counts.words >= 8 && counts.hits[best] >= 4 && counts.hits[best] * 12 >= counts.words &&
                     counts.hits[best] * 2 > english * 3;
  if (clear) return profiles[best].language;
  // Two words in five of English prose are on its list; a long text with one in twenty is something else.
  return counts.words >= 100 && english * 20 < counts.words ? unknown : profiles[0].language;
}

}  // namespace demarche
