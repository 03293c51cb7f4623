// The words back into a replication file, from the user's own copies of the pages.
#include <fcntl.h>
#include <fmt/format.h>
#include <simdjson.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <map>
#include <memory>
#include <set>

#include "base/hash.h"
#include "base/record_words.h"
#include "base/utf8.h"
#include "demarche/export.h"
#include "pipeline/each_document.h"
#include "pipeline/ordered_run.h"

namespace demarche {
namespace {

// An article's records in the file: [begin, end) are the lines after the article's own.
struct Block {
  std::string id;
  std::string sha256;
  std::uint64_t begin = 0;
  std::uint64_t end = 0;
};

// The file's articles, found in one pass; their records are read again when a page fits.
class Replication {
 public:
  ~Replication() {
    if (file_ >= 0) ::close(file_);
  }

  Status open(const std::string& path) {
    path_ = path;
    file_ = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file_ < 0) return Error{ErrorCode::not_found, fmt::format("{}: {}", path, std::strerror(errno))};
    if (Status status = scan(); !status) return status;
    for (std::size_t n = 0; n < blocks_.size(); ++n) {
      by_key_.emplace(std::pair(blocks_[n].id, blocks_[n].sha256), n);
      by_text_.emplace(blocks_[n].sha256, n);
      by_id_.insert(blocks_[n].id);
    }
    return {};
  }

  const std::vector<Block>& blocks() const { return blocks_; }
  bool knows(const std::string& id) const { return by_id_.count(id) > 0; }

  /// All articles of these words: the one with this id where there is one, else every one with the text.
  std::vector<std::size_t> find(const std::string& id, const std::string& sha256) const {
    std::vector<std::size_t> out;
    auto [first, last] = by_key_.equal_range(std::pair(id, sha256));
    for (; first != last; ++first) out.push_back(first->second);
    if (!out.empty()) return out;
    auto [begin, end] = by_text_.equal_range(sha256);
    for (; begin != end; ++begin) out.push_back(begin->second);
    return out;
  }

  Result<std::string> records(const Block& block) const {
    std::string out(block.end - block.begin, '\0');
    std::size_t done = 0;
    while (done < out.size()) {
      const ssize_t n = ::pread(file_, out.data() + done, out.size() - done, static_cast<off_t>(block.begin + done));
      if (n < 0 && errno == EINTR) continue;
      if (n <= 0) return Error{ErrorCode::io, fmt::format("{}: cannot be read again", path_)};
      done += static_cast<std::size_t>(n);
    }
    return out;
  }

 private:
  Status scan() {
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> lines(::fdopen(::dup(file_), "rb"), std::fclose);
    char* bytes = nullptr;
    std::size_t room = 0;
    std::uint64_t at = 0, number = 0;
    Status status;
    while (status) {
      const ssize_t size = ::getline(&bytes, &room, lines.get());
      if (size < 0) break;
      status = take({bytes, static_cast<std::size_t>(size)}, ++number, at);
      at += static_cast<std::uint64_t>(size);
    }
    std::free(bytes);
    if (status && number == 0) status = not_one(1);
    return status;
  }

  Error not_one(std::uint64_t line) const {
    return {ErrorCode::bad_input,
            fmt::format("{}: line {}: no replication file: demarche export --as replication writes them", path_, line)};
  }

  Status take(std::string_view line, std::uint64_t number, std::uint64_t at) {
    while (line.ends_with('\n') || line.ends_with('\r')) line.remove_suffix(1);
    if (number == 1) return line.starts_with("{\"kind\":\"replication\"") ? Status() : Status(not_one(1));
    if (!blocks_.empty()) blocks_.back().end = at + line.size() + 1;
    if (!line.starts_with("{\"kind\":\"article\"")) return blocks_.empty() ? Status(not_one(number)) : Status();
    simdjson::dom::element article;
    std::string_view id, sha256;
    const simdjson::padded_string padded(line);
    if (parser_.parse(padded).get(article) != simdjson::SUCCESS || article["id"].get(id) != simdjson::SUCCESS ||
        article["sha256"].get(sha256) != simdjson::SUCCESS)
      return not_one(number);
    if (!blocks_.empty()) blocks_.back().end = at;
    const std::uint64_t after = at + line.size() + 1;
    blocks_.push_back({std::string(id), std::string(sha256), after, after});
    return {};
  }

