// Trains the second opinion on sentence ends (src/stages/segment/boundary.h) from treebanks.
//
//   train_segment OUT.weights TREEBANK.conllu.gz...
//
// The raw text is built as a reader would meet it: sentences joined by a space, paragraphs by an empty line. Logistic
// regression over hashed features, averaged over its steps, rounded to one byte a weight. One thread and a fixed seed:
// the same weights each time.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <set>
#include <string>
#include <vector>

#include "base/file.h"
#include "base/text.h"
#include "corpus.h"
#include "random.h"
#include "stages/segment/sentences.h"

namespace {

using namespace demarche;
using namespace demarche::segmenting;

struct RawText {
  std::string text;
  std::set<std::uint32_t> ends;  // bytes where gold sentences end
};

bool has_pair(std::string_view misc, std::string_view pair) {
  for (const std::string_view part : split(misc, '|'))
    if (part == pair) return true;
  return false;
}

RawText raw_text_of(std::string_view conllu) {
  RawText out;
  std::string sentence;
  bool paragraph = true;
  int range_last = 0;
  for (const std::string_view line : split(conllu, '\n')) {
    if (line.empty()) {
      while (sentence.ends_with(' ')) sentence.pop_back();
      if (sentence.empty()) continue;
      if (!out.text.empty()) out.text += paragraph ? "\n\n" : " ";
      out.text += sentence;
      out.ends.insert(static_cast<std::uint32_t>(out.text.size()));
      sentence.clear();
      paragraph = false;
      range_last = 0;
    } else if (line.starts_with("# newpar") || line.starts_with("# newdoc")) {
      paragraph = paragraph || !line.starts_with("# newpar_block");
    } else if (!line.starts_with('#')) {
      const std::vector<std::string_view> columns = split(line, '\t');
      if (columns.size() < 10 || columns[0].find('.') != std::string_view::npos) continue;
      const std::size_t hyphen = columns[0].find('-');
      if (hyphen != std::string_view::npos) {
        range_last = std::atoi(std::string(columns[0].substr(hyphen + 1)).c_str());
      } else if (std::atoi(std::string(columns[0]).c_str()) <= range_last) {
        continue;
      }
      sentence += columns[1];
      if (!has_pair(columns[9], "SpaceAfter=No")) sentence += ' ';
    }
  }
  return out;
}

struct Example {
  BoundaryFeatures features;
  bool ends;
};

// Answers from the treebank and notes what it was asked.
class GoldJudge : public BoundaryJudge {
 public:
  GoldJudge(const RawText& raw, std::vector<Example>& examples) : raw_(raw), examples_(examples) {}
  bool ends(const std::vector<RawToken>& tokens, const std::vector<BoundaryTraits>& traits,
            const BoundaryPlace& place) override {
    const bool gold = raw_.ends.count(tokens[place.last].span.end) != 0;
    examples_.push_back({features_of(tokens, traits, place), gold});
    return gold;
  }

 private:
  const RawText& raw_;
  std::vector<Example>& examples_;
};

std::vector<std::int8_t> train(std::vector<Example>& examples) {
  std::vector<double> weights(boundary_weights), sums(boundary_weights);
  learn::Random random(20);
  constexpr int epochs = 10;
  double rate = 0.1;
  for (int epoch = 0; epoch < epochs; ++epoch, rate *= 0.8) {
    for (std::size_t i = examples.size(); i > 1; --i)
      std::swap(examples[i - 1], examples[random.below(static_cast<std::uint32_t>(i))]);
    double loss = 0;
    for (const Example& example : examples) {
      double score = 0;
      for (const std::uint16_t f : example.features) score += weights[f];
      const double p = 1 / (1 + std::exp(-score));
      const double error = (example.ends ? 1 : 0) - p;
      loss -= std::log(std::max(1e-9, example.ends ? p : 1 - p));
      for (const std::uint16_t f : example.features) weights[f] += rate * (error - 0.002 * weights[f]);
    }
    for (std::size_t f = 0; f < weights.size(); ++f) sums[f] += weights[f];
    std::printf("epoch %d, loss %.4f\n", epoch + 1, loss / static_cast<double>(examples.size()));
  }
  double most = 1e-9;
  for (const double sum : sums) most = std::max(most, std::fabs(sum));
  std::printf("a byte is %.4f of log odds\n", most / epochs / 127);
  std::vector<std::int8_t> out;
  for (const double sum : sums) out.push_back(static_cast<std::int8_t>(std::lround(sum / most * 127)));
  return out;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) {
    std::fputs("usage: train_segment OUT.weights TREEBANK.conllu.gz...\n", stderr);
    return 2;
  }
  std::vector<Example> examples;
  for (int i = 2; i < argc; ++i) {
    const RawText raw = raw_text_of(learn::read_all(argv[i]));
    GoldJudge judge(raw, examples);
    find_sentence_ends(raw.text, scan_text(raw.text), judge);
    std::printf("%s: %zu sentences, %zu places so far\n", argv[i], raw.ends.size(), examples.size());
  }
  const std::vector<std::int8_t> weights = train(examples);
  const Status written = write_file(argv[1], {reinterpret_cast<const char*>(weights.data()), weights.size()});
  if (!written) {
    std::fprintf(stderr, "train_segment: %s\n", written.error().message.c_str());
    return 3;
  }
  return 0;
}
