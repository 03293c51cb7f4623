// What an audit draws from an archive: events by type, or sentences whatever was coded in them.
//
// A draw is decided by hashes of ids and the seed: the same archive gives the same sample, and no order of adding
// shows. Events: each type gets a share of the sample like its share of the archive, and rare types enough to say
// something. Sentences: every sentence of every text has about the same chance (texts in the order of their hashes, a
// step as long as the sample wants). Cutting texts into sentences is left to the caller, as stages are not seen from
// here.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "base/span.h"
#include "demarche/audit.h"
#include "store/database.h"

namespace demarche::query {

struct AuditDraw {
  std::vector<AuditStratum> strata;
  std::vector<std::string> ids;  // in the order of judging, which mixes the strata
};

Result<AuditDraw> draw_events(const store::Database& archive, const AuditOptions& options);

/// Sentences of a text as bytes.
using CutSentences = std::function<std::vector<Span>(std::string_view text)>;
Result<AuditDraw> draw_sentences(const store::Database& archive, const AuditOptions& options, const CutSentences& cut);

/// What a judge is shown; `json` is the event's record. An id that the archive no longer holds gives an item marked
/// gone.
struct ReadItem {
  AuditItem item;
  std::string json;
};
Result<ReadItem> read_event_item(const store::Database& archive, const std::string& id);
Result<ReadItem> read_sentence_item(const store::Database& archive, const std::string& id);

/// How many of `size` go to each stratum: in proportion, but a quarter of an even share at least where there are as
/// many.
std::vector<std::uint64_t> allocate(const std::vector<std::uint64_t>& populations, std::uint64_t size);

}  // namespace demarche::query
