// Work on numbered items in several threads, with the results handed over in order in the calling thread.
//
// For items that are all there from the start; what is read as it is worked on goes through ordered_run.h. At most a
// few results a thread wait to be handed over, so memory stays bounded.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <map>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

#include "demarche/result.h"

namespace demarche {

template <typename Item>
class OrderedIndices {
 public:
  OrderedIndices(std::size_t count, unsigned threads) : count_(count), threads_(threads) {}

  /// `make_worker` is called once a thread and gives a function from number to Item; an error of `emit` stops the run.
  template <typename MakeWorker, typename Emit>
  Status run(const MakeWorker& make_worker, const Emit& emit) {
    if (threads_ <= 1 || count_ <= 1) return run_alone(make_worker(), emit);
    std::vector<std::thread> threads;
    for (unsigned i = 0; i < threads_; ++i)
      threads.emplace_back([this, work = make_worker()]() mutable { loop(work); });
    Status status;
    for (std::size_t number = 0; number < count_ && status; ++number) status = emit(wait_for(number));
    {
      const std::lock_guard lock(mutex_);
      stopped_ = true;
    }
    changed_.notify_all();
    for (std::thread& thread : threads) thread.join();
    return status;
  }

 private:
  template <typename Work, typename Emit>
  Status run_alone(Work work, const Emit& emit) {
    Status status;
    for (std::size_t number = 0; number < count_ && status; ++number) status = emit(work(number));
    return status;
  }

  template <typename Work>
  void loop(Work& work) {
    for (;;) {
      std::unique_lock lock(mutex_);
      changed_.wait(lock,
                    [this] { return stopped_ || next_ == count_ || next_ < emitted_ + std::size_t{8} * threads_; });
      if (stopped_ || next_ == count_) return;
      const std::size_t number = next_++;
      lock.unlock();
      Item item = work(number);
      lock.lock();
      done_.emplace(number, std::move(item));
      lock.unlock();
      changed_.notify_all();
    }
  }

  Item wait_for(std::size_t number) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return done_.count(number) != 0; });
    auto node = done_.extract(number);
    emitted_ = number + 1;
    lock.unlock();
    changed_.notify_all();
    return std::move(node.mapped());
  }

  const std::size_t count_;
  const unsigned threads_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::size_t next_ = 0;
  std::size_t emitted_ = 0;
  bool stopped_ = false;
  std::map<std::size_t, Item> done_;
};

}  // namespace demarche
