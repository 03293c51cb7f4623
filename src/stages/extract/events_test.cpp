// Events on trees built by hand: what the matcher makes of a right parse. Sentences with a real parse are in tests/.
#include "stages/extract/events.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <string>
#include <vector>

#include "base/text.h"

namespace demarche {
namespace {

/// One word a line: "form lemma UPOS head relation [features] [=CODE]"; heads count from 1 within the sentence, 0 is
/// the root.
struct Built {
  Document document;
  Tokens tokens;
  Syntax syntax;
  Mentions mentions;
  Findings findings;
};

class EventsTest : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    PackBuilder builder;
    const std::string folder = std::string(DEMARCHE_SOURCE_DIR) + "/codebooks";
    const Status ontology = compile_ontology(folder, builder);
    ASSERT_TRUE(ontology.ok()) << ontology.error().message;
    const Status frames = compile_frames(folder, builder);
    ASSERT_TRUE(frames.ok()) << frames.error().message;
    const std::string path = testing::TempDir() + "events_test_" + std::to_string(::getpid()) + ".pack";
    ASSERT_TRUE(write_file(path, builder.bytes()).ok());
    auto opened = Codebook::open(path);
    ASSERT_TRUE(opened.ok());
    codebook_ = std::move(opened).value().release();
    std::filesystem::remove(path);
    auto parties = RankModel::open(std::string(DEMARCHE_SOURCE_DIR) + "/models/parties.model");
    ASSERT_TRUE(parties.ok()) << parties.error().message;
    parties_ = new RankModel(std::move(parties).value());
  }
  static void TearDownTestSuite() {
    delete codebook_;
    delete parties_;
    parties_ = nullptr;
    codebook_ = nullptr;
  }

  static Built read(const std::vector<std::string>& sentences) {
    Built b;
    b.document.published = Day::of(2020, 5, 4);
    for (const std::string& sentence : sentences) {
      const auto first = static_cast<std::uint32_t>(b.tokens.words.size());
      Sentence s;
      s.first = first;
      for (const std::string_view line : split(sentence, '\n')) {
        if (trim(line).empty()) continue;
        std::vector<std::string_view> cells;
        for (const std::string_view c : split(trim(line), ' ')) {
          if (!c.empty()) cells.push_back(c);
        }
        const auto begin = static_cast<std::uint32_t>(b.document.text.size());
        b.document.text += cells[0];
        Word w;
        w.span = {begin, static_cast<std::uint32_t>(b.document.text.size())};
        b.document.text += ' ';
        b.tokens.words.push_back(w);
        Analysis a;
        a.upos = *parse_upos(cells[2]);
        const std::uint32_t head = static_cast<std::uint32_t>(std::stoul(std::string(cells[3])));
        a.head = head == 0 ? no_word : first + head - 1;
        a.deprel = *parse_deprel(cells[4]);
        for (std::size_t i = 5; i < cells.size(); ++i) {
          if (cells[i].front() == '=') {
            add_mention(b, static_cast<std::uint32_t>(b.tokens.words.size() - 1), std::string(cells[i].substr(1)));
          } else {
            a.feats = keep(std::string(cells[i]));
          }
        }
        b.syntax.words.push_back(a);
        b.syntax.add_lemma(cells[1]);
      }
      s.last = static_cast<std::uint32_t>(b.tokens.words.size());
      s.span = b.tokens.span_of(s.first, s.last);
      b.tokens.sentences.push_back(s);
    }
    b.mentions.at_word.assign(b.tokens.words.size(), no_word);
    for (std::uint32_t i = 0; i < b.mentions.mentions.size(); ++i) b.mentions.at_word[b.mentions.mentions[i].head] = i;
    b.mentions.covering = b.mentions.at_word;
    find_events(b.document, b.tokens, b.syntax, b.mentions, *codebook_, b.findings,
                {parties_, nullptr, nullptr, nullptr, nullptr, nullptr});
    return b;
  }

  static void add_mention(Built& b, std::uint32_t word, const std::string& code) {
    std::uint32_t actor = 0;
    while (actor < b.mentions.actors.size() && b.mentions.actors[actor].code != code) ++actor;
    if (actor == b.mentions.actors.size()) {
      Actor a;
      a.code = code;
      a.name = code;
      a.sectors = {Sector::GOV};
      b.mentions.actors.push_back(a);
    }
    ActorMention m;
    m.first = word;
    m.last = word + 1;
    m.head = word;
    m.span = b.tokens.words[word].span;
    m.actors = {actor};
    b.mentions.mentions.push_back(m);
  }

