#include "store/suppression.h"

#include <array>

#include "base/text.h"
#include "store/address.h"
#include "store/secrets.h"

namespace demarche::store {
namespace {

std::string document_value(const DocumentKey& key) {
  return key.source + '\0' + key.article + '\0' + key.address;
}

bool is_address(std::string_view text) {
  return text.find("://") != std::string_view::npos;
}

std::string host_of(std::string_view url) {
  const std::string normal = normal_address(url);
  return is_address(url) ? normal.substr(0, normal.find_first_of("/?")) : std::string();
}

}  // namespace

Status Suppression::prepare(const Database& database) {
  const auto statements = std::to_array<std::pair<Statement*, const char*>>({
      {&any_, "SELECT 1 FROM suppression LIMIT 1"},
      {&find_, "SELECT 1 FROM suppression WHERE key = ?1 LIMIT 1"},
      {&insert_, "INSERT INTO suppression (key, request_id, kind) VALUES (?1,?2,?3) ON CONFLICT DO NOTHING"},
      {&lift_, "DELETE FROM suppression WHERE request_id = ?1"},
  });
  for (const auto& [statement, sql] : statements) {
    auto prepared = database.prepare(sql);
    if (!prepared) return prepared.error();
    *statement = std::move(prepared).value();
  }
  const auto key = archive_key(database, "suppression");
  if (!key) return key.error();
  key_ = *key;
  return {};
}

std::string Suppression::hash(std::string_view kind, std::string_view value) const {
  return std::string(bytes_of(keyed_hash(key_, std::string(kind) + '\0' + std::string(value))).substr(0, 16));
}

Result<bool> Suppression::has(std::string_view kind, std::string_view value) {
  const Result<bool> row = find_.bind_blob(1, hash(kind, value)).step();
  find_.reset();
  return row;
}

Status Suppression::put(std::int64_t request_id, std::string_view kind, std::string_view value) {
  return insert_.bind_blob(1, hash(kind, value)).bind(2, request_id).bind(3, kind).run();
}

Result<bool> Suppression::holds(const DocumentKey& key, std::string_view url, std::uint64_t copy_key) {
  const Result<bool> any = any_.step();
  any_.reset();
  if (!any || !*any) return any;
  std::vector<std::pair<std::string_view, std::string>> asked = {{"document", document_value(key)}};
  for (std::string_view address : {url, std::string_view(key.article), std::string_view(key.address)})
    if (is_address(address)) asked.emplace_back("address", normal_address(address));
  if (copy_key != 0) asked.emplace_back("content", std::to_string(static_cast<std::int64_t>(copy_key)));
  if (!key.source.empty()) asked.emplace_back("source", normal_address(key.source));
  if (const std::string host = host_of(url); !host.empty()) asked.emplace_back("source", host);
  for (const auto& [kind, value] : asked) {
    const Result<bool> found = has(kind, value);
    if (!found || *found) return found;
  }
  return false;
}

Status Suppression::suppress_document(std::int64_t request_id, const DocumentKey& key) {
  if (Status status = put(request_id, "document", document_value(key)); !status) return status;
  for (std::string_view address : {std::string_view(key.article), std::string_view(key.address)})
    if (is_address(address))
      if (Status status = put(request_id, "address", normal_address(address)); !status) return status;
  return {};
}

Status Suppression::suppress_version(std::int64_t request_id, std::string_view url,
                                     std::optional<std::int64_t> copy_key) {
  if (is_address(url))
    if (Status status = put(request_id, "address", normal_address(url)); !status) return status;
  return copy_key ? put(request_id, "content", std::to_string(*copy_key)) : Status();
}

Status Suppression::suppress_source(std::int64_t request_id, std::string_view source) {
  return put(request_id, "source", normal_address(source));
}

Status Suppression::lift(std::int64_t request_id) {
  return lift_.bind(1, request_id).run();
}

}  // namespace demarche::store
