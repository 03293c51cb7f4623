// train_parties DATA_FOLDER GOLD.jsonl PLV.tsv OUT.model [FOLDS_FOLDER]
//
// The choice of an act's parties (stages/extract/party_choice.h): a softmax over the candidates of each role, weights
// learned by AdaGrad with a fixed seed. GOLD gives annotated articles (reserved ones left out), PLV sentences with
// their actor and recipient marked. Features depend on who already has the other role, so the articles are coded again
// with the first model and the second one learns from that. Prints five-fold cross-validation, articles whole; with
// FOLDS_FOLDER the folds' models are written there, "0.model" for the articles that fold 0 held out, to measure them
// from end to end.
#include <fmt/format.h>
#include <simdjson.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <map>
#include <numeric>

#include "base/hash.h"
#include "base/text.h"
#include "random.h"
#include "stages/annotate/annotate.h"
#include "stages/extract/extract.h"
#include "stages/ground/ground.h"
#include "stages/segment/segment.h"

namespace {

using namespace demarche;

constexpr int epochs = 12;
constexpr float rate = 0.15F, decay = 2e-4F;
constexpr float scale = 0.35F;  // of a score, against the number of features that add up
constexpr std::uint64_t folds = 5;
constexpr float exercise_weight = 0.3F;  // of a role that the frame had filled
constexpr float nobody_handicap = 8;     // in logits before scaling: a guess is wanted where a role has one
constexpr float sentence_weight = 0.5F;  // of a PLV sentence against an annotated act

struct GoldAct {
  EventType type;
  Span sentence;
  std::uint32_t trigger = 0;
  std::vector<std::string> actors, recipients;  // countries
};

struct Text {
  Document document;
  Tokens tokens;
  Syntax syntax;
  Names names;
  Mentions mentions;
  std::vector<GoldAct> acts;
  std::optional<Span> source, target;  // of a PLV sentence
  std::uint64_t group = no_fold;
  static constexpr std::uint64_t no_fold = 99;
};

struct Example {
  std::vector<std::vector<std::uint32_t>> candidates;
  std::vector<bool> right;
  std::size_t chosen = 0;
  PartyRole role = PartyRole::actor;
  std::uint64_t group = 0;
  float weight = 1;
  bool exercise = false;
};

// RUS:GOV -> RUS; IGO:UN stays; UNK -> "".
std::string party_country(std::string_view code) {
  if (code.empty() || code.starts_with("UNK")) return "";
  return std::string(country_of_code(code));
}

class Corpus {
 public:
  Corpus(const Annotator& annotator, const Codebook& codebook) : annotator_(annotator), codebook_(codebook) {}
  std::vector<Text> texts;

  void add(Text text) {
    text.tokens = segment(text.document.text);
    annotator_.annotate(text.document.text, text.tokens, scratch_, text.syntax, text.names);
    text.mentions = ground(text.document, text.tokens, text.syntax, text.names, codebook_);
    texts.push_back(std::move(text));
  }

  void read_gold(const std::string& path) {
    simdjson::dom::parser parser;
    const simdjson::padded_string lines = simdjson::padded_string::load(path);
    for (auto article : parser.parse_many(lines, 16u << 20)) {
      Text t;
      t.document.id = std::string(std::string_view(article["id"]));
      const std::string hash = sha256_hex(t.document.id);
      if (hash[0] <= '2') continue;  // reserved: these only measure
      t.group = static_cast<std::uint64_t>(std::stoul(hash.substr(1, 4), nullptr, 16)) % folds;
      t.document.title = std::string(std::string_view(article["title"]));
      t.document.text = std::string(std::string_view(article["text"]));
      t.document.published = Day::parse(std::string_view(article["date"]));
      for (simdjson::dom::element event : article["events"]) read_act(event, t);
      add(std::move(t));
    }
  }

  void read_plv(const std::string& table) {
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

 private:
  static void read_act(simdjson::dom::element event, Text& t) {
    const auto type = parse_event_type(std::string_view(event["type"]));
    const std::string_view sentence = event["sentence"], trigger = event["trigger"];
    const std::size_t at = t.document.text.find(sentence);
    if (!type || at == std::string::npos) return;
    GoldAct act;
    act.type = *type;
    act.sentence = {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + sentence.size())};
    const std::size_t inner = sentence.find(trigger);
    act.trigger = static_cast<std::uint32_t>(at + (inner == std::string_view::npos ? 0 : inner));
    const auto read = [&](const char* role, std::vector<std::string>& out) {
      for (simdjson::dom::element party : event[role])
        if (std::string c = party_country(std::string_view(party["code"])); !c.empty()) out.push_back(std::move(c));
    };
    read("actors", act.actors);
    read("recipients", act.recipients);
    t.acts.push_back(std::move(act));
  }

