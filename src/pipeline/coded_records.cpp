#include "pipeline/coded_records.h"

#include "format/records.h"
#include "pipeline/coder.h"

namespace demarche {

CodedRecords::CodedRecords(const Engine::Impl& engine, const RunOptions& options)
    : engine_(engine), least_confidence_(options.min_confidence) {
  const auto wanted = [&](std::string_view kind) { return options.kind.empty() || options.kind == kind; };
  articles_ = wanted("article");
  statements_ = wanted("statement");
  events_ = wanted("event");
  links_ = wanted("link");
  offices_ = wanted("office");
}

void CodedRecords::write(const Coded& coded, std::string& out, RunSummary& summary) const {
  const DocumentFormat format(coded, engine_.versions);
  if (articles_) format.article(out);
  for (std::uint32_t i = 0; statements_ && i < coded.findings.statements.size(); ++i) {
    format.statement(out, i);
    ++summary.statements;
  }
  for (std::uint32_t i = 0; events_ && i < coded.findings.events.size(); ++i) {
    const EventMention& event = coded.findings.events[i];
    if (event.confidence < least_confidence_) continue;
    format.event(out, i, scores_of(event, *engine_.codebook));
    ++summary.events;
  }
  const auto printed = [&](const LinkEnd& end) {
    return end.statement || end.index == no_word || coded.findings.events[end.index].confidence >= least_confidence_;
  };
  for (std::uint32_t i = 0; links_ && i < coded.findings.links.size(); ++i) {
    const Link& link = coded.findings.links[i];
    if (printed(link.from) && printed(link.to)) format.link(out, i);
  }
  for (std::uint32_t i = 0; offices_ && i < coded.findings.offices.size(); ++i) format.office(out, i);
}

}  // namespace demarche
