// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/confirmations.h"

#include "wire/codec_impl.h"
#include "wire/descriptions.h"

namespace kaomon::wire {

// Which members travel; no other file of this folder knows these messages.
BOOST_DESCRIBE_STRUCT(ConfirmedHead, (), (id, version, signer, issuedAt))
BOOST_DESCRIBE_STRUCT(ConfirmationBody, (), (manifest, heads))
BOOST_DESCRIBE_STRUCT(ConfirmationBasis, (), (confirmation, documents))

template std::string encode(const ConfirmationBody&);
template Result<ConfirmationBody> decode(std::string_view, UnknownFields);
template std::string schema<ConfirmationBody>();
template std::string encode(const ConfirmationBasis&);
template Result<ConfirmationBasis> decode(std::string_view, UnknownFields);
template std::string schema<ConfirmationBasis>();

} // namespace kaomon::wire
