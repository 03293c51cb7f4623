// The keys of an archive. One 32-byte seed lies beside the archive (FILE.key, readable by its owner alone) and gives
// the keys that sign receipts, seal held pages and hash what a removal looks for; it is made at the first request.
//
// Beside and not inside: whoever is handed a copy of the archive can neither sign in its name, nor read withdrawn
// pages, nor test guesses about erased ones. The suppression key lies inside, or a copy would take removed pages back.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "store/database.h"

namespace demarche::store {

using Hash32 = std::array<unsigned char, 32>;

std::string_view bytes_of(const Hash32& hash);
std::string hex_of(std::string_view bytes);
/// Nothing for what is not hexadecimal.
std::optional<std::string> from_hex(std::string_view digits);

/// BLAKE2b-256 with a key.
Hash32 keyed_hash(std::string_view key, std::string_view bytes);

class Secrets {
 public:
  enum class Missing { fail, make, ephemeral };
  /// Reads FILE.key. Missing::make makes it where there is none (synced before it is used); ephemeral: keys for a trial
  /// that writes nothing.
  static Result<Secrets> open(const std::string& archive_path, Missing missing);
  static std::string path_beside(const std::string& archive_path) { return archive_path + ".key"; }

  /// Ed25519.
  std::string public_key() const;
  std::string sign(std::string_view message) const;
  static bool verify(std::string_view message, std::string_view signature, std::string_view public_key);
  /// The first 16 bytes of SHA-256 of a public key, in groups of four digits.
  static std::string fingerprint(std::string_view public_key);

  /// Authenticated encryption with a random nonce in front.
  std::string seal(std::string_view plain) const;
  std::optional<std::string> unseal(std::string_view sealed) const;

  /// 16 bytes for the word sequences of the residue scan, and a name for them that gives nothing away.
  std::string_view scan_key() const { return {reinterpret_cast<const char*>(scan_key_.data()), scan_key_.size()}; }
  std::string scan_key_id() const;
  /// Hides a scope behind a hash.
  Hash32 commit(std::string_view scope) const;

 private:
  explicit Secrets(const Hash32& seed);
  std::array<unsigned char, 64> sign_key_{};
  std::array<unsigned char, 32> public_key_{};
  Hash32 seal_key_{};
  Hash32 commit_key_{};
  std::array<unsigned char, 16> scan_key_{};
};

/// A key that lies in the archive.
Result<std::string> archive_key(const Database& archive, std::string_view name);

}  // namespace demarche::store
