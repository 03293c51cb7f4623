// train_choices DATA_FOLDER GOLD.jsonl PLV.tsv SILENT.jsonl OUT_FOLDER [FOLDS_FOLDER]
//
// What extract/ chooses by trained weights: the parties of open roles (parties.model) the dates of acts (dates.model)
// and how likely an act is one (confidence.model).
// GOLD gives annotated articles (reserved ones left out), PLV sentences with their actor and recipient marked,
// SILENT pages without politics (eval/silence.py --training). What is
// chosen depends on what was chosen before, so the articles are coded again with the first model and the second one
// learns from that. Prints five-fold cross-validation, articles whole; with FOLDS_FOLDER the folds' models are written
// there in a folder each, "0/" for the articles that fold 0 held out, to measure them from end to end.
#include <fmt/format.h>

#include <array>
#include <cstdio>
#include <filesystem>

#include "base/hash.h"
#include "gold_corpus.h"
#include "ranker.h"
#include "stages/extract/extract.h"

namespace {

using namespace demarche;
using namespace demarche::learn;

constexpr RankerSettings party_settings;
constexpr RankerSettings date_settings{4, 0.05F, 2e-4F, 0.35F};
constexpr RankerSettings confidence_settings{12, 0.05F, 2e-4F, 0.35F};
constexpr float nobody_handicap = 8;     // before scaling: a guess is wanted where a role has one
constexpr float exercise_weight = 0.3F;  // of a role that the frame had filled
constexpr float sector_weight = 1;       // of the exercises in "which party of the right country"
constexpr float marked_weight = 0.8F;    // of the act of a PLV sentence among the right ones
constexpr float silent_weight = 0.5F;    // of an act on a page without politics
constexpr float sentence_weight = 0.5F;  // of a PLV sentence against an annotated act

bool holds(const std::vector<std::string>& countries, std::string_view country) {
  return std::find(countries.begin(), countries.end(), country) != countries.end();
}

/// The gold act that a choice was made for: the nearest of its type in its sentence.
const GoldAct* act_of(const Text& text, EventType type, std::uint32_t trigger) {
  const GoldAct* best = nullptr;
  std::uint32_t best_distance = no_word;
  for (const GoldAct& act : text.acts) {
    if (act.type != type || trigger < act.sentence.begin || trigger >= act.sentence.end) continue;
    const std::uint32_t distance = act.trigger > trigger ? act.trigger - trigger : trigger - act.trigger;
    if (distance < best_distance) best = &act, best_distance = distance;
  }
  return best;
}

/// Candidates of a right country; with `exact`, of them those with the right sector.
std::vector<bool> right_candidates(const Text& text, const RoleChoice& choice, const GoldAct& act, bool exact) {
  std::vector<bool> right(choice.candidates.size(), false);
  const bool receives = choice.role == PartyRole::recipient;
  std::vector<std::string> countries = receives ? act.recipients : act.actors;
  std::vector<std::string> codes = receives ? act.recipient_codes : act.actor_codes;
  if (choice.role == PartyRole::side) {
    countries.insert(countries.end(), act.recipients.begin(), act.recipients.end());
    codes.insert(codes.end(), act.recipient_codes.begin(), act.recipient_codes.end());
  }
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
    if (exact) {
      right[i] = c.party && holds(codes, text.mentions.actors[c.party->actor].code);
    } else {
      right[i] = c.party ? holds(countries, text.mentions.actors[c.party->actor].country()) : countries.empty();
    }
  }
  return right;
}

struct Models {
  std::optional<RankModel> parties, dates, confidence;
};

struct Examples {
  std::vector<Example> parties, dates, confidence;
};

