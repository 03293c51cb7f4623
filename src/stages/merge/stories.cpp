#include "stages/merge/stories.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <tuple>

namespace demarche {
namespace {

using Pair = std::pair<std::uint32_t, std::uint32_t>;

Pair ordered(std::uint32_t a, std::uint32_t b) {
  return a < b ? Pair(a, b) : Pair(b, a);
}

// Documents by their order (day, source, article), so that indices compare as documents do.
std::vector<std::uint32_t> order_of(const std::vector<StoryDocument>& documents) {
  std::vector<std::uint32_t> order(documents.size());
  std::iota(order.begin(), order.end(), 0u);
  std::sort(order.begin(), order.end(), [&](std::uint32_t x, std::uint32_t y) {
    const StoryDocument &a = documents[x], &b = documents[y];
    return std::forward_as_tuple(!a.day, a.day, a.source, a.article, a.rank) <
           std::forward_as_tuple(!b.day, b.day, b.source, b.article, b.rank);
  });
  return order;
}

// Groups that only grow together.
class Groups {
 public:
  explicit Groups(std::size_t n) : of_(n), members_(n) {
    std::iota(of_.begin(), of_.end(), 0u);
    for (std::uint32_t i = 0; i < n; ++i) members_[i] = {i};
  }
  std::uint32_t of(std::uint32_t i) const { return of_[i]; }
  const std::vector<std::uint32_t>& members(std::uint32_t group) const { return members_[group]; }
  void join(std::uint32_t a, std::uint32_t b) {
    if (members_[a].size() < members_[b].size()) std::swap(a, b);
    for (const std::uint32_t i : members_[b]) {
      of_[i] = a;
      members_[a].push_back(i);
    }
    members_[b].clear();
  }

 private:
  std::vector<std::uint32_t> of_;
  std::vector<std::vector<std::uint32_t>> members_;
};

class Clustering {
 public:
  Clustering(const std::vector<StoryDocument>& documents, const std::vector<StoryLink>& links,
             const std::vector<StoryDecision>& decisions)
      : order_(order_of(documents)),
        place_(documents.size()),
        near_(documents.size()),
        stories_(documents.size()),
        reports_(documents.size()) {
    for (std::uint32_t i = 0; i < order_.size(); ++i) place_[order_[i]] = i;
    for (const StoryLink& link : links) add(link);
    for (const StoryDecision& d : decisions) rulings_[ordered(place_[d.first], place_[d.second])] = d.ruling;
    std::sort(links_.begin(), links_.end(), [](const StoryLink& a, const StoryLink& b) {
      return std::pair(a.first, a.second) < std::pair(b.first, b.second);
    });
    for (std::uint32_t n = 0; n < links_.size(); ++n) {
      near_[links_[n].first].push_back({links_[n].second, n});
      near_[links_[n].second].push_back({links_[n].first, n});
    }
  }

  std::vector<Story> run() {
    join(stories_, &Verdict::strength, [&](const StoryLink&) { return true; });
    join(reports_, &Verdict::dependence, [&](const StoryLink& link) {
      return link.verdict.kind != LinkKind::report && stories_.of(link.first) == stories_.of(link.second);
    });
    std::map<std::uint32_t, std::vector<std::uint32_t>> groups;  // by first member, members ascending
    std::vector<std::uint32_t> first(order_.size(), UINT32_MAX);
    for (std::uint32_t i = 0; i < order_.size(); ++i) {
      std::uint32_t& leader = first[stories_.of(i)];
      leader = std::min(leader, i);
      groups[leader].push_back(i);
    }
    std::vector<Story> out;
    for (const auto& [leader, members] : groups) out.push_back(story(members));
    return out;
  }

 private:
  struct Near {
    std::uint32_t other = 0;
    std::uint32_t link = 0;
  };

  void add(const StoryLink& link) {
    StoryLink turned = link;
    turned.first = place_[link.first];
    turned.second = place_[link.second];
    if (turned.second < turned.first) {
      std::swap(turned.first, turned.second);
      turned.verdict.cites = -turned.verdict.cites;
    }
    links_.push_back(std::move(turned));
  }

