// How fast is an archive of realistic volume? Makes one (documents, events a document and parties as in news, records
// of true size) and measures adding, series, evidence, first pages and the size of the file.
//
//   archive_bench FILE [EVENTS] [check]     EVENTS defaults to 1,000,000; FILE is made anew (with 0 it is measured as
//   it
//                                           is); check: how long `archive check` takes, too
//
// Ten million events take some 17 GB and, on one core, a quarter of an hour to write.
#include <fmt/format.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>

#include "query/records.h"
#include "query/relation.h"
#include "store/check.h"
#include "store/random_documents_test.h"
#include "store/schema.h"
#include "store/writer.h"

namespace demarche {
namespace {

using Clock = std::chrono::steady_clock;

double milliseconds_since(Clock::time_point start) {
  return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

void die(const Error& error) {
  std::fprintf(stderr, "%s\n", error.message.c_str());
  std::exit(3);
}

// Ten years of news on forty countries; a few pairs get most of it, as they do.
class News {
 public:
  store::StoredDocument next() {
    store::StoredDocument d = documents_.document(fmt::format("article-{}", number_), 20);
    const Day day = Day::of(2013, 1, 1) + static_cast<int>(number_++ % 3650);
    d.published = day;
    while (d.events.size() > 12) d.events.pop_back();
    while (d.statements.size() > 4) d.statements.pop_back();
    for (store::StoredEvent& e : d.events) {
      const int back = documents_.random().chance(80) ? documents_.random().below(3) : documents_.random().below(2000);
      e.date = Interval{day - back, day - back};
      for (store::StoredParty& p : e.parties) p.code = fmt::format("{}:GOV", country());
      e.json.resize(e.json.size() - 1);
      e.json += ",\"text\":\"" + std::string(700, 'x') + "\"}";  // to the size of a short record
    }
    store::RandomDocuments::finish(d);
    return d;
  }

 private:
  std::string country() {
    static constexpr const char* codes[] = {"RUS", "CHN", "USA", "UKR", "ISR", "IRN", "DEU", "FRA", "GBR", "IND",
                                            "PAK", "JPN", "KOR", "PRK", "TUR", "SYR", "EGY", "SAU", "POL", "ITA",
                                            "ESP", "BRA", "MEX", "CAN", "AUS", "ZAF", "NGA", "ETH", "KEN", "SDN",
                                            "AFG", "IRQ", "LBY", "YEM", "VEN", "COL", "THA", "VNM", "IDN", "PHL"};
    const int a = documents_.random().below(40), b = documents_.random().below(40);
    return codes[a * b / 40];
  }
  store::RandomDocuments documents_{7};
  std::uint64_t number_ = 0;
};

void fill(const std::string& path, std::uint64_t events) {
  auto writer = store::Writer::open(path, true);
  if (!writer) die(writer.error());
  const char* now = "2026-01-01T00:00:00Z";
  if (Status status = (*writer)->begin_run({"bench", "none", "none"}, "bench", now); !status) die(status.error());
  News news;
  std::uint64_t done = 0, articles = 0;
  double writing = 0;  // milliseconds of processor time: the disk and the neighbours are another matter
  while (done < events) {
    store::WriteBatch batch;
    for (int n = 0; n < 256; ++n) batch.documents.push_back(news.next());
    const std::clock_t start = std::clock();
    const auto added = (*writer)->add(batch, now);
    if (!added) die(added.error());
    writing += 1000.0 * static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
    done += added->events;
    articles += added->versions;
  }
  std::printf("add                %llu articles, %llu events: %.0f articles, %.0f events a second of one core\n",
              static_cast<unsigned long long>(articles), static_cast<unsigned long long>(done),
              1000.0 * static_cast<double>(articles) / writing, 1000.0 * static_cast<double>(done) / writing);
}

// Best and median of nine, each with a connection of its own, as every command has.
template <typename Ask>
void measure(const char* name, const std::string& path, const Ask& ask) {
  std::vector<double> times;
  std::size_t size = 0;
  for (int n = 0; n < 9; ++n) {
    const auto start = Clock::now();
    auto archive = store::open_archive(path, store::Database::Mode::read_only);
    if (!archive) die(archive.error());
    size = ask(**archive);
    times.push_back(milliseconds_since(start));
  }
  std::sort(times.begin(), times.end());
  std::printf("%-34s %8.2f ms best %8.2f ms median   %zu rows\n", name, times.front(), times[4], size);
}

int run(int argc, char** argv) {
  const std::string path = argv[1];
  const std::uint64_t events = argc > 2 ? std::strtoull(argv[2], nullptr, 10) : 1000000;
  if (events > 0) {
    for (const char* part : {"", "-wal", "-shm"}) ::unlink((path + part).c_str());
    fill(path, events);
  }
  std::printf("size               %.0f MB\n", static_cast<double>(std::filesystem::file_size(path)) / 1e6);
  Filter all, years, typed, party, first;
  years.since = "2015-01-01";
  years.until = "2018-12-31";
  typed.type = "ACCUSE";
  party.party = "SYR";
  party.limit = first.limit = 20;
  Filter sentences;
  sentences.since = "2016-03-01";
  sentences.until = "2016-03-31";
  const auto series = [](const Filter& filter, Period period) {
    return [&filter, period](const store::Database& archive) {
      const auto relation = query::relation(archive, "RUS", "CHN", period, filter);
      if (!relation) die(relation.error());
      return relation->points.size();
    };
  };
  const auto page = [](const Filter& filter) {
    return [&filter](const store::Database& archive) {
      std::size_t n = 0;
      const Status status = query::stream_records(archive, query::RecordKind::event, filter, [&](std::string_view) {
        ++n;
        return Status();
      });
      if (!status) die(status.error());
      return n;
    };
  };
  measure("relation RUS CHN, months", path, series(all, Period::month));
  measure("relation RUS CHN, weeks", path, series(all, Period::week));
  measure("relation RUS CHN, four years", path, series(years, Period::month));
  measure("relation RUS CHN --type ACCUSE", path, series(typed, Period::month));
  measure("evidence of one month", path, [&](const store::Database& archive) {
    const auto rows = query::evidence(archive, "RUS", "CHN", sentences);
    if (!rows) die(rows.error());
    return rows->size();
  });
  measure("events, first 20", path, page(first));
  measure("events --party SYR, first 20", path, page(party));
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  std::printf("memory             %ld MB at most\n", usage.ru_maxrss / 1024);
  if (argc < 4 || std::string_view(argv[3]) != "check") return 0;
  const auto start = Clock::now();
  const auto archive = store::open_archive(path, store::Database::Mode::read_only);
  const auto problems = store::check(**archive);
  if (!problems) die(problems.error());
  std::printf("archive check      %.1f s, %zu problems\n", milliseconds_since(start) / 1000, problems->size());
  return problems->empty() ? 0 : 1;
}

}  // namespace
}  // namespace demarche

int main(int argc, char** argv) {
  if (argc < 2) {
    std::fputs("usage: archive_bench FILE [EVENTS] [check]\n", stderr);
    return 2;
  }
  return demarche::run(argc, argv);
}
