#include "assets.h"

#include <filesystem>
#include <fstream>
#include <iterator>

#include "style.h"

namespace demarche::server {
namespace {

namespace fs = std::filesystem;

constexpr std::pair<std::string_view, std::string_view> types[] = {{".js", "text/javascript; charset=utf-8"},
                                                                   {".css", "text/css; charset=utf-8"},
                                                                   {".json", "application/json; charset=utf-8"},
                                                                   {".svg", "image/svg+xml"},
                                                                   {".png", "image/png"},
                                                                   {".woff2", "font/woff2"},
                                                                   {".ico", "image/x-icon"},
                                                                   {".txt", "text/plain; charset=utf-8"}};
constexpr std::uintmax_t most_bytes = 8u << 20;

}  // namespace

Assets::Assets(const std::string& folder) {
  std::error_code ignored;
  if (!folder.empty())
    for (const fs::directory_entry& file : fs::directory_iterator(folder, ignored)) {
      const std::string ending = file.path().extension().string();
      for (const auto& [known, type] : types) {
        if (known != ending || !file.is_regular_file(ignored) || file.file_size(ignored) > most_bytes) continue;
        std::ifstream in(file.path(), std::ios::binary);
        add(file.path().filename().string(), std::string(type),
            std::string(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()));
      }
    }
  if (files_.find("app.css") == files_.end()) add("app.css", "text/css; charset=utf-8", std::string(plain_style));
}

void Assets::add(const std::string& name, std::string type, std::string body) {
  auto kept = std::make_shared<Kept>();
  kept->type = std::move(type);
  kept->tag = tag_of(body);
  kept->gzip = gzipped(body);
  kept->body = std::move(body);
  kept->route = "/assets/{name}";
  files_[name] = std::move(kept);
}

std::shared_ptr<const Kept> Assets::find(const std::string& name) const {
  const auto found = files_.find(name);
  return found == files_.end() ? nullptr : found->second;
}

}  // namespace demarche::server
