#include <fmt/format.h>

#include <iterator>

#include "base/utf8.h"
#include "format/conllu.h"

namespace demarche {
namespace {

// The name tag of each word: "" or "B-PER".
class NameTags {
 public:
  NameTags(const Names& names, std::size_t words, bool wanted) {
    if (!wanted) return;
    tags_.resize(words);
    for (const Name& name : names)
      for (std::uint32_t w = name.first; w < name.last && w < words; ++w)
        tags_[w] = {name.name_class, true, w == name.first};
  }
  void append(std::string& misc, std::uint32_t word) const {
    if (word >= tags_.size() || !tags_[word].named) return;
    if (!misc.empty()) misc += '|';
    misc += tags_[word].begins ? "Entity=B-" : "Entity=I-";
    misc += name_of(tags_[word].name_class);
  }

 private:
  struct Tag {
    NameClass name_class = NameClass::OTHER;
    bool named = false;
    bool begins = false;
  };
  std::vector<Tag> tags_;
};

// One word of a sentence that starts at `first`; `root` is the word that extra roots (of cut sentences) hang on.
void append_word(std::string& out, std::string_view id, std::string_view form, std::uint32_t word, std::uint32_t first,
                 const Syntax& syntax, std::uint32_t& root, std::string_view misc) {
  if (word >= syntax.words.size()) {
    fmt::format_to(std::back_inserter(out), "{}\t{}\t_\t_\t_\t_\t_\t_\t_\t{}\n", id, form, misc.empty() ? "_" : misc);
    return;
  }
  const Analysis& a = syntax.words[word];
  const std::string_view lemma = syntax.lemma(word);
  std::uint32_t head = a.head == no_word ? 0 : a.head - first + 1;
  std::string_view deprel = name_of(a.deprel);
  if (a.head == no_word) {
    if (root == no_word) {
      root = word;
    } else {
      head = root - first + 1;
      deprel = name_of(Deprel::parataxis);
    }
  }
  fmt::format_to(std::back_inserter(out), "{}\t{}\t{}\t{}\t_\t{}\t{}\t{}\t_\t{}\n", id, form,
                 lemma.empty() ? "_" : lemma, name_of(a.upos), a.feats.empty() ? "_" : a.feats, head, deprel,
                 misc.empty() ? "_" : misc);
}

// A comment is one line, so line breaks and tabs become spaces.
void append_one_line(std::string& out, std::string_view text) {
  for (const char c : text) out += static_cast<unsigned char>(c) < ' ' ? ' ' : c;
  out += '\n';
}

class DocumentWriter {
 public:
  DocumentWriter(std::string& out, const Document& document, const Tokens& tokens, const Syntax& syntax,
                 const Names& names, const ConlluOptions& options)
      : out_(out),
        document_(document),
        tokens_(tokens),
        syntax_(syntax),
        tags_(names, tokens.words.size(), options.names),
        points_(document.text) {}

  void run() {
    for (std::uint32_t s = 0; s < tokens_.sentences.size(); ++s) sentence(s);
  }

 private:
  std::string_view slice(Span span) const { return std::string_view(document_.text).substr(span.begin, span.size()); }

  std::string misc(Span span, bool space_after) const {
    const Span range = points_.of(span);
    return fmt::format("{}TokenRange={}:{}", space_after ? "" : "SpaceAfter=No|", range.begin, range.end);
  }

  void sentence(std::uint32_t number) {
    const Sentence& s = tokens_.sentences[number];
    if (number == 0) {
      out_ += "# newdoc id = ";
      append_one_line(out_, document_.id);
    }
    if (s.starts_paragraph) out_ += "# newpar\n";
    out_ += "# sent_id = ";
    append_one_line(out_, fmt::format("{}-{}", document_.id, number + 1));
    out_ += "# text = ";
    append_one_line(out_, slice(s.span));
    std::uint32_t root = no_word;
    for (std::uint32_t w = s.first; w < s.last; ++w) {
      const bool in_multiword = multiword_ < tokens_.multiwords.size() && w >= tokens_.multiwords[multiword_].first;
      if (in_multiword && w == tokens_.multiwords[multiword_].first)
        range_line(tokens_.multiwords[multiword_], s.first);
      const Word& word = tokens_.words[w];
      std::string keys = misc(word.span, word.space_after || in_multiword);
      tags_.append(keys, w);
      append_word(out_, std::to_string(w - s.first + 1), slice(word.span), w, s.first, syntax_, root, keys);
      if (in_multiword && w + 1 == tokens_.multiwords[multiword_].last) ++multiword_;
    }
    out_ += '\n';
  }

  void range_line(const MultiwordToken& token, std::uint32_t first) {
    fmt::format_to(std::back_inserter(out_), "{}-{}\t{}\t_\t_\t_\t_\t_\t_\t_\t{}\n", token.first - first + 1,
                   token.last - first, slice(token.span), misc(token.span, tokens_.words[token.last - 1].space_after));
  }

  std::string& out_;
  const Document& document_;
  const Tokens& tokens_;
  const Syntax& syntax_;
  NameTags tags_;
  CodePoints points_;
  std::size_t multiword_ = 0;
};

// The MISC column as it was, without its Entity.
std::string misc_without_entity(std::string_view misc) {
  std::string out;
  if (misc == "_") return out;
  for (std::size_t at = 0; at <= misc.size();) {
    const std::size_t end = std::min(misc.find('|', at), misc.size());
    const std::string_view pair = misc.substr(at, end - at);
    if (!pair.empty() && !pair.starts_with("Entity=")) {
      if (!out.empty()) out += '|';
      out += pair;
    }
    at = end + 1;
  }
  return out;
}

}  // namespace

void write_conllu(std::string& out, const Document& document, const Tokens& tokens, const Syntax& syntax,
                  const Names& names, const ConlluOptions& options) {
  DocumentWriter(out, document, tokens, syntax, names, options).run();
}

void write_conllu(std::string& out, const ConlluBlock& block, const Syntax& syntax, const Names& names,
                  const ConlluOptions& options) {
  const NameTags tags(names, block.tokens.words.size(), options.names);
  for (const ConlluSentence& s : block.sentences) {
    std::uint32_t word = s.first_word, root = no_word;
    for (std::uint32_t l = s.first_line; l < s.last_line; ++l) {
      const ConlluLine& row = block.lines[l];
      if (row.kind != ConlluLine::Kind::word) {
        out += row.line;
        out += '\n';
        continue;
      }
      std::string misc = misc_without_entity(row.misc);
      tags.append(misc, word);
      append_word(out, row.id, row.form, word, s.first_word, syntax, root, misc);
      ++word;
    }
    out += '\n';
  }
}

}  // namespace demarche
