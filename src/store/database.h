// SQLite behind two small types: Database (a connection) and Statement (a prepared statement).
//
// Every failure comes back as one line that says what went wrong with which file and what to do: full disk, read-only
// file, locked by another writer, not an archive, damaged. A Statement keeps the first error of its bindings and gives
// it at the next step, so that callers check once. Never throws, never retries in silence beyond the busy timeout.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "demarche/result.h"

struct sqlite3;
struct sqlite3_stmt;

namespace demarche::store {

class Database;

class Statement {
 public:
  Statement() = default;

  Statement& bind(int index, std::int64_t value);
  Statement& bind(int index, int value) { return bind(index, static_cast<std::int64_t>(value)); }
  Statement& bind_real(int index, double value);
  /// The bytes are copied.
  Statement& bind(int index, std::string_view value);
  Statement& bind(int index, const std::string& value) { return bind(index, std::string_view(value)); }
  Statement& bind_null(int index);
  Statement& bind_blob(int index, std::string_view bytes);
  template <typename T>
  Statement& bind(int index, const std::optional<T>& value) {
    return value ? bind(index, *value) : bind_null(index);
  }
  /// Null when empty.
  Statement& bind_or_null(int index, std::string_view value) {
    return value.empty() ? bind_null(index) : bind(index, value);
  }

  /// True: a row is ready; false: done, and the statement is reset.
  Result<bool> step();
  /// Runs to the end and resets.
  Status run();
  void reset();

  std::int64_t integer(int column) const;
  double real(int column) const;
  std::optional<std::int64_t> integer_or_null(int column) const;
  /// Valid until the next step or reset; "" for null.
  std::string_view text(int column) const;
  /// Valid until the next step or reset; "" for null.
  std::string_view blob(int column) const;
  bool is_null(int column) const;
  /// For tables whose columns are not known beforehand.
  int columns() const;
  std::string column_name(int column) const;
  enum class Kind { integer, real, text, blob, null };
  Kind kind(int column) const;

 private:
  friend class Database;
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const;
  };
  Statement(sqlite3_stmt* statement, const Database* database) : statement_(statement), database_(database) {}
  void note(int code);

  std::unique_ptr<sqlite3_stmt, Finalize> statement_;
  const Database* database_ = nullptr;
  int bind_error_ = 0;
};

/// Not movable: statements point to it. Used by one thread at a time.
class Database {
 public:
  enum class Mode { read_only, read_write, create };

  /// Opens the file and sets the connection up; does not look at what is in it.
  static Result<std::unique_ptr<Database>> open(const std::string& path, Mode mode, int busy_timeout_ms = 5000);
  ~Database();
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  Result<Statement> prepare(std::string_view sql) const;
  /// One or more statements without results.
  Status exec(const std::string& sql) const;
  /// The first column of the first row.
  Result<std::int64_t> integer(std::string_view sql) const;
  Result<std::string> text(std::string_view sql) const;

  std::int64_t last_id() const;
  std::int64_t changes() const;
  bool in_transaction() const;
  const std::string& path() const { return path_; }
  /// Opened as a file that nobody changes: it would not see a writer.
  bool immutable() const { return immutable_; }
  /// Copies every page into a new database at `to`; defined in backup.cpp.
  Status copy_pages(const std::string& to, const std::function<void(std::uint64_t, std::uint64_t)>& progress) const;
  /// The error for SQLite's last failure with this code.
  Error error(int code) const;

 private:
  Database(sqlite3* handle, std::string path) : handle_(handle), path_(std::move(path)) {}
  sqlite3* handle_;
  std::string path_;
  bool immutable_ = false;
};

/// For ATTACH beside another archive.
std::string read_only_uri(const std::string& path);

/// A write transaction: rolled back unless committed.
class Transaction {
 public:
  explicit Transaction(const Database& database) : database_(database) {}
  ~Transaction();
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  /// Takes the write lock at once, so that nothing is read that another writer changes meanwhile.
  Status begin();
  Status commit();

 private:
  const Database& database_;
  bool open_ = false;
};

/// A read transaction: what is read through it is one state of the file, whatever a writer does meanwhile.
class Snapshot {
 public:
  explicit Snapshot(const Database& database) : database_(database) {}
  ~Snapshot();
  Snapshot(const Snapshot&) = delete;
  Snapshot& operator=(const Snapshot&) = delete;
  Status begin();

 private:
  const Database& database_;
  bool open_ = false;
};

}  // namespace demarche::store
