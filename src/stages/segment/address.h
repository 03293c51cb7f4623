// Web and mail addresses, host and file names, as one token each.
#pragma once

#include <cstdint>
#include <string_view>

namespace demarche::segmenting {

struct AddressScan {
  std::uint32_t end = 0;         // past the address that starts at the given byte, or no further than it: none
  std::uint32_t free_until = 0;  // no address starts before this byte
};

AddressScan scan_address(std::string_view text, std::uint32_t at, std::uint32_t end);

}  // namespace demarche::segmenting
