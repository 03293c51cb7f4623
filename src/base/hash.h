// Hashes: XXH3 for keys and tables, SHA-256 for identity that others may check.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace demarche {

std::uint64_t hash64(std::string_view bytes, std::uint64_t seed = 0);  // XXH3
std::string sha256_hex(std::string_view bytes);                        // 64 lower-case hexadecimal digits
std::string hex(std::uint64_t value);                                  // 16 digits

}  // namespace demarche
