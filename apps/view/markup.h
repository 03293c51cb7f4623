// Writes HTML and SVG: elements that close themselves and text that is always escaped.
//
//   Markup html;
//   const auto list = html.in("ol", {{"id", "events"}});
//   html.element("li", {{"class", "event"}}, title);
//
// There is no way to put a string into a page as it is: what a report says comes out as text, whatever is in it. An
// address that is not http, https or within the site does not become a link. Never writes a style or an event handler.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace demarche::view {

struct Attribute {
  std::string_view name;
  std::string value;
};
using Attributes = std::initializer_list<Attribute>;

/// "&", "<", ">", quotes and control characters made harmless.
std::string escaped(std::string_view text);
/// The address, or "#" where a link to it would run something or leave for an unknown scheme.
std::string safe_address(std::string_view address);
/// For one step of a path or one value of a query: everything but letters, digits and -._~ as %XX.
std::string percent_encoded(std::string_view text);

class Markup {
 public:
  /// Closes its element when it goes.
  class Scope {
   public:
    explicit Scope(Markup& markup) : markup_(markup) {}
    ~Scope() { markup_.close(); }
    Scope(const Scope&) = delete;
    Scope& operator=(const Scope&) = delete;

   private:
    Markup& markup_;
  };

  [[nodiscard]] Scope in(std::string_view tag, Attributes attributes = {}) {
    open(tag, attributes);
    return Scope(*this);
  }
  Markup& open(std::string_view tag, Attributes attributes = {});
  Markup& close();
  Markup& text(std::string_view text);
  /// An element with text only; br, hr, img, input, link and meta have none.
  Markup& element(std::string_view tag, Attributes attributes, std::string_view text = {});
  Markup& link(std::string_view address, std::string_view text, Attributes more = {});
  /// What another Markup wrote.
  Markup& append(const Markup& other);

  /// With "<!doctype html>" before it.
  std::string page() const { return "<!doctype html>\n" + out_; }
  const std::string& fragment() const { return out_; }

 private:
  void start(std::string_view tag, Attributes attributes);
  std::string out_;
  std::vector<std::string> open_;
};

}  // namespace demarche::view
