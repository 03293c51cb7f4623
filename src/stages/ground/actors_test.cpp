// Sentences of our own with hand-made trees: word/TAG/relation/head, heads counted within the sentence, 0 the root.
#include "stages/ground/actors.h"

#include <gtest/gtest.h>

#include <iterator>
#include <sstream>

#include "base/text.h"

namespace demarche {
namespace {

const Codebook& codebook() {
  static const std::unique_ptr<const Codebook> book = [] {
    auto opened = Codebook::open(DEMARCHE_DATA_DIR "/codebook.pack");
    EXPECT_TRUE(opened.ok()) << (opened.ok() ? "" : opened.error().message);
    return std::move(opened).value();
  }();
  return *book;
}

struct Read {
  Document document;
  Tokens tokens;
  Syntax syntax;
  Names names;
  Mentions mentions;

  /// Codes of the mention that holds the n-th word of that form; "-" for no mention.
  std::string codes(std::string_view word, int occurrence = 1) const {
    const ActorMention* m = mention(word, occurrence);
    if (m == nullptr) return "-";
    std::string out;
    for (std::uint32_t a : m->actors) out += (out.empty() ? "" : " ") + mentions.actors[a].code;
    return out;
  }
  const ActorMention* mention(std::string_view word, int occurrence = 1) const {
    for (std::uint32_t w = 0; w < tokens.words.size(); ++w) {
      const Span s = tokens.words[w].span;
      if (std::string_view(document.text).substr(s.begin, s.size()) != word || --occurrence > 0) continue;
      return mentions.covering[w] == no_word ? nullptr : &mentions.mentions[mentions.covering[w]];
    }
    ADD_FAILURE() << "no word " << word;
    return nullptr;
  }
  std::string text(std::string_view word, int occurrence = 1) const {
    const ActorMention* m = mention(word, occurrence);
    return m == nullptr ? "-" : document.text.substr(m->span.begin, m->span.size());
  }
  std::string name(std::string_view word, int occurrence = 1) const {
    const ActorMention* m = mention(word, occurrence);
    return m == nullptr || m->actors.empty() ? "-" : mentions.actors[m->actors.front()].name;
  }
};

/// One string a sentence. A word ending in "*" belongs to a person's name, in "^" to an organisation's.
Read read(const std::string& day, const std::vector<std::string>& sentences, const std::string& title = "") {
  Read r;
  r.document.title = title;
  if (!day.empty()) r.document.published = Day::parse(day);
  for (const std::string& line : sentences) {
    Sentence sentence;
    sentence.first = static_cast<std::uint32_t>(r.tokens.words.size());
    std::istringstream in(line);
    for (std::string item; in >> item;) {
      std::vector<std::string_view> parts = split(item, '/');
      EXPECT_EQ(parts.size(), 4u) << item;
      std::string form(parts[0]);
      NameClass name_class = NameClass::OTHER;
      if (form.size() > 1 && form.back() == '*') name_class = NameClass::PER;
      if (form.size() > 1 && form.back() == '^') name_class = NameClass::ORG;
      if (name_class != NameClass::OTHER) form.pop_back();
      const bool glued = form == "'s" || form == "," || form == ".";
      if (!r.document.text.empty() && !glued) r.document.text += ' ';
      if (glued && !r.tokens.words.empty()) r.tokens.words.back().space_after = false;
      const auto begin = static_cast<std::uint32_t>(r.document.text.size());
      r.document.text += form;
      const auto number = static_cast<std::uint32_t>(r.tokens.words.size());
      r.tokens.words.push_back({{begin, static_cast<std::uint32_t>(r.document.text.size())}, true});
      const int head = std::stoi(std::string(parts[3]));
      r.syntax.words.push_back({*parse_upos(parts[1]),
                                *parse_deprel(parts[2]),
                                head == 0 ? no_word : sentence.first + static_cast<std::uint32_t>(head) - 1,
                                {}});
      r.syntax.add_lemma(form == "said" ? "say" : ascii_lower(form));
      if (name_class != NameClass::OTHER) {
        if (!r.names.empty() && r.names.back().last == number && r.names.back().name_class == name_class &&
            r.names.back().first >= sentence.first)
          r.names.back().last = number + 1;
        else
          r.names.push_back({number, number + 1, name_class});
      }
    }
    sentence.last = static_cast<std::uint32_t>(r.tokens.words.size());
    sentence.span = r.tokens.span_of(sentence.first, sentence.last);
    r.tokens.sentences.push_back(sentence);
  }
  find_actors(r.document, r.tokens, r.syntax, r.names, codebook(), r.mentions);
  return r;
}

TEST(Actors, AnOfficeIsHeldOnADay) {
  const std::string s =
      "The/DET/det/3 Russian/ADJ/amod/3 president/NOUN/nsubj/4 visited/VERB/root/0 India/PROPN/obj/4 ./PUNCT/punct/4";
  EXPECT_EQ(read("2010-05-01", {s}).name("president"), "Dmitry Medvedev");
  EXPECT_EQ(read("2022-05-01", {s}).name("president"), "Vladimir Putin");
  EXPECT_EQ(read("1993-05-01", {s}).name("president"), "Boris Yeltsin");
  EXPECT_EQ(read("2010-05-01", {s}).codes("president"), "RUS:GOV");
  EXPECT_EQ(read("2010-05-01", {s}).text("president"), "The Russian president");
}

TEST(Actors, OutsideKnownTermsACountryWithoutAPerson) {
  const std::string s =
      "The/DET/det/4 Tongan/ADJ/amod/4 foreign/ADJ/amod/4 minister/NOUN/nsubj/5 resigned/VERB/root/0 ./PUNCT/punct/5";
  const Read r = read("1961-02-01", {s});
  EXPECT_EQ(r.codes("minister"), "TON:GOV");
  EXPECT_EQ(r.name("minister"), "");
}

TEST(Actors, TitleAndNameAreOneMention) {
  const Read r = read("2006-06-01", {"Palestinian/ADJ/amod/2 President/PROPN/compound/3 Mahmoud*/PROPN/nsubj/5 "
                                     "Abbas*/PROPN/flat/3 spoke/VERB/root/0 ./PUNCT/punct/5"});
  EXPECT_EQ(r.text("Abbas"), "Palestinian President Mahmoud Abbas");
  EXPECT_EQ(r.codes("Abbas"), "PSE:GOV");
  EXPECT_EQ(r.name("Abbas"), "Mahmoud Abbas");
}

TEST(Actors, SurnamesAndVariantSpellingsLinkBack) {
  const Read r = read("2009-09-01", {"Moammar*/PROPN/nsubj/3 Gadhafi*/PROPN/flat/1 arrived/VERB/root/0 ./PUNCT/punct/3",
                                     "Later/ADV/advmod/3 Qaddafi*/PROPN/nsubj/3 left/VERB/root/0 ./PUNCT/punct/3"});
  EXPECT_EQ(r.codes("Gadhafi"), "LBY:GOV");
  EXPECT_EQ(r.codes("Qaddafi"), "LBY:GOV");
  EXPECT_EQ(r.name("Qaddafi"), "Muammar Gaddafi");
}

TEST(Actors, SecondOfficesBesideTheLeader) {
  const Read r = read("2014-03-20",
                      {"Lavrov*/PROPN/nsubj/2 met/VERB/root/0 John*/PROPN/obj/2 Kerry*/PROPN/flat/3 ./PUNCT/punct/2"});
  EXPECT_EQ(r.codes("Lavrov"), "RUS:GOV");
  EXPECT_EQ(r.codes("Kerry"), "USA:GOV");
}

TEST(Actors, FormerOfficialsAreElites) {
  const Read r = read("2008-04-20", {"Former/ADJ/amod/3 U.S./PROPN/compound/3 President/PROPN/compound/5 "
                                     "Jimmy*/PROPN/compound/5 Carter*/PROPN/nsubj/6 left/VERB/root/0 ./PUNCT/punct/6"});
  EXPECT_EQ(r.codes("Carter"), "USA:ELI");
}

TEST(Actors, UnknownPersonsTakeTheCountryOfTheirTitle) {
  const Read r = read("2011-03-01", {"Kenyan/ADJ/amod/3 Trade/PROPN/compound/3 Minister/PROPN/compound/5 "
                                     "Wambui*/PROPN/nsubj/6 Odhiambo*/PROPN/flat/4 spoke/VERB/root/0 ./PUNCT/punct/6",
                                     "Odhiambo*/PROPN/nsubj/2 left/VERB/root/0 ./PUNCT/punct/2"});
  EXPECT_EQ(r.codes("Odhiambo", 1), "KEN:GOV");
  EXPECT_EQ(r.codes("Odhiambo", 2), "KEN:GOV");
}

TEST(Actors, AppositionsNameEachOther) {
  const Read r =
      read("2011-03-01", {"Ban*/PROPN/nsubj/8 Ki-moon*/PROPN/flat/1 ,/PUNCT/punct/6 the/DET/det/6 UN/PROPN/compound/6 "
                          "secretary-general/NOUN/appos/1 ,/PUNCT/punct/6 agreed/VERB/root/0 ./PUNCT/punct/8"});
  EXPECT_EQ(r.codes("Ban"), "IGO:UN");
  EXPECT_EQ(r.codes("secretary-general"), "IGO:UN");
}

TEST(Actors, EndedStatesAtTheirDates) {
  const std::string s = "Soviet/ADJ/amod/2 troops/NOUN/nsubj/3 crossed/VERB/root/0 ./PUNCT/punct/3";
  EXPECT_EQ(read("1979-12-28", {s}).codes("troops"), "SUN:MIL");
  const std::string moscow = "Moscow/PROPN/nsubj/2 protested/VERB/root/0 ./PUNCT/punct/2";
  EXPECT_EQ(read("1979-12-28", {moscow}).codes("Moscow"), "SUN:GOV");
  EXPECT_EQ(read("1999-12-28", {moscow}).codes("Moscow"), "RUS:GOV");
  const std::string east = "East/PROPN/compound/2 Germany/PROPN/nsubj/3 agreed/VERB/root/0 ./PUNCT/punct/3";
  EXPECT_EQ(read("1975-01-01", {east}).codes("Germany"), "DDR:GOV");
}

TEST(Actors, CapitalsAsStatesAndAsPlaces) {
  const Read acts =
      read("2012-01-10", {"Washington/PROPN/nsubj/2 condemned/VERB/root/0 Tehran/PROPN/obj/2 ./PUNCT/punct/2"});
  EXPECT_EQ(acts.codes("Washington"), "USA:GOV");
  EXPECT_FALSE(acts.mention("Washington")->place_only);
  EXPECT_EQ(acts.codes("Tehran"), "IRN:GOV");
  const Read place =
      read("2012-01-10", {"They/PRON/nsubj/2 met/VERB/root/0 in/ADP/case/4 Washington/PROPN/obl/2 ./PUNCT/punct/2"});
  ASSERT_NE(place.mention("Washington"), nullptr);
  EXPECT_TRUE(place.mention("Washington")->place_only);
  const Read seat = read("2012-01-10", {"The/DET/det/2 Kremlin/PROPN/nsubj/3 agreed/VERB/root/0 ./PUNCT/punct/3"});
  EXPECT_EQ(seat.codes("Kremlin"), "RUS:GOV");
}

TEST(Actors, Composition) {
  const Read r =
      read("2006-06-01",
           {"Israel/PROPN/nmod:poss/3 's/PART/case/1 Knesset/PROPN/nsubj/4 met/VERB/root/0 ./PUNCT/punct/4",
            "The/DET/det/2 Parliament/PROPN/nsubj/5 of/ADP/case/4 Ghana/PROPN/nmod/2 voted/VERB/root/0 ./PUNCT/punct/5",
            "Two/NUM/nummod/3 Turkish/ADJ/amod/3 soldiers/NOUN/nsubj/4 died/VERB/root/0 ./PUNCT/punct/4",
            "Kabul/PROPN/compound/2 police/NOUN/nsubj/3 fired/VERB/root/0 ./PUNCT/punct/3",
            "Police/NOUN/nsubj/4 in/ADP/case/3 Peru/PROPN/nmod/1 fired/VERB/root/0 ./PUNCT/punct/4"});
  EXPECT_EQ(r.codes("Knesset"), "ISR:LEG");
  EXPECT_EQ(r.codes("Parliament"), "GHA:LEG");
  EXPECT_EQ(r.text("Parliament"), "The Parliament of Ghana");
  EXPECT_EQ(r.codes("soldiers"), "TUR:MIL");
  EXPECT_EQ(r.codes("police"), "AFG:COP");
  EXPECT_EQ(r.codes("Police"), "PER:COP");
}

TEST(Actors, AdjectivesStandForTheirState) {
  const Read r = read("2006-06-01", {"Israeli/ADJ/amod/2 withdrawal/NOUN/nsubj/3 began/VERB/root/0 ./PUNCT/punct/3"});
  ASSERT_NE(r.mention("Israeli"), nullptr);
  EXPECT_EQ(r.mention("Israeli")->kind, MentionKind::adjective);
  EXPECT_EQ(r.codes("Israeli"), "ISR:GOV");
}

TEST(Actors, ArmedGroupsByDate) {
  const std::string s = "The/DET/det/2 Taliban/PROPN/nsubj/3 attacked/VERB/root/0 ./PUNCT/punct/3";
  EXPECT_EQ(read("2000-01-01", {s}).codes("Taliban"), "AFG:GOV");
  EXPECT_EQ(read("2009-01-01", {s}).codes("Taliban"), "AFG:REB");
  EXPECT_EQ(read("2022-01-01", {s}).codes("Taliban"), "AFG:GOV");
  EXPECT_EQ(read("2009-01-01", {"Hezbollah/PROPN/nsubj/2 fired/VERB/root/0 ./PUNCT/punct/2"}).codes("Hezbollah"),
            "LBN:REB");
  EXPECT_EQ(read("2009-01-01", {"Al-Qaeda/PROPN/nsubj/2 fired/VERB/root/0 ./PUNCT/punct/2"}).codes("Al-Qaeda"),
            "IMG:al-Qaeda");
}

TEST(Actors, InternationalBodies) {
  const Read r = read(
      "2009-01-01", {"NATO/PROPN/nsubj/2 criticised/VERB/root/0 Western/ADJ/amod/4 powers/NOUN/obj/2 ./PUNCT/punct/2",
                     "The/DET/det/3 European/PROPN/compound/3 Union/PROPN/nsubj/4 agreed/VERB/root/0 ./PUNCT/punct/4"});
  EXPECT_EQ(r.codes("NATO"), "IGO:NATO");
  EXPECT_EQ(r.codes("powers"), "IGO:WEST");
  EXPECT_EQ(r.codes("Union"), "IGO:EU");
}

TEST(Actors, ABareNounBelongsToTheDocumentsCountry) {
  const Read r = read("2011-02-01",
                      {"Thousands/NOUN/nsubj/2 gathered/VERB/root/0 in/ADP/case/4 Cairo/PROPN/obl/2 ,/PUNCT/punct/6 "
                       "Egypt/PROPN/appos/4 ./PUNCT/punct/2",
                       "Police/NOUN/nsubj/2 beat/VERB/root/0 protesters/NOUN/obj/2 ./PUNCT/punct/2",
                       "The/DET/det/2 government/NOUN/nsubj/3 resigned/VERB/root/0 ./PUNCT/punct/3"},
                      "Unrest in Egypt");
  EXPECT_EQ(r.codes("Police"), "EGY:COP");
  EXPECT_EQ(r.codes("protesters"), "EGY:CVL");
  EXPECT_EQ(r.codes("government"), "EGY:GOV");
  ASSERT_FALSE(r.mentions.salient.empty());
  EXPECT_EQ(r.mentions.actors[r.mentions.salient.front()].code, "EGY:GOV");
}

TEST(Actors, PronounsByNumberAndKind) {
  const Read r = read("2013-05-01", {"Angela*/PROPN/nsubj/3 Merkel*/PROPN/flat/1 met/VERB/root/0 Vladimir*/PROPN/obj/3 "
                                     "Putin*/PROPN/flat/4 ./PUNCT/punct/3",
                                     "She/PRON/nsubj/2 thanked/VERB/root/0 him/PRON/obj/2 ./PUNCT/punct/2",
                                     "Hamas/PROPN/nsubj/2 said/VERB/root/0 its/PRON/nmod:poss/4 fighters/NOUN/nsubj/5 "
                                     "left/VERB/ccomp/2 ./PUNCT/punct/2"});
  EXPECT_EQ(r.codes("She"), "DEU:GOV");
  EXPECT_EQ(r.codes("him"), "RUS:GOV");
  EXPECT_EQ(r.codes("fighters"), "PSE:REB");
}

TEST(Actors, SpeakersOfQuotations) {
  const Read r = read(
      "2013-05-01",
      {"We/PRON/nsubj/2 agree/VERB/ccomp/5 ,/PUNCT/punct/5 Merkel*/PROPN/nsubj/5 said/VERB/root/0 ./PUNCT/punct/5"});
  EXPECT_EQ(r.codes("We"), "DEU:GOV");
}

TEST(Actors, CounterpartsAndCollectives) {
  const Read r =
      read("2013-05-01", {"Putin*/PROPN/nsubj/2 met/VERB/root/0 his/PRON/nmod:poss/5 Chinese/ADJ/amod/5 "
                          "counterpart/NOUN/obj/2 ./PUNCT/punct/2",
                          "The/DET/det/3 two/NUM/nummod/3 leaders/NOUN/nsubj/4 agreed/VERB/root/0 ./PUNCT/punct/4",
                          "Both/DET/det/2 countries/NOUN/nsubj/3 signed/VERB/root/0 ./PUNCT/punct/3"});
  EXPECT_EQ(r.codes("counterpart"), "CHN:GOV");
  EXPECT_EQ(r.codes("leaders"), "RUS:GOV CHN:GOV");
  EXPECT_EQ(r.codes("countries"), "RUS:GOV CHN:GOV");
}

TEST(Actors, TheCountryIsTheOneSpokenOf) {
  const Read r = read(
      "2006-01-10",
      {"Iran/PROPN/nsubj/2 refused/VERB/root/0 ./PUNCT/punct/2",
       "The/DET/det/2 country/NOUN/nmod:poss/4 's/PART/case/2 army/NOUN/nsubj/5 moved/VERB/root/0 ./PUNCT/punct/5"});
  EXPECT_EQ(r.codes("army"), "IRN:MIL");
}

TEST(Actors, PeopleBelongToTheSceneArmiesToTheirState) {
  const Read r = read(
      "2007-03-01",
      {"U.S./PROPN/compound/2 troops/NOUN/nsubj/3 fired/VERB/root/0 in/ADP/case/5 Baghdad/PROPN/obl/3 ./PUNCT/punct/3",
       "The/DET/det/3 U.S./PROPN/compound/3 military/NOUN/nsubj/4 said/VERB/root/0 that/SCONJ/mark/7 "
       "civilians/NOUN/nsubj/7 "
       "fled/VERB/ccomp/4 ./PUNCT/punct/4"});
  EXPECT_EQ(r.codes("troops"), "USA:MIL");
  EXPECT_EQ(r.codes("military"), "USA:MIL");
  EXPECT_EQ(r.codes("civilians"), "IRQ:CVL");
}

TEST(Actors, AmountsOfPeopleArePeople) {
  const Read r = read("2007-03-01", {"Thousands/NOUN/nsubj/4 of/ADP/case/3 protesters/NOUN/nmod/1 gathered/VERB/root/0 "
                                     "in/ADP/case/6 Lima/PROPN/obl/4 ./PUNCT/punct/4",
                                     "Police/NOUN/nsubj/2 arrested/VERB/root/0 25/NUM/obj/2 ./PUNCT/punct/2"});
  EXPECT_EQ(r.text("protesters"), "Thousands of protesters");
  EXPECT_EQ(r.codes("Thousands"), "PER:CVL");
  EXPECT_EQ(r.codes("25"), "PER:CVL");
}

TEST(Actors, LettersInBracketsNameTheBodyBefore) {
  const Read r = read("2007-03-01", {"The/DET/det/4 Bangladesh/PROPN/compound/4 Nationalist/PROPN/compound/4 "
                                     "Party/PROPN/nsubj/8 (/PUNCT/punct/6 BNP/PROPN/appos/4 "
                                     ")/PUNCT/punct/6 split/VERB/root/0 ./PUNCT/punct/8",
                                     "The/DET/det/2 BNP/PROPN/nsubj/3 agreed/VERB/root/0 ./PUNCT/punct/3"});
  EXPECT_EQ(r.codes("BNP", 2), "BGD:PTY");
}

TEST(Actors, AParliamentWithoutItsCountryIsTheDocuments) {
  const Read r = read("2007-03-01", {"Romania/PROPN/nsubj/2 voted/VERB/root/0 ./PUNCT/punct/2",
                                     "The/DET/det/2 Senate/PROPN/nsubj/3 agreed/VERB/root/0 ./PUNCT/punct/3"});
  EXPECT_EQ(r.codes("Senate"), "ROU:LEG");
}

TEST(Actors, AFamilyNameAloneNeedsItsCountry) {
  // Shaukat Aziz headed Pakistan's government on that day; here nobody speaks of Pakistan.
  const Read r = read("2006-11-20", {"Aziz*/PROPN/nsubj/2 left/VERB/root/0 Dhaka/PROPN/obj/2 ./PUNCT/punct/2"},
                      "Bangladesh waits");
  EXPECT_EQ(r.codes("Aziz"), "BGD:CVL");
  const Read pakistan =
      read("2006-11-20", {"Aziz*/PROPN/nsubj/2 left/VERB/root/0 Islamabad/PROPN/obj/2 ./PUNCT/punct/2"});
  EXPECT_EQ(pakistan.codes("Aziz"), "PAK:GOV");
}

TEST(Actors, RelativePronounsStandForTheirNoun) {
  const Read r = read("2006-11-20", {"French/ADJ/amod/2 soldiers/NOUN/nsubj/5 who/PRON/nsubj/4 "
                                     "deserted/VERB/acl:relcl/2 returned/VERB/root/0 ./PUNCT/punct/5"});
  EXPECT_EQ(r.codes("who"), "FRA:MIL");
}

TEST(Actors, BothOfTwoCountriesInOnePhrase) {
  const Read r =
      read("2006-11-20",
           {"The/DET/det/3 foreign/ADJ/amod/3 ministers/NOUN/nsubj/8 of/ADP/case/5 Peru/PROPN/nmod/3 and/CCONJ/cc/7 "
            "Chile/PROPN/conj/5 met/VERB/root/0 ./PUNCT/punct/8",
            "Japanese/ADJ/amod/4 and/CCONJ/cc/3 Indian/ADJ/conj/1 officials/NOUN/nsubj/5 agreed/VERB/root/0 "
            "./PUNCT/punct/5"});
  EXPECT_EQ(r.codes("ministers"), "PER:GOV CHL:GOV");
  EXPECT_EQ(r.codes("officials"), "JPN:GOV IND:GOV");
}

TEST(Actors, OneSentenceOfManyWordsTakesLinearTime) {
  std::string sentence = "Police/NOUN/nsubj/2 fired/VERB/root/0";
  for (int i = 0; i < 4000; ++i)
    sentence += " the/DET/det/2 Russian/ADJ/amod/2 soldiers/NOUN/obj/2 and/CCONJ/cc/2 they/PRON/nsubj/2";
  const Read r = read("2006-11-20", {sentence});
  EXPECT_GT(r.mentions.mentions.size(), 4000u);
}

TEST(Actors, TheObjectIsNotTheSubject) {
  const Read r = read("2022-12-30", {"Vladimir*/PROPN/nsubj/3 Putin*/PROPN/flat/1 called/VERB/root/0 Xi*/PROPN/obj/3 "
                                     "Jinping*/PROPN/flat/4 ./PUNCT/punct/3",
                                     "He/PRON/nsubj/2 thanked/VERB/root/0 him/PRON/obj/2 ./PUNCT/punct/2"});
  EXPECT_EQ(r.codes("He"), "RUS:GOV");
  EXPECT_EQ(r.codes("him"), "CHN:GOV");
}

TEST(Actors, TheyAreThoseNamedTogether) {
  const Read r =
      read("2015-07-14", {"Germany/PROPN/nsubj/4 and/CCONJ/cc/3 France/PROPN/conj/1 agreed/VERB/root/0 ./PUNCT/punct/4",
                          "They/PRON/nsubj/2 signed/VERB/root/0 ./PUNCT/punct/2"});
  EXPECT_EQ(r.codes("They"), "DEU:GOV FRA:GOV");
}

TEST(Actors, ADatelineIsAPlace) {
  const Read r = read("2015-07-14", {"VIENNA/PROPN/root/0 (/PUNCT/punct/3 AP/PROPN/appos/1 )/PUNCT/punct/3 "
                                     "-/PUNCT/punct/6 Iran/PROPN/parataxis/1 agreed/VERB/dep/1"});
  ASSERT_NE(r.mention("VIENNA"), nullptr);
  EXPECT_TRUE(r.mention("VIENNA")->place_only);
  EXPECT_EQ(r.codes("Iran"), "IRN:GOV");
}

TEST(Actors, CitiesInAListShareTheirPreposition) {
  const Read r = read("2015-07-14", {"Crowds/NOUN/nsubj/2 marched/VERB/root/0 in/ADP/case/4 Paris/PROPN/obl/2 "
                                     "and/CCONJ/cc/6 London/PROPN/conj/4 ./PUNCT/punct/2"});
  EXPECT_TRUE(r.mention("Paris")->place_only);
  EXPECT_TRUE(r.mention("London")->place_only);
}

TEST(Actors, TheHalvesOfADividedCountry) {
  const Read r = read("2013-04-12", {"South/PROPN/compound/2 Korea/PROPN/nsubj/3 warned/VERB/root/0 "
                                     "North/PROPN/compound/5 Korea/PROPN/obj/3 ./PUNCT/punct/3",
                                     "The/DET/det/2 North/PROPN/nsubj/3 refused/VERB/root/0 ./PUNCT/punct/3"});
  EXPECT_EQ(r.codes("North", 2), "PRK:GOV");
}

TEST(Actors, AnArmedGroupsCommanderIsNoArmy) {
  const Read r =
      read("2012-11-14",
           {"The/DET/det/2 commander/NOUN/nsubj/5 of/ADP/case/4 Hamas/PROPN/nmod/2 fell/VERB/root/0 ./PUNCT/punct/5"});
  EXPECT_EQ(r.codes("commander"), "PSE:REB");
}

TEST(Actors, CapitalLettersDecide) {
  const Read r = read("2006-01-10",
                      {"A/DET/det/2 turkey/NOUN/nsubj/4 may/AUX/aux/4 help/VERB/root/0 us/PRON/obj/4 ./PUNCT/punct/4"});
  EXPECT_EQ(r.mention("turkey"), nullptr);
  EXPECT_NE(r.codes("us"), "USA:GOV");
}

TEST(Actors, AnyTreeWhateverGivesSoundMentions) {
  const char* const words[] = {"the",    "Russian",  "president", "'s",        "of",    "Iran",        "and",
                               ",",      "(",        ")",         "his",       "they",  "who",         "Bush",
                               "troops", "two",      "countries", "thousands", "North", "Al-Qaeda",    "-",
                               "in",     "Beijing",  "police",    "said",      "U.S.",  "counterpart", "both",
                               "we",     "minister", "A",         "25"};
  std::uint32_t seed = 12345;
  const auto random = [&](std::uint32_t below) { return (seed = seed * 1664525u + 1013904223u) / 65536u % below; };
  for (int round = 0; round < 400; ++round) {
    Document document;
    document.published = Day::of(2007, 5, 5);
    Tokens tokens;
    Syntax syntax;
    Names names;
    const std::uint32_t sentences = 1 + random(4);
    for (std::uint32_t n = 0; n < sentences; ++n) {
      Sentence sentence;
      sentence.first = static_cast<std::uint32_t>(tokens.words.size());
      const std::uint32_t length = random(30);
      for (std::uint32_t w = 0; w < length; ++w) {
        if (!document.text.empty()) document.text += ' ';
        const auto begin = static_cast<std::uint32_t>(document.text.size());
        document.text += words[random(std::size(words))];
        tokens.words.push_back({{begin, static_cast<std::uint32_t>(document.text.size())}, true});
        const std::uint32_t head = random(length + 1);
        syntax.words.push_back({static_cast<Upos>(random(upos_names.size())),
                                static_cast<Deprel>(random(deprel_names.size())),
                                head == length ? no_word : sentence.first + head,
                                {}});
        syntax.add_lemma("say");
        const std::uint32_t number = sentence.first + w;
        if (random(4) == 0 && (names.empty() || names.back().last <= number))
          names.push_back({number, number + 1, static_cast<NameClass>(random(3))});
      }
      sentence.last = static_cast<std::uint32_t>(tokens.words.size());
      sentence.span = tokens.span_of(sentence.first, sentence.last);
      tokens.sentences.push_back(sentence);
    }
    Mentions out;
    find_actors(document, tokens, syntax, names, codebook(), out);
    ASSERT_EQ(out.at_word.size(), tokens.words.size());
    ASSERT_EQ(out.covering.size(), tokens.words.size());
    std::uint32_t before = 0;
    for (const ActorMention& m : out.mentions) {
      ASSERT_LT(m.first, m.last);
      ASSERT_LE(m.last, tokens.words.size());
      ASSERT_TRUE(m.first <= m.head && m.head < m.last);
      ASSERT_GE(m.head, before);
      before = m.head;
      ASSERT_FALSE(m.rule.empty());
      for (std::uint32_t a : m.actors) {
        ASSERT_LT(a, out.actors.size());
        ASSERT_FALSE(out.actors[a].code.empty());
      }
    }
    ASSERT_EQ(out.salient.size(), out.salient_mentions.size());
  }
}

TEST(Actors, EmptyAndOddInput) {
  const Read none = read("2006-01-10", {});
  EXPECT_TRUE(none.mentions.mentions.empty());
  const Read undated = read("", {"Germany/PROPN/nsubj/2 agreed/VERB/root/0 ./PUNCT/punct/2"});
  EXPECT_EQ(undated.codes("Germany"), "DEU:GOV");
  const Read marks = read("2006-01-10", {"'s/PART/root/0 's/PART/dep/1 of/ADP/dep/1 the/DET/dep/1", "-/PUNCT/root/0"});
  EXPECT_TRUE(marks.mentions.mentions.empty());
}

}  // namespace
}  // namespace demarche
