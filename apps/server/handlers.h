// The handlers of the routes, one each: lists.cpp, relation_pages.cpp, article_pages.cpp, home_pages.cpp,
// summary_pages.cpp, brief_pages.cpp, request_pages.cpp, machine_pages.cpp.
#pragma once

#include "routes.h"

namespace demarche::server {

Response home(Call&);
Response search_page(Call&);
Response relation_page(Call&);
Response relation_events(Call&);
Response relation_statements(Call&);
Response relation_context_data(Call&);
Response events_page(Call&);
Response events_facets(Call&);
Response event_page(Call&);
Response statements_page(Call&);
Response statement_page(Call&);
Response articles_page(Call&);
Response article_page(Call&);
Response actors_page(Call&);
Response actor_page(Call&);
Response dyads_page(Call&);
Response network_data(Call&);
Response places_page(Call&);
Response sources_page(Call&);
Response brief_view(Call&);
Response brief_feed(Call&);
Response stories_page(Call&);
Response story_page(Call&);
Response incidents_page(Call&);
Response incident_page(Call&);
Response relation_incidents(Call&);
Response requests_page(Call&);
Response file_request(Call&);
Response request_page(Call&);
Response request_receipt(Call&);
Response decide_request(Call&);
Response changes_page(Call&);
Response methods_page(Call&);
Response export_page(Call&);
Response admin_page(Call&);
Response admin_sign_in(Call&);
Response admin_sign_out(Call&);
Response health(Call&);
Response metrics(Call&);
Response openapi(Call&);
Response asset(Call&);

}  // namespace demarche::server
