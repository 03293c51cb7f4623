// Who may change something: the administrator's token, sessions of browsers, forms that really come from our pages, and
// patience with those who guess.
//
// A session is a random cookie whose hash is kept in memory, so that a restart signs everybody out. A form carries a
// hash of the session's cookie under a key that nobody else has: another site can neither read nor compute it.
#pragma once

#include <array>
#include <chrono>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "http.h"

namespace demarche::server {

class Guard {
 public:
  explicit Guard(const std::string& admin_token);

  enum class Verdict { yes, no, throttled };
  bool has_admin() const { return has_admin_; }

  /// Is this the administrator: by a bearer token, or by a session that signed in? Wrong tokens count.
  Verdict is_admin(const Request& request);
  /// Checks a token typed into the form of /admin.
  Verdict check_token(const std::string& client, std::string_view token);
  /// The value of a new cookie; `admin`: one that has signed in.
  std::string new_session(bool admin);
  void end_session(const Request& request);
  /// The form's hidden value for a session's cookie.
  std::string form_token(std::string_view session) const;
  /// A hash that only this server can make: the same after a restart where there is a token for the administrator.
  std::string seal(std::string_view text) const;
  /// Did a form of ours send this? By the hidden value or the header, and not from another site. A bearer token needs
  /// none, since no browser sends one by itself.
  bool is_own_form(const Request& request, std::string_view form_token_sent, const std::string& origin) const;
  /// May this client file another request now? A handful an hour.
  bool may_file(const std::string& client);
  /// Seconds after which a throttled client may try again.
  static constexpr int retry_seconds = 60;

  static constexpr std::string_view cookie = "demarche";

 private:
  using Clock = std::chrono::steady_clock;
  using Hash = std::array<unsigned char, 32>;
  struct Count {
    int times = 0;
    Clock::time_point since{};
  };
  bool over(std::map<std::string, Count>& counts, const std::string& client, int most, std::chrono::seconds span,
            bool count);
  Hash hash(std::string_view text) const;

  Hash key_{};
  Hash admin_{};
  Hash seal_{};
  bool has_admin_ = false;
  mutable std::mutex lock_;
  std::map<Hash, Clock::time_point> sessions_;  // of administrators, until when
  std::map<std::string, Count> wrong_, filed_;
};

}  // namespace demarche::server
