// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/scim_tokens.h"

#include "wire/codec_impl.h"

namespace kaomon::wire {

BOOST_DESCRIBE_STRUCT(NewScimToken, (), (id, tokenHash, label, expiresAt))
BOOST_DESCRIBE_STRUCT(ScimToken, (), (id, label, state, createdBy, createdAt, expiresAt, lastUsedAt))
BOOST_DESCRIBE_STRUCT(ScimTokenList, (), (items))

template std::string encode(const NewScimToken&);
template Result<NewScimToken> decode(std::string_view, UnknownFields);
template std::string schema<NewScimToken>();
template std::string encode(const ScimToken&);
template Result<ScimToken> decode(std::string_view, UnknownFields);
template std::string schema<ScimToken>();
template std::string encode(const ScimTokenList&);
template Result<ScimTokenList> decode(std::string_view, UnknownFields);
template std::string schema<ScimTokenList>();

} // namespace kaomon::wire
