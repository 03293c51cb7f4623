// The terminal: is there one, how wide, may it be coloured; how many cells a text takes.
#pragma once

#include <string>
#include <string_view>

namespace demarche::cli {

bool is_terminal(int descriptor);
/// Columns of standard output: the terminal's, $COLUMNS, else 120.
std::size_t terminal_width();

/// Wraps text in colour; gives it unchanged when standard output is no terminal, or with NO_COLOR or TERM=dumb.
class Paint {
 public:
  Paint();
  bool on() const { return on_; }
  std::string bold(std::string_view text) const { return with("1", text); }
  std::string dim(std::string_view text) const { return with("2", text); }
  std::string green(std::string_view text) const { return with("32", text); }
  std::string red(std::string_view text) const { return with("31", text); }
  std::string cyan(std::string_view text) const { return with("1;36", text); }
  std::string magenta(std::string_view text) const { return with("1;35", text); }
  std::string yellow(std::string_view text) const { return with("1;33", text); }

 private:
  std::string with(std::string_view code, std::string_view text) const;
  bool on_ = false;
};

/// Control characters become spaces: what a page says must not steer the reader's terminal.
std::string printable(std::string_view text);
/// Cells, counting a code point as one; enough for lining up Latin text.
std::size_t cells(std::string_view text);
/// Cut or filled to exactly `width` cells, with "…" where something was cut.
std::string fitted(std::string_view text, std::size_t width);

}  // namespace demarche::cli
