// Coding of pages and texts that are in memory: what a face needs whose users bring tables rather than files.
//
//   const demarche::Page page{.content = text, .id = "a1", .published = "2022-12-30"};
//   auto summary = demarche::code_pages(engine, {}, {&page, 1}, [](std::size_t number, std::string_view jsonl) {
//     ...; return demarche::Status();
//   });
//
// A Page only looks at memory of the caller, which must stay as it is during the call. Never reads a file.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string_view>

#include "demarche/engine.h"
#include "demarche/result.h"

namespace demarche {

/// A source that the page names as its own origin; number as the page numbers it, 0 when it does not.
struct PageSource {
  std::int32_t number = 0;
  std::string_view url = {};
};

/// One page. All but `content` may be empty. The fields mean what those of a line of JSONL mean.
struct Page {
  std::string_view content = {};
  /// False: `content` is UTF-8 text, taken verbatim. True: the bytes of a page as it was published (HTML or plain text
  /// in any character set): the article is found in it, and what the page says of itself comes before the fields below,
  /// except for `id`.
  bool published_form = false;
  /// Empty: "sha256-" and the first 16 digits of the content's hash, which does not depend on the order of pages.
  std::string_view id = {};
  std::string_view origin = {};  // where it came from, as the records show it; empty: "memory"
  std::string_view url = {};
  std::string_view title = {};
  std::string_view published = {};  // ISO 8601 day or time; anything else leaves the page undated
  std::string_view category = {};
  std::string_view publisher = {};
  std::string_view language = {};
  std::span<const PageSource> sources = {};
};

/// Receives the records of one page, whole lines of JSONL, with the page's number. An error stops the run and comes
/// back from it.
using PageOutput = std::function<Status(std::size_t page, std::string_view jsonl)>;

/// What code_pages() gives beside the records of `demarche code`.
struct PageExtras {
  /// A record {"kind":"signature",...} after those of each document: see signatures.h.
  bool signatures = false;
};

/// Codes the pages and hands on the records that `demarche code` would print, in the order of the pages, whatever
/// options.threads. Of the options also kind, min_confidence, reference_day and progress count; paths, csv and layers
/// do not. A page that cannot be coded gives a reject record and the run goes on. `output` and `progress` are called in
/// the calling thread.
Result<RunSummary> code_pages(const Engine& engine, const RunOptions& options, std::span<const Page> pages,
                              const PageOutput& output, const PageExtras& extras = {});

}  // namespace demarche
