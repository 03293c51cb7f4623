#include "store/page_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

#include "base/file.h"

namespace demarche::store {
namespace {

constexpr std::size_t most_problems = 20;
constexpr std::size_t wal_header = 32, frame_header = 24;

std::uint32_t big32(const char* at) {
  std::uint32_t out = 0;
  for (int i = 0; i < 4; ++i) out = out << 8 | static_cast<unsigned char>(at[i]);
  return out;
}

std::uint32_t big16(const char* at) {
  return static_cast<std::uint32_t>(static_cast<unsigned char>(at[0])) << 8 | static_cast<unsigned char>(at[1]);
}

// A variable-length integer; false beyond the end.
bool varint(std::string_view bytes, std::size_t& at, std::uint64_t& out) {
  out = 0;
  for (int i = 0; i < 9; ++i) {
    if (at >= bytes.size()) return false;
    const auto c = static_cast<unsigned char>(bytes[at++]);
    if (i == 8) {
      out = out << 8 | c;
      return true;
    }
    out = out << 7 | (c & 0x7F);
    if ((c & 0x80) == 0) return true;
  }
  return true;
}

// The log's checksum over 8-byte steps, in the byte order that its magic number names.
void add_checksum(std::string_view bytes, bool big, std::uint32_t& a, std::uint32_t& b) {
  const auto word = [&](std::size_t at) {
    const char* p = bytes.data() + at;
    if (big) return big32(p);
    std::uint32_t out = 0;
    for (int i = 3; i >= 0; --i) out = out << 8 | static_cast<unsigned char>(p[i]);
    return out;
  };
  for (std::size_t at = 0; at + 8 <= bytes.size(); at += 8) {
    a += word(at) + b;
    b += word(at + 4) + a;
  }
}

}  // namespace

PageFile::PageFile(PageFile&& other) noexcept
    : path_(std::move(other.path_)),
      file_(std::exchange(other.file_, -1)),
      wal_(std::move(other.wal_)),
      page_size_(other.page_size_),
      usable_(other.usable_),
      page_count_(other.page_count_),
      file_pages_(other.file_pages_),
      overlay_(std::move(other.overlay_)),
      frames_(std::move(other.frames_)),
      problems_(std::move(other.problems_)) {}

PageFile::~PageFile() {
  if (file_ >= 0) ::close(file_);
}

Result<PageFile> PageFile::open(const std::string& path) {
  PageFile out;
  out.path_ = path;
  out.file_ = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (out.file_ < 0) return Error{ErrorCode::io, fmt::format("{}: {}", path, std::strerror(errno))};
  std::error_code missing;
  if (std::filesystem::exists(path + "-wal", missing)) {
    auto wal = read_file(path + "-wal", std::size_t{1} << 36);
    if (!wal) return wal.error();
    out.wal_ = std::move(wal).value();
  }
  if (Status status = out.read_header(); !status) return status.error();
  return out;
}

Status PageFile::read_header() {
  char header[100];
  struct stat status{};
  if (::fstat(file_, &status) != 0 || ::pread(file_, header, sizeof header, 0) != sizeof header ||
      std::memcmp(header, "SQLite format 3", 16) != 0)
    return Error{ErrorCode::corrupt, fmt::format("{}: not an SQLite file", path_)};
  page_size_ = big16(header + 16);
  if (page_size_ == 1) page_size_ = 65536;
  usable_ = page_size_ - static_cast<unsigned char>(header[20]);
  if (page_size_ < 512 || (page_size_ & (page_size_ - 1)) != 0 || usable_ < 480)
    return Error{ErrorCode::corrupt, fmt::format("{}: a page size of {}", path_, page_size_)};
  file_pages_ = static_cast<std::uint32_t>(static_cast<std::uint64_t>(status.st_size) / page_size_);
  page_count_ = file_pages_;
  read_log();
  if (big32(header + 52) != 0) problem("pages are moved about (auto_vacuum), which is not decoded");
  return {};
}

// Frames count up to the last commit whose checksums hold; what lies behind is old, and still looked at.
void PageFile::read_log() {
  overlay_.assign(static_cast<std::size_t>(page_count_) + 1, 0);
  if (wal_.empty()) return;
  const std::uint32_t magic = wal_.size() < wal_header ? 0 : big32(wal_.data());
  if ((magic & ~1u) != 0x377F0682 || big32(wal_.data() + 8) != page_size_) {
    problem("the log does not decode");
    return;
  }
  const std::string_view all = wal_;
  std::uint32_t a = 0, b = 0;
  add_checksum(all.substr(0, 24), magic & 1, a, b);
  bool good = a == big32(wal_.data() + 24) && b == big32(wal_.data() + 28);
  std::vector<Frame> open_frames;
  std::size_t at = wal_header;
  for (; at + frame_header + page_size_ <= wal_.size(); at += frame_header + page_size_) {
    const char* frame = wal_.data() + at;
    frames_.push_back(at + frame_header);
    good = good && std::memcmp(frame + 8, wal_.data() + 16, 8) == 0;
    if (!good) continue;
    add_checksum(all.substr(at, 8), magic & 1, a, b);
    add_checksum(all.substr(at + frame_header, page_size_), magic & 1, a, b);
    good = a == big32(frame + 16) && b == big32(frame + 20) && big32(frame) != 0;
    if (!good) continue;
    open_frames.push_back({big32(frame), at + frame_header});
    const std::uint32_t pages_then = big32(frame + 4);
    if (pages_then == 0) continue;
    page_count_ = pages_then;
    overlay_.resize(static_cast<std::size_t>(page_count_) + 1, 0);
    for (const Frame& f : open_frames)
      if (f.page <= page_count_) overlay_[f.page] = f.at + 1;
    open_frames.clear();
  }
  if (at != wal_.size()) frames_.push_back(at);  // a torn frame at the end
}

bool PageFile::main_page(std::uint32_t number, std::string& out) {
  out.resize(page_size_);
  return ::pread(file_, out.data(), page_size_, static_cast<off_t>(number - 1) * page_size_) ==
         static_cast<ssize_t>(page_size_);
}

bool PageFile::page(std::uint32_t number, std::string& out) {
  if (number == 0 || number > page_count_) return false;
  if (const std::size_t at = overlay_[number]; at != 0) {
    out.assign(wal_, at - 1, page_size_);
    return true;
  }
  return main_page(number, out);
}

void PageFile::problem(std::string text) {
  if (problems_.size() < most_problems) problems_.push_back(std::move(text));
}

bool PageFile::claim(std::uint32_t number, const std::string& owner) {
  if (number == 0 || number > page_count_) {
    problem(fmt::format("{} refers to page {}, of {}", owner, number, page_count_));
    return false;
  }
  if (claimed_[number] != 0) {
    problem(fmt::format("page {} is used twice, the second time by {}", number, owner));
    return false;
  }
  claimed_[number] = 1;
  return true;
}

Result<PageCounts> PageFile::scan(const OnBytes& on_bytes) {
  claimed_.assign(static_cast<std::size_t>(page_count_) + 1, 0);
  in_schema_ = true;
  walk("sqlite_schema", 1, on_bytes);
  in_schema_ = false;
  for (std::size_t i = 0; i < roots_.size(); ++i) walk(roots_[i].name, roots_[i].page, on_bytes);
  walk_free_list();
  // SQLite keeps the page at 1 GiB for locks and nothing else.
  if (const std::uint32_t lock = 0x40000000 / page_size_ + 1; lock <= page_count_) claimed_[lock] = 1;
  for (std::uint32_t n = 1; n <= page_count_; ++n)
    if (claimed_[n] == 0) problem(fmt::format("page {} belongs to no table and not to the free list", n));
  std::string bytes;
  for (std::uint32_t n = 1; n <= file_pages_; ++n) {
    if (!main_page(n, bytes)) return Error{ErrorCode::io, fmt::format("{}: page {} cannot be read", path_, n)};
    on_bytes(fmt::format("page {}, bytes as they lie", n), bytes);
  }
  for (std::size_t i = 0; i < frames_.size(); ++i)
    on_bytes(fmt::format("log, frame {}", i + 1), std::string_view(wal_).substr(frames_[i], page_size_));
  counts_.pages = page_count_;
  counts_.frames = static_cast<std::int64_t>(frames_.size());
  return counts_;
}

void PageFile::walk(const std::string& name, std::uint32_t root, const OnBytes& on_bytes) {
  std::vector<std::uint32_t> todo = {root};
  std::string bytes;
  while (!todo.empty()) {
    const std::uint32_t number = todo.back();
    todo.pop_back();
    if (!claim(number, name)) continue;
    if (!page(number, bytes) || !cells(name, number, bytes, on_bytes, todo))
      problem(fmt::format("page {} of {} does not decode", number, name));
  }
}

bool PageFile::cells(const std::string& name, std::uint32_t number, const std::string& bytes, const OnBytes& on_bytes,
                     std::vector<std::uint32_t>& children) {
  const std::size_t head = number == 1 ? 100 : 0;
  const int type = static_cast<unsigned char>(bytes[head]);
  const bool interior = type == 2 || type == 5, table = type == 5 || type == 13;
  if (!interior && type != 10 && type != 13) return false;
  const std::uint32_t count = big16(bytes.data() + head + 3);
  const std::size_t pointers = head + (interior ? 12 : 8);
  if (pointers + 2 * count > usable_) return false;
  if (interior) children.push_back(big32(bytes.data() + head + 8));
  const std::string where = fmt::format("{}, page {}", name, number);
  std::string payload_bytes;
  for (std::uint32_t i = 0; i < count; ++i) {
    std::size_t at = big16(bytes.data() + pointers + 2 * i);
    if (at + 4 > usable_) return false;
    if (interior) {
      children.push_back(big32(bytes.data() + at));
      at += 4;
    }
    std::uint64_t size = 0, rowid = 0;
    if (interior && table) continue;
    if (!varint(bytes, at, size) || (table && !varint(bytes, at, rowid))) return false;
    if (!payload(bytes, at, size, table, payload_bytes) || !record(where, payload_bytes, on_bytes)) return false;
    ++counts_.cells;
  }
  return true;
}

// The part on the page, then the chain of overflow pages.
bool PageFile::payload(const std::string& bytes, std::size_t at, std::uint64_t size, bool table_leaf,
                       std::string& out) {
  const std::uint64_t u = usable_;
  const std::uint64_t most = table_leaf ? u - 35 : (u - 12) * 64 / 255 - 23;
  const std::uint64_t least = (u - 12) * 32 / 255 - 23;
  if (size > static_cast<std::uint64_t>(page_count_) * u) return false;
  std::uint64_t local = size;
  if (size > most) {
    local = least + (size - least) % (u - 4);
    if (local > most) local = least;
  }
  if (at + local + (local < size ? 4 : 0) > bytes.size()) return false;
  out.assign(bytes, at, local);
  if (local == size) return true;
  std::uint32_t next = big32(bytes.data() + at + local);
  std::string page_bytes;
  while (out.size() < size) {
    if (!claim(next, "an overflow chain") || !page(next, page_bytes)) return false;
    out.append(page_bytes, 4, std::min<std::uint64_t>(u - 4, size - out.size()));
    next = big32(page_bytes.data());
  }
  return next == 0;
}

bool PageFile::record(const std::string& where, const std::string& bytes, const OnBytes& on_bytes) {
  std::size_t head = 0;
  std::uint64_t head_size = 0;
  if (!varint(bytes, head, head_size) || head_size > bytes.size()) return false;
  std::size_t at = head_size;
  int column = 0;
  Root root;
  bool is_root = false;
  while (head < head_size) {
    std::uint64_t type = 0;
    if (!varint(bytes, head, type) || type == 10 || type == 11) return false;
    constexpr std::uint64_t sizes[] = {0, 1, 2, 3, 4, 6, 8, 8, 0, 0};
    const std::uint64_t size = type < 10 ? sizes[type] : (type - 12) / 2;
    if (size > bytes.size() - at) return false;
    const std::string_view value = std::string_view(bytes).substr(at, size);
    if (type >= 12) on_bytes(where, value);
    if (in_schema_ && column == 1) root.name = value;
    if (in_schema_ && column == 3 && type >= 1 && type <= 6) {
      root.page = 0;
      for (char c : value) root.page = root.page << 8 | static_cast<unsigned char>(c);
      is_root = root.page != 0;
    }
    if (in_schema_ && column == 3 && type == 9) {
      root.page = 1;
      is_root = true;
    }
    at += size;
    ++column;
  }
  if (is_root) roots_.push_back(std::move(root));
  return at == bytes.size();
}

void PageFile::walk_free_list() {
  std::string bytes, trunk;
  if (!page(1, bytes)) return problem("page 1 cannot be read");
  const std::uint32_t expected = big32(bytes.data() + 36);
  std::uint32_t next = big32(bytes.data() + 32);
  while (next != 0) {
    if (!claim(next, "the free list") || !page(next, trunk)) break;
    ++counts_.free_pages;
    const std::uint32_t leaves = big32(trunk.data() + 4);
    if (8 + 4 * static_cast<std::uint64_t>(leaves) > usable_) {
      problem(fmt::format("page {} of the free list does not decode", next));
      break;
    }
    for (std::uint32_t i = 0; i < leaves; ++i)
      counts_.free_pages += claim(big32(trunk.data() + 8 + 4 * i), "the free list");
    next = big32(trunk.data());
  }
  if (counts_.free_pages != expected)
    problem(fmt::format("the free list has {} pages, the file says {}", counts_.free_pages, expected));
}

}  // namespace demarche::store
