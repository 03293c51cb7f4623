// Coded events in the columns of other projects: GDELT, ICEWS, POLECAT, Phoenix, PLOVER's JSON, and in forms that other
// programs read: CSV for spreadsheets, GraphML, Stata.
//
// Every column says where its value comes from (`how`), once: the writers, docs/reference/formats.md and the manifest
// are made from it. A value that we do not have is empty, or the format's own word for that; none is invented.
#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "demarche/result.h"
#include "format/export_event.h"

namespace demarche {

/// One row of a dyadic format: an event with one of its actors and one of its recipients.
struct ExportRow {
  const ExportEvent& event;
  const ExportParty* actor;      // null: none
  const ExportParty* recipient;  // null: none
  std::uint64_t number;          // of the row, for the format's own id
  const ExchangeNames& names;
};

struct ExportColumn {
  std::string_view name;
  std::string_view how;  // "" where the column is always empty
  std::string (*value)(const ExportRow&);
};

struct ExportTable {
  std::string_view name;  // "events", "mentions"
  std::string_view file;  // "gdelt.export.CSV"
  std::span<const ExportColumn> columns;
  bool header = true;
  std::string_view missing;  // what stands for a value that is not there
};

struct ExportFormat {
  std::string_view name;
  std::string_view summary;
  bool dyadic = true;       // a row a pair of parties; else a row an event
  bool needs_cameo = true;  // events without a CAMEO code are left out
  bool needs_day = true;    // undated events are left out
  std::span<const ExportTable> tables;
};

/// The formats of tables between tabs.
std::vector<const ExportFormat*> export_formats();
const ExportFormat* find_export_format(std::string_view name);

/// The pairs of an event, in order: every actor with every recipient; parties of a symmetrical act in both directions.
std::vector<std::pair<const ExportParty*, const ExportParty*>> pairs_of(const ExportEvent& event);

/// A row with its line end.
void append_row(std::string& out, const ExportTable& table, const ExportRow& row);

/// One object of PLOVER's JSON Lines (manual 2.0, "Data Fields").
void append_plover(std::string& out, const ExportEvent& event, const ExchangeNames& names);

/// Sums of the events between parties as a directed graph.
class GraphMl {
 public:
  void add(const ExportEvent& event, const ExchangeNames& names);
  std::string finish() const;

 private:
  struct Edge {
    std::uint64_t counts[4] = {};
    std::int64_t plover_score = 0, goldstein = 0;
  };
  std::map<std::pair<std::string, std::string>, Edge> edges_;
  std::map<std::string, std::string> nodes_;  // code -> name
};

/// CSV as spreadsheets want it: lines end in CR LF, and a cell that they would take for a formula gets an apostrophe.
/// Whole rows only.
std::string spreadsheet_csv(std::string_view csv);

/// The reference page of all formats, in Markdown.
std::string formats_markdown();

// The tables, one file each.
extern const ExportFormat gdelt_format, icews_format, polecat_format, phoenix_format;

}  // namespace demarche
