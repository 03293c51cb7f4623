// How long does a removal take in an archive of volume? Makes one, then erases one article by its address, tries out
// and erases a source of a thousand articles, and verifies.
//
//   removal_bench FOLDER [ARTICLES]      ARTICLES defaults to 100,000; FOLDER/removal.db is made anew
#include <fmt/format.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>

#include "store/random_documents_test.h"
#include "store/request_desk.h"
#include "store/residue.h"
#include "store/writer.h"

namespace demarche::store {
namespace {

using Clock = std::chrono::steady_clock;
constexpr const char* now = "2026-01-31T12:00:00Z";
constexpr int small_source = 1000;

template <typename T>
T must(Result<T> result) {
  if (result) return std::move(result).value();
  std::fprintf(stderr, "%s\n", result.error().message.c_str());
  std::exit(3);
}

class Lap {
 public:
  ~Lap() { std::fflush(stdout); }
  double seconds() {
    const double out = std::chrono::duration<double>(Clock::now() - start_).count();
    start_ = Clock::now();
    return out;
  }

 private:
  Clock::time_point start_ = Clock::now();
};

void fill(const std::string& path, int articles) {
  auto writer = must(Writer::open(path, true));
  if (!writer->begin_run({"e", "m", "c"}, "bench", now)) std::exit(3);
  RandomDocuments random(1);
  for (int at = 0; at < articles;) {
    WriteBatch batch;
    for (int i = 0; i < 64 && at < articles; ++i, ++at) {
      StoredDocument d = random.document(fmt::format("article-{}", at), 8);
      while (d.events.size() > 3) d.events.pop_back();
      for (StoredEvent& e : d.events) e.json.insert(e.json.size() - 1, ",\"text\":\"" + std::string(600, 'x') + "\"");
      if (at % (articles / small_source) == 0) d.key.source = d.publisher = "Small Paper";
      d.url = fmt::format("https://{}.example/{}", at % 40, d.key.article);
      RandomDocuments::finish(d);
      batch.documents.push_back(std::move(d));
    }
    must(writer->add(batch, now));
  }
  if (!writer->finish_run(now)) std::exit(3);
}

void verify(const std::string& path, std::int64_t id, Lap& lap) {
  const ResidueScan scan = must(scan_residue(path, id, {}));
  std::printf("verify                     %8.2f s   %s, %lld MB looked at, %lld sequences\n", lap.seconds(),
              scan.clean() ? "clean" : "NOT CLEAN", static_cast<long long>(scan.files[0].bytes >> 20),
              static_cast<long long>(scan.sequences));
}

void run(const std::string& folder, int articles) {
  const std::string path = folder + "/removal.db";
  for (const char* part : {"", "-wal", "-shm", ".key"}) ::unlink((path + part).c_str());
  Lap lap;
  fill(path, articles);
  std::setvbuf(stdout, nullptr, _IOLBF, 0);
  std::printf("filled with %d articles  %8.2f s   %lld MB\n", articles, lap.seconds(),
              static_cast<long long>(std::filesystem::file_size(path) >> 20));
  auto desk = must(RequestDesk::open(path, "bench", {}));
  NewRequest one;
  one.scope.address = fmt::format("http://www.{}.example/article-{}/", (articles / 2 + 1) % 40, articles / 2 + 1);
  lap.seconds();
  must(desk->try_out(one, now));
  std::printf("dry run of an article      %8.2f s\n", lap.seconds());
  const Effect article = must(desk->execute(one, now));
  std::printf("erase an article           %8.2f s   %lld documents\n", lap.seconds(),
              static_cast<long long>(article.document_count));
  NewRequest source;
  source.scope.source = "Small Paper";
  must(desk->try_out(source, now));
  std::printf("dry run of a source        %8.2f s\n", lap.seconds());
  const Effect all = must(desk->execute(source, now));
  std::printf("erase a source             %8.2f s   %lld documents\n", lap.seconds(),
              static_cast<long long>(all.document_count));
  verify(path, article.request_id, lap);
  verify(path, all.request_id, lap);
}

}  // namespace
}  // namespace demarche::store

int main(int argc, char** argv) {
  if (argc < 2) {
    std::fputs("usage: removal_bench FOLDER [ARTICLES]\n", stderr);
    return 2;
  }
  demarche::store::run(argv[1], argc > 2 ? std::atoi(argv[2]) : 100000);
}
