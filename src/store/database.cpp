#include "store/database.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sqlite3.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

namespace demarche::store {
namespace {

namespace fs = std::filesystem;

// A file in a folder where nothing can be created cannot have the two side files that WAL needs. Nobody can be writing
// to it then (unless the side files stand there already), so it may be read as unchanging.
bool must_open_immutable(const std::string& path) {
  std::error_code ignored;
  if (fs::exists(path + "-wal", ignored)) return false;
  const fs::path folder = fs::path(path).parent_path();
  // faccessat with AT_EACCESS asks for the effective user; plain access() would ask for the real one.
  return ::faccessat(AT_FDCWD, folder.empty() ? "." : folder.c_str(), W_OK, AT_EACCESS) != 0;
}

}  // namespace

// The file name as a URI, whatever characters it has.
static std::string uri_of(const std::string& path) {
  std::string out = "file:";
  if (path.starts_with('-') || path.find(':') < path.find('/')) out += "./";
  for (char c : path) {
    if (c == '%' || c == '?' || c == '#') {
      out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    } else {
      out += c;
    }
  }
  return out;
}

std::string read_only_uri(const std::string& path) {
  return uri_of(path) + (must_open_immutable(path) ? "?immutable=1" : "?mode=ro");
}

void Statement::Finalize::operator()(sqlite3_stmt* statement) const {
  sqlite3_finalize(statement);
}

void Statement::note(int code) {
  if (code != SQLITE_OK && bind_error_ == SQLITE_OK) bind_error_ = code;
}

Statement& Statement::bind(int index, std::int64_t value) {
  note(sqlite3_bind_int64(statement_.get(), index, value));
  return *this;
}

Statement& Statement::bind(int index, std::string_view value) {
  const char* bytes = value.data() == nullptr ? "" : value.data();
  note(sqlite3_bind_text64(statement_.get(), index, bytes, value.size(), SQLITE_TRANSIENT, SQLITE_UTF8));
  return *this;
}

Statement& Statement::bind_real(int index, double value) {
  note(sqlite3_bind_double(statement_.get(), index, value));
  return *this;
}

Statement& Statement::bind_null(int index) {
  note(sqlite3_bind_null(statement_.get(), index));
  return *this;
}

Statement& Statement::bind_blob(int index, std::string_view bytes) {
  const char* data = bytes.data() == nullptr ? "" : bytes.data();
  note(sqlite3_bind_blob64(statement_.get(), index, data, bytes.size(), SQLITE_TRANSIENT));
  return *this;
}

Result<bool> Statement::step() {
  if (bind_error_ != SQLITE_OK) {
    const Error error = database_->error(std::exchange(bind_error_, SQLITE_OK));
    reset();
    return error;
  }
  const int code = sqlite3_step(statement_.get());
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) {
    reset();
    return false;
  }
  const Error error = database_->error(code);
  reset();
  return error;
}

Status Statement::run() {
  for (;;) {
    const Result<bool> row = step();
    if (!row) return row.error();
    if (!*row) return {};
  }
}

void Statement::reset() {
  sqlite3_reset(statement_.get());
}

std::int64_t Statement::integer(int column) const {
  return sqlite3_column_int64(statement_.get(), column);
}

double Statement::real(int column) const {
  return sqlite3_column_double(statement_.get(), column);
}

std::optional<std::int64_t> Statement::integer_or_null(int column) const {
  if (is_null(column)) return std::nullopt;
  return integer(column);
}

std::string_view Statement::text(int column) const {
  const unsigned char* bytes = sqlite3_column_text(statement_.get(), column);
  if (bytes == nullptr) return {};
  return {reinterpret_cast<const char*>(bytes),
          static_cast<std::size_t>(sqlite3_column_bytes(statement_.get(), column))};
}

std::string_view Statement::blob(int column) const {
  const void* bytes = sqlite3_column_blob(statement_.get(), column);
  if (bytes == nullptr) return {};
  return {static_cast<const char*>(bytes), static_cast<std::size_t>(sqlite3_column_bytes(statement_.get(), column))};
}

int Statement::columns() const {
  return sqlite3_column_count(statement_.get());
}

std::string Statement::column_name(int column) const {
  const char* name = sqlite3_column_name(statement_.get(), column);
  return name == nullptr ? std::string() : std::string(name);
}

Statement::Kind Statement::kind(int column) const {
  switch (sqlite3_column_type(statement_.get(), column)) {
    case SQLITE_INTEGER:
      return Kind::integer;
    case SQLITE_FLOAT:
      return Kind::real;
    case SQLITE_TEXT:
      return Kind::text;
    case SQLITE_BLOB:
      return Kind::blob;
    default:
      return Kind::null;
  }
}

bool Statement::is_null(int column) const {
  return sqlite3_column_type(statement_.get(), column) == SQLITE_NULL;
}

