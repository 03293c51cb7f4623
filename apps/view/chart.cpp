#include "chart.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

namespace demarche::view {
namespace {

constexpr std::int64_t width = 900, height = 420;
constexpr std::int64_t left = 56, right = 16, top = 56, bottom = 96, strip = 36;
constexpr std::int64_t plot_width = width - left - right, plot_height = height - top - bottom;

constexpr std::string_view quad_classes[] = {"verbal-cooperation", "material-cooperation", "verbal-conflict",
                                             "material-conflict"};
constexpr std::string_view quad_words[] = {"cooperation in words", "cooperation in deeds", "conflict in words",
                                           "conflict in deeds"};
// Told apart by lightness too, for those who do not see the hues and for print.
constexpr std::string_view quad_colours[] = {"#7fb7e6", "#1f6fb2", "#f0a868", "#b8460e"};

std::string number(std::int64_t n) {
  return std::to_string(n);
}

// 1, 2 or 5 times a power of ten, so that at most five of them reach `most`.
std::int64_t step_for(std::int64_t most) {
  for (std::int64_t power = 1;; power *= 10)
    for (const std::int64_t factor : {1, 2, 5})
      if (most <= 5 * factor * power) return factor * power;
}

class Chart {
 public:
  Chart(const Relation& relation, const ChartText& text) : relation_(relation), text_(text) {
    for (const RelationPoint& p : relation.points) {
      up_ = std::max(up_, whole(p.counts[0] + p.counts[1]));
      down_ = std::max(down_, whole(p.counts[2] + p.counts[3]));
      articles_ = std::max(articles_, whole(p.articles));
    }
    zero_ = top + plot_height * up_ / (up_ + down_);
  }

  Markup run() {
    {
      const auto picture = svg_.in("svg", {{"xmlns", "http://www.w3.org/2000/svg"},
                                           {"viewBox", fmt::format("0 0 {} {}", width, height)},
                                           {"width", number(width)},
                                           {"height", number(height)},
                                           {"role", "img"},
                                           {"class", "relation-chart"},
                                           {"font-family", "system-ui, sans-serif"},
                                           {"font-size", "12"},
                                           {"aria-labelledby", "chart-title chart-description"}});
      svg_.element("title", {{"id", "chart-title"}}, text_.title);
      svg_.element("desc", {{"id", "chart-description"}}, description());
      svg_.element("rect",
                   {{"class", "paper"}, {"width", number(width)}, {"height", number(height)}, {"fill", "#ffffff"}});
      label(left, 22, "start", text_.title, "heading", 15);
      legend();
      grid();
      for (std::size_t i = 0; i < relation_.points.size(); ++i) bar(i);
      times();
      if (!text_.footnote.empty()) label(left, height - 8, "start", text_.footnote, "footnote", 11);
    }
    return std::move(svg_);
  }

 private:
  static std::int64_t whole(std::uint64_t n) { return static_cast<std::int64_t>(n); }
  std::int64_t points() const { return std::max<std::int64_t>(1, whole(relation_.points.size())); }
  std::int64_t x_of(std::size_t i) const { return left + plot_width * static_cast<std::int64_t>(i) / points(); }
  std::int64_t size_of(std::int64_t events) const { return plot_height * events / (up_ + down_); }

  std::string description() const {
    if (relation_.points.empty()) return "No new, actual events.";
    std::uint64_t good = 0, bad = 0;
    for (const RelationPoint& p : relation_.points) {
      good += p.counts[0] + p.counts[1];
      bad += p.counts[2] + p.counts[3];
    }
    return fmt::format("{} to {}: {} events coded as cooperation, {} as conflict. The table holds every number.",
                       relation_.points.front().period, relation_.points.back().period, good, bad);
  }

  void label(std::int64_t x, std::int64_t y, std::string_view anchor, std::string_view text, std::string_view kind,
             int size = 12) {
    svg_.element("text",
                 {{"class", std::string(kind)},
                  {"x", number(x)},
                  {"y", number(y)},
                  {"text-anchor", std::string(anchor)},
                  {"font-size", std::to_string(size)},
                  {"fill", "#222222"}},
                 text);
  }

