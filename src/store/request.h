// A request to change or remove, as the archive keeps it; reading and writing its rows.
//
// Works inside the transaction of whoever calls it and never decides anything.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "store/database.h"
#include "store/scope.h"
#include "store/secrets.h"
#include "store/tally.h"

namespace demarche::store {

enum class Verb : std::uint8_t { correct, withdraw, erase, restrict_ };
inline constexpr std::string_view verb_names[] = {"correct", "withdraw", "erase", "restrict"};
constexpr std::string_view name_of(Verb verb) {
  return verb_names[static_cast<std::size_t>(verb)];
}
std::optional<Verb> verb_named(std::string_view name);

struct NewRequest {
  Verb verb = Verb::erase;
  Scope scope;
  std::string contact;
  std::string ground;
  std::string due;     // day; "": a month from now
  std::string signal;  // kind of publisher's signal; "": a person
};

struct Request {
  std::int64_t id = 0;
  Verb verb = Verb::erase;
  std::string state;  // open, purging, done, refused, lifted
  std::string received_at, due, contact, ground, signal, decided_at, reason, done_at;
  Scope scope;             // empty after an erasure
  std::string scope_hash;  // 32 bytes, once executed
  std::optional<std::int64_t> documents;
  std::vector<TallyRow> tally;
};

/// The same day of the next month, or that month's last.
std::string month_after(std::string_view now);

Result<std::int64_t> insert_request(const Database& archive, const NewRequest& request, const std::string& now);
Result<Request> read_request(const Database& archive, std::int64_t id);
/// Ascending; `state` "" for all.
Result<std::vector<Request>> read_requests(const Database& archive, std::string_view state);
/// One line a field, the same for the same scope: what is hashed in its place.
std::string canonical(const Scope& scope);

/// What the ledger keeps of an act on a request: JSON without content or personal data.
std::string ledger_entry(const Request& request, std::string_view act, std::string_view now, const Secrets& secrets,
                         std::string_view software);

}  // namespace demarche::store
