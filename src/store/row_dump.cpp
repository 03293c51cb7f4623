#include "store/row_dump.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <map>

namespace demarche::store {
namespace {

using Kind = Statement::Kind;

// Made anew from the rows that come back: by Sums, by regroup.
constexpr std::string_view computed[] = {"event_dyad", "grouped", "story_document", "telling_mention",
                                         "incident_mention"};
// Rows that stay when a document goes.
constexpr std::string_view lasting[] = {"document", "source", "run", "coder", "request"};
constexpr std::string_view format_mark = "rows 1\n";

void put(std::string& out, std::uint64_t number) {
  for (int i = 0; i < 8; ++i) out += static_cast<char>(number >> (8 * i));
}

void put(std::string& out, std::string_view bytes) {
  put(out, bytes.size());
  out += bytes;
}

class Reader {
 public:
  explicit Reader(std::string_view bytes) : rest_(bytes) {}
  bool failed() const { return failed_; }
  bool done() const { return rest_.empty(); }

  std::uint64_t number() {
    std::uint64_t out = 0;
    const std::string_view bytes = take(8);
    for (std::size_t i = 0; i < bytes.size(); ++i)
      out |= static_cast<std::uint64_t>(static_cast<unsigned char>(bytes[i])) << (8 * i);
    return out;
  }
  std::string text() { return std::string(take(number())); }
  /// A count of things that take at least a byte each.
  std::uint64_t count() {
    const std::uint64_t n = number();
    if (n > rest_.size()) failed_ = true;
    return failed_ ? 0 : n;
  }
  std::string_view take(std::uint64_t n) {
    if (n > rest_.size()) failed_ = true;
    if (failed_) return {};
    const std::string_view out = rest_.substr(0, n);
    rest_.remove_prefix(n);
    return out;
  }

