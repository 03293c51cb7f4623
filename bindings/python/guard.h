// What a long call into C++ needs of Python: its lock is given up while the call works, Ctrl-C and the user's progress
// function still get their turn, and an Error becomes an exception of demarche.errors.
#pragma once

#include <nanobind/nanobind.h>

#include <chrono>
#include <optional>
#include <string>
#include <utility>

#include "demarche/engine.h"
#include "demarche/result.h"

namespace demarche::python {

/// Thrown from the bindings; becomes the exception of its code (errors.py).
struct Failure {
  Error error;
};

template <typename T>
T value_or_throw(Result<T> result) {
  if (!result) throw Failure{result.error()};
  return std::move(result).value();
}

inline void throw_unless(const Status& status) {
  if (!status) throw Failure{status.error()};
}

/// Lets Python in now and then during a call that has given up its lock.
class Guard {
 public:
  explicit Guard(nanobind::object progress) : progress_(std::move(progress)) {}

  /// An Error when the user pressed Ctrl-C or the progress function raised; to be returned, so that the run stops.
  Status check(std::uint64_t documents, std::uint64_t bytes) {
    const auto now = std::chrono::steady_clock::now();
    if (now < next_) return {};
    next_ = now + std::chrono::milliseconds(100);
    const nanobind::gil_scoped_acquire locked;
    if (PyErr_CheckSignals() != 0) return raised(nanobind::python_error());
    if (progress_.is_none()) return {};
    try {
      progress_(documents, bytes);
    } catch (nanobind::python_error& error) {
      return raised(std::move(error));
    }
    return {};
  }

  /// Runs `call` with Python's lock; what it raises stops the run.
  template <typename Call>
  Status locked(const Call& call) {
    const nanobind::gil_scoped_acquire held;
    try {
      call();
      return {};
    } catch (nanobind::python_error& error) {
      return raised(std::move(error));
    }
  }

  /// Runs `call` without Python's lock and gives its value, or throws what became of it.
  template <typename Call>
  auto run(const Call& call) {
    auto result = [&] {
      const nanobind::gil_scoped_release unlocked;
      return call();
    }();
    if (raised_) throw *std::exchange(raised_, std::nullopt);
    if (!result) throw Failure{result.error()};
    return result;
  }

 private:
  Status raised(nanobind::python_error error) {
    raised_.emplace(std::move(error));
    return Error{ErrorCode::usage, "stopped from Python"};
  }

  nanobind::object progress_;
  std::optional<nanobind::python_error> raised_;
  std::chrono::steady_clock::time_point next_ = std::chrono::steady_clock::now() + std::chrono::milliseconds(100);
};

}  // namespace demarche::python
