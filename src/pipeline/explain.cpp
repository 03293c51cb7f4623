// Every layer of a text in plain words: what `demarche explain` prints.
#include <fmt/format.h>

#include "base/utf8.h"
#include "demarche/engine.h"
#include "pipeline/coder.h"

namespace demarche {
namespace {

class Explainer {
 public:
  explicit Explainer(const Coded& coded) : coded_(coded), text_(coded.document.text) {}

  std::string run() {
    for (std::uint32_t s = 0; s < coded_.tokens.sentences.size(); ++s) sentence(s);
    return std::move(out_);
  }

 private:
  template <typename... Args>
  void line(fmt::format_string<Args...> format, Args&&... args) {
    fmt::format_to(std::back_inserter(out_), format, std::forward<Args>(args)...);
    out_ += '\n';
  }
  std::string_view slice(Span span) const { return text_.substr(span.begin, span.size()); }
  std::string_view form(std::uint32_t word) const {
    return word == no_word ? std::string_view("-") : slice(coded_.tokens.words[word].span);
  }
  std::string actor_words(const std::vector<std::uint32_t>& actors) const {
    if (actors.empty()) return "UNK";
    std::string out;
    for (std::uint32_t a : actors) {
      const Actor& actor = coded_.mentions.actors[a];
      fmt::format_to(std::back_inserter(out), "{}{}{}", out.empty() ? "" : ", ", actor.code,
                     actor.name.empty() ? "" : " (" + actor.name + ")");
    }
    return out;
  }
  std::string party_words(const Party& party) const {
    const std::string who =
        actor_words(party.actor == no_word ? std::vector<std::uint32_t>{} : std::vector{party.actor});
    if (party.mention == no_word)
      return who + (party.words.empty() ? std::string(" [not named in the text]")
                                        : fmt::format(" [\"{}\"]", slice(party.words)));
    const ActorMention& mention = coded_.mentions.mentions[party.mention];
    return fmt::format("{} [\"{}\"{}, {}]", who, slice(mention.span),
                       party.from_document ? ", from another sentence" : "", mention.rule);
  }
  std::string parties_words(const std::vector<Party>& parties) const {
    std::string out;
    for (const Party& p : parties) out += (out.empty() ? "" : "; ") + party_words(p);
    return out.empty() ? "nobody" : out;
  }

  void sentence(std::uint32_t number) {
    const Sentence& s = coded_.tokens.sentences[number];
    line("SENTENCE {}  {}", number + 1, slice(s.span));
    line("  words and tree");
    for (std::uint32_t w = s.first; w < s.last; ++w) {
      const Analysis& a = coded_.syntax.words[w];
      line("    {:<3} {:<18} {:<18} {:<6} {:<12} <- {:<16} {}", w - s.first + 1, form(w), coded_.syntax.lemma(w),
           name_of(a.upos), name_of(a.deprel), form(a.head), a.feats);
    }
    for (const Name& name : coded_.names)
      if (name.first >= s.first && name.last <= s.last)
        line("  name       {} \"{}\"", name_of(name.name_class), slice(coded_.tokens.span_of(name.first, name.last)));
    for (const ActorMention& m : coded_.mentions.mentions)
      if (s.span.contains(m.span))
        line("  actor      \"{}\" = {}  by {}{}", slice(m.span), actor_words(m.actors), m.rule,
             m.place_only ? ", as a place" : "");
    for (const DateMention& d : coded_.mentions.dates)
      if (s.span.contains(d.span))
        line("  date       \"{}\" = {} to {}  by {}", slice(d.span), d.interval.start.iso(), d.interval.end.iso(),
             d.rule);
    for (const Statement& st : coded_.findings.statements)
      if (st.sentence == number) statement(st);
    for (const EventMention& event : coded_.findings.events)
      if (event.sentence == number) this->event(event);
    line("");
  }

  void statement(const Statement& st) {
    line("  statement  {} said{}: \"{}\"{}  by {}", st.speaker ? party_words(*st.speaker) : "somebody",
         st.cue.empty() ? "" : fmt::format(" (\"{}\")", slice(st.cue)),
         slice(cover(st.content.front(), st.content.back())), st.direct ? ", quoted" : "", st.rule);
  }

  void event(const EventMention& e) {
    line("  EVENT      {}{}{}  \"{}\"  by {}", name_of(e.type), e.mode.empty() ? "" : " ", e.mode, slice(e.trigger),
         e.rule);
    line("    who        {}", parties_words(e.actors));
    line("    to whom    {}", parties_words(e.recipients));
    if (e.date) {
      const std::string why = e.date->date == no_word
                                  ? "the day of publication"
                                  : fmt::format("\"{}\"", slice(coded_.mentions.dates[e.date->date].span));
      line("    when       {} to {}, from {}", e.date->interval.start.iso(), e.date->interval.end.iso(), why);
    } else {
      line("    when       not said");
    }
    line("    happened   {}, {}, {}", name_of(e.factuality), name_of(e.newness), name_of(e.certainty));
    if (e.attributed_to) line("    according to {}", party_words(*e.attributed_to));
    line("    confidence {}.{:03}", e.confidence / 1000, e.confidence % 1000);
  }

  const Coded& coded_;
  std::string_view text_;
  std::string out_;
};

}  // namespace

Result<std::string> explain_text(const Engine& engine, const std::string& text, const std::string& published) {
  Document document;
  document.id = "text";
  document.origin = "--text";
  document.text = repair_utf8(text);
  if (!published.empty()) {
    document.published = Day::parse(published);
    if (!document.published)
      return Error{ErrorCode::usage, fmt::format("\"{}\" is not a day: write --reference YYYY-MM-DD", published)};
  }
  const Coded coded = Coder(engine.impl()).code(std::move(document));
  return Explainer(coded).run();
}

}  // namespace demarche
