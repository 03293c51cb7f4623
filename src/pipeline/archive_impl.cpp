#include "pipeline/archive_impl.h"

#include <sys/stat.h>

#include "base/hash.h"
#include "store/schema.h"

namespace demarche {
namespace {

// Tells a file from another under the same name; 0 where there is none.
std::uint64_t identity_of(const std::string& path) {
  struct stat file{};
  if (::stat(path.c_str(), &file) != 0) return 0;
  const std::uint64_t parts[] = {static_cast<std::uint64_t>(file.st_dev), static_cast<std::uint64_t>(file.st_ino)};
  return hash64({reinterpret_cast<const char*>(parts), sizeof parts});
}

}  // namespace

Result<std::shared_ptr<const store::Database>> ReadConnections::take() {
  const std::uint64_t file = identity_of(path_);
  std::unique_ptr<store::Database> database;
  {
    const std::lock_guard hold(lock_);
    while (database == nullptr && !kept_.empty()) {
      if (kept_.back().file == file) database = std::move(kept_.back().database);
      kept_.pop_back();
    }
  }
  if (database == nullptr) {
    auto opened = store::open_archive(path_, store::Database::Mode::read_only);
    if (!opened) return opened.error();
    database = std::move(opened).value();
  }
  auto back = [self = shared_from_this(), file](store::Database* used) { self->give_back(used, file); };
  return std::shared_ptr<const store::Database>(database.release(), std::move(back));
}

void ReadConnections::give_back(store::Database* used, std::uint64_t file) {
  std::unique_ptr<store::Database> database(used);
  if (file == 0 || database->immutable() || database->in_transaction()) return;
  const std::lock_guard hold(lock_);
  if (kept_.size() < most_kept) kept_.push_back({std::move(database), file});
}

}  // namespace demarche
