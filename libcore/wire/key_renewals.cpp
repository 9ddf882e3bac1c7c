// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/key_renewals.h"

#include "wire/codec_impl.h"
#include "wire/descriptions.h"

namespace kaomon::wire {

// Which members travel; no other file of this folder knows these messages.
BOOST_DESCRIBE_STRUCT(DueKey, (), (kind, holder, holderName, reason, dueAt))
BOOST_DESCRIBE_STRUCT(KeyHolder, (), (user, name, role, kinds, signPublic, rootConfirmed))
BOOST_DESCRIBE_STRUCT(KeyRenewalState, (), (due, holders))
BOOST_DESCRIBE_STRUCT(KeyRenewal, (), (manifest, seals))
BOOST_DESCRIBE_STRUCT(RootConfirmation, (), (keyId, signature))

template std::string encode(const KeyRenewalState&);
template Result<KeyRenewalState> decode(std::string_view, UnknownFields);
template std::string schema<KeyRenewalState>();
template std::string encode(const KeyRenewal&);
template Result<KeyRenewal> decode(std::string_view, UnknownFields);
template std::string schema<KeyRenewal>();
template std::string encode(const RootConfirmation&);
template Result<RootConfirmation> decode(std::string_view, UnknownFields);
template std::string schema<RootConfirmation>();

} // namespace kaomon::wire
