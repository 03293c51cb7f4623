// A value or an error, without exceptions.
//
// Every fallible call of the public API returns Result<T> (Status where there is no value). An Error is one plain line:
// what failed, where, and what to do about it. Its code decides the exit status of the command line.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <variant>

namespace demarche {

enum class ErrorCode {
  usage,      // wrong arguments
  bad_input,  // a document that cannot be read as what it claims to be
  too_large,  // beyond a limit of limits.h
  not_found,  // no such file, archive or id
  io,         // disk, permission, full, locked
  corrupt,    // damaged archive, model or compressed stream
  no_text,    // nothing to code
  language,   // not English
};

/// The error code as it is written in reject records ("bad_input", "io", ...).
constexpr const char* error_code_name(ErrorCode code) {
  switch (code) {
    case ErrorCode::usage:
      return "usage";
    case ErrorCode::bad_input:
      return "bad_input";
    case ErrorCode::too_large:
      return "too_large";
    case ErrorCode::not_found:
      return "not_found";
    case ErrorCode::io:
      return "io";
    case ErrorCode::corrupt:
      return "corrupt";
    case ErrorCode::no_text:
      return "no_text";
    case ErrorCode::language:
      return "language";
  }
  return "unknown";
}

struct Error {
  ErrorCode code = ErrorCode::bad_input;
  std::string message;
};

template <typename T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}      // NOLINT: implicit on purpose
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}  // NOLINT

  bool ok() const { return state_.index() == 0; }
  explicit operator bool() const { return ok(); }
  T& value() & { return std::get<0>(state_); }
  const T& value() const& { return std::get<0>(state_); }
  T&& value() && { return std::get<0>(std::move(state_)); }
  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }
  const Error& error() const { return std::get<1>(state_); }

 private:
  std::variant<T, Error> state_;
};

/// Success, or an error.
class [[nodiscard]] Status {
 public:
  Status() = default;
  Status(Error error) : error_(std::move(error)) {}  // NOLINT: implicit on purpose
  bool ok() const { return !error_; }
  explicit operator bool() const { return ok(); }
  const Error& error() const { return *error_; }

 private:
  std::optional<Error> error_;
};

}  // namespace demarche
