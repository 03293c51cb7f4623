// Files to documents in one thread, nothing printed: read_bench ROUNDS PATH... Prints megabytes of records a second of
// processor time, best of the rounds; with ROUNDS 0 the articles as `demarche read --any-language` prints them.
#include <fmt/format.h>

#include <cstdio>
#include <cstdlib>
#include <ctime>

#include "format/records.h"
#include "stages/ingest/ingest.h"

int main(int argc, char** argv) {
  using namespace demarche;
  if (argc < 3) return 2;
  const int rounds = std::atoi(argv[1]);
  IngestOptions options;
  options.any_language = true;
  double best = 0;
  std::size_t documents = 0, rejects = 0;
  for (int round = 0; round < std::max(rounds, 1); ++round) {
    const std::clock_t start = std::clock();
    std::size_t bytes = 0;
    documents = rejects = 0;
    std::vector<Ingested> out;
    RecordReader({argv + 2, argv + argc}, InputFormat::automatic).run([&](std::variant<Record, Reject> item) {
      if (Record* record = std::get_if<Record>(&item)) {
        bytes += record->bytes.size();
        out.clear();
        ingest(std::move(*record), options, out);
        for (const Ingested& one : out) {
          const Document* document = std::get_if<Document>(&one);
          documents += document != nullptr;
          rejects += document == nullptr;
          std::string line;
          if (rounds == 0 && document != nullptr) write_article(line, *document);
          std::fwrite(line.data(), 1, line.size(), stdout);
        }
      }
      return true;
    });
    const double seconds = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
    best = std::max(best, static_cast<double>(bytes) / 1e6 / seconds);
  }
  if (rounds > 0) fmt::print("{:.0f} MB/s   {} documents, {} others\n", best, documents, rejects);
  return 0;
}
