// An SQLite file decoded down to the last page, without SQLite: what a file still holds is not what a query shows.
//
// Walks every b-tree (tables, indices, overflow chains) and the free list, with the committed part of a write-ahead log
// laid over the file; then goes over the bytes of every page and every frame of the log as they lie there, whatever
// they belong to. A page that belongs to nothing, is used twice or does not decode is a problem. Format:
// https://www.sqlite.org/fileformat2.html. Only reads.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "demarche/result.h"

namespace demarche::store {

struct PageCounts {
  std::int64_t pages = 0;
  std::int64_t cells = 0;  // rows and keys decoded
  std::int64_t free_pages = 0;
  std::int64_t frames = 0;  // of the log
};

class PageFile {
 public:
  /// Called with each text and blob of each row and key ("event_record, page 17"), and with the raw bytes of each page.
  using OnBytes = std::function<void(const std::string& where, std::string_view bytes)>;

  static Result<PageFile> open(const std::string& path);
  PageFile(PageFile&& other) noexcept;
  PageFile& operator=(PageFile&&) = delete;
  ~PageFile();

  /// An Error for a file that cannot be read at all; what does not decode is among problems().
  Result<PageCounts> scan(const OnBytes& on_bytes);
  const std::vector<std::string>& problems() const { return problems_; }

 private:
  struct Frame {
    std::uint32_t page = 0;
    std::size_t at = 0;  // of the page's bytes in wal_
  };
  PageFile() = default;
  Status read_header();
  void read_log();
  bool page(std::uint32_t number, std::string& out);
  bool main_page(std::uint32_t number, std::string& out);
  void walk(const std::string& name, std::uint32_t root, const OnBytes& on_bytes);
  bool cells(const std::string& name, std::uint32_t number, const std::string& bytes, const OnBytes& on_bytes,
             std::vector<std::uint32_t>& children);
  bool payload(const std::string& bytes, std::size_t at, std::uint64_t size, bool table_leaf, std::string& out);
  bool record(const std::string& where, const std::string& bytes, const OnBytes& on_bytes);
  void walk_free_list();
  bool claim(std::uint32_t number, const std::string& owner);
  void problem(std::string text);

  std::string path_;
  int file_ = -1;
  std::string wal_;
  std::uint32_t page_size_ = 0;
  std::uint32_t usable_ = 0;
  std::uint32_t page_count_ = 0;       // of the database as committed
  std::uint32_t file_pages_ = 0;       // that the main file holds
  std::vector<std::size_t> overlay_;   // by page: where its newest committed image lies in wal_, plus one; 0: main file
  std::vector<std::size_t> frames_;    // where each frame's page lies in wal_
  std::vector<std::uint8_t> claimed_;  // by page
  struct Root {
    std::string name;
    std::uint32_t page;
  };
  std::vector<Root> roots_;
  bool in_schema_ = false;
  PageCounts counts_;
  std::vector<std::string> problems_;
};

}  // namespace demarche::store
