#include "brief.h"

#include <fmt/format.h>

#include <iterator>
#include <map>

namespace demarche::view {
namespace {

std::string quad_words(std::string_view quad) {
  std::string out(quad);
  for (char& c : out)
    if (c == '-') c = ' ';
  return out;
}

std::string told_as(std::string_view factuality) {
  static const std::map<std::string_view, std::string_view> words = {{"future", "planned or expected"},
                                                                     {"negated", "denied or said not to have happened"},
                                                                     {"hypothetical", "only supposed"},
                                                                     {"alleged", "alleged"}};
  const auto found = words.find(factuality);
  return found == words.end() ? std::string() : std::string(found->second);
}

// "Coded as CONSULT (meet); planned or expected. According to Russia (RUS:GOV)."
std::string about(const BriefSentence& sentence) {
  std::string out = "Coded as " + sentence.coded;
  if (const std::string words = told_as(sentence.told_as); !words.empty()) out += "; " + words;
  out += sentence.speaker.empty() ? ". In the report's own voice." : ". According to " + sentence.speaker + ".";
  return out;
}

std::string heading(const BriefEntry& entry) {
  std::string out = entry.day.empty() ? std::string("Undated") : entry.day;
  out += ": " + quad_words(entry.quad) + ", " + entry.type;
  if (!entry.category.empty()) out += " (" + entry.category + ")";
  return out;
}

std::string reference(const BriefSource& source) {
  std::string out;
  for (const std::string* part : {&source.publisher, &source.title, &source.published})
    if (!part->empty()) (out += out.empty() ? "" : ", ") += *part;
  return out.empty() ? source.article : out;
}

// What a report says must not steer a terminal.
std::string plain(std::string text) {
  for (char& c : text)
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = ' ';
  return text;
}

std::string lead(const Brief& brief) {
  if (brief.entries.empty())
    return fmt::format("The archive has no report of a new event between the two up to {}.", brief.date);
  return fmt::format(
      "What reports say, up to {}{}. Each sentence stands in its source word for word; the codes are a "
      "program's reading of it, not a statement of fact.",
      brief.date, brief.complete ? "" : "; older events are left out");
}

std::string closing(const Brief& brief) {
  return fmt::format("Made by Demarche {} from an archive as of {}.", DEMARCHE_VERSION,
                     brief.vintage.empty() ? "today" : brief.vintage);
}

bool is_mail(std::string_view address) {
  return address.find('@') != std::string_view::npos && address.find("://") == std::string_view::npos;
}

}  // namespace

std::string brief_title(const Brief& brief) {
  return fmt::format("{} and {}, up to {}", brief.first_name, brief.second_name, brief.date);
}

std::string change_line(const BriefContact& contact) {
  if (contact.address.empty())
    return "Something here is wrong, or should not be here? Ask whoever published this page for a change or a removal "
           "and name the number of the source.";
  return fmt::format(
      "Something here is wrong, or should not be here? Ask for a change or a removal and name the number "
      "of the source: {}",
      contact.address);
}

std::string markdown_escaped(std::string_view text) {
  std::string out;
  char before = 0;
  for (const char c : text) {
    // "1." at the beginning of a line would be a list.
    if (c == '.' && before >= '0' && before <= '9') out += '\\';
    before = c;
    if (c == '\n' || c == '\r') {
      out += ' ';
      continue;
    }
    if (std::string_view("\\`*_{}[]<>()#+-!|~&=:").find(c) != std::string_view::npos) out += '\\';
    if (static_cast<unsigned char>(c) >= 0x20 || c == '\t') out += c;
  }
  return out;
}

Markup brief_article(const Brief& brief, const BriefContact& contact) {
  Markup html;
  const auto write_entry = [&](const BriefEntry& entry) {
    const auto section = html.in("section", {{"class", "entry"}, {"data-quad", entry.quad}});
    html.element("h2", {}, heading(entry));
    if (!entry.headline.empty()) html.element("p", {{"class", "headline"}}, entry.headline);
    for (const BriefSentence& sentence : entry.sentences) {
      const std::string note = fmt::format("#source-{}", sentence.source);
      html.element("blockquote", {{"id", "in-" + sentence.record}}, sentence.text);
      const auto line = html.in("p", {{"class", "soft"}});
      html.text(about(sentence) + " ");
      html.link(note, fmt::format("[{}]", sentence.source));
    }
  };
  {
    const auto article = html.in("article", {{"id", "brief"}});
    html.element("p", {}, lead(brief));
    for (const BriefEntry& entry : brief.entries) write_entry(entry);
    if (!brief.sources.empty()) {
      const auto section = html.in("section", {{"id", "sources"}});
      html.element("h2", {}, "Sources");
      const auto list = html.in("ol");
      for (const BriefSource& source : brief.sources) {
        const auto item = html.in("li", {{"id", fmt::format("source-{}", source.number)}});
        html.text(reference(source));
        if (source.url.empty()) continue;
        html.text(". ");
        html.link(source.url, source.url, {{"rel", "noreferrer nofollow"}});
      }
    }
    {
      const auto line = html.in("p", {{"id", "change"}});
      if (contact.address.empty()) {
        html.text(change_line(contact));
      } else {
        html.text("Something here is wrong, or should not be here? Name the number of the source and ");
        // The one kind of address that safe_address does not pass, as no report may bring it.
        is_mail(contact.address) ? html.text("write to " + contact.address + ".")
                                 : html.link(contact.address, "ask for a change or a removal");
      }
    }
    html.element("p", {{"class", "soft"}}, closing(brief));
  }
  return html;
}

std::string brief_page(const Brief& brief, const BriefContact& contact) {
  Markup html;
  {
    const auto root = html.in("html", {{"lang", "en"}});
    {
      const auto head = html.in("head");
      html.element("meta", {{"charset", "utf-8"}});
      html.element("meta", {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}});
      html.element("title", {}, brief_title(brief));
    }
    const auto body = html.in("body");
    const auto main = html.in("main");
    html.element("h1", {}, brief_title(brief));
    html.append(brief_article(brief, contact));
  }
  return html.page();
}