  std::string path_;
  int file_ = -1;
  simdjson::dom::parser parser_;
  std::vector<Block> blocks_;
  std::multimap<std::pair<std::string, std::string>, std::size_t> by_key_;
  std::multimap<std::string, std::size_t> by_text_;
  std::set<std::string> by_id_;
};

struct Filled : BatchResult {
  struct Article {
    std::size_t block = 0;
    std::string lines;
    std::uint64_t records = 0;
  };
  std::vector<Article> articles;
  std::vector<std::string> changed;  // ids of articles whose page has another text
  Status status;
};

// The records of one article with the words of its text.
Filled::Article fill(std::size_t block, std::string_view records, const Document& document) {
  Filled::Article out{block, {}, 0};
  const std::string_view text = document.text;
  while (!records.empty()) {
    const std::size_t end = std::min(records.find('\n'), records.size());
    const std::string_view line = records.substr(0, end);
    records.remove_prefix(std::min(end + 1, records.size()));
    if (line.empty()) continue;
    const bool title = line.find("\"section\":\"title\"") != std::string_view::npos;
    const std::string_view words = title ? std::string_view(document.title) : text;
    out.lines += with_words(line, [&](Span span) -> std::optional<std::string_view> {
      const std::uint32_t from = byte_of_code_point(words, span.begin), to = byte_of_code_point(words, span.end);
      return words.substr(from, to - from);
    });
    out.lines += '\n';
    ++out.records;
  }
  return out;
}

void work(const Replication& wanted, const Document& document, Filled& result) {
  ++result.summary.documents;
  const auto found = wanted.find(document.id, sha256_hex(document.text));
  if (found.empty() && wanted.knows(document.id)) result.changed.push_back(document.id);
  for (const std::size_t block : found) {
    const auto records = wanted.records(wanted.blocks()[block]);
    if (!records) {
      result.status = records.error();
      return;
    }
    result.articles.push_back(fill(block, *records, document));
  }
}

}  // namespace

Result<RehydrateSummary> rehydrate(const std::string& replication_file, const RunOptions& options,
                                   const Output& output) {
  constexpr std::size_t most_missing = 1000;
  Replication wanted;
  if (Status status = wanted.open(replication_file); !status) return status.error();
  const Result<IngestOptions> ingest_with = ingest_options(options);
  if (!ingest_with) return ingest_with.error();
  const auto make_worker = [&]() -> OrderedRun::Work {
    return [&](Batch batch) {
      auto result = std::make_unique<Filled>();
      each_document(
          std::move(batch), ingest, *ingest_with, [&](const Document& document) { work(wanted, document, *result); },
          [&](const Reject&) { ++result->summary.rejects; });
      return result;
    };
  };
  RehydrateSummary summary;
  std::vector<bool> done(wanted.blocks().size());
  std::set<std::string> changed;
  const auto emit = [&](BatchResult& batch) -> Status {
    Filled& result = static_cast<Filled&>(batch);
    if (!result.status) return result.status;
    changed.insert(result.changed.begin(), result.changed.end());
    for (Filled::Article& article : result.articles) {
      if (done[article.block]) continue;
      done[article.block] = true;
      ++summary.matched;
      summary.records += article.records;
      if (Status status = article.lines.empty() ? Status() : output(article.lines); !status) return status;
    }
    return {};
  };
  const auto run = OrderedRun(options, make_worker, emit).run();
  if (!run) return run.error();
  summary.articles = wanted.blocks().size();
  summary.pages = run->documents;
  summary.rejects = run->rejects;
  for (std::size_t n = 0; n < done.size(); ++n) {
    if (done[n]) continue;
    summary.changed += changed.count(wanted.blocks()[n].id);
    if (summary.missing.size() < most_missing) summary.missing.push_back(wanted.blocks()[n].id);
  }
  return summary;
}

}  // namespace demarche
