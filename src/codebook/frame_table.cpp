#include "codebook/frame_table.h"

namespace demarche {

FrameTable::FrameTable(const Pack&) {}

Status compile_frames(const std::string&, PackBuilder&) {
  return {};
}

}  // namespace demarche
