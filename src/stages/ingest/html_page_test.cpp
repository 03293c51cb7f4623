#include "stages/ingest/html_page.h"

#include <gtest/gtest.h>

#include <chrono>

#include "base/limits.h"
#include "base/utf8.h"
#include "stages/ingest/html_metadata.h"
#include "stages/ingest/html_tree.h"
#include "stages/ingest/ingest.h"

namespace demarche {
namespace {

Document read(const std::string& html) {
  Document document;
  read_html(decode(html), document);
  return document;
}

const std::string first =
    "The foreign ministers of both countries met in the old port on Tuesday, and spoke for three hours about the "
    "fishing dispute.";
const std::string second =
    "A spokesman said that the talks, the first in two years, had been open and useful, although no agreement was "
    "signed.";
const std::string third =
    "They will meet again in June, when the fleet returns, to settle what is left of the quarrel over the banks.";

std::string page(const std::string& head, const std::string& before, const std::string& after) {
  return "<!DOCTYPE html><html lang=en><head>" + head + "</head><body>" + before + "<div class=story><p>" + first +
         "</p>\n<p>" + second + "</p><p>" + third + "</p></div>" + after + "</body></html>";
}
const std::string body = first + "\n" + second + "\n" + third;

TEST(HtmlPage, TakesTheArticleAndLeavesTheFurniture) {
  const std::string nav =
      "<nav><ul><li><a href=/a>World</a><li><a href=/b>Business</a></ul></nav><div id=cookie-notice><p>We use "
      "cookies, which help us to remember you, and partners, who do the same.</p></div><h1>Ministers meet</h1>"
      "<div class=share-bar><a href=x>Share</a><a href=y>Tweet</a></div>";
  const std::string rest =
      "<figure><img src=x><figcaption>The port, seen from the sea, on a day in May last year, in the "
      "rain.</figcaption></figure>"
      "<div class=comments><p>First comment, with a long opinion, about the ministers, and more of it.</p></div>"
      "<div class=related><h3>Related</h3><ul><li><a href=/1>Another story about the port</a></ul></div><footer>(c) "
      "Example</footer>";
  EXPECT_EQ(read(page("", nav, rest)).text, body);
}

TEST(HtmlPage, ReadsMetadata) {
  const Document d = read(
      page("<title>Ministers meet in port | The Example</title><meta property='og:site_name' content='The Example'>"
           "<meta property='article:published_time' content='2019-03-05T10:00:00+01:00'>"
           "<meta property='article:section' content='Politics'><link rel=canonical href='https://example.org/port'>",
           "", ""));
  EXPECT_EQ(d.title, "Ministers meet in port");
  EXPECT_EQ(d.publisher, "The Example");
  EXPECT_EQ(d.category, "Politics");
  EXPECT_EQ(d.url, "https://example.org/port");
  ASSERT_TRUE(d.published);
  EXPECT_EQ(d.published->iso(), "2019-03-05");
}

TEST(HtmlPage, ReadsJsonLd) {
  const Document d = read(page(
      "<script type='application/ld+json'>{\"@context\":\"https://schema.org\",\"@graph\":[{\"@type\":\"WebPage\","
      "\"name\":\"Other\"},{\"@type\":\"NewsArticle\",\"headline\":\"Ministers meet\",\"datePublished\":\"2019-03-05\","
      "\"articleSection\":[\"World\"],\"publisher\":{\"@type\":\"Organization\",\"name\":\"The Example\"}}]}</script>",
      "", ""));
  EXPECT_EQ(d.title, "Ministers meet");
  EXPECT_EQ(d.category, "World");
  EXPECT_EQ(d.publisher, "The Example");
  ASSERT_TRUE(d.published);
  EXPECT_EQ(d.published->iso(), "2019-03-05");
}

TEST(HtmlPage, FindsTheDateNearTheHeadline) {
  EXPECT_EQ(read(page("", "<h1>Ministers meet</h1><p class=dateline>Posted on 5 March 2019</p>", "")).published->iso(),
            "2019-03-05");
  EXPECT_EQ(
      read(page("", "<h1>Ministers meet</h1><time datetime='2019-03-05T10:00'>yesterday</time>", "")).published->iso(),
      "2019-03-05");
  EXPECT_EQ(read(page("<link rel=canonical href='https://example.org/2019/03/05/port'>", "", "")).published->iso(),
            "2019-03-05");
  EXPECT_FALSE(read(page("", "", "")).published);
}

TEST(HtmlPage, EveryPieceLeadsBackToTheRawBytes) {
  for (const bool wide : {false, true}) {
    std::string html = page("", "",
                            "<p>Caf\xC3\xA9 prices &amp; wages, said the <b>bank</b>&rsquo;s report, rose by two per "
                            "cent in the year to May.</p>");
    if (wide) {
      std::string utf16 = "\xFF\xFE";
      for (std::size_t i = 0; i < html.size();) {
        const char32_t c = decode_utf8(html, i);
        utf16 += static_cast<char>(c & 0xFF);
        utf16 += static_cast<char>(c >> 8);
      }
      html = utf16;
    }
    const Document d = read(html);
    EXPECT_TRUE(
        d.text.ends_with("prices & wages, said the bank\xE2\x80\x99s report, rose by two per cent in the year to May."))
        << d.text;
    ASSERT_FALSE(d.raw_map.empty());
    std::size_t covered = 0;
    for (const RawPiece& piece : d.raw_map) {
      const std::string text = d.text.substr(piece.text_begin, piece.length),
                        raw = html.substr(piece.raw_begin, piece.raw_length);
      if (!wide && piece.raw_length == piece.length) {
        EXPECT_EQ(text, raw);
      }
      if (wide && piece.raw_length == 2 * piece.length) {
        EXPECT_EQ(text[0], raw[0]);
      }
      covered += piece.length;
    }
    EXPECT_GT(covered + 20, d.text.size());
  }
}

TEST(HtmlPage, KeepsItsParagraphsApart) {
  EXPECT_EQ(read("<div>" + first + "<br><br>" + second + "<br>" + third + "</div>").text,
            first + "\n" + second + " " + third);
}

TEST(HtmlPage, TakesCitedSources) {
  const Document line = read(page("", "", "<p>Source: <a href='https://example.org/wire'>Example Wire</a></p>"));
  EXPECT_EQ(line.text, body);
  ASSERT_EQ(line.sources.size(), 1u);
  EXPECT_EQ(line.sources[0].url, "https://example.org/wire");
  const std::string list =
      "<h3>Sources</h3><ol><li>1. <a href='https://example.org/a'>A report</a></li><li>[2] "
      "https://example.org/b</li></ol>";
  const Document many = read("<div class=story><p>" + first + "</p><p>" + second + "</p>" + list + "</div>");
  EXPECT_EQ(many.text, first + "\n" + second);
  ASSERT_EQ(many.sources.size(), 2u);
  EXPECT_EQ(many.sources[0].number, 1);
  EXPECT_EQ(many.sources[1].url, "https://example.org/b");
}

TEST(HtmlPage, ReadsTheLayoutOfPlainPages) {
  const Document d =
      read("<html><body><div><p>date 2021-05-04 World</p><h1>Ministers meet</h1><p>" + first + "</p><p>" + second +
           "</p><p>|</p><p>Sources</p><p>2/ https://example.org/b</p><p>Contact us here to have this article "
           "changed</p></div>");
  EXPECT_EQ(d.text, first + "\n" + second);
  EXPECT_EQ(d.title, "Ministers meet");
  EXPECT_EQ(d.category, "World");
  ASSERT_TRUE(d.published);
  EXPECT_EQ(d.published->iso(), "2021-05-04");
  ASSERT_EQ(d.sources.size(), 1u);
  EXPECT_EQ(d.sources[0].number, 2);
}

TEST(HtmlPage, JoinsATextCutByAdvertisements) {
  const auto row = [](const std::string& text) {
    return "<div class=row><div class=column><div class=story-text>" + text + "</div></div></div>";
  };
  EXPECT_EQ(read("<h1>Ministers meet</h1><main>" + row("<p>" + first + "</p>") +
                 "<div class=ad><p>Buy this, and that, and more of it</p></div>" +
                 row("<p>" + second + "</p><p>" + third + "</p>") + "</main>")
                .text,
            body);
}

TEST(HtmlPage, KeepsADatelineWithinASentence) {
  EXPECT_EQ(read("<div><p><span class=dateline>OSLO</span> - " + first + "</p><p>" + second + "</p></div>").text,
            "OSLO - " + first + "\n" + second);
}

TEST(HtmlPage, ATeaserListIsNoArticle) {
  std::string teasers;
  for (int i = 0; i < 20; ++i)
    teasers += "<li><h3><a href=/x>Another story of the day</a></h3><p>" + second + "</p></li>";
  EXPECT_EQ(read("<h1>Ministers meet</h1><div class=story><p>" + first + "</p><p>" + second + "</p><p>" + third +
                 "</p></div><ul>" + teasers + "</ul>")
                .text,
            body);
}

TEST(CleanTitle, DropsTheSiteName) {
  EXPECT_EQ(clean_title("Talks resume | The Example", "The Example", ""), "Talks resume");
  EXPECT_EQ(clean_title("The Example - Talks resume in the port", "The Example", ""), "Talks resume in the port");
  EXPECT_EQ(clean_title("Talks resume - example.org", "", "example"), "Talks resume");
  EXPECT_EQ(clean_title("Talks resume in the old port | World | Example News", "", ""), "Talks resume in the old port");
  EXPECT_EQ(clean_title("Talks - a history of failures", "The Example", "example"), "Talks - a history of failures");
}

std::vector<Ingested> ingest_html(std::string html) {
  std::vector<Ingested> out;
  ingest(Record{std::move(html), "a.html", "a", InputFormat::automatic}, {}, out);
  EXPECT_EQ(out.size(), 1u);
  return out;
}

TEST(Ingest, RejectsPagesWithoutText) {
  const auto scripts = ingest_html(
      "<html><head><script>var a = 'The minister said';</script></head><body><script>f()</script></body></html>");
  ASSERT_TRUE(std::holds_alternative<Reject>(scripts[0]));
  EXPECT_EQ(std::get<Reject>(scripts[0]).reason, ErrorCode::no_text);
  const auto german = ingest_html(page("", "", "").substr(0, 60) +
                                  "<p>Der Minister sagte, dass die Gespräche mit der Regierung noch nicht zu Ende "
                                  "sind, aber auch nicht ohne Erfolg.</p>");
  ASSERT_TRUE(std::holds_alternative<Reject>(german[0]));
  EXPECT_EQ(std::get<Reject>(german[0]).reason, ErrorCode::language);
  EXPECT_NE(std::get<Reject>(german[0]).message.find("German"), std::string::npos);
}

std::string repeat(std::string_view piece, std::size_t bytes) {
  std::string out;
  while (out.size() < bytes) out += piece;
  return out;
}

TEST(HtmlPage, DeepNestingIsFlattenedAndItsTextKept) {
  const std::string html = repeat("<div>", 5 * 20'000) + "<p>" + first + "</p>";
  EXPECT_EQ(read(html).text, first);
}

TEST(HtmlPage, HostilePagesTakeBoundedTime) {
  constexpr std::size_t size = 2u << 20;
  for (const char* piece : {"<b>x",
                            "<a href=x>x",
                            "<table>x",
                            "<p>x",
                            "<p><b class=q>",
                            "<section><li>",
                            "<form><div></form>",
                            "<a href=x><div></a>",
                            "<div><table><tr><td></div>",
                            "<noscript>",
                            "<svg></",
                            "<table>x<tr>",
                            "<",
                            "<!--",
                            "</div>",
                            "<select><option>x",
                            "<br>x",
                            "<ul><li><div>x, ",
                            "<foo>x",
                            "<div class=story><p>x, y and z, with more and more of it",
                            "&amp;",
                            "<title>"}) {
    const auto start = std::chrono::steady_clock::now();
    read(repeat(piece, size));
    read("<p a=\"" + repeat(piece, size));
    EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(20))
        << piece;  // generous: sanitizers, busy machines
  }
}

// What the page leaves out, as browsers put it in.
TEST(HtmlTree, FollowsTheRulesOfImpliedElements) {
  const auto outline = [](std::string_view html) {
    const ScannedHtml scanned = scan_html(html);
    const HtmlTree tree(scanned);
    std::string out;
    std::vector<std::uint32_t> ends;
    for (std::uint32_t i = 0; i < tree.nodes.size(); ++i) {
      while (!ends.empty() && ends.back() <= i) ends.pop_back(), out += ')';
      const HtmlNode& node = tree.nodes[i];
      EXPECT_TRUE(node.end > i && node.end <= tree.nodes[node.parent].end);
      if (node.is_text) {
        out += std::string(node.text);
      } else {
        out += std::string(gumbo_normalized_tagname(node.tag)) + "(";
        ends.push_back(node.end);
      }
    }
    return out + std::string(ends.size(), ')');
  };
  EXPECT_EQ(outline("<title>T</title>text"), "html(head(title(T))body(text))");
  EXPECT_EQ(outline("<p>a<p>b<div>c</div>"), "html(head()body(p(a)p(b)div(c)))");
  EXPECT_EQ(outline("<p>a<ul><li>b<li>c</ul>d"), "html(head()body(p(a)ul(li(b)li(c))d))");
  EXPECT_EQ(outline("<table><tr><td>a<td>b<tr><td>c</table>d"),
            "html(head()body(table(tbody(tr(td(a)td(b))tr(td(c))))d))");
  EXPECT_EQ(outline("<td>a</td>b"), "html(head()body(ab))");
  EXPECT_EQ(outline("<dl><dt>a<dd>b<dt>c</dl>"), "html(head()body(dl(dt(a)dd(b)dt(c))))");
  EXPECT_EQ(outline("<h1>a<h2>b</h2>"), "html(head()body(h1(a)h2(b)))");
  EXPECT_EQ(outline("<head><meta name=a></head><body><p>x</body><p>y"), "html(head(meta())body(p(x)p(y)))");
  EXPECT_EQ(outline("a &amp; b &eacute; &eacutex &#8211; &#150; &#xD800; &nosuch; &"),
            "html(head()body(a & b \xC3\xA9 \xC3\xA9x \xE2\x80\x93 \xE2\x80\x93 \xEF\xBF\xBD &nosuch; &))");
  EXPECT_EQ(outline("<a href='?a=1&copy=2&amp;b=3'>x</a>"), "html(head()body(span(x)))");
}

TEST(HtmlTree, DecodesAttributes) {
  const ScannedHtml scanned = scan_html("<p class=\"a&quot;b\" id='x&amp;y' title='?a=1&copy=2'>t");
  const HtmlTree tree(scanned);
  for (std::uint32_t i = 0; i < tree.nodes.size(); ++i) {
    if (tree.nodes[i].tag != GUMBO_TAG_P || tree.nodes[i].is_text) continue;
    EXPECT_EQ(tree.attribute(i, "class"), "a\"b");
    EXPECT_EQ(tree.attribute(i, "id"), "x&y");
    EXPECT_EQ(tree.attribute(i, "title"), "?a=1&copy=2");
    EXPECT_FALSE(tree.has_attribute(i, "hidden"));
  }
}

}  // namespace
}  // namespace demarche
