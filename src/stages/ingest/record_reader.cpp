// Walks paths; file_records.cpp cuts what it finds.
#include <dirent.h>
#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <memory>
#include <set>
#include <utility>

#include "base/limits.h"
#include "stages/ingest/file_records.h"
#include "stages/ingest/ingest.h"

namespace demarche {
namespace {

class Walk {
 public:
  Walk(InputFormat format, const std::string& columns, const RecordReader::OnRecord& on_record)
      : format_(format), columns_(columns), on_record_(on_record) {}

  /// False: the receiver wants no more.
  bool path(const std::string& path, int depth) {
    struct stat info{};
    if (path != "-" && ::stat(path.c_str(), &info) != 0) {
      const ErrorCode code = errno == ENOENT || errno == ENOTDIR ? ErrorCode::not_found : ErrorCode::io;
      return reject(path, code, fmt::format("cannot open {}: {}", path, std::strerror(errno)));
    }
    if (S_ISDIR(info.st_mode)) return folder(path, {info.st_dev, info.st_ino}, depth);
    // A pipe that the user names is read; one that lies in a folder would block for ever.
    if (depth > 0 && !S_ISREG(info.st_mode)) return reject(path, ErrorCode::bad_input, "not a regular file");
    return file(path);
  }

 private:
  bool folder(const std::string& path, std::pair<dev_t, ino_t> identity, int depth) {
    if (!entered_.insert(identity).second) return true;  // a link back to a folder already entered
    if (depth >= limits::folder_depth)
      return reject(path, ErrorCode::too_large, fmt::format("folders nested deeper than {}", limits::folder_depth));
    std::vector<std::string> names;
    {
      const std::unique_ptr<DIR, int (*)(DIR*)> open(::opendir(path.c_str()), ::closedir);
      if (open == nullptr)
        return reject(path, ErrorCode::io, fmt::format("cannot open {}: {}", path, std::strerror(errno)));
      while (const dirent* entry = ::readdir(open.get())) {
        const std::string_view name = entry->d_name;
        if (name != "." && name != "..") names.emplace_back(name);
      }
    }
    std::sort(names.begin(), names.end());
    const std::string prefix = path.ends_with('/') ? path : path + '/';
    return std::all_of(names.begin(), names.end(),
                       [&](const std::string& name) { return this->path(prefix + name, depth + 1); });
  }

  bool file(const std::string& path) { return FileRecords{path, format_, columns_, on_record_}.run(); }

  bool reject(const std::string& origin, ErrorCode reason, std::string message) {
    return on_record_(Reject{origin, "", reason, std::move(message)});
  }

  const InputFormat format_;
  const std::string& columns_;
  const RecordReader::OnRecord& on_record_;
  std::set<std::pair<dev_t, ino_t>> entered_;
};

}  // namespace

void RecordReader::run(const OnRecord& record) {
  Walk walk(format_, columns_, record);
  for (const std::string& path : paths_)
    if (!walk.path(path, 0)) return;
}

}  // namespace demarche
