#include "stages/extract/party_model.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstring>

namespace demarche {
namespace {

constexpr std::string_view magic = "DMPAR001";
constexpr std::size_t head = 16;  // magic, handicap, zeros

}  // namespace

Status PartyModel::check(std::string_view bytes, const std::string& name) {
  if (bytes.size() < head + party_rows || !bytes.starts_with(magic))
    return Error{ErrorCode::corrupt, fmt::format("{} is not a whole party model", name)};
  return {};
}

void PartyModel::view(std::string_view bytes) {
  weights_ = reinterpret_cast<const std::int8_t*>(bytes.data() + head);
  std::memcpy(&handicap_, bytes.data() + magic.size(), sizeof handicap_);
  manifest_ = bytes.substr(head + party_rows);
}

Result<PartyModel> PartyModel::open(const std::string& path) {
  Result<MappedFile> file = MappedFile::open(path);
  if (!file) return file.error();
  PartyModel model;
  model.file_ = std::move(file).value();
  const std::string_view bytes = model.file_.bytes();
  if (const Status whole = check(bytes, path); !whole) return whole.error();
  model.view(bytes);
  return model;
}

Result<PartyModel> PartyModel::from(std::string bytes, const std::string& name) {
  if (const Status whole = check(bytes, name); !whole) return whole.error();
  PartyModel model;
  model.owned_ = std::move(bytes);
  model.view(model.owned_);
  return model;
}

std::string PartyModel::encode(const std::vector<float>& weights, float nobody_handicap, const std::string& manifest) {
  float largest = 1e-6F;
  for (const float w : weights) largest = std::max(largest, std::fabs(w));
  const float scale = largest / 127;
  std::string out(magic);
  const auto handicap = static_cast<std::int32_t>(std::lround(nobody_handicap / scale));
  out.append(reinterpret_cast<const char*>(&handicap), sizeof handicap);
  out.append(head - out.size(), '\0');
  for (const float w : weights) out += static_cast<char>(static_cast<std::int8_t>(std::lround(w / scale)));
  return out + manifest;
}

}  // namespace demarche
