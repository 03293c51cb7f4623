#include "demarche/archive.h"

#include <fmt/format.h>
#include <nanobind/stl/shared_ptr.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

#include "coding.h"
#include "demarche/relation_records.h"
#include "guard.h"

namespace nb = nanobind;

namespace demarche::python {
namespace {

using Question = Status (Archive::*)(const Filter&, bool, const Output&) const;

std::shared_ptr<Table> records(const Archive& archive, const char* kind, Question question, const Filter& filter) {
  auto table = std::make_shared<Table>(value_or_throw(Table::of(kind, false)));
  Guard guard{nb::none()};
  static_cast<void>(guard.run([&]() -> Status {
    const Status status = (archive.*question)(filter, false, [&](std::string_view lines) {
      table->append(lines);
      return guard.check(0, 0);
    });
    table->finish();
    return status;
  }));
  return table;
}

Period period_of(const std::string& name) {
  if (name == "week") return Period::week;
  if (name == "month") return Period::month;
  if (name == "quarter") return Period::quarter;
  if (name == "year") return Period::year;
  throw Failure{{ErrorCode::usage, fmt::format("no period \"{}\": week, month, quarter or year", name)}};
}

nb::tuple relation(const Archive& archive, const std::string& first, const std::string& second,
                   const std::string& period, const Filter& filter) {
  const Period periods = period_of(period);
  auto table = std::make_shared<Table>(value_or_throw(Table::of("relation", false)));
  Guard guard{nb::none()};
  const auto found = guard.run([&] { return archive.relation(first, second, periods, filter); });
  table->append(relation_json(*found));
  table->finish();
  return nb::make_tuple(table, found->outside_events);
}

std::vector<nb::dict> evidence(const Archive& archive, const std::string& first, const std::string& second,
                               const Filter& filter) {
  Guard guard{nb::none()};
  const auto found = guard.run([&] { return archive.evidence(first, second, filter); });
  std::vector<nb::dict> out;
  for (const RelationSentence& sentence : *found) {
    nb::dict row;
    const std::pair<const char*, const std::string&> fields[] = {
        {"id", sentence.event_id},
        {"day", sentence.day},
        {"type", sentence.type},
        {"actors", sentence.actors},
        {"recipients", sentence.recipients},
        {"factuality", sentence.factuality},
        {"newness", sentence.newness},
        {"quad", sentence.quad},
        {"attributed_to", sentence.attributed_to},
        {"sentence", sentence.sentence},
        {"article", sentence.article},
        {"publisher", sentence.publisher},
        {"title", sentence.title},
    };
    for (const auto& [name, value] : fields) row[name] = value;
    out.push_back(std::move(row));
  }
  return out;
}

RunSummary add(Archive& archive, const Engine& engine, const RunOptions& options, nb::object progress) {
  Guard guard(std::move(progress));
  RunOptions watched = options;
  watched.progress = [&](std::uint64_t done, std::uint64_t read, std::uint64_t) {
    // A run that writes is not broken off in the middle of a batch: the archive stays whole either way, and Ctrl-C is
    // answered when the call returns.
    static_cast<void>(guard.check(done, read));
  };
  return *guard.run([&] { return archive.add(engine, watched); });
}

void bind_filter(nb::module_& module) {
  nb::class_<Filter>(module, "Filter")
      .def(nb::init<>())
      .def_rw("actor", &Filter::actor)
      .def_rw("recipient", &Filter::recipient)
      .def_rw("party", &Filter::party)
      .def_rw("type", &Filter::type)
      .def_rw("quad", &Filter::quad)
      .def_rw("since", &Filter::since)
      .def_rw("until", &Filter::until)
      .def_rw("article", &Filter::article)
      .def_rw("newness", &Filter::newness)
      .def_rw("factuality", &Filter::factuality)
      .def_rw("min_confidence", &Filter::min_confidence)
      .def_rw("limit", &Filter::limit);
}

}  // namespace

void bind_archive(nb::module_& module) {
  bind_filter(module);
  nb::class_<ArchiveInfo>(module, "ArchiveInfo", "What an archive holds.")
      .def_ro("documents", &ArchiveInfo::documents)
      .def_ro("versions", &ArchiveInfo::versions)
      .def_ro("events", &ArchiveInfo::events, "of the current versions")
      .def_ro("statements", &ArchiveInfo::statements, "of the current versions")
      .def_ro("rejects", &ArchiveInfo::rejects)
      .def_ro("first_day", &ArchiveInfo::first_day, "of publication, YYYY-MM-DD")
      .def_ro("last_day", &ArchiveInfo::last_day)
      .def_ro("bytes", &ArchiveInfo::bytes)
      .def_ro("schema", &ArchiveInfo::schema)
      .def("__repr__", [](const ArchiveInfo& i) {
        return fmt::format(
            "ArchiveInfo(documents={}, versions={}, events={}, statements={}, rejects={}, first_day={:?}, "
            "last_day={:?}, bytes={}, schema={})",
            i.documents, i.versions, i.events, i.statements, i.rejects, i.first_day, i.last_day, i.bytes, i.schema);
      });
  nb::class_<Archive>(module, "Archive")
      .def("events", [](const Archive& a, const Filter& f) { return records(a, "event", &Archive::events, f); })
      .def("statements",
           [](const Archive& a, const Filter& f) { return records(a, "statement", &Archive::statements, f); })
      .def("relation", &relation)
      .def("evidence", &evidence)
      .def("explain",
           [](const Archive& a, const std::string& id) {
             Guard guard{nb::none()};
             return *guard.run([&] { return a.explain(id); });
           })
      .def("info",
           [](const Archive& a) {
             Guard guard{nb::none()};
             return *guard.run([&] { return a.info(); });
           })
      .def("check",
           [](const Archive& a) {
             Guard guard{nb::none()};
             return *guard.run([&] { return a.check(); });
           })
      .def("add", &add, nb::arg("engine"), nb::arg("options"), nb::arg("progress").none());
  module.def("open_archive", [](const std::string& path, const std::string& mode) {
    const auto modes = mode == "create"  ? Archive::Mode::create
                       : mode == "write" ? Archive::Mode::read_write
                                         : Archive::Mode::read_only;
    Guard guard{nb::none()};
    return *guard.run([&] { return Archive::open(path, modes); });
  });
}

}  // namespace demarche::python
