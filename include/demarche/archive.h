// The archive: one SQLite file that holds what was coded, and the questions one can ask it.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "demarche/engine.h"
#include "demarche/result.h"
#include "demarche/vintage.h"

namespace demarche {

/// Filters of `events` and `statements`; empty fields do not filter. Days are "YYYY-MM-DD", both ends included. An
/// event lies on the first day of its date, without a date on the day of publication; a statement on the day of
/// publication.
struct Filter {
  std::string actor;      // code or its beginning: "RUS", "RUS:GOV", "IGO", "IGO:UN"; of a statement: the speaker
  std::string recipient;  // of a statement: the addressee
  std::string party;      // actor or recipient, speaker or addressee
  std::string type;       // PLOVER type
  std::string quad;
  std::string since;
  std::string until;
  std::string article;  // id
  std::string source;   // name of the publication
  std::string newness;
  std::string factuality;
  std::string as_of;       // the state recorded at the end of this day (or at "YYYY-MM-DDTHH:MM:SSZ", UTC); "": now
  std::string unit;        // what a relation counts: "reports" (independent ones), "stories", "incidents"; "": mentions
  int min_confidence = 0;  // thousandths
  std::uint64_t limit = 0;  // 0: all
};

enum class Period { week, month, quarter, year };

/// One period of a dyad, both directions together. Every event of the dyad is in exactly one of the three counts.
struct RelationPoint {
  std::string period;                      // "2022-12", "2022-W52", "2022-Q4", "2022"
  std::string start;                       // first day
  std::uint64_t events = 0;                // new and actual; the counts and scores below are of these alone
  std::uint64_t other_events = 0;          // ongoing and background
  std::uint64_t unconfirmed_events = 0;    // new, but planned, denied, hypothetical or alleged
  std::uint64_t counts[4] = {};            // by quad class
  std::int64_t score_thousandths = 0;      // sum of PLOVER scores
  std::int64_t goldstein_thousandths = 0;  // sum of Goldstein values
  std::uint64_t articles = 0;              // articles published in the period, the denominator
};

struct RelationSentence {
  std::string event_id;
  std::string day;
  std::string type;
  std::string actors;  // codes, "RUS:GOV, CHN:GOV"
  std::string recipients;
  std::string factuality;
  std::string newness;
  std::string quad;
  std::string attributed_to;  // code and name, "" for the reporter's own voice
  std::string sentence;
  std::string article;
  std::string publisher;
  std::string title;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> actor_spans;  // bytes within the sentence
  std::vector<std::pair<std::uint32_t, std::uint32_t>> recipient_spans;
  std::pair<std::uint32_t, std::uint32_t> trigger_span;
};

struct Relation {
  std::string first;  // country code
  std::string second;
  Period period = Period::month;
  std::string unit;                   // as in Filter
  std::vector<RelationPoint> points;  // ascending, no gaps between the first and the last that have new, actual events
  std::uint64_t outside_events = 0;   // other and unconfirmed events before the first or after the last point
};

struct ArchiveInfo {
  std::uint64_t documents = 0, versions = 0, events = 0, statements = 0, rejects = 0;
  std::uint64_t stories = 0, independent_reports = 0, incidents = 0;
  std::string first_day, last_day;  // of publication
  std::uint64_t bytes = 0;
  int schema = 0;
  std::string sqlite;
};

class Archive {
 public:
  enum class Mode { read_only, read_write, create };
  static Result<Archive> open(const std::string& path, Mode mode);
  const std::string& path() const;

  /// Codes the paths into the archive. A document already held (same publisher or address, id and content) is skipped;
  /// the same id with other content is a new version. Safe to repeat and to interrupt: whatever was acknowledged stays.
  Result<RunSummary> add(const Engine&, const RunOptions&);
  /// Records of the contract, JSONL or CSV.
  Status events(const Filter&, bool csv, const Output&) const;
  Status statements(const Filter&, bool csv, const Output&) const;
  Result<Relation> relation(const std::string& first, const std::string& second, Period, const Filter&) const;
  /// The sentences behind a part of a relation: newest day first, within a day those that count first.
  Result<std::vector<RelationSentence>> evidence(const std::string& first, const std::string& second,
                                                 const Filter&) const;
  /// Every layer behind an event or statement id: article, sentence, rule, parties, date, factuality.
  /// `as_of` as in Filter: the record as it was shown then, perhaps by an older coding.
  Result<std::string> explain(const std::string& id, const std::string& as_of = {}) const;
  Result<ArchiveInfo> info() const;
  /// What an answer with this `as_of` shows: to be cited, and to say what is missing.
  Result<Vintage> vintage(const std::string& as_of = {}) const;
  /// Problems found (empty: sound): SQLite's own check, foreign keys, counts, hashes of text, spans within their text,
  /// stories and incidents against those made anew.
  Result<std::vector<std::string>> check() const;

  struct Impl;
  const Impl& impl() const { return *impl_; }

 private:
  std::shared_ptr<Impl> impl_;
};

}  // namespace demarche
