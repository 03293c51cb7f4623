// What stands behind an Archive: its path, and connections for reading that are kept between questions.
//
// Each question takes a connection of its own, so that questions may be asked from several threads; opening one costs
// more than most questions do. A connection is kept only while it sees what others write, and never used for another
// file that has taken the archive's name.
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "demarche/archive.h"
#include "store/database.h"

namespace demarche {

class ReadConnections : public std::enable_shared_from_this<ReadConnections> {
 public:
  explicit ReadConnections(std::string path) : path_(std::move(path)) {}
  /// Goes back to the others when the last owner lets go.
  Result<std::shared_ptr<const store::Database>> take();

 private:
  struct Kept {
    std::unique_ptr<store::Database> database;
    std::uint64_t file = 0;
  };
  void give_back(store::Database* database, std::uint64_t file);

  static constexpr std::size_t most_kept = 16;
  const std::string path_;
  std::mutex lock_;
  std::vector<Kept> kept_;
};

struct Archive::Impl {
  std::string path;
  Mode mode = Mode::read_only;
  std::shared_ptr<ReadConnections> connections;

  Result<std::shared_ptr<const store::Database>> read() const { return connections->take(); }
};

}  // namespace demarche
