// The JSONL records of the contract: article, statement, event, date, reject. One object a line, offsets in Unicode
// code points, keys in a fixed order. Ids derive from document, version, span and rule, so that they never depend on
// order.
#pragma once

#include <string>
#include <string_view>

#include "base/utf8.h"
#include "types/coded.h"

namespace demarche {

/// Scores that the records show and that the codebook holds; pipeline/ fills it, so that format/ needs no codebook.
struct EventScores {
  std::int32_t plover_thousandths = 0;
  std::optional<std::int32_t> goldstein_thousandths;
};

/// What every record of one document shares.
class DocumentFormat {
 public:
  DocumentFormat(const Coded& coded, const Versions& versions);

  void article(std::string& out) const;
  void statement(std::string& out, std::uint32_t index) const;
  void event(std::string& out, std::uint32_t index, const EventScores& scores) const;
  void link(std::string& out, std::uint32_t index) const;
  void office(std::string& out, std::uint32_t index) const;

  /// The version of a document: hash of its text, title and date.
  const std::string& version_hash() const { return version_hash_; }
  std::string event_id(std::uint32_t index) const;
  std::string statement_id(std::uint32_t index) const;

 private:
  void party(class JsonWriter& json, const Party& party) const;
  void size(class JsonWriter& json, const EventSize& size) const;
  void span(class JsonWriter& json, Span bytes) const;
  std::string id_of(std::string_view kind, Span bytes, std::string_view rule) const;

  const Coded& coded_;
  const Versions& versions_;
  CodePoints points_;
  std::string version_hash_;
};

/// Only what `read` knows: article records of documents that were not coded.
void write_article(std::string& out, const Document& document);
void write_date(std::string& out, const Document& document, const DateMention& date, const CodePoints& points);
/// A country gets its centre only where a caller asks for it: an event has no pin in the middle of a country.
void write_place(class JsonWriter& json, std::string_view text, const PlaceMention& place, const CodePoints& points,
                 bool country_centres);
void write_reject(std::string& out, const Reject& reject);

/// "2:text-sha..": the hash that tells versions of one document apart.
std::string document_version(const Document& document);

}  // namespace demarche
