#include "stages/ingest/file_records.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <memory>
#include <utility>

#include "base/limits.h"
#include "base/text.h"
#include "stages/ingest/article_list.h"
#include "stages/ingest/input_buffer.h"
#include "stages/ingest/item_fields.h"
#include "stages/ingest/recognise.h"
#include "stages/ingest/table.h"
#include "stages/ingest/warc_record.h"
#include "stages/ingest/warc_stream.h"

namespace demarche {
namespace {

constexpr std::size_t conllu_record_bytes = 64u << 10;

bool drop_ending(std::string_view& name, std::initializer_list<std::string_view> endings) {
  for (const std::string_view ending : endings) {
    if (name.size() <= ending.size() || !equals_ignoring_case(name.substr(name.size() - ending.size()), ending))
      continue;
    name.remove_suffix(ending.size());
    return true;
  }
  return false;
}

// A source with a look at its first bytes as they are, before decompression: a WARC must be read member by member.
class Peeked {
 public:
  explicit Peeked(ByteSource source) : source_(std::move(source)), head_(64u << 10) {
    while (size_ < head_.size()) {
      const Result<std::size_t> n = source_(head_.data() + size_, head_.size() - size_);
      if (!n) failed_ = n.error();
      if (!n || *n == 0) break;
      size_ += *n;
    }
  }
  std::string_view head() const { return {head_.data(), size_}; }
  Result<std::size_t> read(char* out, std::size_t size) {
    if (at_ < size_) {
      const std::size_t n = std::min(size, size_ - at_);
      std::memcpy(out, head_.data() + at_, n);
      at_ += n;
      return n;
    }
    if (!failed_) return failed_.error();
    return source_(out, size);
  }

