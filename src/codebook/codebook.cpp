#include "codebook/codebook.h"

namespace demarche {

Codebook::Codebook(Pack pack)
    : pack_(std::move(pack)),
      actors_(pack_),
      frames_(pack_),
      ontology_(pack_),
      cues_(pack_),
      places_(pack_),
      exchange_(pack_) {}

Result<std::unique_ptr<const Codebook>> Codebook::open(const std::string& pack_path) {
  Result<Pack> pack = Pack::open(pack_path);
  if (!pack) return pack.error();
  return std::unique_ptr<const Codebook>(new Codebook(std::move(pack).value()));
}

Result<std::string> compile_codebook(const std::string& folder) {
  PackBuilder builder;
  if (const Status s = compile_ontology(folder, builder); !s) return s.error();
  if (const Status s = compile_actors(folder, builder); !s) return s.error();
  if (const Status s = compile_frames(folder, builder); !s) return s.error();
  if (const Status s = compile_cues(folder, builder); !s) return s.error();
  if (const Status s = compile_places(folder, builder); !s) return s.error();
  if (const Status s = compile_exchange(folder, builder); !s) return s.error();
  return builder.bytes();
}

}  // namespace demarche