Result<std::unique_ptr<Database>> Database::open(const std::string& path, Mode mode, int busy_timeout_ms) {
  std::error_code ignored;
  if (path.empty()) return Error{ErrorCode::usage, "no archive was named: give --archive FILE"};
  if (fs::is_directory(path, ignored))
    return Error{ErrorCode::io, fmt::format("{} is a folder: --archive needs a file", path)};
  if (mode != Mode::create && !fs::exists(path, ignored))
    return Error{ErrorCode::not_found,
                 fmt::format("no archive at {}: demarche add PATH --archive {} makes one", path, path)};
  int flags = SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_READWRITE;
  std::string name = uri_of(path);
  if (mode == Mode::create) flags |= SQLITE_OPEN_CREATE;
  const bool immutable = mode == Mode::read_only && must_open_immutable(path);
  if (immutable) name += "?immutable=1";
  sqlite3* handle = nullptr;
  const int code = sqlite3_open_v2(name.c_str(), &handle, flags, nullptr);
  std::unique_ptr<Database> database(new Database(handle, path));
  database->immutable_ = immutable;
  if (code != SQLITE_OK) return database->error(code);
  sqlite3_extended_result_codes(handle, 1);
  sqlite3_busy_timeout(handle, busy_timeout_ms);
  if (mode != Mode::read_only && sqlite3_db_readonly(handle, "main") == 1) return database->error(SQLITE_READONLY);
  // A reader that could write nothing at all could not take the side files away either when it is the last to leave.
  if (mode == Mode::read_only)
    if (Status status = database->exec("PRAGMA query_only=ON"); !status) return status.error();
  Status status = database->exec("PRAGMA foreign_keys=ON; PRAGMA trusted_schema=OFF; PRAGMA cell_size_check=ON");
  if (!status) return status.error();
  return database;
}

Database::~Database() {
  sqlite3_close_v2(handle_);
}

Result<Statement> Database::prepare(std::string_view sql) const {
  sqlite3_stmt* statement = nullptr;
  const int code = sqlite3_prepare_v3(handle_, sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT,
                                      &statement, nullptr);
  if (code != SQLITE_OK) return error(code);
  return Statement(statement, this);
}

Status Database::exec(const std::string& sql) const {
  const int code = sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, nullptr);
  return code == SQLITE_OK ? Status() : Status(error(code));
}

Result<std::int64_t> Database::integer(std::string_view sql) const {
  auto statement = prepare(sql);
  if (!statement) return statement.error();
  const Result<bool> row = statement->step();
  if (!row) return row.error();
  return *row ? statement->integer(0) : std::int64_t{0};
}

Result<std::string> Database::text(std::string_view sql) const {
  auto statement = prepare(sql);
  if (!statement) return statement.error();
  const Result<bool> row = statement->step();
  if (!row) return row.error();
  return std::string(*row ? statement->text(0) : std::string_view());
}

std::int64_t Database::last_id() const {
  return sqlite3_last_insert_rowid(handle_);
}

std::int64_t Database::changes() const {
  return sqlite3_changes64(handle_);
}

bool Database::in_transaction() const {
  return sqlite3_get_autocommit(handle_) == 0;
}

Error Database::error(int code) const {
  const int system = handle_ == nullptr ? 0 : sqlite3_system_errno(handle_);
  const auto line = [&](ErrorCode kind, std::string_view what) {
    return Error{kind, fmt::format("{}: {}", path_, what)};
  };
  switch (code & 0xFF) {
    case SQLITE_FULL:
      return line(ErrorCode::io, "the disk is full; what was acknowledged is kept, so make room and run it again");
    case SQLITE_READONLY:
      return line(ErrorCode::io, "the archive cannot be written (read-only file, folder or disk)");
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return line(ErrorCode::io,
                  "the archive is locked by another program that writes to it; try again when it is done");
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
    case SQLITE_AUTH:
      return line(ErrorCode::io, system != 0 ? fmt::format("cannot open the archive: {}", std::strerror(system))
                                             : std::string("cannot open the archive or the files beside it"));
    case SQLITE_NOTADB:
      return line(ErrorCode::corrupt, "not a Demarche archive (not an SQLite file)");
    case SQLITE_CORRUPT:
      return line(ErrorCode::corrupt, "the archive is damaged; restore a backup (demarche archive check says more)");
    case SQLITE_NOMEM:
      return line(ErrorCode::io, "not enough memory");
    case SQLITE_IOERR:
      if (system == ENOSPC || system == EDQUOT)
        return line(ErrorCode::io, "the disk is full; what was acknowledged is kept, so make room and run it again");
      return line(ErrorCode::io, fmt::format("reading or writing failed{}{}", system != 0 ? ": " : "",
                                             system != 0 ? std::strerror(system) : ""));
    default:
      return line(ErrorCode::io,
                  fmt::format("SQLite says: {}", handle_ == nullptr ? "no handle" : sqlite3_errmsg(handle_)));
  }
}

namespace {

void roll_back(const Database& database) {
  if (!database.in_transaction()) return;  // some errors roll back by themselves
  const Status ignored = database.exec("ROLLBACK");
  static_cast<void>(ignored.ok());
}

}  // namespace

Transaction::~Transaction() {
  if (open_) roll_back(database_);
}

Status Transaction::begin() {
  Status status = database_.exec("BEGIN IMMEDIATE");
  open_ = status.ok();
  return status;
}

Status Transaction::commit() {
  Status status = database_.exec("COMMIT");
  if (status.ok()) open_ = false;
  return status;
}

Snapshot::~Snapshot() {
  if (open_) roll_back(database_);
}

Status Snapshot::begin() {
  Status status = database_.exec("BEGIN");
  open_ = status.ok();
  return status;
}

}  // namespace demarche::store
