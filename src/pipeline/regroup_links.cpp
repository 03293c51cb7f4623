#include "pipeline/regroup_links.h"

#include "base/hash.h"
#include "stages/merge/blocks.h"
#include "stages/merge/judge.h"

namespace demarche {
namespace {

static_assert(crowded_block == static_cast<std::size_t>(store::crowded_block));

std::uint64_t rank_of(const store::GroupedVersion& version) {
  return hash64(version.source + '\n' + version.article + '\n' + version.address);
}

}  // namespace

Result<std::set<std::int64_t>> Relinking::run() {
  if (Status status = enter(); !status) return status.error();
  if (Status status = find_dirty(); !status) return status.error();
  for (const std::int64_t version_id : dirty_) {
    const auto lost = rows_.unlink(version_id);
    if (!lost) return lost.error();
    changed_.insert(lost->begin(), lost->end());
  }
  for (const std::int64_t version_id : dirty_)
    if (Status status = relink(version_id); !status) return status.error();
  changed_.insert(dirty_.begin(), dirty_.end());
  return std::move(changed_);
}

// Touched versions that are shown stand in no block: the mark took them out.
Status Relinking::enter() {
  const auto touched = rows_.marked(store::Mark::version);
  if (!touched) return touched.error();
  for (const std::int64_t version_id : *touched) {
    const auto version = rows_.version(version_id);
    if (!version) return version.error();
    if (!*version) continue;
    const auto profile = profiles_.get(rows_, version_id);
    if (!profile) return profile.error();
    if (Status status = rows_.enter(version_id, rank_of(**version), block_keys((*profile)->signature)); !status)
      return status;
    dirty_.insert(version_id);
  }
  const auto unlinked = rows_.marked(store::Mark::unlinked);
  if (!unlinked) return unlinked.error();
  changed_.insert(unlinked->begin(), unlinked->end());
  return {};
}

// A block that becomes crowded, or is no longer, compares its members otherwise than before; in one that stays crowded
// all are compared with its leader, so a new leader and the old one are looked at again.
Status Relinking::find_dirty() {
  const auto blocks = rows_.marked_blocks();
  if (!blocks) return blocks.error();
  for (const auto& [key, before] : *blocks) {
    const auto after = rows_.block(key);
    if (!after) return after.error();
    if (before.crowded() != after->crowded()) {
      const auto members = rows_.members(key, -1);
      if (!members) return members.error();
      dirty_.insert(members->begin(), members->end());
    } else if (after->crowded() && before.first != after->first) {
      for (const std::int64_t leader : {before.first, after->first}) {
        const auto still = rows_.keys(leader);
        if (!still) return still.error();
        if (!still->empty()) dirty_.insert(leader);
      }
    }
  }
  return {};
}

Result<std::set<std::int64_t>> Relinking::candidates(std::int64_t version_id) {
  std::set<std::int64_t> out;
  const auto keys = rows_.keys(version_id);
  if (!keys) return keys.error();
  for (const std::int64_t key : *keys) {
    auto members = rows_.members(key, store::crowded_block + 1);
    if (!members) return members.error();
    if (static_cast<std::int64_t>(members->size()) > store::crowded_block) {
      if (members->front() == version_id) {
        members = rows_.members(key, -1);
        if (!members) return members.error();
      } else {
        members->resize(1);
      }
    }
    out.insert(members->begin(), members->end());
  }
  out.erase(version_id);
  return out;
}

Status Relinking::relink(std::int64_t version_id) {
  const auto others = candidates(version_id);
  if (!others) return others.error();
  const auto profile = profiles_.get(rows_, version_id);
  if (!profile) return profile.error();
  for (const std::int64_t other : *others) {
    // Sharing a block is mutual: the lower of two dirty ones has looked at the pair.
    if (other < version_id && dirty_.contains(other)) continue;
    const auto its = profiles_.get(rows_, other);
    if (!its) return its.error();
    Verdict verdict = judge(**profile, **its);
    if (!verdict.same_story) continue;
    store::StoredLink link{
        version_id,         other,         std::string(name_of(verdict.kind)), verdict.score, verdict.strength,
        verdict.dependence, verdict.cites, std::move(verdict.reasons)};
    if (Status status = rows_.link(link); !status) return status;
  }
  return {};
}

}  // namespace demarche
