// An always-on assertion for bugs. Bad documents and a bad world are never bugs: they come back as Result.
#pragma once

namespace demarche {
[[noreturn]] void check_failed(const char* condition, const char* file, int line);
}

#define DM_CHECK(condition)                                                     \
  do {                                                                          \
    if (!(condition)) ::demarche::check_failed(#condition, __FILE__, __LINE__); \
  } while (false)