void add_role(const Text& text, RoleChoice& choice, std::vector<Example>& out) {
  const GoldAct* act = act_of(text, choice.type, choice.trigger.begin);
  if (act == nullptr) return;
  Example e;
  e.right = right_candidates(text, choice, *act, false);
  if (std::find(e.right.begin(), e.right.end(), true) == e.right.end()) return;
  e.chosen = choice.chosen;
  e.kind = static_cast<int>(choice.role);
  e.fold = text.fold;
  e.weight = (text.source ? sentence_weight : 1.0F) * (choice.exercise ? exercise_weight : 1.0F);
  e.exercise = choice.exercise;
  for (PartyCandidate& c : choice.candidates) e.candidates.push_back(c.features);
  out.push_back(e);
  if (text.source) return;
  // Which of the parties of the right country it is.
  const std::vector<bool> exact = right_candidates(text, choice, *act, true);
  Example which;
  for (std::size_t i = 0; i < exact.size(); ++i) {
    if (!e.right[i]) continue;
    which.candidates.push_back(sector_features(choice.candidates[i].features));
    which.right.push_back(exact[i]);
  }
  if (std::find(which.right.begin(), which.right.end(), true) == which.right.end()) return;
  which.fold = text.fold;
  which.exercise = true;
  which.weight = choice.exercise ? sector_weight : 1.0F;
  out.push_back(std::move(which));
}

void add_date(const Text& text, DateChoice& choice, std::vector<Example>& out) {
  const GoldAct* act = act_of(text, choice.type, choice.trigger.begin);
  if (act == nullptr) return;
  Example e;
  for (const DateCandidate& c : choice.candidates)
    e.right.push_back(c.date ? act->date && c.date->interval == *act->date : !act->date);
  if (std::find(e.right.begin(), e.right.end(), true) == e.right.end()) return;
  e.chosen = choice.chosen;
  e.fold = text.fold;
  for (DateCandidate& c : choice.candidates) e.candidates.push_back(std::move(c.features));
  out.push_back(std::move(e));
}

/// Each act of the annotator has one event of ours, the nearest of its type in its sentence; the others are wrong. Acts
/// that people may doubt teach nothing.
void add_weighed(const Text& text, std::vector<WeighedEvent>& weighed, std::vector<Example>& out) {
  std::vector<int> verdict(weighed.size(), 0);  // 1 right, -1 doubtful
  for (const bool clear : {true, false}) {
    for (const GoldAct& act : text.acts) {
      if (act.clear != clear) continue;
      std::size_t best = weighed.size();
      std::uint32_t best_distance = no_word;
      for (std::size_t i = 0; i < weighed.size(); ++i) {
        const std::uint32_t at = weighed[i].trigger.begin;
        if (verdict[i] != 0 || weighed[i].type != act.type || at < act.sentence.begin || at >= act.sentence.end)
          continue;
        const std::uint32_t distance = at > act.trigger ? at - act.trigger : act.trigger - at;
        if (distance < best_distance) best = i, best_distance = distance;
      }
      if (best < weighed.size()) verdict[best] = clear ? 1 : -1;
    }
  }
  for (std::size_t i = 0; i < weighed.size(); ++i) {
    if (verdict[i] < 0) continue;
    Example e;
    e.right = {verdict[i] == 1, verdict[i] != 1};
    e.chosen = weighed[i].confidence >= least_confidence ? 0 : 1;
    e.fold = text.fold;
    e.candidates = {std::move(weighed[i].features), {}};
    if (text.silent) e.weight = silent_weight;
    out.push_back(std::move(e));
  }
}

/// The act of a marked sentence is one; what else the sentence says, nobody has judged.
void add_marked(std::vector<WeighedEvent>& weighed, const Text& text, std::vector<Example>& out) {
  for (WeighedEvent& event : weighed) {
    if (std::none_of(text.acts.begin(), text.acts.end(), [&](const GoldAct& act) { return act.type == event.type; }))
      continue;
    Example e;
    e.right = {true, false};
    e.weight = marked_weight;
    e.candidates = {std::move(event.features), {}};
    e.exercise = true;
    out.push_back(std::move(e));
    return;
  }
}

Examples examples_of(const GoldCorpus& corpus, const Codebook& codebook, const Models& models) {
  Examples out;
  for (const Text& text : corpus.texts) {
    std::vector<RoleChoice> roles;
    std::vector<DateChoice> dates;
    std::vector<WeighedEvent> weighed;
    const auto pointer = [](const std::optional<RankModel>& m) { return m ? &*m : nullptr; };
    const ExtractModels use{
        pointer(models.parties), pointer(models.dates), pointer(models.confidence), &roles, &dates, &weighed};
    (void)extract(text.document, text.tokens, text.syntax, text.names, text.mentions, codebook, use);
    for (RoleChoice& choice : roles) add_role(text, choice, out.parties);
    if (text.source) {
      add_marked(weighed, text, out.confidence);
      continue;
    }
    for (DateChoice& choice : dates) add_date(text, choice, out.dates);
    add_weighed(text, weighed, out.confidence);
  }
  return out;
}

