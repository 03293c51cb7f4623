// What follows from publishers' signals met by add: strong ones are executed as requests at once, weak ones become open
// requests for a person.
//
// Only the same source is obeyed: its name, or the host of the page, must be that of whoever says so. A signal that was
// met before, executed, open or refused, makes no second request.
#pragma once

#include <memory>
#include <string>

#include "store/request_desk.h"
#include "store/stored.h"
#include "types/document.h"
#include "types/signal.h"

namespace demarche {

/// A signal and the article that it came with, if any.
struct SeenSignal {
  Signal signal;
  store::DocumentKey of;  // article "" when it came alone
  std::string url;
};

/// True for what must not be added now: a kill or withdrawal, an article that is withheld or embargoed beyond `now`.
bool keeps_out(const Document& document, std::string_view now);

class Inbound {
 public:
  enum class Outcome { nothing, executed, opened };

  explicit Inbound(std::string path) : path_(std::move(path)) {}
  /// For what has been added: the caller is in no transaction.
  Result<Outcome> act(const SeenSignal& seen, const std::string& now);

 private:
  struct Target {
    std::int64_t id = 0;
    std::string source, article;
    bool held = false;
  };
  Status open_desk();
  Result<std::vector<Target>> targets(const SeenSignal& seen) const;
  Result<bool> known(std::string_view signal, const store::Scope& scope) const;
  Result<Outcome> open_request(store::Verb verb, const SeenSignal& seen, store::Scope scope, const std::string& now);

  const std::string path_;
  std::unique_ptr<store::RequestDesk> desk_;
};

}  // namespace demarche
