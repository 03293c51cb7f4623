#include "demarche/signatures.h"

#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>
#include <optional>

#include "base/hash.h"
#include "base/json.h"
#include "format/story_records.h"
#include "pipeline/archive_stored.h"
#include "pipeline/signatures.h"
#include "stages/merge/blocks.h"
#include "stages/merge/judge.h"
#include "stages/merge/stories.h"

namespace demarche {
namespace {

static_assert(signature_crowd == crowded_block);

constexpr int variant = sodium_base64_VARIANT_ORIGINAL;

std::string base64(std::string_view bytes) {
  std::string out(sodium_base64_encoded_len(bytes.size(), variant), '\0');
  sodium_bin2base64(out.data(), out.size(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(),
                    variant);
  out.pop_back();  // the terminating zero
  return out;
}

Result<Signature> signature_in(std::string_view text) {
  std::string bytes(text.size(), '\0');
  std::size_t length = 0;
  if (sodium_base642bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(), text.data(), text.size(), nullptr,
                        &length, nullptr, variant) == 0) {
    bytes.resize(length);
    if (auto signature = decode_signature(bytes)) return std::move(*signature);
  }
  return Error{ErrorCode::bad_input, "not a signature of this version of Demarche: code the pages anew"};
}

std::optional<Day> day_in(const std::string& text) {
  return text.empty() ? std::nullopt : Day::parse(text);
}

void write_day(JsonWriter& json, std::string_view name, const std::optional<Day>& day) {
  json.key(name).value_or_null(day ? day->iso() : std::string());
}

Result<Verdict> verdict_of(const SignatureLink& link) {
  Verdict out;
  const auto kind = std::find(link_kind_names.begin(), link_kind_names.end(), link.kind);
  if (kind == link_kind_names.end())
    return Error{ErrorCode::usage, fmt::format("no kind of link \"{}\": report, rewrite or copy", link.kind)};
  out.same_story = link.same_story;
  out.kind = static_cast<LinkKind>(kind - link_kind_names.begin());
  out.score = link.score;
  out.strength = link.strength;
  out.dependence = link.dependence;
  out.cites = link.cites;
  out.reasons = link.reasons;
  return out;
}

std::string record_of(const Story& story, std::span<const SignedDocument> documents) {
  StoryRecord record;
  record.id = "so-" + hex(documents[story.members.front().document].rank);
  record.independent_reports = story.reports;
  for (const StoryMember& member : story.members) {
    const SignedDocument& document = documents[member.document];
    StoryRecordDocument shown{document.article,     document.source, day_in(document.published),
                              name_of(member.role), std::nullopt,    member.score,
                              member.reasons};
    if (member.of) shown.of = documents[*member.of].article;
    record.documents.push_back(std::move(shown));
  }
  return story_json(record);
}

}  // namespace

void write_signature(std::string& out, const Coded& coded) {
  const Signature signature = signature_of(coded);
  const store::DocumentKey key = key_of(coded.document);
  JsonWriter json(out);
  json.begin_object().field("kind", "signature").field("article", key.article).field("source", key.source);
  json.field("address", key.address);
  write_day(json, "published", coded.document.published);
  write_day(json, "day", coded.document.published ? coded.document.published : signature.day);
  json.field("rank", std::string_view(hex(hash64(key.source + '\n' + key.article + '\n' + key.address))));
  json.field("signature", std::string_view(base64(encode(signature)))).end_object();
  out += '\n';
}

Result<std::vector<std::uint64_t>> signature_blocks(std::string_view signature) {
  const Result<Signature> decoded = signature_in(signature);
  if (!decoded) return decoded.error();
  return block_keys(*decoded);
}

Result<SignatureLink> judge_signatures(std::string_view first, std::string_view second) {
  Result<Signature> one = signature_in(first), other = signature_in(second);
  if (!one) return one.error();
  if (!other) return other.error();
  Verdict verdict = judge(profile_of(std::move(*one)), profile_of(std::move(*other)));
  return SignatureLink{
      verdict.same_story, std::string(name_of(verdict.kind)), verdict.score, verdict.strength, verdict.dependence,
      verdict.cites,      std::move(verdict.reasons)};
}

Result<std::vector<std::string>> signed_stories(std::span<const SignedDocument> documents,
                                                std::span<const SignedLink> links) {
  std::vector<StoryDocument> members;
  for (const SignedDocument& document : documents)
    members.push_back({document.rank, day_in(document.day), document.source, document.article});
  std::vector<StoryLink> verdicts;
  for (const SignedLink& link : links) {
    if (link.first >= documents.size() || link.second >= documents.size())
      return Error{ErrorCode::usage, "a link names a document that is not there"};
    Result<Verdict> verdict = verdict_of(link.link);
    if (!verdict) return verdict.error();
    verdicts.push_back({link.first, link.second, std::move(*verdict)});
  }
  std::vector<std::string> out;
  for (const Story& story : stories_of(members, verdicts, {})) out.push_back(record_of(story, documents));
  return out;
}

}  // namespace demarche