  void legend() {
    std::int64_t x = left;
    for (std::size_t q = 0; q < 4; ++q) {
      svg_.element("rect", {{"class", std::string(quad_classes[q])},
                            {"x", number(x)},
                            {"y", "32"},
                            {"width", "12"},
                            {"height", "12"},
                            {"fill", std::string(quad_colours[q])}});
      label(x + 17, 42, "start", quad_words[q], "legend");
      x += 150;
    }
    svg_.element(
        "rect",
        {{"class", "articles"}, {"x", number(x)}, {"y", "32"}, {"width", "12"}, {"height", "12"}, {"fill", "#b5b5b5"}});
    label(x + 17, 42, "start", "articles", "legend");
  }

  void line(std::int64_t y, bool axis) {
    svg_.element("line", {{"class", axis ? "axis" : "grid"},
                          {"x1", number(left)},
                          {"x2", number(left + plot_width)},
                          {"y1", number(y)},
                          {"y2", number(y)},
                          {"stroke", axis ? "#222222" : "#dddddd"},
                          {"stroke-width", "1"}});
  }

  void grid() {
    const std::int64_t step = step_for(std::max(up_, down_));
    for (std::int64_t n = step; n <= up_; n += step) tick(zero_ - size_of(n), n);
    for (std::int64_t n = step; n <= down_; n += step) tick(zero_ + size_of(n), n);
    line(zero_, true);
    label(left - 8, zero_ + 4, "end", "0", "tick");
  }

  void tick(std::int64_t y, std::int64_t n) {
    line(y, false);
    label(left - 8, y + 4, "end", number(n), "tick");
  }

  void rectangle(std::size_t i, std::int64_t y, std::int64_t size, std::string_view kind, std::string_view colour) {
    if (size <= 0) return;
    const std::int64_t begin = x_of(i), end = x_of(i + 1);
    svg_.element("rect", {{"class", std::string(kind)},
                          {"x", number(begin)},
                          {"y", number(y)},
                          {"width", number(std::max<std::int64_t>(1, end - begin - (end - begin > 4 ? 1 : 0)))},
                          {"height", number(size)},
                          {"fill", std::string(colour)}});
  }

  void bar(std::size_t i) {
    const RelationPoint& p = relation_.points[i];
    const auto group = svg_.in("g", {{"class", "period"}, {"data-period", p.period}});
    svg_.element("title", {},
                 fmt::format("{}: {} of cooperation, {} of conflict, {} articles", p.period, p.counts[0] + p.counts[1],
                             p.counts[2] + p.counts[3], p.articles));
    const auto quad = [&](std::size_t q, std::int64_t y, std::int64_t size) {
      rectangle(i, y, size, quad_classes[q], quad_colours[q]);
    };
    const std::int64_t deeds = size_of(whole(p.counts[1])), good = size_of(whole(p.counts[0] + p.counts[1]));
    quad(1, zero_ - deeds, deeds);
    quad(0, zero_ - good, good - deeds);
    const std::int64_t harm = size_of(whole(p.counts[3])), bad = size_of(whole(p.counts[2] + p.counts[3]));
    quad(3, zero_, harm);
    quad(2, zero_ + harm, bad - harm);
    const std::int64_t volume = articles_ == 0 ? 0 : strip * whole(p.articles) / articles_;
    rectangle(i, height - bottom + 28 + strip - volume, volume, "articles", "#b5b5b5");
  }

  void times() {
    const std::size_t n = relation_.points.size();
    if (n == 0) {
      label(left + plot_width / 2, top + plot_height / 2 - 8, "middle", "No new, actual events", "nothing", 14);
      return;
    }
    const std::size_t every = std::max<std::size_t>(1, (n + 9) / 10);
    for (std::size_t i = 0; i < n; i += every)
      label(x_of(i), height - bottom + 18, "start", relation_.points[i].period, "tick", 11);
    label(left - 8, height - bottom + 38, "end", number(articles_), "tick", 11);
  }

  const Relation& relation_;
  const ChartText& text_;
  Markup svg_;
  std::int64_t up_ = 1, down_ = 1, articles_ = 0, zero_ = 0;
};

}  // namespace

Markup relation_chart(const Relation& relation, const ChartText& text) {
  return Chart(relation, text).run();
}

std::string relation_chart_file(const Relation& relation, const ChartText& text) {
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + relation_chart(relation, text).fragment();
}

}  // namespace demarche::view
