// Any bytes as a table: rows, guesses and mappings; each row becomes a line of JSONL that can be read.
#include <cstdint>
#include <string>

#include "base/check.h"
#include "base/utf8.h"
#include "stages/ingest/byte_source.h"
#include "stages/ingest/ingest.h"
#include "stages/ingest/input_buffer.h"
#include "stages/ingest/recognise.h"
#include "stages/ingest/table.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace demarche;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  recognise(bytes, "fuzz");
  for (const char* mapping : {"", "text=1,title=2", "text=body"}) {
    InputBuffer input(bytes_of(bytes));
    TableReader rows(input, std::nullopt);
    std::vector<std::string> cells;
    if (rows.next(cells) != TableReader::Row::whole) continue;
    const Result<TableColumns> columns = table_columns(cells, mapping);
    if (!columns) continue;
    rows.expect(cells.size());
    for (std::size_t n = 0; n <= size && rows.next(cells) == TableReader::Row::whole; ++n) {
      for (const std::string& cell : cells) DM_CHECK(is_utf8(cell));
      std::vector<Ingested> out;
      ingest(Record{jsonl_of(cells, *columns), "fuzz", "fuzz", InputFormat::jsonl}, {}, out);
      DM_CHECK(out.size() == 1);
    }
  }
  return 0;
}
