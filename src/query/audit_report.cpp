// Verdicts -> shares with intervals, and how far judges agree.
#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <optional>
#include <set>

#include "demarche/audit.h"

namespace demarche {
namespace {

constexpr double z95 = 1.959963984540054;

int thousandths(double share) {
  return static_cast<int>(std::lround(share * 1000));
}

// Wilson's interval around `share` for a sample of `n`, which need not be whole.
void set_interval(AuditShare& out, double share, double n) {
  if (n <= 0) return;
  const double z2 = z95 * z95, middle = (share + z2 / (2 * n)) / (1 + z2 / n);
  const double half = z95 / (1 + z2 / n) * std::sqrt(share * (1 - share) / n + z2 / (4 * n * n));
  out.share = thousandths(share);
  out.low = thousandths(std::max(0.0, middle - half));
  out.high = thousandths(std::min(1.0, middle + half));
}

struct Tally {
  std::uint64_t right = 0, wrong = 0, unclear = 0;
  std::uint64_t judged() const { return right + wrong; }
};

AuditShare plain_share(std::string measure, std::string stratum, const Tally& tally) {
  AuditShare out{std::move(measure), std::move(stratum), tally.judged(), tally.right, tally.unclear};
  if (tally.judged() > 0)
    set_interval(out, static_cast<double>(tally.right) / static_cast<double>(tally.judged()),
                 static_cast<double>(tally.judged()));
  return out;
}

// Weighted by what the archive holds of each stratum; strata without a judged item have no say.
AuditShare weighted_share(std::string measure, const std::map<std::string, Tally>& tallies,
                          const std::vector<AuditStratum>& strata) {
  AuditShare out{std::move(measure), "all"};
  double population = 0;
  for (const AuditStratum& stratum : strata)
    if (const auto at = tallies.find(stratum.name); at != tallies.end() && at->second.judged() > 0)
      population += static_cast<double>(stratum.population);
  double share = 0, variance = 0;
  for (const AuditStratum& stratum : strata) {
    const auto at = tallies.find(stratum.name);
    if (at == tallies.end()) continue;
    out.right += at->second.right;
    out.judged += at->second.judged();
    out.unclear += at->second.unclear;
    const auto n = static_cast<double>(at->second.judged());
    if (n == 0) continue;
    const double weight = static_cast<double>(stratum.population) / population;
    const auto right = static_cast<double>(at->second.right);
    // The variance from (right + 1) of (n + 2): a stratum all right in three items is not known for sure.
    const double likely = (right + 1) / (n + 2);
    share += weight * right / n;
    variance += weight * weight * likely * (1 - likely) / n;
  }
  if (out.judged == 0) return out;
  const double likely = (share * static_cast<double>(out.judged) + 1) / (static_cast<double>(out.judged) + 2);
  set_interval(out, share, variance > 0 ? likely * (1 - likely) / variance : static_cast<double>(out.judged));
  return out;
}

Judged both(Judged a, Judged b) {
  if (a == Judged::wrong || b == Judged::wrong) return Judged::wrong;
  return a == Judged::right && b == Judged::right ? Judged::right : Judged::unclear;
}

struct Measure {
  std::string name;
  std::function<Judged(const AuditVerdict&)> judged;
};

std::vector<Measure> measures() {
  std::vector<Measure> out = {
      {"type and parties", [](const AuditVerdict& v) { return both(v.fields[0], v.fields[1]); }}};
  for (std::size_t i = 0; i < audit_fields.size(); ++i)
    out.push_back({std::string(audit_fields[i]), [i](const AuditVerdict& v) { return v.fields[i]; }});
  return out;
}

void add(Tally& tally, Judged judged) {
  ++(judged == Judged::right ? tally.right : judged == Judged::wrong ? tally.wrong : tally.unclear);
}

using ByItem = std::map<std::string, const AuditVerdict*>;

void report_events(const AuditSession& session, const ByItem& verdicts, AuditReport& out) {
  for (const Measure& measure : measures()) {
    std::map<std::string, Tally> tallies;
    for (const AuditItem& item : session.items())
      if (const auto at = verdicts.find(item.id); at != verdicts.end() && !item.gone)
        add(tallies[item.stratum], measure.judged(*at->second));
    out.shares.push_back(weighted_share(measure.name, tallies, session.strata()));
    if (measure.name == "type and parties")
      for (const auto& [stratum, tally] : tallies) out.shares.push_back(plain_share(measure.name, stratum, tally));
  }
}

std::uint64_t in_common(std::vector<std::string> a, std::vector<std::string> b) {
  std::sort(a.begin(), a.end());
  std::sort(b.begin(), b.end());
  std::vector<std::string> out;
  std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(out));
  return out.size();
}

void report_sentences(const AuditSession& session, const ByItem& verdicts, AuditReport& out) {
  std::map<std::string, Tally> by_type;
  Tally recall, precision, silent;
  for (const AuditItem& item : session.items()) {
    const auto at = verdicts.find(item.id);
    if (at == verdicts.end() || item.gone) continue;
    const std::vector<std::string>& told = at->second->types;
    const std::uint64_t found = in_common(told, item.types);
    recall.right += found;
    recall.wrong += told.size() - found;
    precision.right += found;
    precision.wrong += item.types.size() - found;
    if (told.empty()) ++(item.types.empty() ? silent.right : silent.wrong);
    for (const std::string& type : std::set<std::string>(told.begin(), told.end())) {
      const auto said = static_cast<std::uint64_t>(std::count(told.begin(), told.end(), type));
      const auto coded = static_cast<std::uint64_t>(std::count(item.types.begin(), item.types.end(), type));
      by_type[type].right += std::min(said, coded);
      by_type[type].wrong += said - std::min(said, coded);
    }
  }
  out.shares.push_back(plain_share("recall", "all", recall));
  for (const auto& [type, tally] : by_type) out.shares.push_back(plain_share("recall", type, tally));
  out.shares.push_back(plain_share("precision", "all", precision));
  out.shares.push_back(plain_share("silent where nothing is told", "all", silent));
}

// Cohen's kappa of two lists of labels.
AuditAgreement agreement(const std::vector<std::pair<std::string, std::string>>& labels) {
  AuditAgreement out;
  out.items = labels.size();
  if (labels.empty()) return out;
  const auto n = static_cast<double>(labels.size());
  std::map<std::string, std::pair<double, double>> margins;
  double same = 0;
  for (const auto& [a, b] : labels) {
    same += a == b;
    margins[a].first += 1;
    margins[b].second += 1;
  }
  double chance = 0;
  for (const auto& [label, counts] : margins) chance += counts.first / n * counts.second / n;
  out.agree = thousandths(same / n);
  out.kappa = chance < 1 ? thousandths((same / n - chance) / (1 - chance)) : 1000;
  return out;
}

std::string joined(std::vector<std::string> types) {
  std::sort(types.begin(), types.end());
  std::string out;
  for (const std::string& type : types) (out += out.empty() ? "" : " ") += type;
  return out;
}

void report_agreement(const AuditSession& session, const std::map<std::string, ByItem>& judges, AuditReport& out) {
  for (auto a = judges.begin(); a != judges.end(); ++a)
    for (auto b = std::next(a); b != judges.end(); ++b) {
      const auto compare = [&](const std::string& field, const auto& label) {
        std::vector<std::pair<std::string, std::string>> labels;
        for (const auto& [id, first] : a->second)
          if (const auto second = b->second.find(id); second != b->second.end())
            labels.emplace_back(label(*first), label(*second->second));
        AuditAgreement one = agreement(labels);
        one.first = a->first;
        one.second = b->first;
        one.field = field;
        out.agreements.push_back(std::move(one));
      };
      if (session.blind()) {
        compare("types", [](const AuditVerdict& v) { return joined(v.types); });
      } else {
        for (const Measure& measure : measures())
          compare(measure.name, [&](const AuditVerdict& v) {
            return std::string(judged_names[static_cast<std::size_t>(measure.judged(v))]);
          });
      }
    }
}

}  // namespace

AuditReport audit_report(const AuditSession& session, std::string_view judge) {
  AuditReport out;
  out.blind = session.blind();
  out.drawn = session.items().size();
  for (const AuditItem& item : session.items()) out.gone += item.gone;
  const std::vector<AuditVerdict> verdicts = session.verdicts();
  std::map<std::string, ByItem> judges;
  for (const AuditVerdict& verdict : verdicts) judges[verdict.judge].emplace(verdict.id, &verdict);
  for (const auto& [name, given] : judges) out.judges.push_back(name);
  if (judges.empty()) return out;
  const auto chosen = judge.empty() ? judges.begin() : judges.find(std::string(judge));
  if (chosen == judges.end()) return out;
  out.judged = chosen->second.size();
  if (out.blind) {
    report_sentences(session, chosen->second, out);
  } else {
    report_events(session, chosen->second, out);
  }
  report_agreement(session, judges, out);
  return out;
}

}  // namespace demarche
