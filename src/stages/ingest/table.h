// CSV and TSV: an article a row.
//
// The text is taken verbatim, as in JSONL: a row becomes the JSONL line that says the same. Columns are named by the
// user ("text=body,title=headline") or guessed from the header. Quoted cells may hold line ends. A row that is damaged
// is one reject.
#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "demarche/result.h"
#include "stages/ingest/input_buffer.h"

namespace demarche {

/// What a column of a table of articles may hold, in the order of table_fields.
enum class TableField { text, id, url, title, date, publisher, category, language, file };
inline constexpr std::array<std::string_view, 9> table_fields = {"text",      "id",       "url",      "title", "date",
                                                                 "publisher", "category", "language", "file"};

/// Which column holds which field; nothing: none does.
struct TableColumns {
  std::array<std::optional<std::size_t>, table_fields.size()> at;
  std::size_t count = 0;   // cells of the header
  bool has_header = true;  // the first row names the columns
  const std::optional<std::size_t>& of(TableField field) const { return at[static_cast<std::size_t>(field)]; }
};

/// The separator that a header uses: tab, comma or semicolon.
char separator_of(std::string_view header);
std::vector<std::string> cells_of(std::string_view row, char separator);

/// `mapping` as the user gave it, "" for a guess: FIELD=NAME or FIELD=NUMBER (from 1; numbers alone: no header row).
Result<TableColumns> table_columns(const std::vector<std::string>& header, std::string_view mapping);
/// "" or why the mapping is none; before any file is opened.
Status check_mapping(std::string_view mapping);

/// True when the first line is a header with a column of text, or of addresses and titles.
bool looks_like_table(std::string_view beginning);
/// True when it is one of addresses and no text: a list of articles whose pages lie elsewhere.
bool looks_like_article_list(std::string_view beginning);

/// Rows of a table, streamed. A row is UTF-8 whatever the file was.
class TableReader {
 public:
  TableReader(InputBuffer& input, std::optional<char> separator) : input_(input), separator_(separator) {}

  enum class Row { whole, too_long, damaged, end, failed };
  /// The next row's cells; line() is where it began.
  Row next(std::vector<std::string>& cells);
  std::uint64_t line() const { return first_line_; }
  char separator() const { return separator_.value_or(','); }
  void expect(std::size_t cells) { expected_ = cells; }

 private:
  InputBuffer::Line next_line(std::string& line);
  bool row_of_tabs(std::string& row);

  InputBuffer& input_;
  std::optional<char> separator_;
  std::deque<std::string> put_back_;
  int failed_looks_ = 0;
  std::size_t expected_ = 0;
  std::uint64_t line_ = 0, first_line_ = 0;
};

/// The JSONL line that says what a row says.
std::string jsonl_of(const std::vector<std::string>& cells, const TableColumns& columns);

}  // namespace demarche
