#include "terminal.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>

namespace demarche::cli {

bool is_terminal(int descriptor) {
  return ::isatty(descriptor) == 1;
}

std::size_t terminal_width() {
  winsize size{};
  if (::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col >= 20) return size.ws_col;
  if (const char* columns = std::getenv("COLUMNS")) {
    const int n = std::atoi(columns);
    if (n >= 20 && n <= 1000) return static_cast<std::size_t>(n);
  }
  return 120;
}

Paint::Paint() {
  const char* no_color = std::getenv("NO_COLOR");
  const char* term = std::getenv("TERM");
  on_ = is_terminal(STDOUT_FILENO) && (no_color == nullptr || *no_color == '\0') &&
        (term == nullptr || std::string_view(term) != "dumb");
}

std::string Paint::with(std::string_view code, std::string_view text) const {
  if (!on_) return std::string(text);
  std::string out = "\033[";
  out += code;
  out += 'm';
  out += text;
  out += "\033[0m";
  return out;
}

std::string printable(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    const bool c1 = c == 0xC2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xA0;
    if (c1) ++i;
    out += c < ' ' || c == 0x7F || c1 ? ' ' : text[i];
  }
  return out;
}

std::size_t cells(std::string_view text) {
  std::size_t n = 0;
  for (const char c : text) n += (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  return n;
}

std::string fitted(std::string_view text, std::size_t width) {
  std::string clean = printable(text);
  clean.erase(std::unique(clean.begin(), clean.end(), [](char a, char b) { return a == ' ' && b == ' '; }),
              clean.end());
  const std::size_t n = cells(clean);
  if (n <= width) return clean + std::string(width - n, ' ');
  std::size_t at = 0, kept = 0;
  while (at < clean.size()) {
    std::size_t next = at + 1;
    while (next < clean.size() && (static_cast<unsigned char>(clean[next]) & 0xC0) == 0x80) ++next;
    if (kept + 1 >= width) break;
    ++kept;
    at = next;
  }
  return clean.substr(0, at) + (width > 0 ? "\u2026" : "");
}

}  // namespace demarche::cli
