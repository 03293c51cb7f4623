#include "demarche/groups.h"

#include "pipeline/archive_impl.h"
#include "query/groups.h"

namespace demarche {

Result<Page<ListedGroup>> list_stories(const Archive& archive, const Filter& filter, const PageRequest& request) {
  const auto connection = archive.impl().read();
  if (!connection) return connection.error();
  return query::list_stories(**connection, filter, request);
}

Result<Page<ListedGroup>> list_incidents(const Archive& archive, const Filter& filter, const PageRequest& request) {
  const auto connection = archive.impl().read();
  if (!connection) return connection.error();
  return query::list_incidents(**connection, filter, request);
}

Result<Page<ListedGroup>> list_relation_incidents(const Archive& archive, const std::string& first,
                                                  const std::string& second, const Filter& filter,
                                                  const PageRequest& request) {
  const auto connection = archive.impl().read();
  if (!connection) return connection.error();
  return query::list_relation_incidents(**connection, first, second, filter, request);
}

Result<StoryView> story(const Archive& archive, const std::string& id) {
  const auto connection = archive.impl().read();
  if (!connection) return connection.error();
  return query::story(**connection, id);
}

Result<IncidentView> incident(const Archive& archive, const std::string& id) {
  const auto connection = archive.impl().read();
  if (!connection) return connection.error();
  return query::incident(**connection, id);
}

}  // namespace demarche
