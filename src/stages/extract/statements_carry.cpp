// Quotations without a cue of their own take their speaker from the text around them.
#include <algorithm>

#include "stages/extract/statements_draft.h"

namespace demarche {
namespace {

class Carrier {
 public:
  Carrier(const SpeechContext& context, std::vector<StatementDraft>& drafts) : c_(context), drafts_(drafts) {}

  void run() {
    by_quote_.assign(c_.quotes.size(), no_word);
    for (const StatementDraft& draft : drafts_)
      if (draft.quote != no_word && draft.speaker != no_word && by_quote_[draft.quote] == no_word)
        by_quote_[draft.quote] = draft.speaker;
    // A quotation that a paragraph reopens has one speaker, wherever the cue stands.
    for (std::size_t q = 1; q < by_quote_.size(); ++q)
      if (by_quote_[q] == no_word && c_.quotes[q - 1].continues) by_quote_[q] = by_quote_[q - 1];
    for (std::size_t q = by_quote_.size(); q-- > 1;)
      if (by_quote_[q - 1] == no_word && c_.quotes[q - 1].continues) by_quote_[q - 1] = by_quote_[q];
    for (std::size_t i = 0; i < drafts_.size(); ++i) {
      StatementDraft& draft = drafts_[i];
      if (draft.speaker != no_word || draft.quote == no_word) continue;
      if (by_quote_[draft.quote] == no_word) by_quote_[draft.quote] = from_context(i);
      draft.speaker = by_quote_[draft.quote];
    }
  }

 private:
  std::uint32_t from_context(std::size_t i) const {
    const StatementDraft& draft = drafts_[i];
    const std::uint32_t s = draft.sentence;
    if (const std::uint32_t named = before_colon(draft); named != no_word) return named;
    if (const std::uint32_t signed_by = behind_dash(draft); signed_by != no_word) return signed_by;
    const std::uint32_t before = speaker_before(i);
    if (before != no_word) return before;
    const std::uint32_t after = speaker_after(i);
    if (after != no_word) return after;
    if (s > 0)
      if (const std::uint32_t subject = subject_of_sentence(s - 1); subject != no_word) return subject;
    return last_speaker(i);
  }

  // Whoever spoke last within a few sentences.
  std::uint32_t last_speaker(std::size_t i) const {
    constexpr std::uint32_t reach = 4;
    for (std::size_t k = i; k-- > 0 && drafts_[k].sentence + reach > drafts_[i].sentence;)
      if (drafts_[k].speaker != no_word && !drafts_[k].content.empty()) return drafts_[k].speaker;
    return no_word;
  }

  // 'Roe: "..."' and 'The minister, in Geneva: "..."': the mention that leads the sentence up to the colon.
  std::uint32_t before_colon(const StatementDraft& draft) const {
    const Sentence& sentence = c_.tokens.sentences[draft.sentence];
    std::uint32_t colon = sentence.first;
    while (colon < sentence.last && c_.tokens.words[colon].span.begin < draft.content.front().begin &&
           c_.form(colon) != ":")
      ++colon;
    if (colon == sentence.last || c_.tokens.words[colon].span.begin >= draft.content.front().begin) return no_word;
    for (std::uint32_t w = sentence.first; w < colon; ++w)
      if (c_.mentions.mention_at(w) != nullptr) return w;
    for (std::uint32_t w = sentence.first; w < colon; ++w)
      if (c_.upos(w) == Upos::PROPN) return w;
    return no_word;
  }

  // The speaker of the last statement in the same or the sentence before.
  std::uint32_t speaker_before(std::size_t i) const {
    for (std::size_t k = i; k-- > 0;) {
      const StatementDraft& other = drafts_[k];
      if (other.sentence + 1 < drafts_[i].sentence) break;
      if (other.speaker == no_word) continue;
      if (!other.content.empty() || leads_on(other.sentence)) return other.speaker;
    }
    return no_word;
  }

  // "The minister said:" with the quotation in the next sentence or paragraph.
  bool leads_on(std::uint32_t s) const {
    const Sentence& sentence = c_.tokens.sentences[s];
    return sentence.size() > 0 && (c_.form(sentence.last - 1) == ":" || c_.form(sentence.last - 1) == ",");
  }

  // '"..." - Jane Roe': a name behind a dash at the end of the sentence.
  std::uint32_t behind_dash(const StatementDraft& draft) const {
    const Sentence& sentence = c_.tokens.sentences[draft.sentence];
    constexpr std::uint32_t reach = 6;
    bool dash = false;
    for (std::uint32_t w = sentence.last > sentence.first + reach ? sentence.last - reach : sentence.first;
         w < sentence.last; ++w) {
      if (c_.tokens.words[w].span.begin < draft.content.back().end) continue;
      const std::string_view form = c_.form(w);
      if (form == "-" || form == "--" || form == "–" || form == "—")
        dash = true;
      else if (dash && c_.mentions.mention_at(w) != nullptr)
        return w;
    }
    return no_word;
  }

  // The speaker of a quotation in the next sentence, when only the marks part the two.
  std::uint32_t speaker_after(std::size_t i) const {
    for (std::size_t k = i + 1; k < drafts_.size() && drafts_[k].sentence <= drafts_[i].sentence + 1; ++k)
      if (drafts_[k].speaker != no_word && drafts_[k].direct) return drafts_[k].speaker;
    return no_word;
  }

  std::uint32_t subject_of_sentence(std::uint32_t s) const {
    const Sentence& sentence = c_.tokens.sentences[s];
    for (std::uint32_t w = sentence.first; w < sentence.last; ++w)
      if (universal(c_.deprel(w)) == Deprel::nsubj && c_.mentions.mention_at(w) != nullptr) return w;
    return no_word;
  }

  const SpeechContext& c_;
  std::vector<StatementDraft>& drafts_;
  std::vector<std::uint32_t> by_quote_;  // for each quotation the head word of its speaker
};

}  // namespace

void carry_speakers(const SpeechContext& context, std::vector<StatementDraft>& drafts) {
  Carrier(context, drafts).run();
}

}  // namespace demarche
