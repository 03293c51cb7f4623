// Which state of which archive an answer shows: what one cites.
//
// A day D as of which one asks means the end of that day, UTC; a moment "2026-01-31T12:00:00Z" means that second. What
// was erased since cannot come back: a Vintage says how much is missing.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "demarche/result.h"

namespace demarche {

/// What coded some of the versions shown.
struct VintageCoder {
  std::string engine;
  std::string model;
  std::string codebook;
  std::uint64_t articles = 0;
};

struct Vintage {
  std::string archive;               // the file's name without its folder
  std::string identity;              // random, made with the archive: 16 hexadecimal digits
  bool now = true;                   // false: as of `moment`
  std::string moment;                // UTC; now: when the last change was made, "" in an archive without any
  std::uint64_t change = 0;          // number of the last change it shows: where demarche changes goes on
  std::vector<VintageCoder> coders;  // of the versions shown, most articles first
  std::uint64_t articles = 0;        // shown
  // Shown then, but erased since: missing from every answer as of then.
  std::uint64_t erased_events = 0;
  std::uint64_t erased_statements = 0;
  std::uint64_t erased_articles = 0;
};

/// One line: "news.archive, archive 0f1e..., state of 2026-01-31T12:00:00Z (change 1204); coded by Demarche 0.1.0,
/// model turbo-..., codebook ...".
std::string citation(const Vintage& vintage);
/// "12 events and 3 statements that were shown then are missing: removed since"; "" when nothing is.
std::string missing_line(const Vintage& vintage);

}  // namespace demarche
