// Coding anew what an archive holds, with the model and codebook of today; and what that changes.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "demarche/archive.h"
#include "demarche/engine.h"

namespace demarche {

struct RecodeOptions {
  unsigned threads = 1;
  bool dry_run = false;  // report, change nothing
  /// Articles done and to do.
  std::function<void(std::uint64_t, std::uint64_t)> progress;
};

struct RecodedField {
  std::string name;    // of the record: "type", "actors", ...
  std::string before;  // JSON; "" where it was not there
  std::string after;
};

/// One event or statement that is not as it was.
struct RecodeChange {
  std::string op;    // "added", "gone", "changed"
  std::string kind;  // "event", "statement"
  std::string article;
  std::string id;                    // now; of one that is gone: then
  std::string id_before;             // where the same words now carry another id, "" otherwise
  std::string type;                  // PLOVER type; "" for statements
  std::string rule, rule_before;     // what fired now and then; "" where there is none
  std::vector<std::string> because;  // what differs between the codings: "engine", "model", "codebook"
  std::vector<RecodedField> fields;  // of a changed one
};
/// {"kind":"recoding","op",...} and a line break.
std::string recode_json(const RecodeChange& change);

struct RecodeSummary {
  std::uint64_t articles = 0;                                // coded anew
  std::uint64_t up_to_date = 0;                              // coded by the same engine, model and codebook already
  std::uint64_t without_text = 0;                            // cannot be: their text is not kept whole
  std::uint64_t added = 0, gone = 0, changed = 0, same = 0;  // events and statements
};

/// Each article shown gets a new coding by `engine`; the old one stays and is what --as-of shows of the time before.
Result<RecodeSummary> recode(Archive& archive, const Engine& engine, const RecodeOptions& options,
                             const std::function<Status(const RecodeChange&)>& on_change);

}  // namespace demarche
