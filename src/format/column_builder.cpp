#include "format/column_builder.h"

#include <array>
#include <cstring>
#include <utility>

namespace demarche {
namespace {

// What a schema points to.
struct SchemaMemory {
  std::string format;
  std::string name;
  std::vector<ArrowSchema> children;
  std::vector<ArrowSchema*> pointers;
};

// What an array points to.
struct ArrayMemory {
  std::vector<std::uint8_t> validity;
  std::vector<std::int32_t> offsets;
  std::string bytes;
  std::vector<std::uint8_t> bits;
  std::array<const void*, 3> buffers{};
  std::vector<ArrowArray> children;
  std::vector<ArrowArray*> pointers;
};

template <typename Struct, typename Memory>
void release(Struct* released) {
  for (std::int64_t i = 0; i < released->n_children; ++i)
    if (released->children[i]->release != nullptr) released->children[i]->release(released->children[i]);
  delete static_cast<Memory*>(released->private_data);
  released->release = nullptr;
  released->private_data = nullptr;
}

// Points `children` of the struct at the children that its memory holds.
template <typename Struct, typename Memory>
void own(Struct* out, std::unique_ptr<Memory> memory) {
  for (auto& child : memory->children) memory->pointers.push_back(&child);
  out->n_children = static_cast<std::int64_t>(memory->pointers.size());
  out->children = memory->pointers.empty() ? nullptr : memory->pointers.data();
  out->release = &release<Struct, Memory>;
  out->private_data = memory.release();
}

void fill_schema(ArrowSchema* out, std::unique_ptr<SchemaMemory> memory, bool nullable) {
  *out = ArrowSchema{};
  out->format = memory->format.c_str();
  out->name = memory->name.c_str();
  out->flags = nullable ? ARROW_FLAG_NULLABLE : 0;
  own(out, std::move(memory));
}

void set_bit(std::vector<std::uint8_t>& bits, std::int64_t at, bool value) {
  if (at % 8 == 0) bits.push_back(0);
  if (value) bits.back() = static_cast<std::uint8_t>(bits.back() | (1u << (at % 8)));
}

// A buffer that may not be null, even when nothing is in it.
const void* present(const void* data) {
  static constexpr std::int64_t nothing[8] = {};
  return data == nullptr ? nothing : data;
}

}  // namespace

ColumnBuilder::ColumnBuilder(ColumnType type, bool list, std::string name) : type_(type), name_(std::move(name)) {
  if (list) item_ = std::make_unique<ColumnBuilder>(type, false, "item");
}

ColumnBuilder ColumnBuilder::row_numbers(std::string name) {
  ColumnBuilder column(ColumnType::integer, false, std::move(name));
  column.wide_ = true;
  return column;
}

void ColumnBuilder::valid(bool is_valid) {
  set_bit(validity_, length_++, is_valid);
  if (!is_valid) ++nulls_;
}

template <typename T>
void ColumnBuilder::put(T value) {
  char bytes[sizeof(T)];
  std::memcpy(bytes, &value, sizeof(T));
  text_.append(bytes, sizeof(T));
}

void ColumnBuilder::append_null() {
  if (is_list()) {
    offsets_.push_back(static_cast<std::int32_t>(item_->length_));
  } else if (type_ == ColumnType::text) {
    offsets_.push_back(static_cast<std::int32_t>(text_.size()));
  } else if (type_ == ColumnType::truth) {
    set_bit(truths_, length_, false);
  } else if (type_ == ColumnType::number) {
    put(double{0});
  } else if (wide_) {
    put(std::int64_t{0});
  } else {
    put(std::int32_t{0});
  }
  valid(false);
}

void ColumnBuilder::append_text(std::string_view value) {
  text_ += value;
  offsets_.push_back(static_cast<std::int32_t>(text_.size()));
  valid(true);
}

void ColumnBuilder::append_integer(std::int64_t value) {
  if (!wide_ && (value > INT32_MAX || value < INT32_MIN)) return append_null();
  if (wide_) {
    put(value);
  } else {
    put(static_cast<std::int32_t>(value));
  }
  valid(true);
}

void ColumnBuilder::append_number(double value) {
  put(value);
  valid(true);
}

void ColumnBuilder::append_truth(bool value) {
  set_bit(truths_, length_, value);
  valid(true);
}

void ColumnBuilder::append_day(std::int32_t days) {
  put(days);
  valid(true);
}

void ColumnBuilder::end_list() {
  offsets_.push_back(static_cast<std::int32_t>(item_->length_));
  valid(true);
}

std::string ColumnBuilder::format() const {
  if (is_list()) return "+l";
  switch (type_) {
    case ColumnType::text:
      return "u";
    case ColumnType::integer:
      return wide_ ? "l" : "i";
    case ColumnType::number:
      return "g";
    case ColumnType::truth:
      return "b";
    case ColumnType::day:
      return "tdD";
  }
  return "n";
}

void ColumnBuilder::schema(ArrowSchema* out) const {
  auto memory = std::make_unique<SchemaMemory>();
  memory->format = format();
  memory->name = name_;
  if (is_list()) item_->schema(&memory->children.emplace_back());
  fill_schema(out, std::move(memory), true);
}

void ColumnBuilder::take(ArrowArray* out) {
  auto memory = std::make_unique<ArrayMemory>();
  memory->validity = std::exchange(validity_, {});
  memory->offsets = std::exchange(offsets_, {0});
  memory->bytes = std::exchange(text_, {});
  memory->bits = std::exchange(truths_, {});
  *out = ArrowArray{};
  out->length = std::exchange(length_, 0);
  out->null_count = std::exchange(nulls_, 0);
  const bool texts = !is_list() && type_ == ColumnType::text;
  memory->buffers[0] = out->null_count == 0 ? nullptr : memory->validity.data();
  if (is_list() || texts) {
    memory->buffers[1] = memory->offsets.data();
    memory->buffers[2] = present(memory->bytes.data());
  } else if (type_ == ColumnType::truth) {
    memory->buffers[1] = present(memory->bits.data());
  } else {
    memory->buffers[1] = present(memory->bytes.data());
  }
  out->n_buffers = texts ? 3 : 2;
  out->buffers = memory->buffers.data();
  if (is_list()) item_->take(&memory->children.emplace_back());
  own(out, std::move(memory));
}

void struct_schema(const std::vector<ColumnBuilder>& columns, ArrowSchema* out) {
  auto memory = std::make_unique<SchemaMemory>();
  memory->format = "+s";
  memory->children.resize(columns.size());
  for (std::size_t i = 0; i < columns.size(); ++i) columns[i].schema(&memory->children[i]);
  fill_schema(out, std::move(memory), false);
}

void take_struct(std::vector<ColumnBuilder>& columns, std::int64_t rows, ArrowArray* out) {
  auto memory = std::make_unique<ArrayMemory>();
  memory->children.resize(columns.size());
  for (std::size_t i = 0; i < columns.size(); ++i) columns[i].take(&memory->children[i]);
  *out = ArrowArray{};
  out->length = rows;
  out->n_buffers = 1;
  out->buffers = memory->buffers.data();
  own(out, std::move(memory));
}

}  // namespace demarche
