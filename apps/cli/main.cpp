// The command line of Demarche. Commands and flags are defined in commands.cpp; start reading there.
#include <csignal>
#include <cstdio>
#include <string>
#include <variant>
#include <vector>

#include "arguments.h"
#include "help.h"
#include "output.h"
#include "terminal.h"

int main(int argc, char** argv) {
  using namespace demarche::cli;
  std::signal(SIGPIPE, SIG_IGN);
  const std::vector<std::string> words(argv + (argc > 0 ? 1 : 0), argv + argc);
  if (words.empty()) {
    std::fputs(overview_text().c_str(), stderr);
    return 2;
  }
  const auto parsed = parse_arguments(words);
  if (const UsageError* error = std::get_if<UsageError>(&parsed)) {
    std::fprintf(stderr, "demarche: %s\n", printable(error->message).c_str());
    return 2;
  }
  const Invocation& invocation = std::get<Invocation>(parsed);
  if (invocation.wants_help) return print(command_help_text(*invocation.command));
  return invocation.command->run(invocation);
}
