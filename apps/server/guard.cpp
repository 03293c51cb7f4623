#include "guard.h"

#include <fmt/format.h>
#include <sodium.h>

#include "target.h"

namespace demarche::server {
namespace {

constexpr int most_wrong = 5;
constexpr auto wrong_span = std::chrono::seconds(60);
constexpr int most_filed = 10;
constexpr auto filed_span = std::chrono::seconds(3600);
constexpr auto session_span = std::chrono::hours(8);
constexpr std::size_t most_clients = 10'000;

template <typename Bytes>
std::string hexadecimal(const Bytes& bytes) {
  std::string out;
  for (const unsigned char byte : bytes) out += fmt::format("{:02x}", byte);
  return out;
}

}  // namespace

Guard::Guard(const std::string& admin_token) {
  if (::sodium_init() < 0) return;
  ::randombytes_buf(key_.data(), key_.size());
  has_admin_ = !admin_token.empty();
  seal_ = key_;
  if (!has_admin_) return;
  admin_ = hash(admin_token);
  ::crypto_generichash(seal_.data(), seal_.size(), reinterpret_cast<const unsigned char*>(admin_token.data()),
                       admin_token.size(), nullptr, 0);
}

std::string Guard::seal(std::string_view text) const {
  std::array<unsigned char, 16> out;
  ::crypto_generichash(out.data(), out.size(), reinterpret_cast<const unsigned char*>(text.data()), text.size(),
                       seal_.data(), seal_.size());
  return hexadecimal(out);
}

Guard::Hash Guard::hash(std::string_view text) const {
  Hash out{};
  ::crypto_generichash(out.data(), out.size(), reinterpret_cast<const unsigned char*>(text.data()), text.size(),
                       key_.data(), key_.size());
  return out;
}

// Counts within a span from the first; the oldest half is forgotten when too many clients are known.
bool Guard::over(std::map<std::string, Count>& counts, const std::string& client, int most, std::chrono::seconds span,
                 bool count) {
  const std::lock_guard hold(lock_);
  const auto now = Clock::now();
  if (counts.size() > most_clients)
    for (auto it = counts.begin(); it != counts.end();) it = now - it->second.since > span ? counts.erase(it) : ++it;
  if (counts.size() > most_clients) counts.clear();
  const auto found = counts.find(client);
  if (found != counts.end() && now - found->second.since > span) counts.erase(found);
  if (!count) {
    const auto known = counts.find(client);
    return known != counts.end() && known->second.times >= most;
  }
  Count& c = counts[client];
  if (c.times == 0) c.since = now;
  return ++c.times > most;
}

Guard::Verdict Guard::check_token(const std::string& client, std::string_view token) {
  if (!has_admin_) return Verdict::no;
  if (over(wrong_, client, most_wrong, wrong_span, false)) return Verdict::throttled;
  const Hash sent = hash(token);
  if (::sodium_memcmp(sent.data(), admin_.data(), sent.size()) == 0) return Verdict::yes;
  over(wrong_, client, most_wrong, wrong_span, true);
  return Verdict::no;
}

Guard::Verdict Guard::is_admin(const Request& request) {
  if (!has_admin_) return Verdict::no;
  constexpr std::string_view bearer = "Bearer ";
  if (request.authorization.starts_with(bearer))
    return check_token(request.client, std::string_view(request.authorization).substr(bearer.size()));
  const std::string session = cookie_value(request.cookie, cookie);
  if (session.empty()) return Verdict::no;
  const std::lock_guard hold(lock_);
  const auto found = sessions_.find(hash(session));
  return found != sessions_.end() && found->second > Clock::now() ? Verdict::yes : Verdict::no;
}

std::string Guard::new_session(bool admin) {
  std::array<unsigned char, 24> random;
  ::randombytes_buf(random.data(), random.size());
  std::string session = hexadecimal(random);
  if (!admin) return session;
  const std::lock_guard hold(lock_);
  const auto now = Clock::now();
  for (auto it = sessions_.begin(); it != sessions_.end();) it = it->second < now ? sessions_.erase(it) : ++it;
  sessions_[hash(session)] = now + session_span;
  return session;
}

void Guard::end_session(const Request& request) {
  const std::lock_guard hold(lock_);
  sessions_.erase(hash(cookie_value(request.cookie, cookie)));
}

std::string Guard::form_token(std::string_view session) const {
  return session.empty() ? std::string() : hexadecimal(hash("form " + std::string(session)));
}

bool Guard::is_own_form(const Request& request, std::string_view sent, const std::string& origin) const {
  if (request.authorization.starts_with("Bearer ")) return true;
  if (!request.fetch_site.empty() && request.fetch_site != "same-origin" && request.fetch_site != "none") return false;
  if (!request.origin.empty() && request.origin != origin) return false;
  const std::string session = cookie_value(request.cookie, cookie);
  const std::string expected = form_token(session);
  if (session.empty()) return false;
  for (const std::string_view token : {sent, std::string_view(request.csrf)})
    if (token.size() == expected.size() && ::sodium_memcmp(token.data(), expected.data(), expected.size()) == 0)
      return true;
  return false;
}

bool Guard::may_file(const std::string& client) {
  return !over(filed_, client, most_filed, filed_span, true);
}

}  // namespace demarche::server