std::string brief_text(const Brief& brief, const BriefContact& contact) {
  std::string out = brief_title(brief) + "\n\n" + lead(brief) + "\n";
  for (const BriefEntry& entry : brief.entries) {
    out += fmt::format("\n{}\n", plain(heading(entry)));
    if (!entry.headline.empty()) out += plain(entry.headline) + "\n";
    for (const BriefSentence& sentence : entry.sentences)
      out += fmt::format("\n  \"{}\"\n  {} [{}]\n", plain(sentence.text), plain(about(sentence)), sentence.source);
  }
  if (!brief.sources.empty()) out += "\nSources\n";
  for (const BriefSource& source : brief.sources) {
    out += fmt::format("[{}] {}\n", source.number, plain(reference(source)));
    if (!source.url.empty()) out += fmt::format("    {}\n", plain(source.url));
  }
  return out + "\n" + change_line(contact) + "\n" + closing(brief) + "\n";
}

std::string brief_markdown(const Brief& brief, const BriefContact& contact) {
  std::string out = "# " + markdown_escaped(brief_title(brief)) + "\n\n" + markdown_escaped(lead(brief)) + "\n";
  for (const BriefEntry& entry : brief.entries) {
    out += fmt::format("\n## {}\n", markdown_escaped(heading(entry)));
    if (!entry.headline.empty()) out += fmt::format("\n**{}**\n", markdown_escaped(entry.headline));
    for (const BriefSentence& sentence : entry.sentences)
      out += fmt::format("\n> {}\n\n{} [{}](#source-{})\n", markdown_escaped(sentence.text),
                         markdown_escaped(about(sentence)), sentence.source, sentence.source);
  }
  if (!brief.sources.empty()) out += "\n## Sources\n\n";
  for (const BriefSource& source : brief.sources) {
    out += fmt::format("{}. <a id=\"source-{}\"></a>{}", source.number, source.number,
                       markdown_escaped(reference(source)));
    const std::string address = safe_address(source.url);
    if (!source.url.empty() && address != "#" && address.find_first_of("<>() ") == std::string::npos)
      out += fmt::format(" <{}>", address);
    out += "\n";
  }
  return out + "\n" + markdown_escaped(change_line(contact)) + "\n\n" + markdown_escaped(closing(brief)) + "\n";
}

}  // namespace demarche::view
