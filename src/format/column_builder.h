// One growing column in Arrow's memory layout, and its export as structs of the C data interface.
//
// The buffers grow as plain vectors; export moves them into a block that the struct's `release` frees, so that nothing
// is copied on the way out.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "demarche/arrow_c.h"
#include "format/record_kinds.h"

namespace demarche {

class ColumnBuilder {
 public:
  ColumnBuilder(ColumnType type, bool list, std::string name);
  /// An int64 column, for row numbers.
  static ColumnBuilder row_numbers(std::string name);

  void append_null();
  void append_text(std::string_view value);
  void append_integer(std::int64_t value);
  void append_number(double value);
  void append_truth(bool value);
  void append_day(std::int32_t days);
  /// Ends a list whose members were appended to item().
  void end_list();
  ColumnBuilder& item() { return *item_; }

  bool is_list() const { return item_ != nullptr; }
  ColumnType type() const { return type_; }
  std::size_t text_bytes() const { return item_ ? item_->text_bytes() : text_.size(); }

  void schema(ArrowSchema* out) const;
  /// Moves the rows out; the builder is empty again.
  void take(ArrowArray* out);

 private:
  void valid(bool is_valid);
  std::string format() const;
  template <typename T>
  void put(T value);

  ColumnType type_;
  bool wide_ = false;  // int64 rather than int32
  std::string name_;
  std::unique_ptr<ColumnBuilder> item_;
  std::int64_t length_ = 0;
  std::int64_t nulls_ = 0;
  std::vector<std::uint8_t> validity_;    // a bit a value
  std::vector<std::int32_t> offsets_{0};  // of texts and lists
  std::string text_;                      // text, or the bytes of fixed values
  std::vector<std::uint8_t> truths_;      // a bit a value
};

/// A struct whose children are the columns: schema and rows.
void struct_schema(const std::vector<ColumnBuilder>& columns, ArrowSchema* out);
void take_struct(std::vector<ColumnBuilder>& columns, std::int64_t rows, ArrowArray* out);

}  // namespace demarche