struct Trained {
  Ranker parties{party_settings}, dates{date_settings}, confidence{confidence_settings};
  Models models() const { return {parties.rounded(nobody_handicap), dates.rounded(0), confidence.rounded(0)}; }
};

/// Trained twice, the second time on the choices that the first one leads to; without the articles of a fold.
Trained train(const GoldCorpus& corpus, const Codebook& codebook, std::uint64_t left_out) {
  Trained first;
  const Examples start = examples_of(corpus, codebook, {});
  first.parties.train(start.parties, left_out);
  Models models;
  models.parties = first.parties.rounded(nobody_handicap);
  const Examples again = examples_of(corpus, codebook, models);
  Trained second;
  second.parties.train(again.parties, left_out);
  models.parties = second.parties.rounded(nobody_handicap);
  const Examples last = examples_of(corpus, codebook, models);
  second.dates.train(last.dates, left_out);
  models.dates = second.dates.rounded(0);
  second.confidence.train(examples_of(corpus, codebook, models).confidence, left_out);
  return second;
}

Status write_models(const Trained& trained, const std::string& folder, const std::string& manifest) {
  std::filesystem::create_directories(folder);
  if (const Status s = write_file(folder + "/parties.model", trained.parties.encode(nobody_handicap, manifest)); !s)
    return s;
  if (const Status s = write_file(folder + "/dates.model", trained.dates.encode(0, manifest)); !s) return s;
  return write_file(folder + "/confidence.model", trained.confidence.encode(0, manifest));
}

void cross_validate(const GoldCorpus& corpus, const Codebook& codebook, const std::string& folder) {
  std::array<std::array<int, 2>, 5> score{};
  const auto count = [&](const std::vector<Example>& examples, std::uint64_t fold, std::size_t offset) {
    for (const Example& e : examples) {
      if (e.fold != fold || e.exercise) continue;
      auto& [right, all] = score[offset + static_cast<std::size_t>(e.kind)];
      ++all;
      right += e.right[e.chosen] ? 1 : 0;
    }
  };
  for (std::uint64_t fold = 0; fold < folds; ++fold) {
    const Trained trained = train(corpus, codebook, fold);
    const Examples examples = examples_of(corpus, codebook, trained.models());
    count(examples.parties, fold, 0);
    count(examples.dates, fold, 3);
    count(examples.confidence, fold, 4);
    if (!folder.empty()) (void)write_models(trained, fmt::format("{}/{}", folder, fold), "{}");
  }
  constexpr std::array names = {"actors", "recipients", "sides", "dates", "kept or dropped"};
  for (std::size_t r = 0; r < names.size(); ++r)
    std::printf("%s: %d of %d right\n", names[r], score[r][0], score[r][1]);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 6 && argc != 7) {
    std::fprintf(stderr,
                 "usage: train_choices DATA_FOLDER GOLD.jsonl PLV.tsv SILENT.jsonl OUT_FOLDER [FOLDS_FOLDER]\n");
    return 2;
  }
  const std::string data = argv[1];
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
  GoldCorpus corpus(**annotator, **codebook);
  corpus.read_gold(argv[2]);
  const std::size_t articles = corpus.texts.size();
  corpus.read_plv(*plv);
  const std::size_t marked = corpus.texts.size() - articles;
  corpus.read_silent(argv[4]);
  std::printf("%zu articles, %zu sentences, %zu silent pages\n", articles, marked,
              corpus.texts.size() - articles - marked);
  cross_validate(corpus, **codebook, argc == 7 ? argv[6] : "");
  const std::string manifest = fmt::format(
      "{{\"program\":\"train_choices\",\"seed\":7,\"articles\":{},\"sentences\":{},\"gold_sha256\":\"{}\",\"plv_"
      "sha256\":\"{}\","
      "\"parser\":\"{}\"}}",
      articles, marked, sha256_hex(*gold), sha256_hex(*plv), (*annotator)->version());
  const Status written = write_models(train(corpus, **codebook, no_fold + 1), argv[5], manifest);
  if (!written) std::fprintf(stderr, "%s\n", written.error().message.c_str());
  return written ? 0 : 3;
}
