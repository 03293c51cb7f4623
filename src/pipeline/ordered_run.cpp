#include "pipeline/ordered_run.h"

#include <fmt/format.h>

#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <thread>

#include "stages/ingest/recognise.h"
#include "stages/ingest/table.h"

namespace demarche {
namespace {

constexpr std::size_t batch_records = 64;
constexpr std::size_t batch_bytes = 256u << 10;

std::size_t size_of(const std::variant<Record, Reject>& item) {
  const Record* record = std::get_if<Record>(&item);
  return record == nullptr ? 0 : record->bytes.size();
}

void add_to(RunSummary& total, const RunSummary& part) {
  total.documents += part.documents;
  total.rejects += part.rejects;
  total.events += part.events;
  total.statements += part.statements;
  total.skipped += part.skipped;
  total.suppressed += part.suppressed;
  total.withdrawn += part.withdrawn;
  total.requests += part.requests;
  total.new_versions += part.new_versions;
}

// Numbered batches go in, results come out by number. At most `window` batches are under way, so memory stays bounded.
class WorkQueue {
 public:
  WorkQueue(unsigned threads, const OrderedRun::MakeWorker& make_worker) : window_(std::size_t{4} * threads) {
    for (unsigned i = 0; i < threads; ++i)
      threads_.emplace_back([this, work = make_worker()]() mutable { loop(work); });
  }
  ~WorkQueue() {
    {
      const std::lock_guard lock(mutex_);
      closed_ = true;
      waiting_.clear();
    }
    changed_.notify_all();
    for (std::thread& thread : threads_) thread.join();
  }
  bool full() const { return submitted_ - emitted_ >= window_; }
  bool idle() const { return submitted_ == emitted_; }

  void submit(Batch batch) {
    {
      const std::lock_guard lock(mutex_);
      waiting_.emplace_back(submitted_++, std::move(batch));
    }
    changed_.notify_all();
  }

  std::unique_ptr<BatchResult> next() {  // waits for the oldest batch under way
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return done_.count(emitted_) != 0; });
    auto node = done_.extract(emitted_++);
    return std::move(node.mapped());
  }

 private:
  void loop(OrderedRun::Work& work) {
    for (;;) {
      std::unique_lock lock(mutex_);
      changed_.wait(lock, [this] { return closed_ || !waiting_.empty(); });
      if (waiting_.empty()) return;
      auto [number, batch] = std::move(waiting_.front());
      waiting_.pop_front();
      lock.unlock();
      std::unique_ptr<BatchResult> result = work(std::move(batch));
      lock.lock();
      done_[number] = std::move(result);
      lock.unlock();
      changed_.notify_all();
    }
  }

  const std::size_t window_;
  std::size_t submitted_ = 0;  // calling thread only
  std::size_t emitted_ = 0;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool closed_ = false;
  std::deque<std::pair<std::size_t, Batch>> waiting_;
  std::map<std::size_t, std::unique_ptr<BatchResult>> done_;
  std::vector<std::thread> threads_;
};

}  // namespace

Result<IngestOptions> ingest_options(const RunOptions& options) {
  IngestOptions out;
  if (!options.reference_day.empty()) {
    out.reference = Day::parse(options.reference_day);
    if (!out.reference)
      return Error{ErrorCode::usage,
                   fmt::format("\"{}\" is not a day: write --reference YYYY-MM-DD", options.reference_day)};
  }
  if (!options.input_format.empty()) {
    const std::optional<InputFormat> format = format_named(options.input_format);
    if (!format)
      return Error{ErrorCode::usage, fmt::format("unknown input format \"{}\": see docs/reference/input-formats.md",
                                                 options.input_format)};
    out.format = *format;
  }
  out.any_language = options.any_language;
  if (const Status mapping = check_mapping(options.columns); !mapping) return mapping.error();
  return out;
}

Result<RunSummary> OrderedRun::run() {
  const Result<IngestOptions> ingest = ingest_options(options_);
  if (!ingest) return ingest.error();
  RunSummary total;
  Status failed;
  const auto emit = [&](BatchResult& result) {
    failed = emit_(result);  // may still complete the summary
    add_to(total, result.summary);
    if (options_.progress) options_.progress(total.documents + total.rejects + total.skipped, total.bytes, 0);
    return failed.ok();
  };

  const bool alone = options_.threads <= 1;
  Work work = alone ? make_worker_() : Work();
  std::unique_ptr<WorkQueue> queue = alone ? nullptr : std::make_unique<WorkQueue>(options_.threads, make_worker_);
  const auto flush = [&](Batch batch) {
    if (batch.empty()) return true;
    if (alone) return emit(*work(std::move(batch)));
    queue->submit(std::move(batch));
    while (queue->full())
      if (!emit(*queue->next())) return false;
    return true;
  };

  Batch batch;
  std::size_t bytes = 0;
  RecordReader(options_.paths, ingest->format, options_.columns).run([&](std::variant<Record, Reject> item) {
    const std::size_t size = size_of(item);
    bytes += size;
    total.bytes += size;
    batch.push_back(std::move(item));
    if (batch.size() < batch_records && bytes < batch_bytes) return true;
    bytes = 0;
    return flush(std::exchange(batch, {}));
  });
  if (failed && flush(std::move(batch)) && !alone)
    while (!queue->idle())
      if (!emit(*queue->next())) break;
  if (!failed) return failed.error();
  return total;
}

}  // namespace demarche
