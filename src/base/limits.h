// Every limit of the program, in one place, with its unit. Input beyond a limit is cut or rejected with a reason, never
// lost in silence.
#pragma once

#include <cstddef>
#include <cstdint>

namespace demarche::limits {

inline constexpr std::size_t document_bytes = 10u << 20;       // raw page or JSONL line
inline constexpr std::size_t container_bytes = 64u << 20;      // a feed, news message or press export
inline constexpr std::size_t text_bytes = 4u << 20;            // extracted text of one article
inline constexpr std::size_t decompressed_bytes = 1ull << 36;  // a whole compressed stream
inline constexpr std::size_t warc_header_bytes = 64u << 10;    // of one record, and the head of an HTTP message
inline constexpr std::size_t warc_member_bytes = 256u << 20;   // passed over in one gzip member before it is given up
inline constexpr int xml_depth = 256;                          // feeds and news messages nested deeper are rejected
inline constexpr std::size_t feed_items = 20'000;              // of one feed or export
inline constexpr int html_depth = 512;                         // deeper elements are flattened into their ancestor
inline constexpr int json_depth = 64;
inline constexpr int folder_depth = 64;
inline constexpr std::uint32_t sentence_words = 192;  // longer sentences are cut here
inline constexpr std::uint32_t token_bytes = 512;     // longer tokens are cut here
inline constexpr std::uint32_t events_a_sentence = 32;
inline constexpr std::uint32_t parties_a_role = 12;

}  // namespace demarche::limits
