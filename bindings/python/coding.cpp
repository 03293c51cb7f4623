#include "coding.h"

#include <fmt/format.h>
#include <nanobind/stl/map.h>
#include <nanobind/stl/set.h>
#include <nanobind/stl/shared_ptr.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/string_view.h>
#include <nanobind/stl/vector.h>

#include <cstring>

#include "demarche/pages.h"
#include "guard.h"

namespace nb = nanobind;

namespace demarche::python {

void Coding::take(std::string_view lines, std::int64_t page) {
  for (const auto& table : tables) table->append(lines, page);
  if (keep_jsonl) jsonl += lines;
}

void Coding::add(const RunSummary& part) {
  summary.documents += part.documents;
  summary.rejects += part.rejects;
  summary.events += part.events;
  summary.statements += part.statements;
  summary.bytes += part.bytes;
}

void Coding::finish() {
  for (const auto& table : tables) table->finish();
}

PageStream::PageStream(nb::capsule capsule, const PageColumns& columns) {
  auto* given = static_cast<ArrowArrayStream*>(PyCapsule_GetPointer(capsule.ptr(), "arrow_array_stream"));
  if (given == nullptr) throw nb::python_error();
  if (given->release == nullptr) throw Failure{{ErrorCode::usage, "the stream of pages was read already"}};
  stream_ = *given;
  given->release = nullptr;  // taken over
  ArrowSchema schema{};
  if (stream_.get_schema(&stream_, &schema) != 0) {
    const char* message = stream_.get_last_error(&stream_);
    const Error error{ErrorCode::bad_input,
                      fmt::format("the table cannot be read: {}", message ? message : "no reason")};
    stream_.release(&stream_);
    throw Failure{error};
  }
  Result<PageReader> reader = PageReader::of(schema, columns);
  schema.release(&schema);
  if (!reader) {
    stream_.release(&stream_);
    throw Failure{reader.error()};
  }
  reader_ = std::make_unique<PageReader>(std::move(*reader));
}

PageStream::~PageStream() {
  if (stream_.release != nullptr) stream_.release(&stream_);
}

Result<bool> PageStream::next(ArrowArray* batch) {
  if (stream_.get_next(&stream_, batch) == 0) return batch->release != nullptr;
  const char* message = stream_.get_last_error(&stream_);
  return Error{ErrorCode::bad_input,
               fmt::format("the table cannot be read: {}", message ? message : "no reason given")};
}

bool PageStream::code_next(const Engine& engine, const RunOptions& options, bool published_form, bool signatures,
                           Coding& coding, nb::object progress) {
  Guard guard(std::move(progress));
  return *guard.run([&]() -> Result<bool> {
    ArrowArray batch{};
    const Result<bool> more = next(&batch);
    if (!more || !*more) return more;
    const std::vector<Page>& pages = reader_->pages(batch, published_form);
    std::uint64_t bytes = 0;
    const auto on_page = [&](std::size_t page, std::string_view lines) {
      coding.take(lines, pages_ + static_cast<std::int64_t>(page));
      bytes += pages[page].content.size();
      return guard.check(coding.summary.documents + coding.summary.rejects + page + 1, coding.summary.bytes + bytes);
    };
    const auto summary = code_pages(engine, options, pages, on_page, {.signatures = signatures});
    pages_ += batch.length;
    batch.release(&batch);
    if (!summary) return summary.error();
    coding.add(*summary);
    return true;
  });
}

namespace {

// Hands a coding that has grown large to Python, which gives an empty one to go on with.
class Sink {
 public:
  Sink(Coding& coding, nb::object receive, std::size_t bytes)
      : coding_(&coding), receive_(std::move(receive)), bytes_(bytes) {}

  void take(std::string_view lines) {
    coding_->take(lines, 0);
    held_ += lines.size();
  }
  /// Called without Python's lock.
  Status pass_on(Guard& guard) {
    if (receive_.is_none() || held_ < bytes_) return {};
    held_ = 0;
    return guard.locked([&] {
      next_ = receive_();
      coding_ = nb::inst_ptr<Coding>(next_);
    });
  }
  Coding& last() { return *coding_; }

