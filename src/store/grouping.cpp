#include "store/grouping.h"

#include <array>
#include <utility>

namespace demarche::store {
namespace {

std::optional<Day> day_of(const Statement& row, int column) {
  const auto count = row.integer_or_null(column);
  return count ? std::optional(Day(static_cast<std::int32_t>(*count))) : std::nullopt;
}

StoredLink link_of(const Statement& row) {
  StoredLink link;
  link.first = row.integer(0);
  link.second = row.integer(1);
  link.kind = row.text(2);
  link.score = static_cast<int>(row.integer(3));
  link.strength = static_cast<int>(row.integer(4));
  link.dependence = static_cast<int>(row.integer(5));
  link.cites = static_cast<int>(row.integer(6));
  link.reasons = row.text(7);
  return link;
}

template <std::size_t N>
Status prepare_all(const Database& database, const std::array<std::pair<Statement*, const char*>, N>& statements) {
  for (const auto& [statement, sql] : statements) {
    auto prepared = database.prepare(sql);
    if (!prepared) return prepared.error();
    *statement = std::move(prepared).value();
  }
  return {};
}

}  // namespace

Status Grouping::prepare(const Database& database) {
  database_ = &database;
  const auto statements = std::to_array<std::pair<Statement*, const char*>>({
      {&marked_, "SELECT id FROM touched WHERE what = ?1"},
      {&marked_blocks_, "SELECT id, members, first FROM touched WHERE what = 1"},
      {&clear_, "DELETE FROM touched"},
      {&version_,
       "SELECT v.id, v.document_id, v.published, s.name, d.article, d.address, g.bytes FROM version v "
       "JOIN signature g ON g.version_id = v.id JOIN document d ON d.id = v.document_id "
       "JOIN source s ON s.id = d.source_id WHERE v.id = ?1 AND v.current = 1"},
      {&signature_, "SELECT bytes FROM signature WHERE version_id = ?1"},
      {&enter_, "INSERT INTO grouped (version_id, rank, keys) VALUES (?1, ?2, ?3)"},
      {&put_in_block_, "INSERT INTO block (key, rank, version_id) VALUES (?1, ?2, ?3)"},
      {&keys_, "SELECT keys FROM grouped WHERE version_id = ?1"},
      {&members_, "SELECT version_id FROM block WHERE key = ?1 ORDER BY rank, version_id LIMIT ?2"},
      {&neighbours_, "SELECT second FROM story_link WHERE first = ?1"},
      {&unlink_back_, "DELETE FROM story_link WHERE first = ?1 AND second = ?2"},
      {&unlink_, "DELETE FROM story_link WHERE first = ?1"},
      {&link_,
       "INSERT INTO story_link (first, second, kind, score, strength, dependence, cites, reasons) "
       "VALUES (?1,?2,?3,?4,?5,?6,?7,?8)"},
      {&links_,
       "SELECT first, second, kind, score, strength, dependence, cites, reasons FROM story_link WHERE first = ?1"},
      {&decisions_,
       "SELECT first_document, second_document, ruling FROM story_decision d WHERE (first_document = ?1 OR "
       "second_document = ?1) AND NOT EXISTS (SELECT 1 FROM story_decision n WHERE n.id > d.id AND n.first_document = "
       "d.first_document AND n.second_document = d.second_document) AND ruling <> 'undo'"},
      {&shown_,
       "SELECT version_id FROM grouped WHERE version_id = (SELECT id FROM version WHERE document_id = ?1 AND "
       "current = 1)"},
      {&story_of_, "SELECT story_id FROM story_document WHERE version_id = ?1"},
      {&same_story_,
       "SELECT id FROM story WHERE record_id = ?1 AND json = ?2 AND documents = "
       "(SELECT count(*) FROM story_document WHERE story_id = story.id)"},
      {&remove_story_, "DELETE FROM story WHERE id = ?1"},
      {&add_story_, "INSERT INTO story (record_id, day, documents, reports, json) VALUES (?1,?2,?3,?4,?5)"},
      {&add_member_,
       "INSERT INTO story_document (version_id, story_id, position, role, of_version, report, score, reasons) "
       "VALUES (?1,?2,?3,?4,?5,?6,?7,?8)"},
  });
  if (Status status = prepare_all(database, statements); !status) return status;
  return touched_.prepare(database);
}

Result<std::vector<std::int64_t>> Grouping::column(Statement& statement) {
  std::vector<std::int64_t> out;
  for (;;) {
    const Result<bool> row = statement.step();
    if (!row) return row.error();
    if (!*row) return out;
    out.push_back(statement.integer(0));
  }
}

Result<std::vector<std::int64_t>> Grouping::marked(Mark mark) {
  return column(marked_.bind(1, static_cast<int>(mark)));
}

Result<std::map<std::int64_t, BlockState>> Grouping::marked_blocks() {
  std::map<std::int64_t, BlockState> out;
  for (;;) {
    const Result<bool> row = marked_blocks_.step();
    if (!row) return row.error();
    if (!*row) return out;
    out[marked_blocks_.integer(0)] = {marked_blocks_.integer(1), marked_blocks_.integer(2)};
  }
}

Status Grouping::clear_marks() {
  return clear_.run();
}

Result<std::optional<GroupedVersion>> Grouping::version(std::int64_t version_id) {
  const Result<bool> row = version_.bind(1, version_id).step();
  if (!row) return row.error();
  if (!*row) return std::optional<GroupedVersion>();
  GroupedVersion out;
  out.version_id = version_.integer(0);
  out.document_id = version_.integer(1);
  out.published = day_of(version_, 2);
  out.source = version_.text(3);
  out.article = version_.text(4);
  out.address = version_.text(5);
  out.signature = version_.text(6);
  version_.reset();
  return std::optional(std::move(out));
}

Result<std::string> Grouping::signature(std::int64_t version_id) {
  const Result<bool> row = signature_.bind(1, version_id).step();
  if (!row) return row.error();
  std::string out(*row ? signature_.text(0) : std::string_view());
  signature_.reset();
  return out;
}

Status Grouping::enter(std::int64_t version_id, std::uint64_t rank, const std::vector<std::uint64_t>& keys) {
  const auto row_rank = static_cast<std::int64_t>(rank);
  enter_.bind(1, version_id).bind(2, row_rank).bind_blob(3, keys_to_bytes(keys));
  if (Status status = enter_.run(); !status) return status;
  for (const std::uint64_t key : keys) {
    const auto row_key = static_cast<std::int64_t>(key);
    if (Status status = touched_.mark_block(row_key); !status) return status;
    if (Status status = put_in_block_.bind(1, row_key).bind(2, row_rank).bind(3, version_id).run(); !status)
      return status;
  }
  return {};
}

Result<std::vector<std::int64_t>> Grouping::keys(std::int64_t version_id) {
  const Result<bool> row = keys_.bind(1, version_id).step();
  if (!row) return row.error();
  if (!*row) return std::vector<std::int64_t>();
  std::vector<std::int64_t> out = keys_from_bytes(keys_.text(0));
  keys_.reset();
  return out;
}

Result<BlockState> Grouping::block(std::int64_t key) {
  const auto found = members(key, crowded_block + 1);
  if (!found) return found.error();
  return BlockState{static_cast<std::int64_t>(found->size()), found->empty() ? 0 : found->front()};
}

Result<std::vector<std::int64_t>> Grouping::members(std::int64_t key, std::int64_t most) {
  return column(members_.bind(1, key).bind(2, most));
}

Result<std::vector<std::int64_t>> Grouping::unlink(std::int64_t version_id) {
  auto others = column(neighbours_.bind(1, version_id));
  if (!others) return others;
  for (const std::int64_t other : *others)
    if (Status status = unlink_back_.bind(1, other).bind(2, version_id).run(); !status) return status.error();
  if (Status status = unlink_.bind(1, version_id).run(); !status) return status.error();
  return others;
}

Status Grouping::link(const StoredLink& link) {
  for (const bool back : {false, true}) {
    link_.bind(1, back ? link.second : link.first).bind(2, back ? link.first : link.second);
    link_.bind(3, link.kind).bind(4, link.score).bind(5, link.strength).bind(6, link.dependence);
    if (Status status = link_.bind(7, back ? -link.cites : link.cites).bind(8, link.reasons).run(); !status)
      return status;
  }
  return {};
}

Result<std::vector<StoredLink>> Grouping::links(std::int64_t version_id) {
  std::vector<StoredLink> out;
  links_.bind(1, version_id);
  for (;;) {
    const Result<bool> row = links_.step();
    if (!row) return row.error();
    if (!*row) return out;
    out.push_back(link_of(links_));
  }
}

Result<std::vector<StoredDecision>> Grouping::decisions(std::int64_t document_id) {
  std::vector<StoredDecision> out;
  decisions_.bind(1, document_id);
  for (;;) {
    const Result<bool> row = decisions_.step();
    if (!row) return row.error();
    if (!*row) return out;
    out.push_back({decisions_.integer(0), decisions_.integer(1), std::string(decisions_.text(2))});
  }
}

Result<std::optional<std::int64_t>> Grouping::shown_version(std::int64_t document_id) {
  const auto found = column(shown_.bind(1, document_id));
  if (!found) return found.error();
  return found->empty() ? std::optional<std::int64_t>() : std::optional(found->front());
}

Result<std::optional<std::int64_t>> Grouping::story_of(std::int64_t version_id) {
  const auto found = column(story_of_.bind(1, version_id));
  if (!found) return found.error();
  return found->empty() ? std::optional<std::int64_t>() : std::optional(found->front());
}

Result<std::optional<std::int64_t>> Grouping::same_story(const StoredStory& story) {
  const auto found = column(same_story_.bind(1, story.record_id).bind(2, story.json));
  if (!found) return found.error();
  return found->empty() ? std::optional<std::int64_t>() : std::optional(found->front());
}

Status Grouping::remove_story(std::int64_t story_id) {
  return remove_story_.bind(1, story_id).run();
}

Result<std::int64_t> Grouping::add_story(const StoredStory& story) {
  add_story_.bind(1, story.record_id);
  if (story.day) {
    add_story_.bind(2, story.day->count());
  } else {
    add_story_.bind_null(2);
  }
  add_story_.bind(3, static_cast<std::int64_t>(story.members.size())).bind(4, story.reports).bind(5, story.json);
  if (Status status = add_story_.run(); !status) return status.error();
  const std::int64_t id = database_->last_id();
  int position = 0;
  for (const StoredStoryMember& member : story.members) {
    add_member_.bind(1, member.version_id).bind(2, id).bind(3, position++).bind(4, member.role);
    add_member_.bind(5, member.of_version).bind(6, member.report).bind(7, member.score);
    if (Status status = add_member_.bind(8, member.reasons).run(); !status) return status.error();
  }
  return id;
}

Status GroupingInput::prepare(const Database& database) {
  return prepare_all(database, std::to_array<std::pair<Statement*, const char*>>({
                                   {&insert_signature_, "INSERT INTO signature (version_id, bytes) VALUES (?1, ?2)"},
                                   {&insert_place_,
                                    "INSERT INTO event_place (event_id, name, country, latitude, longitude, precision) "
                                    "VALUES (?1,?2,?3,?4,?5,?6)"},
                               }));
}

Status GroupingInput::version(std::int64_t version_id, std::string_view signature) {
  if (signature.empty()) return {};
  return insert_signature_.bind(1, version_id).bind_blob(2, signature).run();
}

Status GroupingInput::place(std::int64_t event_id, const std::optional<StoredPlace>& place) {
  if (!place) return {};
  insert_place_.bind(1, event_id).bind(2, place->name).bind_or_null(3, place->country);
  if (place->coordinates) {
    insert_place_.bind(4, place->coordinates->first).bind(5, place->coordinates->second);
  } else {
    insert_place_.bind_null(4).bind_null(5);
  }
  return insert_place_.bind(6, place->precision).run();
}

}  // namespace demarche::store