  /// "ASSAULT RUS > UKR actual"
  static std::vector<std::string> events(const Built& b) {
    std::vector<std::string> out;
    for (const EventMention& e : b.findings.events) {
      const auto list = [&](const std::vector<Party>& parties) {
        std::string s;
        for (const Party& p : parties) {
          s += (s.empty() ? "" : "+") + (p.actor == no_word ? std::string("UNK") : b.mentions.actors[p.actor].code);
          if (p.from_document) s += '*';
        }
        return s.empty() ? std::string("-") : s;
      };
      out.push_back(fmt::format("{}{}{} {} > {} {}", name_of(e.type), e.mode.empty() ? "" : "/", e.mode, list(e.actors),
                                list(e.recipients), name_of(e.factuality)));
    }
    return out;
  }

 private:
  static std::string_view keep(std::string s) {
    static std::vector<std::unique_ptr<std::string>> kept;
    kept.push_back(std::make_unique<std::string>(std::move(s)));
    return *kept.back();
  }
  static const Codebook* codebook_;
  static const RankModel* parties_;
};

const Codebook* EventsTest::codebook_ = nullptr;
const RankModel* EventsTest::parties_ = nullptr;

using Strings = std::vector<std::string>;

TEST_F(EventsTest, ActiveVerb) {
  const Built b =
      read({"Iraq Iraq PROPN 2 nsubj =IRQ\ninvaded invade VERB 0 root Tense=Past\nKuwait Kuwait PROPN 2 obj =KWT"});
  EXPECT_EQ(events(b), Strings{"ASSAULT IRQ > KWT actual"});
  EXPECT_EQ(b.findings.events[0].rule, "ASSAULT/invade.v#1");
  EXPECT_EQ(b.findings.events[0].cameo, "190");
}

TEST_F(EventsTest, PassiveWithAgent) {
  const Built b =
      read({"Kuwait Kuwait PROPN 3 nsubj:pass =KWT\nwas be AUX 3 aux:pass\ninvaded invade VERB 0 root "
            "VerbForm=Part|Tense=Past\n"
            "by by ADP 5 case\nIraq Iraq PROPN 3 obl:agent =IRQ"});
  EXPECT_EQ(events(b), Strings{"ASSAULT IRQ > KWT actual"});
}

TEST_F(EventsTest, SupportVerbAndPreposition) {
  const Built b =
      read({"Canada Canada PROPN 2 nsubj =CAN\nimposed impose VERB 0 root Tense=Past\nsanctions sanction NOUN 2 obj "
            "Number=Plur\n"
            "on on ADP 5 case\nIran Iran PROPN 2 obl =IRN"});
  EXPECT_EQ(events(b), Strings{"SANCTION/discontinue CAN > IRN actual"});
}

TEST_F(EventsTest, EventNounWithPossessiveAndOf) {
  const Built b = read(
      {"Russia Russia PROPN 3 nmod:poss =RUS\n's 's PART 1 case\ninvasion invasion NOUN 6 nsubj\nof of ADP 5 case\n"
       "Ukraine Ukraine PROPN 3 nmod =UKR\ncontinued continue VERB 0 root Tense=Past"});
  EXPECT_EQ(events(b), Strings{"ASSAULT RUS > UKR actual"});
}

TEST_F(EventsTest, TalksBetween) {
  const Built b =
      read({"Talks talk NOUN 6 nsubj Number=Plur\nbetween between ADP 3 case\nSerbia Serbia PROPN 1 nmod =SRB\nand and "
            "CCONJ 5 cc\n"
            "Kosovo Kosovo PROPN 3 conj =XKX\nbegan begin VERB 0 root Tense=Past"});
  EXPECT_EQ(events(b), Strings{"CONSULT SRB+XKX > - actual"});
}

