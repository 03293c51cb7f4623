#include "stages/segment/number.h"

#include "base/limits.h"
#include "base/text.h"

namespace demarche::segmenting {
namespace {

class NumberScanner {
 public:
  NumberScanner(std::string_view text, std::uint32_t at, std::uint32_t end) : text_(text), at_(at), end_(end) {}

  std::uint32_t run() {
    const std::uint32_t start = at_;
    if (at_ < end_ && !is_ascii_digit(text_[at_])) ++at_;
    digits();
    while (at_ < end_ && at_ - start < limits::token_bytes && part()) {
    }
    return at_ > start ? at_ : start + 1;
  }

 private:
  char byte(std::uint32_t at) const { return at < end_ ? text_[at] : '\0'; }

  std::uint32_t digits_at(std::uint32_t at) const {
    std::uint32_t to = at;
    while (to < end_ && is_ascii_digit(text_[to]) && to - at < limits::token_bytes) ++to;
    return to - at;
  }

  void digits() {
    group_ = digits_at(at_);
    value_ = 0;
    for (std::uint32_t i = 0; i < group_ && i < 4; ++i) value_ = value_ * 10 + (text_[at_ + i] - '0');
    at_ += group_;
  }

  void take() {
    ++at_;
    digits();
  }

  // One separator and the digits after it, when they belong to the same number.
  bool part() {
    const char separator = text_[at_];
    const std::uint32_t next = digits_at(at_ + 1);
    if (next == 0) return false;
    switch (separator) {
      case ',':
        if (next != 3 || group_ > 3) return false;
        break;
      case '.':
        break;
      case ':':
        if (next != 2) return false;
        break;
      case '/':
        if (!slash(next)) return false;
        break;
      case '-':
        if (!hyphen(next)) return false;
        break;
      default:
        return false;
    }
    previous_ = separator;
    take();
    return true;
  }

  // 9/11 and 28/10/2004 are dates, 1/2 and 3/4 are two numbers each.
  bool slash(std::uint32_t next) const {
    if (previous_ == '/') return true;
    if (byte(at_ + 1 + next) == '/' && digits_at(at_ + 2 + next) > 0) return true;
    if (group_ >= 3) return next >= 3;  // 713/871-5119
    if (group_ > 2 || next > 2 || value_ > 31 || value_ == 0) return false;
    int right = 0;
    for (std::uint32_t i = 0; i < next; ++i) right = right * 10 + (text_[at_ + 1 + i] - '0');
    const bool fraction = value_ < right && right <= 10 && text_[at_ - 1] != '0' && group_ == 1;
    return !fraction && right >= 1 && right <= 31 && (value_ <= 12 || right <= 12);
  }

  // Telephone numbers, 2001-09-11 and 713-853-3989 stay whole; 1969-1970 and 5-10 are ranges.
  bool hyphen(std::uint32_t next) const {
    if (previous_ == '-') return true;
    const std::uint32_t after = at_ + 1 + next;
    const std::uint32_t third = byte(after) == '-' ? digits_at(after + 1) : 0;
    if (third > 0 && (next >= 2 || third >= 2)) return true;
    return next == 4 && group_ != 4 && group_ <= 5 && (previous_ == 0 || previous_ == '/');
  }

  std::string_view text_;
  std::uint32_t at_;
  std::uint32_t end_;
  std::uint32_t group_ = 0;
  int value_ = 0;
  char previous_ = 0;
};

}  // namespace

std::uint32_t number_end(std::string_view text, std::uint32_t at, std::uint32_t end) {
  return NumberScanner(text, at, end).run();
}

}  // namespace demarche::segmenting
