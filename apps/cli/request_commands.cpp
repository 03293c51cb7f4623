// correct, withdraw, erase, restrict, requests, verify: changes, removals and their proof.
#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>

#include "arguments.h"
#include "demarche/requests.h"
#include "output.h"
#include "read_file.h"
#include "request_view.h"
#include "terminal.h"

namespace demarche::cli {
namespace {

RequestForm form_of(const Invocation& invocation, RequestVerb verb) {
  RequestForm form;
  form.verb = verb;
  form.scope.address = invocation.text("--address");
  form.scope.article = invocation.text("--article");
  form.scope.source = invocation.text("--source");
  form.scope.party = invocation.text("--party");
  form.scope.name = invocation.text("--name");
  form.scope.since = invocation.text("--since");
  form.scope.until = invocation.text("--until");
  form.scope.copies = invocation.has("--copies");
  form.contact = invocation.text("--contact");
  form.ground = invocation.text("--ground");
  form.due = invocation.text("--due");
  return form;
}

bool as_json(const Invocation& invocation) {
  return invocation.text("--output-format", "table") == "json";
}

// An erasure cannot be taken back: at a terminal it is asked for once more.
bool agreed(const Invocation& invocation, const RemovalEffect& trial) {
  if (invocation.has("--yes") || !is_terminal(STDIN_FILENO)) return true;
  std::fputs(effect_view(trial, RequestVerb::erase).c_str(), stderr);
  std::fputs("Erase for good? [y/N] ", stderr);
  const int answer = std::getchar();
  return answer == 'y' || answer == 'Y';
}

int remove(const Invocation& invocation, RequestVerb verb) {
  const std::string_view name = invocation.command->name;
  const std::string archive = invocation.text("--archive");
  auto desk = Requests::open(archive);
  if (!desk) return fail(name, desk.error());
  const RequestForm form = form_of(invocation, verb);
  const bool trial_only = invocation.has("--dry-run");
  if (trial_only || (verb == RequestVerb::erase && !invocation.has("--yes") && is_terminal(STDIN_FILENO))) {
    const auto trial = desk->try_out(form);
    if (!trial) return fail(name, trial.error());
    if (trial_only) return print(as_json(invocation) ? effect_json(*trial) + "\n" : effect_view(*trial, verb));
    if (trial->document_count == 0) return fail(name, {ErrorCode::not_found, archive + ": no document fits"});
    if (!agreed(invocation, *trial)) {
      complain(name, "nothing was changed");
      return 2;
    }
  }
  const auto done = desk->execute(form);
  if (!done) return fail(name, done.error());
  if (as_json(invocation)) return print(effect_json(*done) + "\n");
  return print(effect_view(*done, verb) + next_steps(done->request, verb, archive));
}

std::int64_t id_of(const Invocation& invocation) {
  const std::string& word = invocation.arguments[0];
  if (word.empty() || word.size() > 9 || word.find_first_not_of("0123456789") != std::string::npos) return -1;
  return std::stoll(word);
}

int no_id(const Invocation& invocation) {
  complain(invocation.command->name, fmt::format("\"{}\" is not the number of a request: demarche requests lists them",
                                                 printable(invocation.arguments[0])));
  return 2;
}

int no_reason(const Invocation& invocation) {
  complain(invocation.command->name, "say why: --reason WHY");
  return 2;
}

int show_request(const Invocation& invocation, const Requests& desk, std::int64_t id) {
  const auto request = desk.show(id);
  if (!request) return fail(invocation.command->name, request.error());
  return print(as_json(invocation) ? request_json(*request) + "\n" : request_view(*request));
}

}  // namespace

int run_withdraw(const Invocation& invocation) {
  return remove(invocation, RequestVerb::withdraw);
}
int run_erase(const Invocation& invocation) {
  return remove(invocation, RequestVerb::erase);
}
int run_restrict(const Invocation& invocation) {
  return remove(invocation, RequestVerb::restrict_);
}

int run_correct(const Invocation& invocation) {
  const std::string_view name = invocation.command->name;
  CorrectionForm correction;
  const auto given = [&](const char* flag, std::optional<std::string>& to) {
    if (invocation.has(flag)) to = invocation.text(flag);
  };
  given("--title", correction.title);
  given("--published", correction.published);
  given("--url", correction.url);
  given("--category", correction.category);
  correction.note = invocation.text("--note");
  if (invocation.has("--text")) {
    auto text = read_whole(invocation.text("--text"));
    if (!text) return fail(name, text.error());
    while (text->ends_with('\n')) text->pop_back();
    correction.text = std::move(*text);
  }
  if (!correction.text && !correction.title && !correction.published && !correction.url && !correction.category) {
    complain(name, "say what is to be corrected: --text FILE, --title, --published, --url or --category");
    return 2;
  }
  auto desk = Requests::open(invocation.text("--archive"));
  if (!desk) return fail(name, desk.error());
  const auto engine = Engine::open({.data_folder = invocation.text("--data"), .tier = invocation.text("--tier")});
  if (!engine) return fail(name, engine.error());
  const auto done = desk->correct(*engine, form_of(invocation, RequestVerb::correct), correction,
                                  static_cast<std::int64_t>(invocation.count("--request", 0)));
  if (!done) return fail(name, done.error());
  return print(as_json(invocation) ? request_json(*done) + "\n" : request_view(*done));
}

int run_requests(const Invocation& invocation) {
  auto desk = Requests::open(invocation.text("--archive"));
  if (!desk) return fail(invocation.command->name, desk.error());
  const auto requests = desk->list(invocation.text("--state"));
  if (!requests) return fail(invocation.command->name, requests.error());
  if (!as_json(invocation)) return print(requests_view(*requests));
  std::string lines;
  for (const RequestInfo& request : *requests) lines += request_json(request) + "\n";
  return print(lines);
}

int run_requests_open(const Invocation& invocation) {
  const std::string_view name = invocation.command->name;
  constexpr RequestVerb verbs[] = {RequestVerb::correct, RequestVerb::withdraw, RequestVerb::erase,
                                   RequestVerb::restrict_};
  for (const RequestVerb verb : verbs) {
    if (invocation.arguments[0] != verb_name(verb)) continue;
    auto desk = Requests::open(invocation.text("--archive"));
    if (!desk) return fail(name, desk.error());
    const auto id = desk->receive(form_of(invocation, verb));
    if (!id) return fail(name, id.error());
    return show_request(invocation, *desk, *id);
  }
  complain(name, fmt::format("\"{}\" is not one of correct, withdraw, erase or restrict",
                             printable(invocation.arguments[0])));
  return 2;
}

int run_requests_show(const Invocation& invocation) {
  if (id_of(invocation) < 0) return no_id(invocation);
  auto desk = Requests::open(invocation.text("--archive"));
  if (!desk) return fail(invocation.command->name, desk.error());
  return show_request(invocation, *desk, id_of(invocation));
}

int run_requests_accept(const Invocation& invocation) {
  const std::string_view name = invocation.command->name;
  if (id_of(invocation) < 0) return no_id(invocation);
  auto desk = Requests::open(invocation.text("--archive"));
  if (!desk) return fail(name, desk.error());
  const auto request = desk->show(id_of(invocation));
  if (!request) return fail(name, request.error());
  const auto done = desk->accept(request->id);
  if (!done) return fail(name, done.error());
  if (as_json(invocation)) return print(effect_json(*done) + "\n");
  return print(effect_view(*done, request->verb) +
               next_steps(request->id, request->verb, invocation.text("--archive")));
}

int run_requests_refuse(const Invocation& invocation) {
  if (id_of(invocation) < 0) return no_id(invocation);
  if (!invocation.has("--reason")) return no_reason(invocation);
  auto desk = Requests::open(invocation.text("--archive"));
  if (!desk) return fail(invocation.command->name, desk.error());
  const Status done = desk->refuse(id_of(invocation), invocation.text("--reason"));
  if (!done) return fail(invocation.command->name, done.error());
  return show_request(invocation, *desk, id_of(invocation));
}

int run_requests_lift(const Invocation& invocation) {
  if (id_of(invocation) < 0) return no_id(invocation);
  if (!invocation.has("--reason")) return no_reason(invocation);
  auto desk = Requests::open(invocation.text("--archive"));
  if (!desk) return fail(invocation.command->name, desk.error());
  const auto back = desk->lift(id_of(invocation), invocation.text("--reason"));
  if (!back) return fail(invocation.command->name, back.error());
  complain(invocation.command->name, fmt::format("{} documents came back; removed pages may be added again", *back));
  return show_request(invocation, *desk, id_of(invocation));
}

int run_requests_finish(const Invocation& invocation) {
  auto desk = Requests::open(invocation.text("--archive"));
  if (!desk) return fail(invocation.command->name, desk.error());
  const Status done = desk->finish();
  return done ? print("nothing is left to finish\n") : fail(invocation.command->name, done.error());
}

namespace {

int verify_receipt(const Invocation& invocation) {
  const std::string_view name = invocation.command->name;
  const auto text = read_whole(invocation.text("--receipt"));
  if (!text) return fail(name, text.error());
  const auto receipt = check_receipt(*text);
  if (!receipt) return fail(name, receipt.error());
  return print(receipt_view(*receipt));
}

}  // namespace

int run_verify(const Invocation& invocation) {
  const std::string_view name = invocation.command->name;
  if (invocation.has("--receipt") == !invocation.arguments.empty()) {
    complain(name, "name a request and its archive (verify 3 --archive FILE), or a receipt (--receipt FILE)");
    return 2;
  }
  if (invocation.has("--receipt")) return verify_receipt(invocation);
  if (id_of(invocation) < 0) return no_id(invocation);
  if (!invocation.has("--archive")) {
    complain(name, "name the archive: --archive FILE");
    return 2;
  }
  const std::string archive = invocation.text("--archive");
  std::vector<std::string> backups;
  for (const auto& [flag, value] : invocation.values)
    if (flag == "--backup") backups.push_back(value);
  const auto scan = verify_removal(archive, id_of(invocation), backups);
  if (!scan) return fail(name, scan.error());
  if (invocation.has("--write-receipt")) {
    const auto receipt = make_receipt(archive, id_of(invocation), &*scan, invocation.text("--backup-horizon"));
    if (!receipt) return fail(name, receipt.error());
    const Status written = write_whole(invocation.text("--write-receipt"), *receipt);
    if (!written) return fail(name, written.error());
  }
  const int printed = print(as_json(invocation) ? scan_json(*scan) + "\n" : scan_view(*scan));
  return printed != 0 ? printed : scan->clean ? 0 : 3;
}

}  // namespace demarche::cli
