#include "plain_text.h"

#include <simdjson.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <unordered_map>

#include "base/text.h"
#include "stages/annotate/word_features.h"
#include "stages/segment/segment.h"

namespace demarche::learn {

std::vector<std::string> jsonl_texts(std::string_view bytes) {
  std::vector<std::string> texts;
  simdjson::dom::parser parser;
  for (const std::string_view line : split(bytes, '\n')) {
    std::string_view text;
    if (!trim(line).empty() && parser.parse(line.data(), line.size())["text"].get(text) == simdjson::SUCCESS)
      texts.emplace_back(text);
  }
  return texts;
}

void segment_into(std::string_view text, Sentences& out) {
  const Tokens tokens = segment(text);
  for (const demarche::Sentence& s : tokens.sentences) {
    if (s.size() < 4 || s.size() > 80) continue;
    Sentence sentence;
    for (std::uint32_t w = s.first; w < s.last; ++w)
      sentence.forms.emplace_back(text.substr(tokens.words[w].span.begin, tokens.words[w].span.size()));
    out.push_back(std::move(sentence));
  }
}

PlainText prepare_text(const Sentences& sentences, std::size_t vocabulary) {
  struct Form {
    FeatureRows rows;
    std::size_t norm;
  };
  std::unordered_map<std::string, Form> forms;      // looked up only
  std::map<std::string, std::size_t> norm_numbers;  // ordered: its order reaches the result
  std::vector<std::size_t> counts;
  PlainText out;
  std::vector<std::vector<std::size_t>> norm_of;
  for (const Sentence& s : sentences) {
    Example example;
    norm_of.emplace_back();
    for (const std::string& form : s.forms) {
      auto found = forms.find(form);
      if (found == forms.end()) {
        std::string norm;
        append_normal_form(form, norm);
        const std::size_t number = norm_numbers.emplace(norm, norm_numbers.size()).first->second;
        if (number == counts.size()) counts.push_back(0);
        found = forms.emplace(form, Form{features_of(form), number}).first;
      }
      ++counts[found->second.norm];
      ++out.words;
      example.rows.push_back(found->second.rows);
      norm_of.back().push_back(found->second.norm);
    }
    out.sentences.push_back(std::move(example));
  }
  std::vector<std::pair<std::size_t, std::string>> order;
  for (const auto& [norm, number] : norm_numbers) order.emplace_back(~counts[number], norm);
  std::sort(order.begin(), order.end());
  std::vector<int> word_of(counts.size(), -1);
  for (std::size_t i = 0; i < std::min(vocabulary, order.size()); ++i) {
    const std::size_t number = norm_numbers[order[i].second];
    word_of[number] = static_cast<int>(i);
    const float share = static_cast<float>(counts[number]) / static_cast<float>(out.words);
    out.hide.push_back(std::clamp(std::sqrt(1e-3f / share) * 0.2f, 0.04f, 0.25f));
  }
  out.hide.resize(vocabulary, 0.0f);
  for (std::size_t s = 0; s < out.sentences.size(); ++s)
    for (const std::size_t norm : norm_of[s]) out.sentences[s].word.push_back(word_of[norm]);
  return out;
}

}  // namespace demarche::learn
