// train_relation DATA_FOLDER PLV.tsv [GOLD.jsonl] OUT.model
//
// The classifier of `demarche relate`: multinomial logistic regression over the features of stages/extract, AdaGrad,
// fixed seed. PLV gives fifteen roots (YIELD is CONCEDE or RETREAT: its loss is that of their sum); GOLD adds pairs of
// annotated events with all sixteen types, reserved articles left out. Prints grouped five-fold cross-validation on
// PLV, then trains on everything. DATA_FOLDER holds codebook.pack and turbo.model.
#include <fmt/format.h>
#include <simdjson.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <map>
#include <numeric>
#include <random>

#include "base/hash.h"
#include "base/text.h"
#include "stages/annotate/annotate.h"
#include "stages/extract/relation_features.h"
#include "stages/extract/relation_model.h"
#include "stages/segment/segment.h"

namespace {

using namespace demarche;

constexpr std::size_t types = 16;

struct Example {
  std::vector<std::uint32_t> features;
  std::array<bool, types> right{};  // one, or CONCEDE and RETREAT for YIELD
  std::uint64_t group = 0;          // sentences of one group stay in one fold
  bool plv = false;
};

struct Marked {
  std::string text;
  RelationPair pair;
};

// The first mention marked <s> and the first marked <t>.
Marked unmark(std::string_view marked) {
  Marked out;
  std::array<std::optional<std::uint32_t>, 2> open;
  for (std::size_t i = 0; i < marked.size();) {
    const std::string_view rest = marked.substr(i);
    const bool closing = rest.starts_with("</s>") || rest.starts_with("</t>");
    if (rest.starts_with("<s>") || rest.starts_with("<t>") || closing) {
      const char which = closing ? rest[2] : rest[1];
      auto& begin = open[which == 't'];
      auto& span = which == 's' ? out.pair.actor : out.pair.recipient;
      const auto here = static_cast<std::uint32_t>(out.text.size());
      if (!closing) {
        begin = here;
      } else if (begin && !span) {
        span = Span{*begin, here};
      }
      i += closing ? 4 : 3;
    } else {
      out.text += marked[i++];
    }
  }
  return out;
}

class Corpus {
 public:
  Corpus(const Annotator& annotator, const Codebook& codebook) : annotator_(annotator), codebook_(codebook) {}
  std::vector<Example> examples;

  void add(const Marked& marked, std::array<bool, types> right, bool plv) {
    const Tokens tokens = segment(marked.text);
    Syntax syntax;
    Names names;
    annotator_.annotate(marked.text, tokens, scratch_, syntax, names);
    Example e;
    e.features = relation_features(tokens, syntax, marked.pair, codebook_.frames());
    e.right = right;
    std::string letters;
    for (char c : marked.text)
      if (is_ascii_alpha(c)) letters += to_ascii_lower(c);
    e.group = hash64(letters);
    e.plv = plv;
    examples.push_back(std::move(e));
  }

  void read_plv(const std::string& table) {
    std::vector<std::string_view> names;
    const auto column = [&](std::string_view name) {
      return static_cast<std::size_t>(std::find(names.begin(), names.end(), name) - names.begin());
    };
    for (std::string_view line : split(table, '\n')) {
      if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
      const std::vector<std::string_view> fields = split(line, '\t');
      if (names.empty()) {
        names = fields;
        continue;
      }
      if (fields.size() <= column("gold_root")) continue;
      std::array<bool, types> right{};
      const std::string_view root = fields[column("gold_root")];
      if (root == "YIELD") {
        right[static_cast<std::size_t>(EventType::CONCEDE)] = right[static_cast<std::size_t>(EventType::RETREAT)] =
            true;
      } else if (const auto type = parse_event_type(root)) {
        right[static_cast<std::size_t>(*type)] = true;
      } else {
        continue;
      }
      add(unmark(fields[column("marked_sentence")]), right, true);
    }
  }

  void read_gold(const std::string& path) {
    simdjson::dom::parser parser;
    simdjson::padded_string lines = simdjson::padded_string::load(path);
    for (auto document : parser.parse_many(lines)) {
      const std::string id{document["id"].get_string().value()};
      if (sha256_hex(id)[0] <= '2') continue;  // reserved: these only measure
      for (simdjson::dom::element event : document["events"]) gold_event(event);
    }
  }

 private:
  void gold_event(simdjson::dom::element event) {
    if (!bool(event["clear"])) return;
    const auto type = parse_event_type(std::string_view(event["type"]));
    Marked marked;
    marked.text = std::string_view(event["sentence"]);
    const auto find = [&](const char* role) -> std::optional<Span> {
      for (simdjson::dom::element party : event[role]) {
        const std::string_view words = party["text"];
        const std::size_t at = words.empty() ? std::string::npos : marked.text.find(words);
        if (at != std::string::npos)
          return Span{static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + words.size())};
      }
      return std::nullopt;
    };
    marked.pair = {find("actors"), find("recipients")};
    if (!type || !marked.pair.actor || !marked.pair.recipient) return;
    std::array<bool, types> right{};
    right[static_cast<std::size_t>(*type)] = true;
    add(marked, right, false);
  }

  const Annotator& annotator_;
  const Codebook& codebook_;
  AnnotateScratch scratch_;
};

class Regression {
 public:
  Regression() : weights_(std::size_t{relation_rows} * types), squares_(weights_.size(), 1e-2F) {}

