#include "markup.h"

#include <gtest/gtest.h>

namespace demarche::view {
namespace {

TEST(Markup, TextNeverBecomesMarkup) {
  Markup html;
  {
    const auto p = html.in("p", {{"title", "\"><script>"}});
    html.text("<script>alert('a & b')</script>\x01\x7f");
  }
  EXPECT_EQ(html.fragment(),
            "<p title=\"&quot;&gt;&lt;script&gt;\">&lt;script&gt;alert(&#39;a &amp; b&#39;)&lt;/script&gt;  </p>\n");
}

TEST(Markup, OnlyAddressesOfTheWebBecomeLinks) {
  for (const char* good :
       {"https://a.example/b?c=d#e", "HTTP://a.example", "/relation/RUS/CHN", "#source-1", "?after=1"})
    EXPECT_EQ(safe_address(good), good);
  for (const char* bad : {"javascript:alert(1)", "JavaScript:alert(1)", " javascript:alert(1)", "java\nscript:alert(1)",
                          "data:text/html,x", "vbscript:x", "//evil.example/a", "/\\evil.example", "ftp://a.example",
                          "", "https://a.example/ b"})
    EXPECT_EQ(safe_address(bad), "#") << bad;
  Markup html;
  html.link("javascript:alert(1)", "x").element("form", {{"action", "javascript:alert(1)"}});
  EXPECT_EQ(html.fragment().find("javascript"), std::string::npos);
}

TEST(Markup, ElementsCloseInOrder) {
  Markup html;
  {
    const auto list = html.in("ul");
    const auto item = html.in("li");
    html.element("br", {}).element("b", {}, "x");
  }
  EXPECT_EQ(html.fragment(), "<ul><li><br><b>x</b></li>\n</ul>\n");
}

TEST(Markup, StepsOfAPathAreEncodedWhole) {
  EXPECT_EQ(percent_encoded("a/b?c=d&e f%\xC3\xA9"), "a%2Fb%3Fc%3Dd%26e%20f%25%C3%A9");
}

}  // namespace
}  // namespace demarche::view
