#include "stages/ingest/plain_text.h"

#include <algorithm>

#include "base/text.h"
#include "base/utf8.h"
#include "stages/ingest/furniture.h"
#include "stages/ingest/page_text.h"
#include "stages/ingest/plain_head.h"

namespace demarche {
namespace {

struct Line {
  std::size_t begin = 0;  // trimmed, within the decoded page
  std::size_t length = 0;
  std::size_t block = 0;  // lines of one block have no blank line between them
  bool furniture = false;
};

// White space that text files carry besides ASCII's: no-break space, byte order marks, zero-width and ideographic
// space.
std::size_t wide_space(std::string_view s) {
  for (const std::string_view space : {"\xC2\xA0", "\xEF\xBB\xBF", "\xE2\x80\x8B", "\xE3\x80\x80"})
    if (s.starts_with(space)) return space.size();
  return 0;
}

std::string_view trim_wide(std::string_view s) {
  for (;;) {
    s = trim(s);
    const std::size_t front = wide_space(s);
    if (front > 0) {
      s.remove_prefix(front);
      continue;
    }
    if (s.size() >= 2 && s.ends_with("\xC2\xA0")) {
      s.remove_suffix(2);
    } else if (s.size() >= 3 && wide_space(s.substr(s.size() - 3)) == 3) {
      s.remove_suffix(3);
    } else {
      return s;
    }
  }
}

std::vector<Line> lines_of(std::string_view text) {
  std::vector<Line> lines;
  std::size_t block = 0;
  bool blank_before = false;
  for (std::size_t i = 0; i <= text.size();) {
    const std::size_t end = std::min(text.find_first_of("\n\r\f", i), text.size());
    const std::string_view line = trim_wide(text.substr(i, end - i));
    if (line.empty()) {
      blank_before = true;
    } else {
      if (blank_before && !lines.empty()) ++block;
      blank_before = false;
      lines.push_back({static_cast<std::size_t>(line.data() - text.data()), line.size(), block, false});
    }
    const bool crlf = end + 1 < text.size() && text[end] == '\r' && text[end + 1] == '\n';
    i = end + (crlf ? 2 : 1);
  }
  return lines;
}

class PlainPage {
 public:
  PlainPage(const Decoded& page, Document& document) : page_(page), document_(document), lines_(lines_of(page.text)) {}

  void read() {
    const bool listed = mark_source_lists();
    const bool tail = mark_tail() || listed;
    std::vector<std::string_view> top;
    for (std::size_t i = 0; i < lines_.size() && i < 12 && !lines_[i].furniture; ++i) top.push_back(text(lines_[i]));
    PlainHead head = read_plain_head(top, tail);
    document_.published = head.published;
    document_.title = std::move(head.title);
    document_.category = std::move(head.category);
    document_.publisher = std::move(head.publisher);
    document_.url = std::move(head.url);
    for (std::size_t i = 0; i < head.lines; ++i) lines_[i].furniture = true;
    if (head.lines > 0 || tail)
      for (Line& line : lines_) line.furniture |= is_bar(text(line));
    write_body();
  }

 private:
  std::string_view text(const Line& line) const { return std::string_view(page_.text).substr(line.begin, line.length); }

  static bool is_furniture(std::string_view line) {
    return is_bar(line) || is_contact_line(line) || is_copyright_line(line) || is_page_line(line);
  }

  // "Sources", then its items and whatever furniture follows, up to the next paragraph of the article.
  bool mark_source_lists() {
    bool any = false;
    for (std::size_t h = 1; h < lines_.size(); ++h) {
      if (!is_source_heading(text(lines_[h]))) continue;
      std::size_t i = h + 1, items = 0;
      for (; i < lines_.size(); ++i) {
        const std::string_view line = text(lines_[i]);
        if (is_furniture(line)) continue;
        if (auto item = source_item(line)) {
          ++items;
          if (!item->url.empty()) document_.sources.push_back(std::move(*item));
        } else if (line.size() <= 120 && !line.ends_with('.')) {
          ++items;  // "Some Agency, 4 May"
        } else {
          break;
        }
      }
      if (items == 0 && i < lines_.size()) continue;
      for (std::size_t k = h; k < i; ++k) lines_[k].furniture = true;
      any = true;
      h = i - 1;
    }
    return any;
  }

  // From the end upwards: contact lines, copyright, bars, "Source: ...".
  bool mark_tail() {
    bool any = false;
    for (std::size_t i = lines_.size(); i-- > 1;) {
      Line& line = lines_[i];
      if (line.furniture) continue;
      if (auto source = source_line(text(line))) {
        if (!source->url.empty()) document_.sources.insert(document_.sources.begin(), std::move(*source));
      } else if (!is_furniture(text(line))) {
        break;
      }
      line.furniture = true;
      any = true;
    }
    return any;
  }

  // Lines that were broken because the next word did not fit are one paragraph.
  bool hard_wrapped(std::size_t first, std::size_t last) const {
    std::size_t width = 0;
    for (std::size_t i = first; i < last; ++i) width = std::max(width, count_code_points(text(lines_[i])));
    if (last - first < 2 || width < 40 || width > 120) return false;
    std::size_t full = 0, open = 0;
    for (std::size_t i = first; i + 1 < last; ++i) {
      const std::string_view line = text(lines_[i]), next = text(lines_[i + 1]);
      const std::size_t word = std::min(next.find(' '), next.size());
      full += count_code_points(line) + 1 + count_code_points(next.substr(0, word)) + 2 > width;
      open += std::string_view(".!?:\"").find(line.back()) == std::string_view::npos;
    }
    return full * 10 >= (last - first - 1) * 9 && open > 0;
  }

  void write_body() {
    PageText body(page_.text, page_.map);
    for (std::size_t first = 0; first < lines_.size();) {
      if (lines_[first].furniture) {
        ++first;
        continue;
      }
      std::size_t last = first + 1;
      while (last < lines_.size() && lines_[last].block == lines_[first].block && !lines_[last].furniture) ++last;
      const bool wrapped = hard_wrapped(first, last);
      for (std::size_t i = first; i < last; ++i) {
        if (i == first || !wrapped) body.begin_paragraph();
        body.add_run(lines_[i].begin, lines_[i].length, body.text().ends_with('-') ? "" : " ");
      }
      first = last;
    }
    body.finish(document_.text, document_.raw_map);
  }

  const Decoded& page_;
  Document& document_;
  std::vector<Line> lines_;
};

}  // namespace

void read_plain_text(const Decoded& page, Document& document) {
  PlainPage(page, document).read();
}

}  // namespace demarche
