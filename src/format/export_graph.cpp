// Sums of events between parties as GraphML: nodes are countries and bodies, a directed edge a pair.
#include <fmt/format.h>

#include "format/export_codes.h"
#include "format/xml_text.h"

namespace demarche {
namespace {

constexpr std::string_view quads[] = {"verbal-cooperation", "material-cooperation", "verbal-conflict",
                                      "material-conflict"};

}  // namespace

void GraphMl::add(const ExportEvent& event, const ExchangeNames& names) {
  for (const auto& [actor, recipient] : pairs_of(event)) {
    if (actor == nullptr || recipient == nullptr) continue;
    const std::string from(actor->country()), to(recipient->country());
    if (from.empty() || to.empty()) continue;
    for (const ExportParty* party : {actor, recipient})
      nodes_.emplace(party->country(),
                     party->is_state_code() ? names.country_name(party->country()) : std::string(party->country()));
    Edge& edge = edges_[{from, to}];
    for (std::size_t i = 0; i < 4; ++i) edge.counts[i] += event.quad == quads[i];
    edge.plover_score += event.plover_score;
    edge.goldstein += event.goldstein.value_or(0);
  }
}

std::string GraphMl::finish() const {
  std::string out =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n"
      "  <key id=\"name\" for=\"node\" attr.name=\"name\" attr.type=\"string\"/>\n"
      "  <key id=\"events\" for=\"edge\" attr.name=\"events\" attr.type=\"long\"/>\n";
  for (const std::string_view quad : quads)
    out += fmt::format("  <key id=\"{0}\" for=\"edge\" attr.name=\"{0}\" attr.type=\"long\"/>\n", quad);
  for (const char* sum : {"plover_score", "goldstein"})
    out += fmt::format("  <key id=\"{0}\" for=\"edge\" attr.name=\"{0}\" attr.type=\"double\"/>\n", sum);
  out += "  <graph id=\"relations\" edgedefault=\"directed\">\n";
  for (const auto& [code, name] : nodes_)
    out += fmt::format("    <node id=\"{}\"><data key=\"name\">{}</data></node>\n", xml_text(code), xml_text(name));
  for (const auto& [pair, edge] : edges_) {
    out += fmt::format("    <edge source=\"{}\" target=\"{}\">", xml_text(pair.first), xml_text(pair.second));
    out += fmt::format("<data key=\"events\">{}</data>",
                       edge.counts[0] + edge.counts[1] + edge.counts[2] + edge.counts[3]);
    for (std::size_t i = 0; i < 4; ++i) out += fmt::format("<data key=\"{}\">{}</data>", quads[i], edge.counts[i]);
    out += fmt::format("<data key=\"plover_score\">{}</data><data key=\"goldstein\">{}</data></edge>\n",
                       decimal(edge.plover_score), decimal(edge.goldstein));
  }
  return out + "  </graph>\n</graphml>\n";
}

}  // namespace demarche