  void read_sentence(const std::map<std::string_view, std::string_view>& row) {
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

  const Annotator& annotator_;
  const Codebook& codebook_;
  AnnotateScratch scratch_;
};

bool holds(const std::vector<std::string>& countries, std::string_view country) {
  return std::find(countries.begin(), countries.end(), country) != countries.end();
}

/// The gold act that a choice was made for: the nearest of its type in its sentence.
const GoldAct* act_of(const Text& text, const RoleChoice& choice) {
  const GoldAct* best = nullptr;
  std::uint32_t best_distance = no_word;
  for (const GoldAct& act : text.acts) {
    if (act.type != choice.type || choice.trigger.begin < act.sentence.begin ||
        choice.trigger.begin >= act.sentence.end)
      continue;
    const std::uint32_t distance =
        act.trigger > choice.trigger.begin ? act.trigger - choice.trigger.begin : choice.trigger.begin - act.trigger;
    if (distance < best_distance) best = &act, best_distance = distance;
  }
  return best;
}

std::vector<bool> right_candidates(const Text& text, const RoleChoice& choice, const GoldAct& act) {
  std::vector<bool> right(choice.candidates.size(), false);
  for (std::size_t i = 0; i < right.size(); ++i) {
    const PartyCandidate& c = choice.candidates[i];
    if (text.source) {
      const Span wanted = choice.role == PartyRole::recipient ? *text.target : *text.source;
      if (c.party)
        right[i] =
            wanted.contains(text.mentions.mentions[c.party->mention].span) ||
            (choice.role == PartyRole::side && text.target->contains(text.mentions.mentions[c.party->mention].span));
      continue;
    }
    std::vector<std::string> countries = choice.role == PartyRole::recipient ? act.recipients : act.actors;
    if (choice.role == PartyRole::side) countries.insert(countries.end(), act.recipients.begin(), act.recipients.end());
    right[i] = c.party ? holds(countries, text.mentions.actors[c.party->actor].country()) : countries.empty();
  }
  return right;
}

std::vector<Example> examples_of(const Corpus& corpus, const Codebook& codebook, const PartyModel* model) {
  std::vector<Example> out;
  for (const Text& text : corpus.texts) {
    std::vector<RoleChoice> choices;
    (void)extract(text.document, text.tokens, text.syntax, text.names, text.mentions, codebook, {model, &choices});
    for (RoleChoice& choice : choices) {
      const GoldAct* act = act_of(text, choice);
      if (act == nullptr) continue;
      Example e;
      e.right = right_candidates(text, choice, *act);
      if (std::find(e.right.begin(), e.right.end(), true) == e.right.end()) continue;
      e.chosen = choice.chosen;
      e.role = choice.role;
      e.group = text.group;
      e.weight = text.source ? sentence_weight : 1.0F;
      e.exercise = choice.exercise;
      if (choice.exercise) e.weight *= exercise_weight;
      for (PartyCandidate& c : choice.candidates) e.candidates.push_back(std::move(c.features));
      out.push_back(std::move(e));
    }
  }
  return out;
}

class Ranker {
 public:
  Ranker() : weights_(party_rows), squares_(party_rows, 1e-2F) {}

  void train(const std::vector<const Example*>& examples) {
    std::vector<std::size_t> order(examples.size());
    std::iota(order.begin(), order.end(), 0);
    learn::Random random(7);
    for (int epoch = 0; epoch < epochs; ++epoch) {
      for (std::size_t i = order.size(); i > 1; --i)
        std::swap(order[i - 1], order[random.below(static_cast<std::uint32_t>(i))]);
      for (const std::size_t i : order) step(*examples[i]);
    }
  }
  const std::vector<float>& weights() const { return weights_; }

