#include "demarche/pages.h"

#include <fmt/format.h>

#include <algorithm>
#include <exception>
#include <memory>
#include <new>
#include <variant>

#include "base/hash.h"
#include "base/limits.h"
#include "base/text.h"
#include "base/utf8.h"
#include "format/records.h"
#include "pipeline/coded_records.h"
#include "pipeline/coder.h"
#include "pipeline/ordered_indices.h"
#include "pipeline/ordered_run.h"
#include "pipeline/signatures.h"
#include "stages/ingest/ingest.h"
#include "stages/ingest/jsonl.h"

namespace demarche {
namespace {

constexpr std::size_t pages_at_once = 16;

std::string id_of(const Page& page) {
  return page.id.empty() ? fmt::format("sha256-{:.16}", sha256_hex(page.content)) : repair_utf8(page.id);
}

// What the caller knows of a page, where the page itself does not say it.
void add_given(const Page& page, const IngestOptions& options, Document& document) {
  const auto give = [](std::string& field, std::string_view given) {
    if (field.empty()) field = repair_utf8(given);
  };
  give(document.url, page.url);
  give(document.title, page.title);
  give(document.category, page.category);
  give(document.publisher, page.publisher);
  give(document.language, page.language);
  if (document.sources.empty())
    for (const PageSource& source : page.sources)
      if (!source.url.empty())
        document.sources.push_back({std::clamp(source.number, 0, 999'999), repair_utf8(source.url)});
  if (!document.published) document.published = day_of_field(page.published);
  if (!document.published) document.published = options.reference;
}

Ingested ingest_text(const Page& page, const IngestOptions& options) {
  Document document;
  document.id = id_of(page);
  document.origin = page.origin.empty() ? "memory" : repair_utf8(page.origin);
  const auto reject = [&](ErrorCode reason, std::string message) {
    return Reject{document.origin, document.id, reason, std::move(message)};
  };
  if (trim(page.content).empty()) return reject(ErrorCode::no_text, "the text is empty");
  if (page.content.size() > limits::text_bytes)
    return reject(ErrorCode::too_large, fmt::format("the text is longer than {} bytes", limits::text_bytes));
  if (!is_utf8(page.content)) return reject(ErrorCode::bad_input, "the text is not UTF-8: pass it as a page's bytes");
  document.text = page.content;
  add_given(page, options, document);
  return document;
}

void ingest_published(const Page& page, const IngestOptions& options, std::vector<Ingested>& out) {
  const std::string origin = page.origin.empty() ? "memory" : repair_utf8(page.origin);
  if (page.content.size() > limits::document_bytes) {
    out.emplace_back(Reject{origin, id_of(page), ErrorCode::too_large,
                            fmt::format("the page is longer than {} bytes", limits::document_bytes)});
    return;
  }
  IngestOptions undated = options;
  undated.reference.reset();  // the caller's date of this page comes first
  ingest(Record{std::string(page.content), origin, id_of(page), InputFormat::automatic}, undated, out);
  for (Ingested& one : out) {
    Document* document = std::get_if<Document>(&one);
    if (document == nullptr) continue;
    if (!page.id.empty() && out.size() == 1) document->id = repair_utf8(page.id);
    add_given(page, options, *document);
  }
}

// The records of some pages, one after the other, and where those of each end.
struct Coding {
  std::string output;
  std::vector<std::size_t> ends;
  RunSummary summary;
};

// What is wanted of each page.
struct Wanted {
  const IngestOptions& options;
  const CodedRecords& records;
  bool signatures = false;
};

void code_page(const Page& page, const Wanted& wanted, Coder& coder, Coding& result) {
  std::vector<Ingested> ingested;
  if (page.published_form) {
    ingest_published(page, wanted.options, ingested);
  } else {
    ingested.push_back(ingest_text(page, wanted.options));
  }
  for (Ingested& one : ingested) {
    if (Document* document = std::get_if<Document>(&one)) {
      const Coded coded = coder.code(std::move(*document));
      wanted.records.write(coded, result.output, result.summary);
      if (wanted.signatures) write_signature(result.output, coded);
      ++result.summary.documents;
    } else {
      write_reject(result.output, std::get<Reject>(one));
      ++result.summary.rejects;
    }
  }
}

// A page that the stages cannot bear is a reject like any other, and leaves nothing half written.
void code_guarded(const Page& page, const Wanted& wanted, Coder& coder, Coding& result) {
  const std::size_t end = result.output.size();
  const RunSummary before = result.summary;
  const auto reject = [&](ErrorCode reason, std::string message) {
    result.output.resize(end);
    result.summary = before;
    write_reject(result.output,
                 {page.origin.empty() ? "memory" : repair_utf8(page.origin), id_of(page), reason, std::move(message)});
    ++result.summary.rejects;
  };
  try {
    code_page(page, wanted, coder, result);
  } catch (const std::bad_alloc&) {
    reject(ErrorCode::too_large, "there is not enough memory for this page");
  } catch (const std::exception& e) {
    reject(ErrorCode::bad_input, fmt::format("the page could not be coded: {}", e.what()));
  }
  result.summary.bytes += page.content.size();
  result.ends.push_back(result.output.size());
}

}  // namespace

Result<RunSummary> code_pages(const Engine& engine, const RunOptions& options, std::span<const Page> pages,
                              const PageOutput& output, const PageExtras& extras) {
  const Result<IngestOptions> ingest_with = ingest_options(options);
  if (!ingest_with) return ingest_with.error();
  const CodedRecords records(engine.impl(), options);
  const Wanted wanted{*ingest_with, records, extras.signatures};
  RunSummary total;
  const auto make_worker = [&] {
    return [&, coder = std::make_shared<Coder>(engine.impl())](std::size_t batch) {
      Coding result;
      const std::size_t begin = batch * pages_at_once;
      for (const Page& page : pages.subspan(begin, std::min(pages_at_once, pages.size() - begin)))
        code_guarded(page, wanted, *coder, result);
      return result;
    };
  };
  std::size_t number = 0;
  const auto emit = [&](const Coding& result) -> Status {
    total.documents += result.summary.documents;
    total.rejects += result.summary.rejects;
    total.events += result.summary.events;
    total.statements += result.summary.statements;
    total.bytes += result.summary.bytes;
    Status status;
    std::size_t begin = 0;
    for (const std::size_t end : result.ends) {
      if (status && end > begin) status = output(number, std::string_view(result.output).substr(begin, end - begin));
      begin = end;
      ++number;
    }
    if (status && options.progress) options.progress(total.documents + total.rejects, total.bytes, 0);
    return status;
  };
  const std::size_t count = (pages.size() + pages_at_once - 1) / pages_at_once;
  Status status = OrderedIndices<Coding>(count, options.threads).run(make_worker, emit);
  if (!status) return status.error();
  return total;
}

}  // namespace demarche
