// actors_bench: words a second (of processor time) of find_actors alone, on layers made once. Sentences of our own,
// many times over, tagged by a crude rule: enough to load every path, and the same on every machine.
#include <cstdio>
#include <ctime>
#include <string>

#include "stages/ground/actors.h"

using namespace demarche;

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fprintf(stderr, "usage: actors_bench CODEBOOK_PACK\n");
    return 2;
  }
  const auto codebook = Codebook::open(argv[1]);
  if (!codebook) {
    std::fprintf(stderr, "%s\n", codebook.error().message.c_str());
    return 3;
  }
  const char* const sentences[] = {
      "The Russian president met his Chinese counterpart in Beijing and said that the two countries would sign the "
      "agreement .",
      "Police in Cairo fired tear gas at thousands of protesters who demanded that the government resign .",
      "Former U.S. Secretary of State Colin Powell told reporters that he had not seen the letter from Tehran .",
      "It was raining when the small boat came back to the harbour with its load of fish and an old bicycle ."};
  Document document;
  document.published = Day::of(2009, 5, 1);
  Tokens tokens;
  Syntax syntax;
  for (int round = 0; round < 6; ++round)
    for (const char* sentence : sentences) {
      Sentence s;
      s.first = static_cast<std::uint32_t>(tokens.words.size());
      for (std::string_view rest = sentence; !rest.empty();) {
        const std::string_view form = rest.substr(0, rest.find(' '));
        rest.remove_prefix(std::min(rest.size(), form.size() + 1));
        if (!document.text.empty()) document.text += ' ';
        const auto begin = static_cast<std::uint32_t>(document.text.size());
        document.text += form;
        const auto number = static_cast<std::uint32_t>(tokens.words.size());
        tokens.words.push_back({{begin, static_cast<std::uint32_t>(document.text.size())}, true});
        const bool capital = form[0] >= 'A' && form[0] <= 'Z' && number > s.first;
        const Upos tag = capital ? Upos::PROPN : form == "." ? Upos::PUNCT : form.size() < 4 ? Upos::DET : Upos::NOUN;
        syntax.words.push_back(
            {tag, number == s.first ? Deprel::root : Deprel::nsubj, number == s.first ? no_word : s.first, {}});
        syntax.add_lemma(form);
      }
      s.last = static_cast<std::uint32_t>(tokens.words.size());
      s.span = tokens.span_of(s.first, s.last);
      tokens.sentences.push_back(s);
    }
  std::size_t mentions = 0;
  const int rounds = 4000;
  const std::clock_t start = std::clock();
  for (int i = 0; i < rounds; ++i) {
    Mentions out;
    find_actors(document, tokens, syntax, {}, **codebook, out);
    mentions += out.mentions.size();
  }
  const double seconds = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
  const double words = static_cast<double>(tokens.words.size()) * rounds;
  std::printf("%.0f words/s, %.2f mentions a sentence\n", words / seconds,
              static_cast<double>(mentions) / rounds / static_cast<double>(tokens.sentences.size()));
}
