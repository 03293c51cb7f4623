// Lists of articles whose pages lie beside them: GDELT's article lists (JSON or CSV), or any table of addresses.
//
// A page is found by the list's "file" column, or by its address: the SHA-256 of it in hexadecimal, or the path that
// `wget --force-directories` gives it, both under the list's own folder. Nothing outside of that folder is ever opened:
// names with "..", absolute ones and links that lead out are refused by the kernel.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/day.h"
#include "demarche/result.h"
#include "stages/ingest/byte_source.h"

namespace demarche {

struct ListedArticle {
  std::string address, title, publisher, file;
  std::optional<Day> published;
};

/// {"articles":[{"url","title","seendate","domain","language"}]}
Result<std::vector<ListedArticle>> read_json_list(std::string_view json);

/// The folder that holds the list's pages.
class PageFolder {
 public:
  explicit PageFolder(const std::string& list_path);
  PageFolder(const PageFolder&) = delete;
  PageFolder& operator=(const PageFolder&) = delete;
  ~PageFolder();

  struct Page {
    std::string name;  // within the folder
    ByteSource bytes;
  };
  /// The error says what was looked for.
  Result<Page> open(const ListedArticle& article) const;

 private:
  std::optional<ByteSource> open_beneath(const std::string& name) const;

  std::string path_;
  int folder_ = -1;
};

/// "example.org/a/b.html" as wget --force-directories names it; "" when the address gives no sound path.
std::string path_of_address(std::string_view address);

}  // namespace demarche
