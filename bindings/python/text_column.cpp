#include <fmt/format.h>

#include <chrono>
#include <cstring>

#include "arrow_input.h"

namespace demarche::python {
namespace {

template <typename T>
T value_of(const ArrowArray& array, std::int64_t index) {
  return static_cast<const T*>(array.buffers[1])[index];
}

// Strings and bytes: an array of offsets into one block.
template <typename Offset>
class OffsetColumn : public TextColumn {
 public:
  std::string_view at(const ArrowArray& array, std::int64_t row, std::deque<std::string>&) const override {
    const std::int64_t index = row + array.offset;
    if (is_null(array, index)) return {};
    const auto* offsets = static_cast<const Offset*>(array.buffers[1]);
    const auto length = static_cast<std::size_t>(offsets[index + 1] - offsets[index]);
    if (length == 0) return {};
    return {static_cast<const char*>(array.buffers[2]) + offsets[index], length};
  }
};

// String views: 16 bytes a value, short ones within, longer ones as prefix, buffer and offset.
class ViewColumn : public TextColumn {
 public:
  std::string_view at(const ArrowArray& array, std::int64_t row, std::deque<std::string>&) const override {
    const std::int64_t index = row + array.offset;
    if (is_null(array, index)) return {};
    const char* view = static_cast<const char*>(array.buffers[1]) + 16 * index;
    std::int32_t parts[4];
    std::memcpy(parts, view, sizeof parts);
    const auto length = static_cast<std::size_t>(parts[0]);
    if (length <= 12) return {view + 4, length};
    return {static_cast<const char*>(array.buffers[2 + parts[2]]) + parts[3], length};
  }
};

std::string day_text(std::int64_t days) {
  using namespace std::chrono;
  constexpr std::int64_t bound = 4'000'000;  // far beyond any newspaper, within what the calendar can hold
  if (days < -bound || days > bound) return {};
  const year_month_day date{sys_days{std::chrono::days{days}}};
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                     static_cast<unsigned>(date.day()));
}

// Days, or times as counts of units since 1970 (in UTC), as the text of their day.
class DayColumn : public TextColumn {
 public:
  DayColumn(std::int64_t units_a_day, bool wide) : units_a_day_(units_a_day), wide_(wide) {}
  std::string_view at(const ArrowArray& array, std::int64_t row, std::deque<std::string>& made) const override {
    const std::int64_t index = row + array.offset;
    if (is_null(array, index)) return {};
    const std::int64_t count = wide_ ? value_of<std::int64_t>(array, index) : value_of<std::int32_t>(array, index);
    std::int64_t days = count / units_a_day_;
    if (count % units_a_day_ < 0) --days;
    return made.emplace_back(day_text(days));
  }

 private:
  std::int64_t units_a_day_;
  bool wide_;
};

// Categories: numbers into another column.
class DictionaryColumn : public TextColumn {
 public:
  DictionaryColumn(char type, std::unique_ptr<TextColumn> values) : type_(type), values_(std::move(values)) {}
  std::string_view at(const ArrowArray& array, std::int64_t row, std::deque<std::string>& made) const override {
    const std::int64_t index = row + array.offset;
    if (is_null(array, index) || array.dictionary == nullptr) return {};
    const std::int64_t key = key_of(array, index);
    if (key < 0 || key >= array.dictionary->length) return {};
    return values_->at(*array.dictionary, key, made);
  }

 private:
  std::int64_t key_of(const ArrowArray& array, std::int64_t index) const {
    switch (type_) {
      case 'c':
        return value_of<std::int8_t>(array, index);
      case 'C':
        return value_of<std::uint8_t>(array, index);
      case 's':
        return value_of<std::int16_t>(array, index);
      case 'S':
        return value_of<std::uint16_t>(array, index);
      case 'i':
        return value_of<std::int32_t>(array, index);
      case 'I':
        return value_of<std::uint32_t>(array, index);
      default:
        return value_of<std::int64_t>(array, index);
    }
  }
  char type_;
  std::unique_ptr<TextColumn> values_;
};

// A column of nulls, which is what a column without a single value may come as.
class NullColumn : public TextColumn {
 public:
  std::string_view at(const ArrowArray&, std::int64_t, std::deque<std::string>&) const override { return {}; }
};

std::unique_ptr<TextColumn> day_column(std::string_view format) {
  if (format == "tdD") return std::make_unique<DayColumn>(1, false);
  if (format == "tdm") return std::make_unique<DayColumn>(86'400'000, true);
  if (!format.starts_with("ts") || format.size() < 3) return nullptr;
  constexpr std::string_view units = "smun";
  const std::size_t unit = units.find(format[2]);
  if (unit == std::string_view::npos) return nullptr;
  std::int64_t units_a_day = 86'400;
  for (std::size_t i = 0; i < unit; ++i) units_a_day *= 1000;
  return std::make_unique<DayColumn>(units_a_day, true);
}

}  // namespace

std::unique_ptr<TextColumn> TextColumn::make(const ArrowSchema& schema) {
  const std::string_view format = schema.format;
  if (schema.dictionary != nullptr) {
    auto values = make(*schema.dictionary);
    if (values == nullptr || format.size() != 1 ||
        std::string_view("cCsSiIlL").find(format[0]) == std::string_view::npos)
      return nullptr;
    return std::make_unique<DictionaryColumn>(format[0], std::move(values));
  }
  if (format == "u" || format == "z") return std::make_unique<OffsetColumn<std::int32_t>>();
  if (format == "U" || format == "Z") return std::make_unique<OffsetColumn<std::int64_t>>();
  if (format == "vu" || format == "vz") return std::make_unique<ViewColumn>();
  if (format == "n") return std::make_unique<NullColumn>();
  return day_column(format);
}

}  // namespace demarche::python