 private:
  void step(const Example& e) {
    std::vector<float> p(e.candidates.size());
    for (std::size_t i = 0; i < p.size(); ++i)
      for (const std::uint32_t f : e.candidates[i]) p[i] += weights_[f % party_rows] * scale;
    const float best = *std::max_element(p.begin(), p.end());
    float total = 0, right = 0;
    for (float& x : p) total += x = std::exp(x - best);
    for (std::size_t i = 0; i < p.size(); ++i) {
      p[i] /= total;
      if (e.right[i]) right += p[i];
    }
    for (std::size_t i = 0; i < p.size(); ++i) {
      const float gradient = (p[i] - (e.right[i] ? p[i] / std::max(right, 1e-9F) : 0)) * e.weight * scale;
      for (const std::uint32_t f : e.candidates[i]) {
        float& w = weights_[f % party_rows];
        float& s = squares_[f % party_rows];
        const float g = gradient + decay * w;
        s += g * g;
        w -= rate * g / std::sqrt(s);
      }
    }
  }
  std::vector<float> weights_, squares_;
};

PartyModel rounded(const Ranker& ranker) {
  auto model = PartyModel::from(PartyModel::encode(ranker.weights(), nobody_handicap, ""), "weights");
  return std::move(model).value();
}

std::vector<const Example*> part(const std::vector<Example>& examples, std::uint64_t left_out) {
  std::vector<const Example*> out;
  for (const Example& e : examples)
    if (e.group != left_out) out.push_back(&e);
  return out;
}

/// Trained twice, the second time on the choices that the first one leads to; without the articles of a fold.
Ranker train(const Corpus& corpus, const Codebook& codebook, std::uint64_t left_out) {
  Ranker first;
  const std::vector<Example> start = examples_of(corpus, codebook, nullptr);
  first.train(part(start, left_out));
  const PartyModel model = rounded(first);
  const std::vector<Example> again = examples_of(corpus, codebook, &model);
  Ranker second;
  second.train(part(again, left_out));
  return second;
}

void cross_validate(const Corpus& corpus, const Codebook& codebook, const std::string& folder) {
  std::array<std::array<int, 2>, 3> score{};
  for (std::uint64_t fold = 0; fold < folds; ++fold) {
    const Ranker ranker = train(corpus, codebook, fold);
    const PartyModel model = rounded(ranker);
    for (const Example& e : examples_of(corpus, codebook, &model)) {
      if (e.group != fold || e.exercise) continue;
      ++score[static_cast<std::size_t>(e.role)][1];
      score[static_cast<std::size_t>(e.role)][0] += e.right[e.chosen] ? 1 : 0;
    }
    if (!folder.empty())
      (void)write_file(fmt::format("{}/{}.model", folder, fold),
                       PartyModel::encode(ranker.weights(), nobody_handicap, "{}"));
  }
  for (std::size_t r = 0; r < 3; ++r)
    std::printf("%s: %d of %d right\n", r == 0 ? "actors" : r == 1 ? "recipients" : "sides", score[r][0], score[r][1]);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 5 && argc != 6) {
    std::fprintf(stderr, "usage: train_parties DATA_FOLDER GOLD.jsonl PLV.tsv OUT.model [FOLDS_FOLDER]\n");
    return 2;
  }
  const std::string data = argv[1], out = argv[4];
  const auto annotator = Annotator::open(data + "/turbo.model");
  const auto codebook = Codebook::open(data + "/codebook.pack");
  const auto gold = read_file(argv[2], 64u << 20);
  const auto plv = read_file(argv[3], 64u << 20);
  if (!annotator || !codebook || !gold || !plv) {
    const Error& error = !annotator  ? annotator.error()
                         : !codebook ? codebook.error()
                         : !gold     ? gold.error()
                                     : plv.error();
    std::fprintf(stderr, "%s\n", error.message.c_str());
    return 3;
  }
  Corpus corpus(**annotator, **codebook);
  corpus.read_gold(argv[2]);
  const std::size_t articles = corpus.texts.size();
  corpus.read_plv(*plv);
  std::printf("%zu articles, %zu sentences\n", articles, corpus.texts.size() - articles);
  cross_validate(corpus, **codebook, argc == 6 ? argv[5] : "");
  const Ranker ranker = train(corpus, **codebook, Text::no_fold + 1);
  const std::string manifest = fmt::format(
      "{{\"program\":\"train_parties\",\"seed\":7,\"epochs\":{},\"articles\":{},\"sentences\":{},\"gold_sha256\":\"{}"
      "\","
      "\"plv_sha256\":\"{}\",\"parser\":\"{}\"}}",
      epochs, articles, corpus.texts.size() - articles, sha256_hex(*gold), sha256_hex(*plv), (*annotator)->version());
  const Status written = write_file(out, PartyModel::encode(ranker.weights(), nobody_handicap, manifest));
  if (!written) std::fprintf(stderr, "%s\n", written.error().message.c_str());
  return written ? 0 : 3;
}
