// A table that another program holds in memory, read as Pages through the Arrow C data interface.
//
// Texts are not copied: a Page looks into the columns of the batch it came from, and lives as long as that. Understands
// what pandas, polars, pyarrow and Spark hand out: strings and bytes with 32-bit or 64-bit offsets or as views, also as
// dictionaries; days and timestamps for the date of publication; lists of strings or of {n, url} for sources.
#pragma once

#include <deque>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "demarche/arrow_c.h"
#include "demarche/pages.h"
#include "demarche/result.h"

namespace demarche::python {

/// Which column holds which field of a page ("text", "id", "published", ...).
struct PageColumns {
  std::map<std::string, std::string> names;
  /// Fields whose column the caller named: its absence is an error. Others are taken when they are there.
  std::set<std::string> required;
};

/// `index` counts from the beginning of the buffers.
inline bool is_null(const ArrowArray& array, std::int64_t index) {
  if (array.null_count == 0 || array.n_buffers == 0 || array.buffers[0] == nullptr) return false;
  return ((static_cast<const std::uint8_t*>(array.buffers[0])[index / 8] >> (index % 8)) & 1) == 0;
}

/// One column of a batch, as text.
class TextColumn {
 public:
  TextColumn() = default;
  /// Null when the type is not one of text, bytes, day or time.
  static std::unique_ptr<TextColumn> make(const ArrowSchema& schema);
  virtual ~TextColumn() = default;
  /// `row` counts from the beginning of the array, its offset not included. Null is an empty text. `made` keeps texts
  /// that the column does not hold as such.
  virtual std::string_view at(const ArrowArray& array, std::int64_t row, std::deque<std::string>& made) const = 0;
};

class PageReader {
 public:
  /// Fails when the table is no table, lacks a column or has one of another type, with its name in the message.
  static Result<PageReader> of(const ArrowSchema& schema, const PageColumns& columns);

  /// The pages of one batch; they and what they look at live until the next call, and as long as the batch.
  const std::vector<Page>& pages(const ArrowArray& batch, bool published_form);

 private:
  struct Field {
    std::string_view Page::* member = nullptr;
    std::int64_t column = 0;
    std::unique_ptr<TextColumn> text;
  };
  struct Sources {
    std::int64_t column = -1;
    std::int64_t url = -1;     // child of the list's struct; -1: the items are texts
    std::int64_t number = -1;  // likewise; -1: none
    bool wide_number = false;
    std::int64_t numbers = -1;  // column "source_numbers": the numbers as a list of int32 beside a list of texts
    std::unique_ptr<TextColumn> text;
  };

  static Result<Sources> sources_of(const ArrowSchema& schema, std::int64_t column);
  void add_sources(const ArrowArray& batch, std::int64_t row, Page& page);
  std::int32_t source_number(const ArrowArray& batch, std::int64_t row, const ArrowArray& items, std::int64_t inner,
                             std::int64_t position) const;

  std::vector<Field> fields_;
  Sources sources_;
  std::vector<Page> pages_;
  std::deque<std::string> made_;
  std::deque<std::vector<PageSource>> page_sources_;
};

}  // namespace demarche::python
