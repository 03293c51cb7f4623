#include "stages/ground/actors.h"

#include "stages/ground/actor_hits.h"
#include "stages/ground/actor_phrases.h"
#include "stages/ground/actor_resolve.h"

namespace demarche {
namespace {

// An undated document is read as of the last day that the tables know.
constexpr std::int32_t undated_day = 20818;  // 2026-12-31

}  // namespace

void find_actors(const Document& document, const Tokens& tokens, const Syntax& syntax, const Names& names,
                 const Codebook& codebook, Mentions& out) {
  out.at_word.assign(tokens.words.size(), no_word);
  out.covering.assign(tokens.words.size(), no_word);
  const ActorTable& table = codebook.actors();
  if (tokens.words.empty() || table.empty()) return;
  const std::int32_t day = document.published ? document.published->count() : undated_day;
  const Hits hits = find_hits(document.text, tokens, table, day);
  std::vector<Draft> drafts = find_drafts(document.text, tokens, syntax, names, table, hits);
  resolve_drafts(document, tokens, syntax, table, hits, day, std::move(drafts), out);
}

}  // namespace demarche
