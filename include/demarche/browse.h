// Reading an archive page by page: lists that go on from a key, one record with the sentence it stands in, one article
// with every span, and what an archive holds in all: dyads, actors, publications.
//
// Lists come newest first. A key stands for a place in the order and not for a number of rows, so it stays good while
// the archive grows, and no record comes twice. `browse_records.h` writes all of this as JSON and CSV.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "demarche/archive.h"
#include "demarche/result.h"

namespace demarche {

struct PageRequest {
  std::string after;       // the `next` of the page before; "": from the beginning
  std::size_t limit = 50;  // items at most
  bool json_only = false;  // fill nothing but kind, id and json of records: for downloads
};

template <typename T>
struct Page {
  std::vector<T> items;
  std::string next;  // "": nothing follows
};

/// A stretch of a text that plays a role: bytes of it, half-open.
struct Mark {
  std::string role;  // actor, recipient, trigger, attributed; speaker, addressee, cue, content
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  std::string record;  // id of the event or statement; "" where only one is meant
};

struct NamedParty {
  std::string role;  // actor, recipient, attributed, speaker, addressee
  std::string code;
  std::string name;  // "" when only described
};

/// Where a record stands.
struct Report {
  std::int64_t document = 0;  // number of the document in this archive
  std::string article;        // its id in the records
  std::string title;
  std::string publisher;  // name of the publication, or the host of its address
  std::string url;
  std::string published;    // "" when not known
  std::string section;      // "text" or "title": what the sentence is part of
  std::string sentence;     // its words
  std::vector<Mark> marks;  // within the sentence, by begin
  std::string day;          // that series count it under; "" for none
  bool counted = false;     // false: an exact copy of another article, or not current
};

/// An event or a statement.
struct ListedRecord {
  std::string kind;  // "event" or "statement"
  std::string id;
  std::string json;  // the record of the contract
  Report report;
  std::vector<NamedParty> parties;
  // Of an event:
  std::string type, mode, quad, newness, factuality, certainty;
  std::string date_start, date_end;  // "" when undated
  int confidence = 0;                // thousandths
  std::string rule;
  std::string statement;  // id of the statement that carries it, "" for none
  // Of a statement:
  std::string content;  // what was said, in the words of the text
  bool direct = false;  // any of it is quoted
};

Result<Page<ListedRecord>> list_events(const Archive&, const Filter&, const PageRequest&);
Result<Page<ListedRecord>> list_statements(const Archive&, const Filter&, const PageRequest&);
/// The events of a dyad, as its series counts them and those beside: copies are left out.
Result<Page<ListedRecord>> list_relation_events(const Archive&, const std::string& first, const std::string& second,
                                                const Filter&, const PageRequest&);
/// What each of two parties says to the other, or reports about an event of theirs.
Result<Page<ListedRecord>> list_relation_statements(const Archive&, const std::string& first, const std::string& second,
                                                    const Filter&, const PageRequest&);
/// One event or statement by its id, the newest version that has it. not_found when there is none.
Result<ListedRecord> record(const Archive&, const std::string& id);

struct FacetValue {
  std::string value;
  std::uint64_t count = 0;
};
struct Facet {
  std::string name;                // type, quad, factuality, newness, source, year
  std::vector<FacetValue> values;  // most frequent first
};
struct Facets {
  std::vector<Facet> facets;
  std::uint64_t total = 0;
  bool complete = true;  // false: only the newest `total` fitting events were counted
};
Result<Facets> event_facets(const Archive&, const Filter&);

struct ArticleSummary {
  std::int64_t document = 0;
  std::string article;
  std::string title;
  std::string publisher;
  std::string url;
  std::string published;
  std::string category;
  std::uint64_t events = 0;
  std::uint64_t statements = 0;
  bool counted = true;
};
/// Shown articles: `since`, `until`, `source`, `article` and `party` (of their events) of the filter hold.
Result<Page<ArticleSummary>> list_articles(const Archive&, const Filter&, const PageRequest&);

struct ArticleVersion {
  std::string hash;
  std::string recorded_at;
  bool current = false;
};

struct ArticleView {
  ArticleSummary summary;
  std::string origin, language, sha256, text;
  std::vector<std::pair<std::optional<int>, std::string>> sources;  // number on the page, address
  ArticleVersion version;                                           // the one shown
  std::vector<ArticleVersion> versions;                             // all, newest first
  std::string engine, model, codebook;                              // what coded it
  std::vector<ListedRecord> events;                                 // by position in the text
  std::vector<ListedRecord> statements;
  std::vector<Mark> text_marks;        // of all records, in bytes of the text, by begin
  std::vector<Mark> title_marks;       // in bytes of the title
  std::vector<ArticleSummary> copies;  // other shown articles with the same text
  std::vector<ArticleSummary> others;  // articles of the same id elsewhere
};
/// The shown version of an article; `document` tells articles of one id apart (0: the first). not_found when there is
/// none.
Result<ArticleView> article(const Archive&, const std::string& id, std::int64_t document = 0);

struct DyadSummary {
  std::string first, second;  // countries, ascending
  std::string first_name, second_name;
  std::uint64_t events = 0;  // new and actual, as series count them
  std::uint64_t cooperation = 0, conflict = 0;
  std::int64_t score_thousandths = 0;
  std::string first_day, last_day;
};
/// All dyads with events between the days ("": open), most events first.
Result<std::vector<DyadSummary>> dyads(const Archive&, const std::string& since, const std::string& until);

struct MovedDyad {
  DyadSummary recent, before;  // the last `days` days that the archive has articles of, and as many before
};
/// Dyads of two parties whose score changed most, at most `limit`.
Result<std::vector<MovedDyad>> moved_dyads(const Archive&, int days, std::size_t limit);

struct ActorSummary {
  std::string code;
  std::string name;
  std::uint64_t documents = 0;  // in whose events it takes part
  std::uint64_t events = 0;     // new and actual events in all its dyads
};
/// Countries, bodies and groups that take part in events, most events first.
Result<std::vector<ActorSummary>> actors(const Archive&);

struct SourceSummary {
  std::int64_t id = 0;
  std::string name;
  std::uint64_t articles = 0;  // shown
  std::uint64_t copies = 0;    // of them, exact copies that series leave out
  std::string first_day, last_day;
  std::vector<std::pair<std::string, std::uint64_t>> months;  // "2022-12", articles
};
Result<std::vector<SourceSummary>> sources(const Archive&);

struct PlaceSummary {
  std::string name, country;
  std::optional<std::int64_t> latitude, longitude;          // thousandths of a degree
  std::string precision;                                    // city, area, country
  std::uint64_t events = 0, cooperation = 0, conflict = 0;  // new and actual
};
/// Where the events between the days happened, most events first, at most 2,000 places.
Result<std::vector<PlaceSummary>> places(const Archive&, const std::string& since, const std::string& until);

/// Who acts, what kinds of acts, who speaks: the sums beside a series.
struct RelationContext {
  std::string first, second;
  std::string first_name, second_name;
  std::uint64_t from_first = 0, from_second = 0, between = 0;  // new and actual events by direction
  struct Type {
    std::string type, quad;
    std::uint64_t events = 0;
  };
  std::vector<Type> types;                              // most frequent first
  std::uint64_t said_by_first = 0, said_by_second = 0;  // statements as of list_relation_statements
  std::vector<DyadSummary> comparable;                  // other dyads of either party, most events first
};
Result<RelationContext> relation_context(const Archive&, const std::string& first, const std::string& second,
                                         const Filter&);

struct ArchiveTotals {
  std::uint64_t articles = 0;  // shown and dated
  std::uint64_t sources = 0;
  std::string first_day, last_day;  // of publication
  std::string vintage;              // when the newest version was recorded, UTC
};
Result<ArchiveTotals> totals(const Archive&);
/// When the last change was made, UTC; "" in an archive without any.
Result<std::string> last_change_at(const Archive&);

struct GoneRecord {
  std::string at;      // UTC
  std::string reason;  // "erased" or "withdrawn"
};
/// What became of an article, event or statement that is shown no longer; not_found for all others, restricted ones
/// among them.
Result<GoneRecord> gone(const Archive&, const std::string& id);

/// The name that reports give a party's code, "" when none does.
Result<std::string> party_name(const Archive&, const std::string& code);

/// Articles whose headline has all the words, newest first; and the parties whose code or name begins with the text.
struct SearchResult {
  std::vector<ActorSummary> parties;
  std::vector<ArticleSummary> articles;
  bool complete = true;  // false: only the newest headlines were looked at
};
Result<SearchResult> search(const Archive&, const std::string& text, std::size_t limit);

/// Tells whether an archive has changed: a number that grows when another process or thread has written.
class ArchiveWatch {
 public:
  explicit ArchiveWatch(const Archive& archive);
  Result<std::uint64_t> state();
  struct State;

 private:
  std::shared_ptr<State> state_;
};

}  // namespace demarche