 private:
  Coding* coding_;
  nb::object next_;  // keeps *coding_
  nb::object receive_;
  std::size_t bytes_;
  std::size_t held_ = 0;
};

// Files through `code`, or through `read` where there is no engine. `receive` gets its turn whenever `bytes` of records
// were made and returns the next Coding; None: all records go into the first.
RunSummary run_files(const Engine* engine, const RunOptions& options, Coding& coding, nb::object progress,
                     nb::object receive, std::size_t bytes) {
  Guard guard(std::move(progress));
  Sink sink(coding, std::move(receive), bytes);
  RunOptions watched = options;
  std::uint64_t documents = 0, read_bytes = 0;
  watched.progress = [&](std::uint64_t done, std::uint64_t count, std::uint64_t) {
    documents = done;
    read_bytes = count;
  };
  const auto output = [&](std::string_view lines) {
    sink.take(lines);
    const Status status = sink.pass_on(guard);
    return status ? guard.check(documents, read_bytes) : status;
  };
  const auto summary =
      guard.run([&] { return engine == nullptr ? read(watched, output) : code(*engine, watched, output); });
  sink.last().add(*summary);
  return *summary;
}

std::string code_text(const Engine& engine, const RunOptions& options, nb::bytes content,
                      const std::map<std::string, std::string>& fields, const std::vector<std::string>& sources,
                      bool published_form) {
  Page page;
  page.content = {content.c_str(), content.size()};
  page.published_form = published_form;
  constexpr std::pair<const char*, std::string_view Page::*> names[] = {
      {"id", &Page::id},
      {"origin", &Page::origin},
      {"url", &Page::url},
      {"title", &Page::title},
      {"published", &Page::published},
      {"category", &Page::category},
      {"publisher", &Page::publisher},
      {"language", &Page::language},
  };
  for (const auto& [name, member] : names)
    if (const auto found = fields.find(name); found != fields.end()) page.*member = found->second;
  std::vector<PageSource> page_sources;
  for (const std::string& url : sources) page_sources.push_back({0, url});
  page.sources = page_sources;
  std::string out;
  Guard guard{nb::none()};
  static_cast<void>(guard.run([&] {
    return code_pages(engine, options, {&page, 1}, [&](std::size_t, std::string_view lines) {
      out += lines;
      return Status();
    });
  }));
  return out;
}

nb::capsule arrow_stream(const Table& table) {
  auto* stream = new ArrowArrayStream;
  table.stream(stream);
  return nb::capsule(stream, "arrow_array_stream", [](void* held) noexcept {
    auto* given = static_cast<ArrowArrayStream*>(held);
    if (given->release != nullptr) given->release(given);
    delete given;
  });
}

nb::capsule arrow_schema(const Table& table) {
  auto* schema = new ArrowSchema;
  table.schema(schema);
  return nb::capsule(schema, "arrow_schema", [](void* held) noexcept {
    auto* given = static_cast<ArrowSchema*>(held);
    if (given->release != nullptr) given->release(given);
    delete given;
  });
}

std::vector<nb::tuple> described(const Table& table) {
  std::vector<nb::tuple> out;
  for (const ColumnDescription& column : table.describe())
    out.push_back(nb::make_tuple(column.name, column.type, column.path));
  return out;
}

void bind_summary(nb::module_& module) {
  nb::class_<RunSummary>(module, "Summary", "Counts of a run.")
      .def_ro("documents", &RunSummary::documents, "documents coded")
      .def_ro("rejects", &RunSummary::rejects, "documents that could not be coded, each with a reject record")
      .def_ro("events", &RunSummary::events)
      .def_ro("statements", &RunSummary::statements)
      .def_ro("skipped", &RunSummary::skipped, "documents that the archive held already")
      .def_ro("new_versions", &RunSummary::new_versions, "documents that replace an older version in the archive")
      .def_ro("bytes", &RunSummary::bytes, "bytes read")
      .def("__repr__", [](const RunSummary& s) {
        return fmt::format(
            "Summary(documents={}, rejects={}, events={}, statements={}, skipped={}, new_versions={}, "
            "bytes={})",
            s.documents, s.rejects, s.events, s.statements, s.skipped, s.new_versions, s.bytes);
      });
}

}  // namespace

void bind_coding(nb::module_& module) {
  bind_summary(module);
  nb::class_<RunOptions>(module, "RunOptions")
      .def(nb::init<>())
      .def_rw("paths", &RunOptions::paths)
      .def_rw("input_format", &RunOptions::input_format)
      .def_rw("reference_day", &RunOptions::reference_day)
      .def_rw("threads", &RunOptions::threads)
      .def_rw("kind", &RunOptions::kind)
      .def_rw("min_confidence", &RunOptions::min_confidence, "thousandths");
  nb::class_<Table>(module, "Table")
      .def_prop_ro("kind", &Table::kind)
      .def_prop_ro("rows", &Table::rows)
      .def("describe", &described)
      .def("arrow_stream", &arrow_stream)
      .def("arrow_schema", &arrow_schema);
  nb::class_<Coding>(module, "Coding")
      .def(
          "__init__",
          [](Coding* self, const std::vector<std::string>& kinds, bool keep_jsonl, bool page) {
            Coding coding;
            coding.keep_jsonl = keep_jsonl;
            for (const std::string& kind : kinds)
              coding.tables.push_back(std::make_shared<Table>(value_or_throw(Table::of(kind, page))));
            new (self) Coding(std::move(coding));
          },
          nb::arg("kinds"), nb::arg("keep_jsonl"), nb::arg("page"))
      .def_ro("summary", &Coding::summary)
      .def_ro("tables", &Coding::tables)
      .def("finish", &Coding::finish)
      .def_prop_ro("jsonl", [](const Coding& coding) { return nb::bytes(coding.jsonl.data(), coding.jsonl.size()); });
  nb::class_<PageStream>(module, "PageStream")
      .def(
          "__init__",
          [](PageStream* self, nb::capsule capsule, std::map<std::string, std::string> names,
             std::set<std::string> required) {
            new (self) PageStream(std::move(capsule), PageColumns{std::move(names), std::move(required)});
          },
          nb::arg("capsule"), nb::arg("names"), nb::arg("required"))
      .def("code_next", &PageStream::code_next, nb::arg("engine"), nb::arg("options"), nb::arg("published_form"),
           nb::arg("signatures"), nb::arg("coding"), nb::arg("progress").none());
  nb::class_<Engine>(module, "Engine")
      .def_prop_ro("engine_version", &Engine::engine_version)
      .def_prop_ro("model_version", &Engine::model_version)
      .def_prop_ro("codebook_version", &Engine::codebook_version)
      .def_prop_ro("model_manifest", &Engine::model_manifest);
  module.def("open_engine", [](std::string data_folder, std::string tier) {
    return value_or_throw(Engine::open({.data_folder = std::move(data_folder), .tier = std::move(tier)}));
  });
  module.def("run_files", &run_files, nb::arg("engine").none(), nb::arg("options"), nb::arg("coding"),
             nb::arg("progress").none(), nb::arg("receive").none(), nb::arg("bytes"));
  module.def("table_of", [](const std::string& kind, std::string_view jsonl) {
    auto table = std::make_shared<Table>(value_or_throw(Table::of(kind, false)));
    const nb::gil_scoped_release unlocked;
    table->append(jsonl);
    table->finish();
    return table;
  });
  module.def("code_text", &code_text);
  module.def("explain_text", [](const Engine& engine, const std::string& text, const std::string& published) {
    Guard guard{nb::none()};
    return *guard.run([&] { return explain_text(engine, text, published); });
  });
  module.def("kinds", &Columns::kinds);
  module.def("describe", [](const std::string& kind) { return described(value_or_throw(Table::of(kind, false))); });
}

}  // namespace demarche::python
