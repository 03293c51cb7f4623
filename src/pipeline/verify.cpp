#include <fmt/format.h>
#include <simdjson.h>

#include "base/json.h"
#include "demarche/requests.h"
#include "pipeline/clock.h"
#include "pipeline/json_text.h"
#include "store/ledger.h"
#include "store/request.h"
#include "store/residue.h"
#include "store/schema.h"

namespace demarche {
namespace {

using store::from_hex;
using store::hex_of;

std::string receipt_body(const store::Request& request, const store::LedgerProof& proof, const std::string& archive,
                         const ScanReport* scan, const std::string& horizon) {
  std::string out;
  JsonWriter json(out);
  json.begin_object().field("kind", "receipt").field("format", 1).field("archive", archive);
  json.field("request", request.id).field("verb", name_of(request.verb)).field("state", request.state);
  json.field("received", request.received_at).field("executed", request.decided_at).field("done", request.done_at);
  json.field("documents", request.documents.value_or(0)).field("scope", hex_of(request.scope_hash));
  json.key("rows").begin_object();
  for (const store::TallyRow& row : request.tally)
    json.key(row.name).begin_object().field("gone", row.gone).field("came", row.came).end_object();
  json.end_object();
  json.key("ledger").begin_object().field("position", proof.position).field("entry", proof.entry);
  json.field("root_before", hex_of(proof.root_before)).field("root_after", hex_of(proof.root_after));
  json.key("path").begin_array();
  for (const store::Node& node : proof.path) json.value(hex_of(node));
  json.end_array().end_object();
  json.key("scan");
  if (scan == nullptr) {
    json.null();
  } else {
    // Names of files may say too much: kinds and counts only.
    json.begin_object().field("clean", scan->clean).field("sequences", scan->sequences).field("kept", scan->kept);
    json.field("short_texts", scan->short_texts).key("files").begin_array();
    for (const ScannedFile& file : scan->files) {
      json.begin_object().field("kind", file.kind).field("form", file.form).field("bytes", file.bytes);
      json.field("pages", file.pages).field("cells", file.cells).field("free_pages", file.free_pages);
      json.field("log_frames", file.log_frames).field("found", file.found);
      json.field("unreadable", file.unreadable.size()).end_object();
    }
    json.end_array().end_object();
  }
  json.key("backup_horizon").value_or_null(horizon);
  json.field("software", DEMARCHE_VERSION).field("issued", utc_now()).end_object();
  return out;
}

// White space does not matter to a signature: both sides sign and check the same compact form.
std::optional<std::string> compact(std::string_view json) {
  simdjson::dom::parser parser;
  simdjson::dom::element parsed;
  if (parser.parse(simdjson::padded_string(json)).get(parsed) != simdjson::SUCCESS) return std::nullopt;
  return simdjson::minify(parsed);
}

std::int64_t number_of(const simdjson::dom::element& element, std::string_view key) {
  std::int64_t out = -1;
  if (element[key].get(out) != simdjson::SUCCESS) return -1;
  return out;
}

Error bad_receipt(std::string_view what) {
  return {ErrorCode::corrupt, fmt::format("the receipt does not hold: {}", what)};
}

// The entry leads to the root after it; without it, the same path gives the root before.
Status check_place(const simdjson::dom::element& ledger) {
  std::vector<store::Node> path;
  simdjson::dom::array nodes;
  if (ledger["path"].get(nodes) != simdjson::SUCCESS) return bad_receipt("it has no path in the ledger");
  for (const simdjson::dom::element& node : nodes) {
    std::string_view digits;
    const bool text = node.get(digits) == simdjson::SUCCESS;
    const auto bytes = text ? from_hex(digits) : std::nullopt;
    if (!bytes || bytes->size() != 32) return bad_receipt("its path in the ledger is malformed");
    path.push_back(*bytes);
  }
  const std::int64_t position = number_of(ledger, "position");
  if (position < 0) return bad_receipt("it has no position in the ledger");
  const auto at = static_cast<std::size_t>(position);
  const auto root = store::root_from_path(store::leaf_of(text_of(ledger, "entry")), at, at + 1, path);
  if (!root || hex_of(*root) != text_of(ledger, "root_after"))
    return bad_receipt("its entry does not lead to the ledger's root");
  if (hex_of(store::root_before_last(path)) != text_of(ledger, "root_before"))
    return bad_receipt("the ledger's root before it is another");
  return {};
}

// What the receipt says and what the ledger's entry says is the same.
Status check_entry(const simdjson::dom::element& receipt, std::string_view entry_text) {
  simdjson::dom::parser parser;
  simdjson::dom::element entry;
  if (parser.parse(simdjson::padded_string(entry_text)).get(entry) != simdjson::SUCCESS)
    return bad_receipt("its ledger entry is malformed");
  for (const char* key : {"verb", "scope"})
    if (text_of(entry, key) != text_of(receipt, key))
      return bad_receipt(fmt::format("the ledger's entry has another {}", key));
  for (const char* key : {"request", "documents"})
    if (number_of(entry, key) != number_of(receipt, key))
      return bad_receipt(fmt::format("the ledger's entry has another {}", key));
  simdjson::dom::element rows, its_rows;
  if (entry["rows"].get(rows) != simdjson::SUCCESS || receipt["rows"].get(its_rows) != simdjson::SUCCESS ||
      simdjson::minify(rows) != simdjson::minify(its_rows))
    return bad_receipt("the ledger's entry has other counts");
  return {};
}

}  // namespace

Result<ScanReport> verify_removal(const std::string& archive_path, std::int64_t request,
                                  const std::vector<std::string>& backups) {
  const auto scan = store::scan_residue(archive_path, request, backups);
  if (!scan) return scan.error();
  ScanReport out;
  out.request = request;
  out.sequences = scan->sequences;
  out.kept = scan->kept;
  out.short_texts = scan->short_texts;
  out.clean = scan->clean();
  for (const store::FileScan& file : scan->files)
    out.files.push_back({file.path, file.kind, file.form, file.bytes, file.pages.pages, file.pages.cells,
                         file.pages.free_pages, file.pages.frames, file.found, file.where, file.unreadable});
  return out;
}

Result<std::string> make_receipt(const std::string& archive_path, std::int64_t request, const ScanReport* scan,
                                 const std::string& backup_horizon) {
  const auto archive = store::open_archive(archive_path, store::Database::Mode::read_only);
  if (!archive) return archive.error();
  const auto secrets = store::Secrets::open(archive_path, store::Secrets::Missing::fail);
  if (!secrets) return secrets.error();
  const auto row = store::read_request(**archive, request);
  if (!row) return row.error();
  const auto proof = store::ledger_proof(**archive, request);
  if (!proof) return proof.error();
  if (!*proof || row->state != "done")
    return Error{ErrorCode::usage, fmt::format("{}: request {} is {}: receipts are for what was done", archive_path,
                                               request, row->state)};
  const auto identity = (*archive)->text("SELECT identity FROM archive");
  if (!identity) return identity.error();
  const auto body = compact(receipt_body(*row, **proof, *identity, scan, backup_horizon));
  if (!body) return Error{ErrorCode::corrupt, "the receipt is malformed"};
  return fmt::format("{{\"receipt\":{},\"public_key\":\"{}\",\"signature\":\"{}\"}}\n", *body,
                     hex_of(secrets->public_key()), hex_of(secrets->sign(*body)));
}

Result<ReceiptCheck> check_receipt(const std::string& receipt_text) {
  simdjson::dom::parser parser;
  simdjson::dom::element all, receipt, ledger;
  if (parser.parse(simdjson::padded_string(receipt_text)).get(all) != simdjson::SUCCESS ||
      all["receipt"].get(receipt) != simdjson::SUCCESS || receipt["ledger"].get(ledger) != simdjson::SUCCESS)
    return bad_receipt("it is not a receipt of demarche verify");
  const auto key = from_hex(text_of(all, "public_key")), signature = from_hex(text_of(all, "signature"));
  if (!key || !signature || !store::Secrets::verify(simdjson::minify(receipt), *signature, *key))
    return bad_receipt("its signature is wrong");
  if (Status status = check_place(ledger); !status) return status.error();
  if (Status status = check_entry(receipt, text_of(ledger, "entry")); !status) return status.error();
  ReceiptCheck out;
  out.fingerprint = store::Secrets::fingerprint(*key);
  out.archive = text_of(receipt, "archive");
  out.request = number_of(receipt, "request");
  out.verb = text_of(receipt, "verb");
  out.executed_at = text_of(receipt, "executed");
  out.issued_at = text_of(receipt, "issued");
  out.software = text_of(receipt, "software");
  out.documents = number_of(receipt, "documents");
  out.backup_horizon = text_of(receipt, "backup_horizon");
  bool clean = false;
  out.scan = receipt["scan"]["clean"].get(clean) != simdjson::SUCCESS ? "none" : clean ? "clean" : "not clean";
  return out;
}

}  // namespace demarche