 private:
  std::string_view rest_;
  bool failed_ = false;
};

void put_value(std::string& out, const DumpValue& value) {
  out += static_cast<char>(value.kind);
  if (value.kind == Kind::integer) put(out, static_cast<std::uint64_t>(value.integer));
  if (value.kind == Kind::real) {
    std::uint64_t bits = 0;
    std::memcpy(&bits, &value.real, sizeof bits);
    put(out, bits);
  }
  if (value.kind == Kind::text || value.kind == Kind::blob) put(out, value.bytes);
}

DumpValue take_value(Reader& in) {
  DumpValue out;
  const std::string_view kind = in.take(1);
  if (kind.empty()) return out;
  out.kind = static_cast<Kind>(kind[0]);
  if (out.kind == Kind::integer) out.integer = static_cast<std::int64_t>(in.number());
  if (out.kind == Kind::real) {
    const std::uint64_t bits = in.number();
    std::memcpy(&out.real, &bits, sizeof bits);
  }
  if (out.kind == Kind::text || out.kind == Kind::blob) out.bytes = in.text();
  return out;
}

DumpValue value_of(const Statement& row, int column) {
  DumpValue out;
  out.kind = row.kind(column);
  if (out.kind == Kind::integer) out.integer = row.integer(column);
  if (out.kind == Kind::real) out.real = row.real(column);
  if (out.kind == Kind::text) out.bytes = row.text(column);
  if (out.kind == Kind::blob) out.bytes = row.blob(column);
  return out;
}

void bind_value(Statement& statement, int index, const DumpValue& value) {
  switch (value.kind) {
    case Kind::integer:
      statement.bind(index, value.integer);
      return;
    case Kind::real:
      statement.bind_real(index, value.real);
      return;
    case Kind::text:
      statement.bind(index, value.bytes);
      return;
    case Kind::blob:
      statement.bind_blob(index, value.bytes);
      return;
    case Kind::null:
      statement.bind_null(index);
      return;
  }
}

std::size_t index_of(const std::vector<std::string>& columns, std::string_view name) {
  return static_cast<std::size_t>(std::find(columns.begin(), columns.end(), name) - columns.begin());
}

struct Link {
  std::string child, column, parent;
  bool cascade = false;
};

Result<std::vector<Link>> all_links(const Database& archive) {
  auto select = archive.prepare(
      "SELECT t.name, f.\"from\", f.\"table\", f.on_delete FROM sqlite_schema t JOIN pragma_foreign_key_list(t.name) f "
      "WHERE t.type = 'table' ORDER BY t.rowid, f.id");
  if (!select) return select.error();
  std::vector<Link> out;
  for (;;) {
    const Result<bool> row = select->step();
    if (!row) return row.error();
    if (!*row) return out;
    out.push_back({std::string(select->text(0)), std::string(select->text(1)), std::string(select->text(2)),
                   select->text(3) == "CASCADE"});
  }
}

}  // namespace

std::string RowDump::bytes() const {
  std::string out(format_mark);
  put(out, tables.size());
  for (const DumpTable& t : tables) {
    put(out, t.name);
    put(out, t.columns.size());
    for (const std::string& column : t.columns) put(out, column);
    put(out, t.rows.size());
    for (const auto& row : t.rows)
      for (const DumpValue& value : row) put_value(out, value);
  }
  return out;
}

std::optional<RowDump> RowDump::parse(std::string_view bytes) {
  if (!bytes.starts_with(format_mark)) return std::nullopt;
  Reader in(bytes.substr(format_mark.size()));
  RowDump out;
  for (std::uint64_t tables = in.count(); tables > 0 && !in.failed(); --tables) {
    DumpTable t;
    t.name = in.text();
    for (std::uint64_t n = in.count(); n > 0 && !in.failed(); --n) t.columns.push_back(in.text());
    for (std::uint64_t n = in.count(); n > 0 && !in.failed(); --n) {
      std::vector<DumpValue> row;
      for (std::size_t c = 0; c < t.columns.size(); ++c) row.push_back(take_value(in));
      t.rows.push_back(std::move(row));
    }
    out.tables.push_back(std::move(t));
  }
  if (in.failed() || !in.done()) return std::nullopt;
  return out;
}

const DumpTable* RowDump::table(std::string_view name) const {
  for (const DumpTable& t : tables)
    if (t.name == name) return &t;
  return nullptr;
}

bool RowDump::any(std::string_view name, std::initializer_list<std::string_view> columns,
                  const std::function<bool(std::string_view)>& fits) const {
  const DumpTable* t = table(name);
  if (t == nullptr) return false;
  for (std::string_view column : columns) {
    const std::size_t at = index_of(t->columns, column);
    for (const auto& row : t->rows)
      if (at < row.size() && row[at].kind == Kind::text && fits(row[at].bytes)) return true;
  }
  return false;
}

bool RowDump::any_integer(std::string_view name, std::string_view column,
                          const std::function<bool(std::int64_t)>& fits) const {
  const DumpTable* t = table(name);
  if (t == nullptr) return false;
  const std::size_t at = index_of(t->columns, column);
  for (const auto& row : t->rows)
    if (at < row.size() && row[at].kind == Kind::integer && fits(row[at].integer)) return true;
  return false;
}

// Goes on from version as long as another table hangs on one that is in. A table that also needs rows of a table made
// anew (a member of a story) is made anew itself.
Result<RowGraph> RowGraph::read(const Database& archive) {
  const auto links = all_links(archive);
  if (!links) return links.error();
  RowGraph out(archive);
  out.tables_.push_back({"version", "id", {"document_id", "document"}, {}});
  const auto known = [&](std::string_view name) {
    return std::any_of(out.tables_.begin(), out.tables_.end(), [&](const Table& t) { return t.name == name; });
  };
  for (bool more = true; more;) {
    more = false;
    for (const Link& link : *links) {
      const bool made_anew =
          std::find(std::begin(computed), std::end(computed), link.child) != std::end(computed) ||
          std::any_of(links->begin(), links->end(), [&](const Link& other) {
            return other.child == link.child && other.parent != link.child && !known(other.parent) &&
                   std::find(std::begin(lasting), std::end(lasting), other.parent) == std::end(lasting);
          });
      if (!link.cascade || !known(link.parent) || known(link.child) || made_anew) continue;
      out.tables_.push_back({link.child, "", {link.column, link.parent}, {}});
      more = true;
    }
  }
  for (Table& t : out.tables_) {
    for (const Link& link : *links)
      if (link.child == t.name && known(link.parent)) t.references.push_back({link.column, link.parent});
    auto key = archive.prepare(
        "SELECT name FROM pragma_table_info(?1) WHERE pk = 1 AND type = 'INTEGER' AND (SELECT count(*) FROM "
        "pragma_table_info(?1) WHERE pk > 0) = 1");
    if (!key) return key.error();
    const Result<bool> row = key->bind(1, t.name).step();
    if (!row) return row.error();
    if (!*row) continue;
    const std::string name(key->text(0));
    const auto refers = [&](const Reference& r) { return r.column == name; };
    if (std::none_of(t.references.begin(), t.references.end(), refers)) t.key = name;
  }
  return out;
}

Result<RowDump> RowGraph::dump(std::int64_t document_id) {
  RowDump out;
  std::map<std::string, std::vector<std::int64_t>> keys;
  keys["document"] = {document_id};
  for (const Table& t : tables_) {
    auto select = archive_->prepare(fmt::format("SELECT * FROM \"{}\" WHERE \"{}\" = ?1", t.name, t.owner.column));
    if (!select) return select.error();
    DumpTable rows;
    rows.name = t.name;
    for (int c = 0; c < select->columns(); ++c) rows.columns.push_back(select->column_name(c));
    const std::size_t key = index_of(rows.columns, t.key);
    for (std::int64_t owner : keys[t.owner.parent]) {
      select->bind(1, owner);
      for (;;) {
        const Result<bool> row = select->step();
        if (!row) return row.error();
        if (!*row) break;
        std::vector<DumpValue> values;
        for (int c = 0; c < select->columns(); ++c) values.push_back(value_of(*select, c));
        if (key < values.size()) keys[t.name].push_back(values[key].integer);
        rows.rows.push_back(std::move(values));
      }
    }
    if (!rows.rows.empty()) out.tables.push_back(std::move(rows));
  }
  return out;
}

Status RowGraph::restore(const RowDump& dump, std::int64_t document_id) {
  std::map<std::pair<std::string, std::int64_t>, std::int64_t> moved;  // table, old number -> new
  for (const Table& t : tables_) {
    const DumpTable* rows = dump.table(t.name);
    if (rows == nullptr) continue;
    std::string names, marks;
    for (std::size_t c = 0; c < rows->columns.size(); ++c) {
      names += fmt::format("{}\"{}\"", c == 0 ? "" : ", ", rows->columns[c]);
      marks += fmt::format("{}?{}", c == 0 ? "" : ", ", c + 1);
    }
    auto insert = archive_->prepare(fmt::format("INSERT INTO \"{}\" ({}) VALUES ({})", t.name, names, marks));
    if (!insert) return insert.error();
    const std::size_t key = index_of(rows->columns, t.key);
    auto taken = archive_->prepare(
        fmt::format("SELECT 1 FROM \"{}\" WHERE \"{}\" = ?1", t.name, t.key.empty() ? rows->columns.front() : t.key));
    if (!taken) return taken.error();
    for (std::vector<DumpValue> row : rows->rows) {
      std::int64_t before = 0;
      for (const Reference& reference : t.references) {
        DumpValue& value = row[std::min(index_of(rows->columns, reference.column), row.size() - 1)];
        const auto at = moved.find({reference.parent, value.integer});
        if (value.kind == Kind::integer && at != moved.end()) value.integer = at->second;
      }
      if (key < row.size()) {
        before = row[key].integer;
        const Result<bool> used = taken->bind(1, before).step();
        if (!used) return used.error();
        taken->reset();
        if (*used) row[key].kind = Kind::null;  // SQLite gives the next number
      }
      for (std::size_t c = 0; c < row.size(); ++c) {
        const std::string& column = rows->columns[c];
        if (column == "document_id") row[c].integer = document_id;
        if (t.name == "version" && column == "counted") row[c].integer = 0;
        bind_value(*insert, static_cast<int>(c + 1), row[c]);
      }
      if (Status status = insert->run(); !status) return status;
      if (key < row.size() && row[key].kind == Kind::null) moved[{t.name, before}] = archive_->last_id();
    }
  }
  return {};
}

}  // namespace demarche::store
