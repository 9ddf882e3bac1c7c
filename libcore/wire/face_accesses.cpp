// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/face_accesses.h"

#include "wire/codec_impl.h"
#include "wire/descriptions.h"

namespace kaomon::wire {

// Described here, since no other message of this folder has them as members.
BOOST_DESCRIBE_STRUCT(FaceAccess, (), (face, readerKind, reader, readerName, firstAt, lastAt, times))
BOOST_DESCRIBE_STRUCT(FaceAccessPage, (), (items, next))

template std::string encode(const FaceAccessPage&);
template Result<FaceAccessPage> decode(std::string_view, UnknownFields);
template std::string schema<FaceAccessPage>();

} // namespace kaomon::wire
