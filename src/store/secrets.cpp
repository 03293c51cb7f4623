#include "store/secrets.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sodium.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

#include "base/check.h"
#include "base/file.h"
#include "base/text.h"

namespace demarche::store {
namespace {

constexpr std::string_view first_words = "demarche key 1 ";
constexpr std::string_view context = "demarche";  // of crypto_kdf: eight bytes

const unsigned char* data_of(std::string_view bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}

template <std::size_t N>
void derive(std::array<unsigned char, N>& out, std::uint64_t number, const Hash32& seed) {
  static_assert(crypto_kdf_KEYBYTES == 32 && crypto_kdf_CONTEXTBYTES == 8 && N >= crypto_kdf_BYTES_MIN);
  DM_CHECK(crypto_kdf_derive_from_key(out.data(), out.size(), number, context.data(), seed.data()) == 0);
}

// Readable by its owner alone from the first moment, synced, and never over an existing one: two programs that make it
// at once end with one key.
Status write_seed(const std::string& path, std::string_view line) {
  const std::string unfinished = fmt::format("{}.{}", path, ::getpid());
  const int file = ::open(unfinished.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  const auto failed = [&]() {
    const Error error{ErrorCode::io, fmt::format("{}: cannot write the archive's key: {}", path, std::strerror(errno))};
    ::unlink(unfinished.c_str());
    return error;
  };
  if (file < 0) return failed();
  const bool written =
      ::write(file, line.data(), line.size()) == static_cast<ssize_t>(line.size()) && ::fsync(file) == 0;
  ::close(file);
  if (!written) return failed();
  if (::link(unfinished.c_str(), path.c_str()) != 0 && errno != EEXIST) return failed();
  ::unlink(unfinished.c_str());
  std::string folder = std::filesystem::path(path).parent_path().string();
  const int directory = ::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (directory >= 0) {
    ::fsync(directory);
    ::close(directory);
  }
  return {};
}

}  // namespace

std::string_view bytes_of(const Hash32& hash) {
  return {reinterpret_cast<const char*>(hash.data()), hash.size()};
}

std::string hex_of(std::string_view bytes) {
  constexpr char digits[] = "0123456789abcdef";
  std::string out;
  for (char c : bytes) (out += digits[(c >> 4) & 15]) += digits[c & 15];
  return out;
}

std::optional<std::string> from_hex(std::string_view digits) {
  std::string out(digits.size() / 2, '\0');
  std::size_t length = 0;
  if (digits.size() % 2 != 0) return std::nullopt;
  if (sodium_hex2bin(reinterpret_cast<unsigned char*>(out.data()), out.size(), digits.data(), digits.size(), nullptr,
                     &length, nullptr) != 0 ||
      length != out.size())
    return std::nullopt;
  return out;
}

Hash32 keyed_hash(std::string_view key, std::string_view bytes) {
  Hash32 out;
  DM_CHECK(crypto_generichash(out.data(), out.size(), data_of(bytes), bytes.size(), data_of(key), key.size()) == 0);
  return out;
}

Secrets::Secrets(const Hash32& seed) {
  Hash32 sign_seed;
  derive(sign_seed, 1, seed);
  crypto_sign_seed_keypair(public_key_.data(), sign_key_.data(), sign_seed.data());
  sodium_memzero(sign_seed.data(), sign_seed.size());
  derive(seal_key_, 2, seed);
  derive(commit_key_, 3, seed);
  derive(scan_key_, 4, seed);
}

Result<Secrets> Secrets::open(const std::string& archive_path, Missing missing) {
  DM_CHECK(sodium_init() >= 0);
  const std::string path = path_beside(archive_path);
  std::error_code ignored;
  if (!std::filesystem::exists(path, ignored)) {
    Hash32 seed;
    randombytes_buf(seed.data(), seed.size());
    if (missing == Missing::ephemeral) return Secrets(seed);
    if (missing == Missing::fail)
      return Error{ErrorCode::not_found,
                   fmt::format("{}: no such file: it lies beside the archive since its first request; without it "
                               "nothing can be verified, restored or signed",
                               path)};
    const std::string line = fmt::format("{}{}\n", first_words, hex_of(bytes_of(seed)));
    if (Status status = write_seed(path, line); !status) return status.error();
  }
  const auto content = read_file(path, 4096);
  if (!content) return content.error();
  std::string_view line = trim(*content);
  std::optional<std::string> seed;
  if (line.starts_with(first_words)) seed = from_hex(line.substr(first_words.size()));
  if (!seed || seed->size() != 32)
    return Error{ErrorCode::corrupt, fmt::format("{}: not the key of an archive; put back the right one", path)};
  Hash32 bytes;
  std::memcpy(bytes.data(), seed->data(), bytes.size());
  return Secrets(bytes);
}

std::string Secrets::public_key() const {
  return {reinterpret_cast<const char*>(public_key_.data()), public_key_.size()};
}

std::string Secrets::sign(std::string_view message) const {
  std::string out(crypto_sign_BYTES, '\0');
  DM_CHECK(crypto_sign_detached(reinterpret_cast<unsigned char*>(out.data()), nullptr, data_of(message), message.size(),
                                sign_key_.data()) == 0);
  return out;
}

bool Secrets::verify(std::string_view message, std::string_view signature, std::string_view public_key) {
  DM_CHECK(sodium_init() >= 0);
  return signature.size() == crypto_sign_BYTES && public_key.size() == crypto_sign_PUBLICKEYBYTES &&
         crypto_sign_verify_detached(data_of(signature), data_of(message), message.size(), data_of(public_key)) == 0;
}

std::string Secrets::fingerprint(std::string_view public_key) {
  unsigned char hash[crypto_hash_sha256_BYTES];
  crypto_hash_sha256(hash, data_of(public_key), public_key.size());
  const std::string digits = hex_of({reinterpret_cast<const char*>(hash), 16});
  std::string out;
  for (std::size_t i = 0; i < digits.size(); i += 4) (out += i == 0 ? "" : " ") += digits.substr(i, 4);
  return out;
}

std::string Secrets::seal(std::string_view plain) const {
  std::string out(crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES + plain.size(), '\0');
  auto* bytes = reinterpret_cast<unsigned char*>(out.data());
  randombytes_buf(bytes, crypto_secretbox_NONCEBYTES);
  DM_CHECK(crypto_secretbox_easy(bytes + crypto_secretbox_NONCEBYTES, data_of(plain), plain.size(), bytes,
                                 seal_key_.data()) == 0);
  return out;
}

std::optional<std::string> Secrets::unseal(std::string_view sealed) const {
  constexpr std::size_t overhead = crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES;
  if (sealed.size() < overhead) return std::nullopt;
  std::string out(sealed.size() - overhead, '\0');
  const unsigned char* bytes = data_of(sealed);
  if (crypto_secretbox_open_easy(reinterpret_cast<unsigned char*>(out.data()), bytes + crypto_secretbox_NONCEBYTES,
                                 sealed.size() - crypto_secretbox_NONCEBYTES, bytes, seal_key_.data()) != 0)
    return std::nullopt;
  return out;
}

std::string Secrets::scan_key_id() const {
  return std::string(bytes_of(keyed_hash(bytes_of(commit_key_), scan_key())).substr(0, 8));
}

Hash32 Secrets::commit(std::string_view scope) const {
  return keyed_hash(bytes_of(commit_key_), scope);
}

Result<std::string> archive_key(const Database& archive, std::string_view name) {
  auto find = archive.prepare("SELECT key FROM archive_key WHERE name = ?1");
  if (!find) return find.error();
  const Result<bool> row = find->bind(1, name).step();
  if (!row) return row.error();
  if (!*row || find->blob(0).size() < 16)
    return Error{ErrorCode::corrupt,
                 fmt::format("{}: the key \"{}\" is missing; restore a backup", archive.path(), name)};
  return std::string(find->blob(0));
}

}  // namespace demarche::store
