// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/face_models.h"

#include "wire/codec_impl.h"
#include "wire/descriptions.h"

namespace kaomon::wire {

// Described here, since no other message of this folder has them as members.
BOOST_DESCRIBE_STRUCT(FaceModelUse, (), (modelId, people, templates, newestAt))
BOOST_DESCRIBE_STRUCT(FaceModelUses, (), (people, items))

template std::string encode(const FaceModelUses&);
template Result<FaceModelUses> decode(std::string_view, UnknownFields);
template std::string schema<FaceModelUses>();

} // namespace kaomon::wire
