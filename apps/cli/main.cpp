// The first small command line: read, dates, code. It gives way to the full one.
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "demarche/engine.h"

int main(int argc, char** argv) {
  if (argc < 3) {
    std::fputs("usage: demarche read|dates|code [--threads N] [--reference DAY] [--input-format F] PATH...\n", stderr);
    return 2;
  }
  demarche::RunOptions run;
  for (int i = 2; i < argc; ++i) {
    const std::string word = argv[i];
    if (word == "--threads" && i + 1 < argc) {
      run.threads = static_cast<unsigned>(std::atoi(argv[++i]));
    } else if (word == "--reference" && i + 1 < argc) {
      run.reference_day = argv[++i];
    } else if (word == "--input-format" && i + 1 < argc) {
      run.input_format = argv[++i];
    } else {
      run.paths.push_back(word);
    }
  }
  const demarche::Output output = [](std::string_view lines) {
    std::fwrite(lines.data(), 1, lines.size(), stdout);
    return demarche::Status();
  };
  const std::string command = argv[1];
  demarche::Result<demarche::RunSummary> summary =
      demarche::Error{demarche::ErrorCode::usage, "unknown command " + command};
  if (command == "read") {
    summary = demarche::read(run, output);
  } else {
    const auto engine = demarche::Engine::open();
    if (!engine) {
      std::fprintf(stderr, "demarche: %s\n", engine.error().message.c_str());
      return 3;
    }
    if (command == "dates") summary = demarche::dates(*engine, run, output);
    if (command == "parse") summary = demarche::parse(*engine, run, output);
    if (command == "code") summary = demarche::code(*engine, run, output);
  }
  if (!summary) {
    std::fprintf(stderr, "demarche: %s\n", summary.error().message.c_str());
    return summary.error().code == demarche::ErrorCode::usage ? 2 : 3;
  }
  return summary->rejects > 0 ? 1 : 0;
}
