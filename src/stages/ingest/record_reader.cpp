// Walks paths and cuts what it finds into records.
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
#include "base/text.h"
#include "stages/ingest/ingest.h"
#include "stages/ingest/input_buffer.h"
#include "stages/ingest/jsonl.h"

namespace demarche {
namespace {

constexpr std::size_t conllu_record_bytes = 64u << 10;

bool ends_with_ignoring_case(std::string_view s, std::string_view ending) {
  return s.size() > ending.size() && equals_ignoring_case(s.substr(s.size() - ending.size()), ending);
}

bool drop_ending(std::string_view& name, std::initializer_list<std::string_view> endings) {
  for (const std::string_view ending : endings) {
    if (!ends_with_ignoring_case(name, ending)) continue;
    name.remove_suffix(ending.size());
    return true;
  }
  return false;
}

// The file's name without folder and compression: "a/page.html.gz" gives "page.html".
std::string_view uncompressed_name(std::string_view path) {
  if (path == "-") return "stdin";
  while (path.size() > 1 && path.ends_with('/')) path.remove_suffix(1);
  const std::size_t slash = path.rfind('/');
  if (slash != std::string_view::npos && slash + 1 < path.size()) path.remove_prefix(slash + 1);
  drop_ending(path, {".gz", ".zst"});
  return path;
}

// ... and without the ending of a format that is read: "page".
std::string stem_of(std::string_view path) {
  std::string_view name = uncompressed_name(path);
  drop_ending(name, {".html", ".htm", ".xhtml", ".txt", ".text", ".jsonl", ".ndjson", ".json", ".conllu"});
  return std::string(name);
}

bool named_jsonl(std::string_view path) {
  const std::string_view name = uncompressed_name(path);
  return ends_with_ignoring_case(name, ".jsonl") || ends_with_ignoring_case(name, ".ndjson");
}

// "# sent_id = 1" and then a line of ten columns that begins with a number.
bool looks_like_conllu(std::string_view beginning) {
  while (!beginning.empty()) {
    const std::size_t end = beginning.find('\n');
    const std::string_view line = beginning.substr(0, end);
    if (!line.starts_with('#') && !trim(line).empty())
      return is_ascii_digit(line.front()) && std::count(line.begin(), line.end(), '\t') == 9;
    if (end == std::string_view::npos) break;
    beginning.remove_prefix(end + 1);
  }
  return false;
}

class Walk {
 public:
  Walk(InputFormat format, const RecordReader::OnRecord& on_record) : format_(format), on_record_(on_record) {}

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

  bool file(const std::string& path) {
    Result<ByteSource> source = open_file(path);
    if (!source) return reject(path, source.error().code, source.error().message);
    InputBuffer input(decompressed(std::move(*source)));
    switch (format_of(path, input.peek())) {
      case InputFormat::jsonl:
        return jsonl(path, input);
      case InputFormat::conllu:
        return conllu(path, input);
      default:
        return page(path, input);
    }
  }

  InputFormat format_of(const std::string& path, std::string_view beginning) const {
    if (format_ != InputFormat::automatic) return format_;
    if (named_jsonl(path) || looks_like_jsonl(beginning)) return InputFormat::jsonl;
    if (looks_like_conllu(beginning)) return InputFormat::conllu;
    return InputFormat::automatic;  // a page; ingest() looks closer
  }

  bool jsonl(const std::string& path, InputBuffer& input) {
    const std::string stem = stem_of(path);
    std::uint64_t number = 0, objects = 0;
    std::string line;
    for (;;) {
      const InputBuffer::Line state = input.next_line(line, limits::document_bytes);
      ++number;
      if (state == InputBuffer::Line::end) break;
      if (state == InputBuffer::Line::failed) return reject(path, input.error().code, input.error().message);
      if (number == 1 && line.starts_with("\xEF\xBB\xBF")) line.erase(0, 3);
      if (state == InputBuffer::Line::whole && trim(line).empty()) continue;
      ++objects;
      const std::string origin = fmt::format("{}:{}", path, number);
      if (state == InputBuffer::Line::too_long) {
        if (!reject(origin, ErrorCode::too_large,
                    fmt::format("the line is longer than {} bytes", limits::document_bytes)))
          return false;
      } else if (!on_record_(
                     Record{std::exchange(line, {}), origin, fmt::format("{}:{}", stem, number), InputFormat::jsonl})) {
        return false;
      }
    }
    return objects > 0 || reject(path, ErrorCode::no_text, "the file is empty");
  }

  // Whole sentences together, some dozens a record; every byte is kept.
  bool conllu(const std::string& path, InputBuffer& input) {
    const std::string stem = stem_of(path);
    std::uint64_t number = 0, first = 1;
    std::string line, block;
    for (;;) {
      const InputBuffer::Line state = input.next_line(line, limits::document_bytes);
      if (state == InputBuffer::Line::failed) return reject(path, input.error().code, input.error().message);
      if (state == InputBuffer::Line::end) break;
      ++number;
      if (state == InputBuffer::Line::too_long || block.size() + line.size() > limits::document_bytes)
        return reject(fmt::format("{}:{}", path, number), ErrorCode::too_large, "a sentence beyond every limit");
      block += line;
      block += '\n';
      if (!trim(line).empty() || block.size() < conllu_record_bytes) continue;
      if (!on_record_(Record{std::exchange(block, {}), fmt::format("{}:{}", path, first), stem, InputFormat::conllu}))
        return false;
      first = number + 1;
    }
    if (number == 0) return reject(path, ErrorCode::no_text, "the file is empty");
    return block.empty() ||
           on_record_(Record{std::move(block), fmt::format("{}:{}", path, first), stem, InputFormat::conllu});
  }

  bool page(const std::string& path, InputBuffer& input) {
    Result<std::string> bytes = input.rest(limits::document_bytes);
    if (!bytes) return reject(path, bytes.error().code, bytes.error().message);
    return on_record_(Record{std::move(*bytes), path, stem_of(path), format_});
  }

  bool reject(const std::string& origin, ErrorCode reason, std::string message) {
    return on_record_(Reject{origin, "", reason, std::move(message)});
  }

  const InputFormat format_;
  const RecordReader::OnRecord& on_record_;
  std::set<std::pair<dev_t, ino_t>> entered_;
};

}  // namespace

void RecordReader::run(const OnRecord& record) {
  Walk walk(format_, record);
  for (const std::string& path : paths_)
    if (!walk.path(path, 0)) return;
}

}  // namespace demarche
