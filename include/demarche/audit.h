// An audit: a random sample of an archive's events, judged by people, and what follows for the archive's accuracy.
//
// Precision comes from events drawn by type: enough of each, weighted back to what the archive holds. Recall comes from
// a blind sample of sentences: the judge writes down what a sentence tells before seeing what the machine made of it.
// The session is a file of ids and verdicts, a JSON object a line; it holds no word of any article, so it may be kept
// and published when the articles may not. Judges work on the same sample and do not see each other's verdicts.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "demarche/archive.h"

namespace demarche {

struct AuditOptions {
  Filter filter;  // which events may be drawn; a blind sample takes article, since and until (of publication)
  std::uint32_t size = 200;  // events or sentences
  std::uint64_t seed = 1;    // the same seed draws the same sample from the same archive
  bool blind = false;
};

/// Events of one PLOVER type; the sentences of a blind sample are one stratum, "sentences".
struct AuditStratum {
  std::string name;
  std::uint64_t population = 0;  // events of this type that might have been drawn
  std::uint64_t drawn = 0;
};

struct AuditItem {
  std::string id;  // an event's id; of a sentence: article#version:section:begin-end
  std::string stratum;
  RelationSentence shown;          // of a blind item: sentence, article, publisher and title only
  std::string published;           // YYYY-MM-DD, "" when unknown
  std::string date;                // "2022-12-30", "2022-12-01 to 2022-12-31", "" when undated
  std::string date_words;          // the words it comes from, "" when it is the day of publication or undated
  std::string place;               // name and country, "" for none
  std::string before;              // what stands before the sentence, at most 400 bytes
  std::vector<std::string> types;  // blind: what the machine coded in the sentence, by position
  bool gone = false;               // the archive no longer holds it: removed, or replaced by another version
};

enum class Judged : std::uint8_t { right, wrong, unclear };
inline constexpr std::array<std::string_view, 3> judged_names = {"right", "wrong", "unclear"};
/// What is judged of an event; "parties" is right when every actor and recipient is.
inline constexpr std::array<std::string_view, 5> audit_fields = {"type", "parties", "date", "place", "factuality"};

struct AuditVerdict {
  std::string id;
  std::string judge;
  std::string at;                  // UTC, "2026-01-31T12:00:00Z"; judge() fills it in
  std::array<Judged, 5> fields{};  // in the order of audit_fields
  std::vector<std::string> types;  // blind: the types of the events that the sentence tells
  std::string note;
};

class AuditSession {
 public:
  /// Draws the sample and writes the session's first line. Fails where the file exists already.
  static Result<AuditSession> start(const Archive&, const AuditOptions&, const std::string& path);
  /// Takes up a session on the archive that it was drawn from.
  static Result<AuditSession> resume(const Archive&, const std::string& path);

  bool blind() const;
  const std::vector<AuditStratum>& strata() const;
  const std::vector<AuditItem>& items() const;
  /// Each judge's last word on each item, in the order of the items, then of the judges' names.
  std::vector<AuditVerdict> verdicts() const;
  /// Appends one line, with the time, and waits until it is on the disk. The id must be one of the items'.
  Status judge(AuditVerdict);
  /// Verdicts from elsewhere, a JSON object a line as the session writes them; gives their number.
  Result<std::size_t> take(const std::string& path);

  struct Impl;

 private:
  std::shared_ptr<Impl> impl_;
};

/// A share with its 95 % interval, thousandths.
struct AuditShare {
  std::string measure;                               // "type", "type and parties", "recall", ...
  std::string stratum;                               // PLOVER type, or "all": weighted by what the archive holds
  std::uint64_t judged = 0, right = 0, unclear = 0;  // unclear ones are not among the judged
  int share = 0, low = 0, high = 0;
};

/// Two judges on the items that both judged.
struct AuditAgreement {
  std::string first, second;
  std::string field;
  std::uint64_t items = 0;
  int agree = 0;  // thousandths
  int kappa = 0;  // Cohen's kappa, thousandths; may be negative
};

struct AuditReport {
  bool blind = false;
  std::uint64_t drawn = 0, judged = 0, gone = 0;
  std::vector<std::string> judges;
  std::vector<AuditShare> shares;
  std::vector<AuditAgreement> agreements;
};

/// Figures from the verdicts of one judge, or of the first in the alphabet when `judge` is empty. Shares over strata
/// are weighted by population; intervals are Wilson's, for weighted shares with the effective sample size (Korn and
/// Graubard 1998). Recall counts an event as found when the machine coded its type in the same sentence.
AuditReport audit_report(const AuditSession&, std::string_view judge = {});

}  // namespace demarche
