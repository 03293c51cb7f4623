#include "stages/ingest/article_list.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <linux/openat2.h>
#include <simdjson.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <memory>

#include "base/hash.h"
#include "base/limits.h"
#include "base/text.h"
#include "stages/ingest/item_fields.h"
#include "stages/ingest/warc_record.h"

namespace demarche {
namespace {

struct Descriptor {
  explicit Descriptor(int n) : number(n) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() { ::close(number); }
  int number;
};

// Parts that are names and nothing else.
bool is_sound_path(std::string_view path) {
  if (path.empty() || path.size() > 1000 || path.front() == '/' || path.find('\0') != std::string_view::npos)
    return false;
  const std::vector<std::string_view> parts = split(path, '/');
  return std::all_of(parts.begin(), parts.end(), [](std::string_view part) {
    return !part.empty() && part != "." && part != ".." && part.size() < 256;
  });
}

}  // namespace

Result<std::vector<ListedArticle>> read_json_list(std::string_view json) {
  simdjson::dom::parser parser(limits::container_bytes);
  if (parser.allocate(json.size(), limits::json_depth) != simdjson::SUCCESS)
    return Error{ErrorCode::too_large, "no memory for this JSON"};
  simdjson::dom::array list;
  simdjson::dom::element root;
  if (const auto error = parser.parse(json.data(), json.size()).get(root); error != simdjson::SUCCESS)
    return Error{ErrorCode::bad_input, fmt::format("the JSON is damaged: {}", simdjson::error_message(error))};
  if (root["articles"].get_array().get(list) != simdjson::SUCCESS)
    return Error{ErrorCode::bad_input, "not an article list: it has no \"articles\""};
  std::vector<ListedArticle> out;
  for (const simdjson::dom::element one : list) {
    const auto text = [&](const char* key) {
      std::string_view s;
      return one[key].get_string().get(s) == simdjson::SUCCESS ? std::string(s) : std::string();
    };
    ListedArticle article;
    article.address = clean_address(text("url"));
    article.title = text("title");
    article.publisher = text("domain");
    article.file = text("file");
    article.published = day_written(text("seendate"));
    out.push_back(std::move(article));
  }
  return out;
}

std::string path_of_address(std::string_view address) {
  const std::size_t scheme = address.find("://");
  if (scheme == std::string_view::npos) return {};
  std::string path(address.substr(scheme + 3));
  if (const std::size_t fragment = path.find('#'); fragment != std::string::npos) path.resize(fragment);
  if (path.find('/') == std::string::npos) path += '/';
  if (path.ends_with('/')) path += "index.html";
  return is_sound_path(path) ? path : std::string();
}

PageFolder::PageFolder(const std::string& list_path) {
  const std::size_t slash = list_path.rfind('/');
  path_ = list_path == "-" || slash == std::string::npos ? "." : list_path.substr(0, slash + 1);
  folder_ = ::open(path_.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC);
}

PageFolder::~PageFolder() {
  if (folder_ >= 0) ::close(folder_);
}

std::optional<ByteSource> PageFolder::open_beneath(const std::string& name) const {
  if (folder_ < 0 || !is_sound_path(name)) return std::nullopt;
  open_how how{};
  how.flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK;  // a pipe would block for ever
  how.resolve = RESOLVE_BENEATH | RESOLVE_NO_MAGICLINKS;
  const auto number = static_cast<int>(::syscall(SYS_openat2, folder_, name.c_str(), &how, sizeof how));
  if (number < 0) return std::nullopt;
  auto file = std::make_shared<Descriptor>(number);
  struct stat info{};
  if (::fstat(number, &info) != 0 || !S_ISREG(info.st_mode)) return std::nullopt;
  return ByteSource([file, name](char* out, std::size_t size) -> Result<std::size_t> {
    for (;;) {
      const ssize_t n = ::read(file->number, out, size);
      if (n >= 0) return static_cast<std::size_t>(n);
      if (errno != EINTR) return Error{ErrorCode::io, fmt::format("cannot read {}: {}", name, std::strerror(errno))};
    }
  });
}

Result<PageFolder::Page> PageFolder::open(const ListedArticle& article) const {
  std::vector<std::string> names;
  if (!article.file.empty()) {
    if (!is_sound_path(article.file))
      return Error{ErrorCode::bad_input, "the list names a file outside of its own folder: not opened"};
    names.push_back(article.file);
  } else {
    const std::string path = path_of_address(article.address), hash = sha256_hex(article.address);
    if (!path.empty())
      for (const char* ending : {"", ".html", ".gz", ".html.gz"}) names.push_back(path + ending);
    for (const char* ending : {".html", ".html.gz", ""}) names.push_back(hash + ending);
  }
  for (const std::string& name : names)
    if (auto source = open_beneath(name)) return Page{name, std::move(*source)};
  return Error{ErrorCode::not_found,
               fmt::format("no local page for it: {} is not in the list's folder", names.front().substr(0, 200))};
}

}  // namespace demarche
