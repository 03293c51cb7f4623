// A vintage in words.
#include <fmt/format.h>

#include "demarche/vintage.h"

namespace demarche {
namespace {

std::string counted(std::uint64_t number, std::string_view what) {
  return fmt::format("{} {}{}", number, what, number == 1 ? "" : "s");
}

}  // namespace

std::string citation(const Vintage& vintage) {
  std::string out = fmt::format("{}, archive {}, {} {}(change {}); ", vintage.archive, vintage.identity,
                                vintage.now ? "as last changed" : "as of",
                                vintage.moment.empty() ? std::string() : vintage.moment + " ", vintage.change);
  if (vintage.coders.empty()) return out + "no articles";
  out += "coded by ";
  bool first = true;
  for (const VintageCoder& coder : vintage.coders) {
    fmt::format_to(std::back_inserter(out), "{}Demarche {} with model {} and codebook {}", first ? "" : "; by ",
                   coder.engine, coder.model, coder.codebook);
    if (vintage.coders.size() > 1) out += fmt::format(" ({})", counted(coder.articles, "article"));
    first = false;
  }
  return out;
}

std::string missing_line(const Vintage& vintage) {
  const std::pair<std::uint64_t, std::string_view> parts[] = {
      {vintage.erased_articles, "article"}, {vintage.erased_events, "event"}, {vintage.erased_statements, "statement"}};
  std::string out;
  for (const auto& [number, what] : parts)
    if (number > 0) out += fmt::format("{}{}", out.empty() ? "" : ", ", counted(number, what));
  if (out.empty()) return out;
  return fmt::format("missing as of {}: {} of the archive, shown then and removed since", vintage.moment, out);
}

}  // namespace demarche