 private:
  ByteSource source_;
  std::vector<char> head_;
  std::size_t size_ = 0, at_ = 0;
  Status failed_;
};

// What a file decompresses to, as far as its first bytes say.
std::string unpacked_head(std::string_view head) {
  ByteSource source = decompressed(bytes_of(head));
  std::string out(4096, '\0');
  std::size_t size = 0;
  while (size < out.size()) {
    const Result<std::size_t> n = source(out.data() + size, out.size() - size);
    if (!n || *n == 0) break;
    size += *n;
  }
  out.resize(size);
  return out;
}

// Reads a file at an offset; null for what has no offsets.
WarcStream::Look look_into(const std::string& path) {
  if (path == "-") return nullptr;
  const int number = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (number < 0 || ::lseek(number, 0, SEEK_END) < 0) {
    if (number >= 0) ::close(number);
    return nullptr;
  }
  const std::shared_ptr<int> file(new int(number), [](int* n) {
    ::close(*n);
    delete n;
  });
  return [file](std::uint64_t offset, std::size_t size) {
    std::string out(size, '\0');
    if (offset > (std::uint64_t{1} << 62)) return std::string();
    const ssize_t n = ::pread(*file, out.data(), size, static_cast<off_t>(offset));
    out.resize(n > 0 ? static_cast<std::size_t>(n) : 0);
    return out;
  };
}

bool read_jsonl(const FileRecords& file, InputBuffer& input) {
  const std::string stem = stem_of(file.path);
  std::uint64_t number = 0, objects = 0;
  std::string line;
  for (;;) {
    const InputBuffer::Line state = input.next_line(line, limits::document_bytes);
    ++number;
    if (state == InputBuffer::Line::end) break;
    if (state == InputBuffer::Line::failed) return file.reject(file.path, input.error().code, input.error().message);
    if (number == 1 && line.starts_with("\xEF\xBB\xBF")) line.erase(0, 3);
    if (state == InputBuffer::Line::whole && trim(line).empty()) continue;
    ++objects;
    const std::string origin = fmt::format("{}:{}", file.path, number);
    if (state == InputBuffer::Line::too_long) {
      if (!file.reject(origin, ErrorCode::too_large,
                       fmt::format("the line is longer than {} bytes", limits::document_bytes)))
        return false;
    } else if (!file.on_record(
                   Record{std::exchange(line, {}), origin, fmt::format("{}:{}", stem, number), InputFormat::jsonl})) {
      return false;
    }
  }
  return objects > 0 || file.reject(file.path, ErrorCode::no_text, "the file is empty");
}

// Whole sentences together, some dozens a record; every byte is kept.
bool read_conllu(const FileRecords& file, InputBuffer& input) {
  const std::string stem = stem_of(file.path);
  std::uint64_t number = 0, first = 1;
  std::string line, block;
  for (;;) {
    const InputBuffer::Line state = input.next_line(line, limits::document_bytes);
    if (state == InputBuffer::Line::failed) return file.reject(file.path, input.error().code, input.error().message);
    if (state == InputBuffer::Line::end) break;
    ++number;
    if (state == InputBuffer::Line::too_long || block.size() + line.size() > limits::document_bytes)
      return file.reject(fmt::format("{}:{}", file.path, number), ErrorCode::too_large,
                         "a sentence beyond every limit");
    block += line;
    block += '\n';
    if (!trim(line).empty() || block.size() < conllu_record_bytes) continue;
    if (!file.on_record(
            Record{std::exchange(block, {}), fmt::format("{}:{}", file.path, first), stem, InputFormat::conllu}))
      return false;
    first = number + 1;
  }
  if (number == 0) return file.reject(file.path, ErrorCode::no_text, "the file is empty");
  return block.empty() ||
         file.on_record(Record{std::move(block), fmt::format("{}:{}", file.path, first), stem, InputFormat::conllu});
}

bool read_whole(const FileRecords& file, InputBuffer& input, InputFormat format) {
  Result<std::string> bytes = input.rest(is_container(format) ? limits::container_bytes : limits::document_bytes);
  if (!bytes) return file.reject(file.path, bytes.error().code, bytes.error().message);
  return file.on_record(Record{std::move(*bytes), file.path, stem_of(file.path), format});
}

bool read_warc(const FileRecords& file, ByteSource source) {
  WarcStream stream(std::move(source), look_into(file.path));
  std::uint64_t records = 0;
  while (std::optional<WarcItem> item = stream.next()) {
    ++records;
    std::string origin = fmt::format("{}:{}", file.path, item->offset);
    if (item->within > 0) origin += fmt::format("+{}", item->within);
    if (item->damage) {
      if (!file.reject(origin, item->damage->code, item->damage->message)) return false;
    } else if (!file.on_record(Record{std::move(item->bytes), origin, origin, InputFormat::warc})) {
      return false;
    }
  }
  return records > 0 || file.reject(file.path, ErrorCode::no_text, "no record in it holds a page");
}

// A row of a list: the page beside it, with what the list says.
bool listed_page(const FileRecords& file, const PageFolder& folder, ListedArticle article, const std::string& origin) {
  if (article.address.empty() && article.file.empty())
    return file.reject(origin, ErrorCode::bad_input, "the row names neither an address nor a file");
  const std::string id = article.address.empty() ? article.file : article.address;
  Result<PageFolder::Page> page = folder.open(article);
  if (!page) return file.reject(origin, page.error().code, page.error().message, id);
  InputBuffer input(decompressed(std::move(page->bytes)));
  Result<std::string> bytes = input.rest(limits::document_bytes);
  if (!bytes) return file.reject(origin, bytes.error().code, bytes.error().message, id);
  Record record{std::move(*bytes), origin, id, InputFormat::automatic};
  record.listed = ListedFacts{article.address, article.title, article.publisher, article.published};
  return file.on_record(std::move(record));
}

bool read_json_articles(const FileRecords& file, InputBuffer& input) {
  const Result<std::string> json = input.rest(limits::container_bytes);
  if (!json) return file.reject(file.path, json.error().code, json.error().message);
  const Result<std::vector<ListedArticle>> list = read_json_list(*json);
  if (!list) return file.reject(file.path, list.error().code, list.error().message);
  if (list->empty()) return file.reject(file.path, ErrorCode::no_text, "the list holds no articles");
  const PageFolder folder(file.path);
  for (std::size_t i = 0; i < list->size(); ++i)
    if (!listed_page(file, folder, (*list)[i], fmt::format("{}:{}", file.path, i + 1))) return false;
  return true;
}

ListedArticle listed_article(const std::vector<std::string>& cells, const TableColumns& columns) {
  const auto cell = [&](TableField field) {
    const auto& at = columns.of(field);
    return at && *at < cells.size() ? std::string(trim(cells[*at])) : std::string();
  };
  ListedArticle out;
  out.address = clean_address(cell(TableField::url));
  out.title = cell(TableField::title);
  out.publisher = cell(TableField::publisher);
  out.file = cell(TableField::file);
  out.published = day_written(cell(TableField::date));
  return out;
}

class Table {
 public:
  Table(const FileRecords& file, InputBuffer& input, InputFormat format)
      : file_(file),
        rows_(input, format == InputFormat::tsv ? std::optional('\t') : std::nullopt),
        input_(input),
        is_list_(format == InputFormat::article_list),
        stem_(stem_of(file.path)) {}

