// Every limit of the server, in one place.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace demarche::server::limits {

inline constexpr std::uint32_t header_bytes = 16u << 10;
inline constexpr std::size_t target_bytes = 8u << 10;
inline constexpr std::uint64_t body_bytes = 64u << 10;
inline constexpr int connections = 512;
inline constexpr int requests_waiting = 128;                    // beyond: 503
inline constexpr auto header_time = std::chrono::seconds(15);   // idle connections too
inline constexpr auto body_time = std::chrono::seconds(15);     // from the first byte to the last
inline constexpr auto write_time = std::chrono::seconds(30);    // for each part of a body
inline constexpr std::size_t write_bytes_a_second = 16u << 10;  // slower readers are cut off
inline constexpr auto stop_time = std::chrono::seconds(10);     // for what is under way when told to stop

}  // namespace demarche::server::limits
