// annotate_bench MODEL FILE.conllu [REPEATS]: words a second of processor time of the annotate stage alone, best of
// REPEATS passes over the file's sentences. With REPEATS 0 it writes the annotated words as CoNLL-U instead.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <iostream>
#include <string>

#include "base/file.h"
#include "base/text.h"
#include "nn/kernels.h"
#include "stages/annotate/annotate.h"

namespace demarche {
namespace {

struct Input {
  std::string text;
  Tokens tokens;
};

Input read_words(std::string_view bytes) {
  Input in;
  std::uint32_t first = 0;
  const auto end_sentence = [&] {
    const auto last = static_cast<std::uint32_t>(in.tokens.words.size());
    if (last > first) in.tokens.sentences.push_back({first, last, in.tokens.span_of(first, last), false});
    first = last;
  };
  for (const std::string_view line : split(bytes, '\n')) {
    if (line.empty()) end_sentence();
    if (line.empty() || line[0] == '#') continue;
    const auto cells = split(line, '\t');
    if (cells.size() < 2 || cells[0].find_first_of("-.") != std::string_view::npos) continue;
    const auto begin = static_cast<std::uint32_t>(in.text.size());
    in.text += cells[1];
    in.tokens.words.push_back({{begin, static_cast<std::uint32_t>(in.text.size())}, true});
    in.text += ' ';
  }
  end_sentence();
  return in;
}

double processor_seconds() {
  timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_nsec) * 1e-9;
}

void print(const Input& in, const Syntax& syntax, const Names& names) {
  std::vector<std::string> entity(in.tokens.words.size(), "_");
  for (const Name& n : names)
    for (std::uint32_t w = n.first; w < n.last; ++w)
      entity[w] = std::string(w == n.first ? "Entity=B-" : "Entity=I-") + std::string(name_of(n.name_class));
  std::string out;
  for (const Sentence& s : in.tokens.sentences) {
    for (std::uint32_t w = s.first; w < s.last; ++w) {
      const Analysis& a = syntax.words[w];
      const Span span = in.tokens.words[w].span;
      out += std::to_string(w - s.first + 1) + "\t" + in.text.substr(span.begin, span.size()) + "\t" +
             std::string(syntax.lemma(w)) + "\t" + std::string(name_of(a.upos)) + "\t_\t" +
             (a.feats.empty() ? "_" : std::string(a.feats)) + "\t" +
             std::to_string(a.head == no_word ? 0 : a.head - s.first + 1) + "\t" + std::string(name_of(a.deprel)) +
             "\t_\t" + entity[w] + "\n";
    }
    out += "\n";
  }
  std::cout << out;
}

}  // namespace
}  // namespace demarche

int main(int count, char** arguments) {
  using namespace demarche;
  if (count < 3) {
    std::fprintf(stderr, "usage: annotate_bench MODEL FILE.conllu [REPEATS]\n");
    return 2;
  }
  const auto annotator = Annotator::open(arguments[1]);
  const auto bytes = read_file(arguments[2], std::size_t{1} << 30);
  if (!annotator || !bytes) {
    std::fprintf(stderr, "%s\n", (!annotator ? annotator.error() : bytes.error()).message.c_str());
    return 3;
  }
  const Input in = read_words(*bytes);
  AnnotateScratch scratch;
  const int repeats = count > 3 ? std::atoi(arguments[3]) : 5;
  if (repeats == 0) {
    Syntax syntax;
    Names names;
    (*annotator)->annotate(in.text, in.tokens, scratch, syntax, names);
    print(in, syntax, names);
    return 0;
  }
  double best = 1e30;
  for (int i = 0; i < repeats; ++i) {
    Syntax syntax;
    Names names;
    const double start = processor_seconds();
    (*annotator)->annotate(in.text, in.tokens, scratch, syntax, names);
    best = std::min(best, processor_seconds() - start);
  }
  std::printf("%s: %zu words, %.0f words/s (best of %d)\n", nn::kernels().name, in.tokens.words.size(),
              static_cast<double>(in.tokens.words.size()) / best, repeats);
  return 0;
}