  bool run() {
    std::vector<std::string> cells;
    if (const TableReader::Row state = rows_.next(cells); state != TableReader::Row::whole)
      return state == TableReader::Row::end ? file_.reject(file_.path, ErrorCode::no_text, "the file is empty")
                                            : broken(state);
    const Result<TableColumns> columns = table_columns(cells, file_.columns);
    if (!columns) return file_.reject(file_.path, columns.error().code, columns.error().message);
    columns_ = *columns;
    if (!columns_.of(TableField::text)) is_list_ = is_list_ || columns_.of(TableField::file).has_value();
    if (!is_list_ && !columns_.of(TableField::text))
      return file_.reject(
          file_.path, ErrorCode::bad_input,
          fmt::format("no column for the text: name it with --columns text=NAME; the columns are {}", joined(cells)));
    rows_.expect(cells.size());
    if (is_list_) folder_ = std::make_unique<PageFolder>(file_.path);
    if (!columns_.has_header && !row(cells)) return false;
    for (;;) {
      const TableReader::Row state = rows_.next(cells);
      if (state == TableReader::Row::end) break;
      if (state != TableReader::Row::whole) {
        if (!broken(state)) return false;
        if (state != TableReader::Row::too_long) return true;
        continue;
      }
      if (!row(cells)) return false;
    }
    return count_ > 0 || file_.reject(file_.path, ErrorCode::no_text, "the table holds no rows");
  }

 private:
  static std::string joined(const std::vector<std::string>& names) {
    return fmt::format("{}",
                       fmt::join(names.begin(), names.begin() + std::min<std::ptrdiff_t>(std::ssize(names), 30), ", "))
        .substr(0, 600);
  }

  std::string origin() const { return fmt::format("{}:{}", file_.path, rows_.line()); }

  bool broken(TableReader::Row state) const {
    if (state == TableReader::Row::failed) return file_.reject(file_.path, input_.error().code, input_.error().message);
    if (state == TableReader::Row::too_long)
      return file_.reject(origin(), ErrorCode::too_large,
                          fmt::format("the row is longer than {} bytes", limits::document_bytes));
    return file_.reject(origin(), ErrorCode::corrupt, "a quotation mark opens a cell here and is never closed");
  }

  bool row(const std::vector<std::string>& cells) {
    ++count_;
    if (cells.size() != columns_.count)
      return file_.reject(origin(), ErrorCode::bad_input,
                          fmt::format("the row has {} cells, the header {}", cells.size(), columns_.count));
    if (is_list_) return listed_page(file_, *folder_, listed_article(cells, columns_), origin());
    return file_.on_record(
        Record{jsonl_of(cells, columns_), origin(), fmt::format("{}:{}", stem_, rows_.line()), InputFormat::jsonl});
  }

  const FileRecords& file_;
  TableReader rows_;
  InputBuffer& input_;
  bool is_list_;
  const std::string stem_;
  TableColumns columns_;
  std::unique_ptr<PageFolder> folder_;
  std::uint64_t count_ = 0;
};

}  // namespace

bool FileRecords::run() const {
  Result<ByteSource> source = open_file(path);
  if (!source) return reject(path, source.error().code, source.error().message);
  const auto peeked = std::make_shared<Peeked>(std::move(*source));
  ByteSource raw = [peeked](char* out, std::size_t size) { return peeked->read(out, size); };
  const bool zstd = peeked->head().starts_with("\x28\xb5\x2f\xfd");
  if (format == InputFormat::warc ||
      (format == InputFormat::automatic && looks_like_warc(unpacked_head(peeked->head()))))
    return read_warc(*this, zstd ? decompressed(std::move(raw)) : std::move(raw));
  InputBuffer input(decompressed(std::move(raw)));
  const InputFormat known =
      format == InputFormat::automatic ? recognise(input.peek(), uncompressed_name(path)) : format;
  switch (known) {
    case InputFormat::jsonl:
      return read_jsonl(*this, input);
    case InputFormat::conllu:
      return read_conllu(*this, input);
    case InputFormat::article_list: {
      const std::string_view start = trim(input.peek());
      if (start.starts_with('{') || start.starts_with('[')) return read_json_articles(*this, input);
      return Table(*this, input, known).run();
    }
    case InputFormat::csv:
    case InputFormat::tsv:
      return Table(*this, input, known).run();
    default:
      return read_whole(*this, input, known);
  }
}

bool FileRecords::reject(const std::string& origin, ErrorCode reason, std::string message, std::string id) const {
  return on_record(Reject{origin, std::move(id), reason, std::move(message)});
}

std::string_view uncompressed_name(std::string_view path) {
  if (path == "-") return "stdin";
  while (path.size() > 1 && path.ends_with('/')) path.remove_suffix(1);
  const std::size_t slash = path.rfind('/');
  if (slash != std::string_view::npos && slash + 1 < path.size()) path.remove_prefix(slash + 1);
  drop_ending(path, {".gz", ".zst"});
  return path;
}

std::string stem_of(std::string_view path) {
  std::string_view name = uncompressed_name(path);
  drop_ending(name, {".html", ".htm", ".xhtml", ".txt", ".text", ".jsonl", ".ndjson", ".json", ".conllu", ".csv",
                     ".tsv", ".xml", ".rss", ".atom"});
  return std::string(name);
}

}  // namespace demarche
