// A correction: the article as it should be, coded like an added page and kept as a new version.
#pragma once

#include "demarche/requests.h"
#include "pipeline/engine_impl.h"
#include "store/database.h"

namespace demarche {

/// Makes the request's row where `id` is 0. Gives its id.
Result<std::int64_t> correct_article(const Engine::Impl& engine, const std::string& path,
                                     const store::Database& archive, const RequestForm& form,
                                     const CorrectionForm& correction, std::int64_t id);

}  // namespace demarche
