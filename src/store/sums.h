// What series read: the pairs of events, the daily sums of pairs, the articles of days; kept in step with the versions
// that count. Of exact copies one counts, whatever the order in which they came.
//
// Works inside the transaction of whoever calls it.
#pragma once

#include <cstdint>
#include <optional>

#include "store/database.h"

namespace demarche::store {

class Sums {
 public:
  Status prepare(const Database& database);

  /// A version has become current; its events are written. `copy_key` 0: nothing is known of copies.
  Status add(std::int64_t version_id, std::int64_t copy_key, std::optional<std::int64_t> published);
  /// A version is no longer current (its row says so by now).
  Status remove(std::int64_t version_id, bool counted, std::optional<std::int64_t> copy_key,
                std::optional<std::int64_t> published);

 private:
  struct Event;
  Status settle_copies(std::int64_t copy_key);
  Status put_in(std::int64_t version_id);
  Status put_in(const Event& event);
  Status take_out(std::int64_t version_id);
  Status take_from_days(std::int64_t version_id);

  const Database* database_ = nullptr;
  Statement copies_, set_counted_, parties_of_version_, insert_dyad_, add_dyad_day_, dyads_of_version_,
      drop_last_of_dyad_day_, take_from_dyad_day_, drop_dyads_, add_article_day_, drop_last_of_article_day_,
      take_from_article_day_;
};

}  // namespace demarche::store
