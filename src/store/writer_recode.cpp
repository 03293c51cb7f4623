// New codings of versions that are shown, and what is kept of texts from now on.
#include "store/writer_impl.h"

namespace demarche::store {

Status Writer::Impl::keep_text(KeepText keep) {
  auto set = database->prepare("UPDATE archive SET keep_text = ?1 WHERE keep_text <> ?1");
  if (!set) return set.error();
  keep_text_ = keep;
  return set->bind(1, name_of(keep)).run();
}

Result<Added> Writer::Impl::recode(const std::vector<Recoded>& versions, const std::string& now) {
  Added added;
  Transaction transaction(*database);
  if (Status status = transaction.begin(); !status) return status.error();
  for (const Recoded& one : versions)
    if (Status status = recode(one, now, added); !status) return status.error();
  count_run_.bind(1, run_id_).bind(2, static_cast<std::int64_t>(added.versions)).bind(3, 0).bind(4, 0);
  if (Status status = count_run_.run(); !status) return status.error();
  if (before_commit)
    if (Status status = before_commit(*database); !status) return status.error();
  if (Status status = transaction.commit(); !status) return status.error();
  return added;
}

// A new row for the same content; the text moves to it.
Status Writer::Impl::recode(const Recoded& one, const std::string& now, Added& added) {
  codings_.bind(1, one.version_id);
  const Result<bool> shown = codings_.step();
  if (!shown) return shown.error();
  if (!*shown) {
    ++added.skipped;
    return {};
  }
  const std::int64_t document_id = codings_.integer(0), coding = codings_.integer(1) + 1;
  codings_.reset();
  const auto replaced = supersede(document_id);
  if (!replaced) return replaced.error();
  const auto version_id = version(one.document, document_id, coding, now);
  if (!version_id) return version_id.error();
  if (Status status = move_text_.bind(1, *version_id).run(); !status) return status;
  if (Status status = move_correction_.bind(1, *version_id).bind(2, one.version_id).run(); !status) return status;
  if (Status status = changes_.shown(*version_id, *replaced, "recoded", now); !status) return status;
  return layers(one.document, document_id, *version_id, added);
}

}  // namespace demarche::store
