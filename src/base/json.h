// A JSON writer. Keys come in the order they are written, so the same record gives the same bytes.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace demarche {

/// Appends `text` as a JSON string with its quotes; malformed UTF-8 must have been repaired before.
void append_json_string(std::string& out, std::string_view text);

class JsonWriter {
 public:
  explicit JsonWriter(std::string& out) : out_(out) {}

  JsonWriter& begin_object() { return open('{'); }
  JsonWriter& end_object() { return close('}'); }
  JsonWriter& begin_array() { return open('['); }
  JsonWriter& end_array() { return close(']'); }
  JsonWriter& key(std::string_view name);
  JsonWriter& value(std::string_view text);
  JsonWriter& value(const char* text) { return value(std::string_view(text)); }
  JsonWriter& value(bool truth);
  JsonWriter& value(std::int64_t number);
  JsonWriter& value(std::uint32_t number) { return value(static_cast<std::int64_t>(number)); }
  JsonWriter& value(int number) { return value(static_cast<std::int64_t>(number)); }
  JsonWriter& value(std::size_t number) { return value(static_cast<std::int64_t>(number)); }
  /// A number in thousandths, printed without trailing zeros: 2500 gives 2.5. Floats never reach the output.
  JsonWriter& thousandths(std::int64_t number);
  /// A probability in thousandths, always with three decimals: 500 gives 0.500.
  JsonWriter& probability(int thousandths);
  JsonWriter& null();
  /// Text or null when empty.
  JsonWriter& value_or_null(std::string_view text) { return text.empty() ? null() : value(text); }
  /// Bytes that are JSON already.
  JsonWriter& raw(std::string_view json);

  template <typename T>
  JsonWriter& field(std::string_view name, T&& v) {
    return key(name).value(std::forward<T>(v));
  }

 private:
  JsonWriter& open(char c);
  JsonWriter& close(char c);
  void separate();
  std::string& out_;
  bool first_ = true;
  bool after_key_ = false;
};

/// Thousandths as JsonWriter prints them: 2500 gives "2.5".
std::string thousandths_text(std::int64_t number);

}  // namespace demarche