  bool for_stories(const Groups& groups) const { return &groups == &stories_; }

  // Does a person's word keep the groups apart?
  bool forbidden(const Groups& groups, std::uint32_t a, std::uint32_t b) const {
    for (const auto& [pair, ruling] : rulings_) {
      if (ruling != Ruling::split && (for_stories(groups) || ruling != Ruling::independent)) continue;
      const std::uint32_t x = groups.of(pair.first), y = groups.of(pair.second);
      if ((x == a && y == b) || (x == b && y == a)) return true;
    }
    return false;
  }

  // The mean over the pairs between two groups. For stories a pair without a link counts as none, up to a number of
  // pairs that a crowded block still links; for reports only linked pairs say anything.
  int mean(const Groups& groups, std::uint32_t a, std::uint32_t b, int Verdict::* measure) const {
    constexpr std::size_t enough_pairs = 12;
    if (groups.members(a).size() > groups.members(b).size()) std::swap(a, b);
    std::size_t pairs = 0;
    int sum = 0;
    for (const std::uint32_t i : groups.members(a))
      for (const Near& near : near_[i])
        if (groups.of(near.other) == b) {
          sum += links_[near.link].verdict.*measure;
          ++pairs;
        }
    if (for_stories(groups))
      pairs = std::max(pairs, std::min(groups.members(a).size() * groups.members(b).size(), enough_pairs));
    return pairs == 0 ? 0 : sum / static_cast<int>(pairs);
  }

  template <typename Wanted>
  void join(Groups& groups, int Verdict::* measure, const Wanted& wanted) {
    for (const auto& [pair, ruling] : rulings_) {
      const bool binds = for_stories(groups) ? ruling != Ruling::split : ruling == Ruling::dependent;
      const std::uint32_t a = groups.of(pair.first), b = groups.of(pair.second);
      if (binds && a != b && !forbidden(groups, a, b)) groups.join(a, b);
    }
    std::vector<std::uint32_t> queue(links_.size());
    std::iota(queue.begin(), queue.end(), 0u);
    std::stable_sort(queue.begin(), queue.end(), [&](std::uint32_t x, std::uint32_t y) {
      return links_[x].verdict.*measure > links_[y].verdict.*measure;
    });
    for (const std::uint32_t n : queue) {
      const StoryLink& link = links_[n];
      const std::uint32_t a = groups.of(link.first), b = groups.of(link.second);
      if (a == b || !wanted(link) || forbidden(groups, a, b)) continue;
      const bool sure = link.verdict.kind == LinkKind::copy || link.verdict.cites != 0;
      const int border = for_stories(groups) ? 300 : 500;
      if (sure || mean(groups, a, b, measure) >= border) groups.join(a, b);
    }
  }

  Story story(const std::vector<std::uint32_t>& members) {
    std::map<std::uint32_t, std::vector<std::uint32_t>> reports;  // by their origin
    std::vector<std::pair<std::uint32_t, std::uint32_t>> group_origin;
    for (const std::uint32_t i : members) {
      const std::uint32_t group = reports_.of(i);
      const auto at =
          std::find_if(group_origin.begin(), group_origin.end(), [&](const auto& g) { return g.first == group; });
      if (at == group_origin.end()) group_origin.emplace_back(group, origin_of(reports_.members(group)));
    }
    for (const auto& [group, origin] : group_origin) reports[origin] = reports_.members(group);
    Story out;
    for (auto& [origin, documents] : reports) {
      grow(origin, documents, out);
      ++out.reports;
    }
    finish(out);
    return out;
  }

  // The first of those that do not come from another one by its own word.
  std::uint32_t origin_of(std::vector<std::uint32_t> members) const {
    std::sort(members.begin(), members.end());
    for (const std::uint32_t i : members) {
      const bool cites = std::any_of(near_[i].begin(), near_[i].end(), [&](const Near& near) {
        const StoryLink& link = links_[near.link];
        return reports_.of(near.other) == reports_.of(i) && link.verdict.cites == (link.first == i ? 1 : -1);
      });
      if (!cites) return i;
    }
    return members.front();
  }

