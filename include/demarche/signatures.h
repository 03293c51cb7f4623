// Stories over more documents than one archive holds: what a cluster needs to put them together by itself.
//
// code_pages() gives a signature a document on demand. Documents that share a block may belong together; each such pair
// is judged from its two signatures; connected documents are put together to stories. Step by step these are the
// functions by which an archive keeps its own stories, so the result is the same.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "demarche/result.h"

namespace demarche {

/// The blocks that a document stands in, ascending, each once. `signature`: as in a signature record. In a block of at
/// most `signature_crowd` documents all pairs are judged; in a larger one each with the document of the lowest rank,
/// taken as a signed number.
Result<std::vector<std::uint64_t>> signature_blocks(std::string_view signature);
inline constexpr std::size_t signature_crowd = 32;

/// What judging two documents gives. Without same_story there is no link, and the rest means nothing.
struct SignatureLink {
  bool same_story = false;
  std::string kind;    // "copy", "rewrite", "report"
  int score = 0;       // thousandths
  int strength = 0;    // thousandths
  int dependence = 0;  // thousandths
  int cites = 0;       // 1: the first cites the second; -1: the second the first; 0: neither, or both
  std::string reasons;
};
Result<SignatureLink> judge_signatures(std::string_view first, std::string_view second);

/// A document of a signature record, without the signature itself.
struct SignedDocument {
  std::uint64_t rank = 0;
  std::string source;
  std::string article;
  std::string published;  // day, "" where unknown
  std::string day;        // day of publication, else the day that the text names; "" where unknown
};

/// Between documents by their index.
struct SignedLink {
  std::uint32_t first = 0;
  std::uint32_t second = 0;
  SignatureLink link;
};

/// Story records of the contract, a line each without line end, of documents that are connected by links (and of any
/// that are not: each is a story of its own). Ascending by their first documents.
Result<std::vector<std::string>> signed_stories(std::span<const SignedDocument> documents,
                                                std::span<const SignedLink> links);

}  // namespace demarche
