// Which versions a query shows: those shown now, or those that were at a moment of the past.
//
// The only place that decides it. A version is in sight from its recorded_at to its replaced_at; daily sums know only
// now, so that series of the past are counted from the events themselves.
#pragma once

#include <string>
#include <string_view>

#include "demarche/result.h"

namespace demarche::query {

class Moment {
 public:
  /// Now.
  Moment() = default;
  /// "" is now; "YYYY-MM-DD" the end of that day; "YYYY-MM-DDTHH:MM:SSZ" that second.
  static Result<Moment> of(std::string_view as_of);

  bool now() const { return at_.empty(); }
  /// "YYYY-MM-DDTHH:MM:SSZ", "" for now.
  const std::string& at() const { return at_; }

  /// SQL: version `v` (the alias) is in sight.
  std::string shown(std::string_view alias) const;
  /// SQL: of the exact copies in sight, version `v` is the one that series count. `v` must be in sight.
  std::string counted(std::string_view alias) const;
  /// SQL for a FROM clause: the events between two countries, ?1 and ?2 (ascending), as columns event_id, first, second
  /// and day of `p`, joined to event_mention `m`; only events that series count.
  std::string pairs() const;

 private:
  explicit Moment(std::string at) : at_(std::move(at)) {}
  std::string at_;
};

}  // namespace demarche::query