  // Each document of a report hangs on the one it shares most with of those that hang already.
  void grow(std::uint32_t origin, const std::vector<std::uint32_t>& documents, Story& out) const {
    out.members.push_back({origin, StoryRole::report, std::nullopt, out.reports, 1000, ""});
    std::vector<std::uint32_t> hanging = {origin};
    std::vector<std::uint32_t> waiting;
    for (const std::uint32_t i : documents)
      if (i != origin) waiting.push_back(i);
    std::sort(waiting.begin(), waiting.end());
    using Candidate = std::tuple<int, std::uint32_t, std::uint32_t, std::uint32_t>;  // -score, parent, document, link
    std::vector<Candidate> candidates;
    const auto look = [&](std::uint32_t parent) {
      for (const Near& near : near_[parent])
        if (reports_.of(near.other) == reports_.of(origin))
          candidates.emplace_back(-links_[near.link].verdict.dependence, parent, near.other, near.link);
      std::make_heap(candidates.begin(), candidates.end(), std::greater<>());
    };
    look(origin);
    while (!candidates.empty()) {
      std::pop_heap(candidates.begin(), candidates.end(), std::greater<>());
      const auto [minus, parent, document, n] = candidates.back();
      candidates.pop_back();
      const auto at = std::find(waiting.begin(), waiting.end(), document);
      if (at == waiting.end()) continue;
      waiting.erase(at);
      const Verdict& verdict = links_[n].verdict;
      const bool copy = verdict.kind == LinkKind::copy;
      out.members.push_back({document, copy ? StoryRole::copy : StoryRole::rewrite, parent, out.reports,
                             copy ? verdict.score : verdict.dependence, verdict.reasons});
      look(document);
    }
    // Only a person's word holds these.
    for (const std::uint32_t i : waiting)
      out.members.push_back({i, StoryRole::rewrite, origin, out.reports, 1000, "decided by a person"});
  }

  // The story's origin, the reasons of the reports, and the caller's numbers.
  void finish(Story& story) const {
    const std::uint32_t first =
        std::min_element(story.members.begin(), story.members.end(), [](const auto& a, const auto& b) {
          return std::pair(a.role != StoryRole::report, a.document) <
                 std::pair(b.role != StoryRole::report, b.document);
        })->document;
    for (StoryMember& member : story.members) {
      if (member.role != StoryRole::report) continue;
      if (member.document == first) {
        member.role = StoryRole::origin;
        continue;
      }
      // What ties this report, or what is made from it, to another report of the story.
      const Near* best = nullptr;
      for (const std::uint32_t i : reports_.members(reports_.of(member.document)))
        for (const Near& near : near_[i])
          if (stories_.of(near.other) == stories_.of(first) && reports_.of(near.other) != reports_.of(i) &&
              (best == nullptr || links_[near.link].verdict.strength > links_[best->link].verdict.strength ||
               (links_[near.link].verdict.strength == links_[best->link].verdict.strength && near.link < best->link)))
            best = &near;
      member.score = best != nullptr ? links_[best->link].verdict.strength : 1000;
      member.reasons = best != nullptr ? links_[best->link].verdict.reasons : "decided by a person";
    }
    std::sort(story.members.begin(), story.members.end(), [](const StoryMember& a, const StoryMember& b) {
      return std::pair(a.role != StoryRole::origin, a.document) < std::pair(b.role != StoryRole::origin, b.document);
    });
    for (StoryMember& member : story.members) {
      member.document = order_[member.document];
      if (member.of) member.of = order_[*member.of];
    }
  }

  std::vector<std::uint32_t> order_;  // caller's numbers by place
  std::vector<std::uint32_t> place_;
  std::vector<StoryLink> links_;  // between places, first < second
  std::vector<std::vector<Near>> near_;
  std::map<Pair, Ruling> rulings_;
  Groups stories_;
  Groups reports_;
};

}  // namespace

std::vector<Story> stories_of(const std::vector<StoryDocument>& documents, const std::vector<StoryLink>& links,
                              const std::vector<StoryDecision>& decisions) {
  return Clustering(documents, links, decisions).run();
}

}  // namespace demarche
