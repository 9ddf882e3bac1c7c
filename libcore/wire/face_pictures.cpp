// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/face_pictures.h"

#include "wire/codec_impl.h"
#include "wire/descriptions.h"

namespace kaomon::wire {

// Described here, since no other message of this folder has it as a member.
BOOST_DESCRIBE_STRUCT(KeptPictures, (), (sealed))

template std::string encode(const KeptPictures&);
template Result<KeptPictures> decode(std::string_view, UnknownFields);
template std::string schema<KeptPictures>();

} // namespace kaomon::wire
