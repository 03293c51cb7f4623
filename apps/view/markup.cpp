#include "markup.h"

#include <algorithm>
#include <array>

namespace demarche::view {
namespace {

constexpr std::array<std::string_view, 6> empty_elements = {"br", "hr", "img", "input", "link", "meta"};

bool is_empty_element(std::string_view tag) {
  return std::find(empty_elements.begin(), empty_elements.end(), tag) != empty_elements.end();
}

bool is_address(std::string_view attribute) {
  return attribute == "href" || attribute == "src" || attribute == "action" || attribute == "formaction";
}

bool starts_with_ignoring_case(std::string_view text, std::string_view beginning) {
  if (text.size() < beginning.size()) return false;
  for (std::size_t i = 0; i < beginning.size(); ++i) {
    const char c = text[i] >= 'A' && text[i] <= 'Z' ? static_cast<char>(text[i] + 32) : text[i];
    if (c != beginning[i]) return false;
  }
  return true;
}

void append_escaped(std::string& out, std::string_view text) {
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default: {
        const auto byte = static_cast<unsigned char>(c);
        // Neither HTML nor SVG may hold these, not even as numbers.
        if ((byte < 0x20 && c != '\n' && c != '\t') || byte == 0x7f) {
          out += ' ';
        } else {
          out += c;
        }
      }
    }
  }
}

}  // namespace

std::string escaped(std::string_view text) {
  std::string out;
  append_escaped(out, text);
  return out;
}

std::string safe_address(std::string_view address) {
  const bool control = std::any_of(address.begin(), address.end(), [](char c) {
    return static_cast<unsigned char>(c) <= 0x20 || static_cast<unsigned char>(c) == 0x7f;
  });
  if (control || address.empty()) return "#";
  // "//host" and "/\host" leave the site.
  if (address[0] == '/') {
    const bool leaves = address.size() > 1 && (address[1] == '/' || address[1] == '\\');
    return leaves ? "#" : std::string(address);
  }
  const bool known = address[0] == '#' || address[0] == '?' || starts_with_ignoring_case(address, "http://") ||
                     starts_with_ignoring_case(address, "https://");
  return known ? std::string(address) : "#";
}

std::string percent_encoded(std::string_view text) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
                       c == '.' || c == '_' || c == '~';
    if (plain) {
      out += c;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      out += '%';
      out += digits[byte >> 4];
      out += digits[byte & 15];
    }
  }
  return out;
}

void Markup::start(std::string_view tag, Attributes attributes) {
  out_ += '<';
  out_ += tag;
  for (const Attribute& attribute : attributes) {
    out_ += ' ';
    out_ += attribute.name;
    out_ += "=\"";
    append_escaped(out_, is_address(attribute.name) ? safe_address(attribute.value) : attribute.value);
    out_ += '"';
  }
  out_ += '>';
}

Markup& Markup::open(std::string_view tag, Attributes attributes) {
  start(tag, attributes);
  open_.emplace_back(tag);
  return *this;
}

Markup& Markup::close() {
  out_ += "</";
  out_ += open_.back();
  out_ += ">\n";
  open_.pop_back();
  return *this;
}

Markup& Markup::text(std::string_view text) {
  append_escaped(out_, text);
  return *this;
}

Markup& Markup::element(std::string_view tag, Attributes attributes, std::string_view text) {
  start(tag, attributes);
  if (is_empty_element(tag)) return *this;
  append_escaped(out_, text);
  out_ += "</";
  out_ += tag;
  out_ += '>';
  return *this;
}

Markup& Markup::link(std::string_view address, std::string_view text, Attributes more) {
  out_ += "<a href=\"";
  append_escaped(out_, safe_address(address));
  out_ += '"';
  for (const Attribute& attribute : more) {
    out_ += ' ';
    out_ += attribute.name;
    out_ += "=\"";
    append_escaped(out_, attribute.value);
    out_ += '"';
  }
  out_ += '>';
  append_escaped(out_, text);
  out_ += "</a>";
  return *this;
}

Markup& Markup::append(const Markup& other) {
  out_ += other.out_;
  return *this;
}

}  // namespace demarche::view