TEST_F(EventsTest, RefusalSwallowsWhatIsRefused) {
  const Built b =
      read({"Serbia Serbia PROPN 2 nsubj =SRB\nrefused refuse VERB 0 root Tense=Past\nto to PART 4 mark\n"
            "meet meet VERB 2 xcomp VerbForm=Inf\nKosovo Kosovo PROPN 4 obj =XKX"});
  EXPECT_EQ(events(b), Strings{"REJECT/meet SRB > XKX actual"});
}

TEST_F(EventsTest, PlannedMeetingIsAgreed) {
  const Built b =
      read({"Obama Obama PROPN 3 nsubj =USA\nwill will AUX 3 aux\nvisit visit VERB 0 root VerbForm=Inf\nKenya Kenya "
            "PROPN 3 obj =KEN"});
  EXPECT_EQ(events(b), Strings{"AGREE USA > KEN actual"});
}

TEST_F(EventsTest, NegatedAct) {
  const Built b =
      read({"Iraq Iraq PROPN 4 nsubj =IRQ\ndid do AUX 4 aux Tense=Past\nnot not PART 4 advmod\nattack attack VERB 0 "
            "root VerbForm=Inf\n"
            "Iran Iran PROPN 4 obj =IRN"});
  EXPECT_EQ(events(b), Strings{"ASSAULT IRQ > IRN negated"});
}

TEST_F(EventsTest, RelativeClause) {
  const Built b =
      read({"The the DET 2 det\nrebels rebel NOUN 6 nsubj =MLI:REB\nwho who PRON 4 nsubj\nattacked attack VERB 2 "
            "acl:relcl Tense=Past\n"
            "Mali Mali PROPN 4 obj =MLI\nslept sleep VERB 0 root Tense=Past"});
  EXPECT_EQ(events(b), Strings{"ASSAULT MLI:REB > MLI actual"});
}

TEST_F(EventsTest, SharedSubjectOfConjuncts) {
  const Built b =
      read({"Chad Chad PROPN 2 nsubj =TCD\nattacked attack VERB 0 root Tense=Past\nLibya Libya PROPN 2 obj =LBY\nand "
            "and CCONJ 5 cc\n"
            "praised praise VERB 2 conj Tense=Past\nSudan Sudan PROPN 5 obj =SDN"});
  EXPECT_EQ(events(b), (Strings{"ASSAULT TCD > LBY actual", "SUPPORT TCD > SDN actual"}));
}

TEST_F(EventsTest, BlockingFrameAndCompound) {
  EXPECT_TRUE(events(read({"Canada Canada PROPN 2 nsubj =CAN\nsigned sign VERB 0 root Tense=Past\na a DET 5 det\nnew "
                           "new ADJ 5 amod\n"
                           "striker striker NOUN 2 obj"}))
                  .empty());
  EXPECT_TRUE(events(read({"The the DET 3 det\nattack attack NOUN 3 compound\nhelicopter helicopter NOUN 4 "
                           "nsubj\nlanded land VERB 0 root\n"
                           "in in ADP 6 case\nMali Mali PROPN 4 obl =MLI"}))
                  .empty());
}

TEST_F(EventsTest, OpenRoleFromTheDocument) {
  const Built b = read({"Israel Israel PROPN 2 nsubj =ISR\nspoke speak VERB 0 root Tense=Past",
                        "The the DET 2 det\nraid raid NOUN 3 nsubj\nkilled kill VERB 0 root Tense=Past\nLebanon "
                        "Lebanon PROPN 3 obj =LBN"});
  const Strings found = events(b);
  ASSERT_FALSE(found.empty());
  EXPECT_EQ(found[0], "ASSAULT ISR* > LBN actual");
}

TEST_F(EventsTest, NobodyPoliticalNoEvent) {
  EXPECT_TRUE(events(read({"The the DET 2 det\ndog dog NOUN 3 nsubj\nattacked attack VERB 0 root\nthe the DET 5 "
                           "det\ncat cat NOUN 3 obj"}))
                  .empty());
}

TEST_F(EventsTest, CyclesAndLongChainsEnd) {
  std::string chain;
  for (int i = 1; i <= 180; ++i) chain += fmt::format("attack attack VERB {} conj\n", i < 180 ? i + 1 : 1);
  chain += "Iran Iran PROPN 1 obj =IRN";
  const Built b = read({chain});
  EXPECT_LE(b.findings.events.size(), 32u);
}

}  // namespace
}  // namespace demarche