  void train(const std::vector<const Example*>& examples, int epochs, float rate, float decay) {
    std::vector<std::size_t> order(examples.size());
    std::iota(order.begin(), order.end(), 0);
    std::mt19937 random(7);
    for (int epoch = 0; epoch < epochs; ++epoch) {
      for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[random() % i]);
      for (std::size_t i : order) step(*examples[i], rate, decay);
    }
  }

  std::array<double, types> probabilities(const Example& e) const {
    std::array<double, types> p{};
    for (std::uint32_t f : e.features)
      for (std::size_t k = 0; k < types; ++k) p[k] += weights_[(f % relation_rows) * types + k];
    const double root = std::sqrt(static_cast<double>(std::max<std::size_t>(1, e.features.size())));
    const double best = *std::max_element(p.begin(), p.end());
    double total = 0;
    for (double& x : p) total += x = std::exp((x - best) / root);
    for (double& x : p) x /= total;
    return p;
  }
  const std::vector<float>& weights() const { return weights_; }
  /// What the file will hold: weights in eight bits.
  void round_weights() {
    const float scale = RelationModel::scale_of(weights_);
    for (float& w : weights_) w = std::round(w / scale) * scale;
  }

 private:
  void step(const Example& e, float rate, float decay) {
    const auto p = probabilities(e);
    double right = 0;
    for (std::size_t k = 0; k < types; ++k) right += e.right[k] ? p[k] : 0;
    const double root = std::sqrt(static_cast<double>(std::max<std::size_t>(1, e.features.size())));
    std::array<float, types> gradient{};
    for (std::size_t k = 0; k < types; ++k)
      gradient[k] = static_cast<float>((p[k] - (e.right[k] ? p[k] / std::max(right, 1e-9) : 0)) / root);
    for (std::uint32_t f : e.features) {
      float* w = &weights_[(f % relation_rows) * types];
      float* s = &squares_[(f % relation_rows) * types];
      for (std::size_t k = 0; k < types; ++k) {
        const float g = gradient[k] + decay * w[k];
        s[k] += g * g;
        w[k] -= rate * g / std::sqrt(s[k]);
      }
    }
  }
  std::vector<float> weights_, squares_;
};

std::size_t root_of(std::size_t type) {
  return type == static_cast<std::size_t>(EventType::RETREAT) ? static_cast<std::size_t>(EventType::CONCEDE) : type;
}

double macro_f1(const std::vector<std::pair<std::size_t, std::size_t>>& gold_and_answer) {
  std::array<double, types> gold{}, got{}, both{};
  for (const auto& [g, a] : gold_and_answer) gold[g] += 1, got[a] += 1, both[g] += g == a;
  double sum = 0, classes = 0;
  for (std::size_t k = 0; k < types; ++k) {
    if (gold[k] == 0) continue;
    sum += 2 * both[k] / (gold[k] + got[k]);
    classes += 1;
  }
  return 100 * sum / classes;
}

// Epochs, rate and decay were chosen by this figure.
double cross_validate(const std::vector<Example>& examples, int epochs, float rate, float decay) {
  std::vector<std::pair<std::size_t, std::size_t>> answers;
  for (std::uint64_t fold = 0; fold < 5; ++fold) {
    std::vector<const Example*> train;
    for (const Example& e : examples)
      if (e.group % 5 != fold) train.push_back(&e);
    Regression model;
    model.train(train, epochs, rate, decay);
    model.round_weights();
    for (const Example& e : examples) {
      if (!e.plv || e.group % 5 != fold) continue;
      auto p = model.probabilities(e);
      p[static_cast<std::size_t>(EventType::CONCEDE)] += p[static_cast<std::size_t>(EventType::RETREAT)];
      p[static_cast<std::size_t>(EventType::RETREAT)] = 0;
      const auto gold = static_cast<std::size_t>(std::find(e.right.begin(), e.right.end(), true) - e.right.begin());
      answers.emplace_back(root_of(gold), static_cast<std::size_t>(std::max_element(p.begin(), p.end()) - p.begin()));
    }
  }
  return macro_f1(answers);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4 && argc != 5) {
    std::fprintf(stderr, "usage: train_relation DATA_FOLDER PLV.tsv [GOLD.jsonl] OUT.model\n");
    return 2;
  }
  const std::string data = argv[1], out = argv[argc - 1];
  const auto annotator = Annotator::open(data + "/turbo.model");
  const auto codebook = Codebook::open(data + "/codebook.pack");
  const auto plv = read_file(argv[2], 64u << 20);
  if (!annotator || !codebook || !plv) {
    const Error& error = !annotator ? annotator.error() : !codebook ? codebook.error() : plv.error();
    std::fprintf(stderr, "%s\n", error.message.c_str());
    return 3;
  }
  Corpus corpus(**annotator, **codebook);
  corpus.read_plv(*plv);
  const std::size_t plv_size = corpus.examples.size();
  if (argc == 5) corpus.read_gold(argv[3]);
  std::printf("%zu PLV pairs, %zu gold pairs\n", plv_size, corpus.examples.size() - plv_size);
  constexpr int epochs = 20;
  constexpr float rate = 1.0F, decay = 3e-4F;
  std::printf("root macro-F1, five folds by sentence: %.1f\n", cross_validate(corpus.examples, epochs, rate, decay));
  std::vector<const Example*> all;
  for (const Example& e : corpus.examples) all.push_back(&e);
  Regression model;
  model.train(all, epochs, rate, decay);
  const std::string manifest = fmt::format(
      "{{\"program\":\"train_relation\",\"seed\":7,\"epochs\":{},\"pairs\":{},\"plv_sha256\":\"{}\",\"parser\":\"{}\"}"
      "}",
      epochs, all.size(), sha256_hex(*plv), (*annotator)->version());
  const Status written = write_file(out, RelationModel::encode(model.weights(), manifest));
  if (!written) std::fprintf(stderr, "%s\n", written.error().message.c_str());
  return written ? 0 : 3;
}
