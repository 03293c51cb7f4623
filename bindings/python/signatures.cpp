#include "demarche/signatures.h"

#include <nanobind/stl/optional.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/string_view.h>
#include <nanobind/stl/tuple.h>
#include <nanobind/stl/vector.h>

#include "coding.h"
#include "guard.h"

namespace nb = nanobind;

namespace demarche::python {
namespace {

// Kind, score, strength, dependence, cites, reasons.
using Link = std::tuple<std::string, int, int, int, int, std::string>;
// Rank, source, article, published, day.
using Document = std::tuple<std::int64_t, std::string, std::string, std::string, std::string>;
using DocumentLink = std::tuple<std::uint32_t, std::uint32_t, Link>;

// Keys and ranks are signed here, as they are in tables and in archives.
std::vector<std::int64_t> blocks(std::string_view signature) {
  const std::vector<std::uint64_t> keys = value_or_throw(signature_blocks(signature));
  return {keys.begin(), keys.end()};
}

std::optional<Link> judge(std::string_view first, std::string_view second) {
  SignatureLink link = value_or_throw(judge_signatures(first, second));
  if (!link.same_story) return std::nullopt;
  return Link{link.kind, link.score, link.strength, link.dependence, link.cites, link.reasons};
}

std::vector<std::string> stories(const std::vector<Document>& documents, const std::vector<DocumentLink>& links) {
  std::vector<SignedDocument> members;
  for (const auto& [rank, source, article, published, day] : documents)
    members.push_back({static_cast<std::uint64_t>(rank), source, article, published, day});
  std::vector<SignedLink> verdicts;
  for (const auto& [first, second, link] : links) {
    const auto& [kind, score, strength, dependence, cites, reasons] = link;
    verdicts.push_back({first, second, {true, kind, score, strength, dependence, cites, reasons}});
  }
  return value_or_throw(signed_stories(members, verdicts));
}

}  // namespace

void bind_signatures(nb::module_& module) {
  module.def("signature_blocks", &blocks);
  module.def("judge_signatures", &judge);
  module.def("signed_stories", &stories);
  module.attr("signature_crowd") = signature_crowd;
}

}  // namespace demarche::python
