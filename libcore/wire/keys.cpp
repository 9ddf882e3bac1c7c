// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/keys.h"

#include "wire/codec_impl.h"
#include "wire/descriptions.h"

namespace kaomon::wire {

template std::string encode(const PasswordRecord&);
template Result<PasswordRecord> decode(std::string_view, UnknownFields);
template std::string schema<PasswordRecord>();
template std::string encode(const IdentityRecord&);
template Result<IdentityRecord> decode(std::string_view, UnknownFields);
template std::string schema<IdentityRecord>();
template std::string encode(const KeySeal&);
template Result<KeySeal> decode(std::string_view, UnknownFields);
template std::string schema<KeySeal>();
template std::string encode(const KeySealList&);
template Result<KeySealList> decode(std::string_view, UnknownFields);
template std::string schema<KeySealList>();
template std::string encode(const VaultKeyWrap&);
template Result<VaultKeyWrap> decode(std::string_view, UnknownFields);
template std::string schema<VaultKeyWrap>();
template std::string encode(const ManifestDocument&);
template Result<ManifestDocument> decode(std::string_view, UnknownFields);
template std::string schema<ManifestDocument>();
template std::string encode(const UserKeys&);
template Result<UserKeys> decode(std::string_view, UnknownFields);
template std::string schema<UserKeys>();

} // namespace kaomon::wire
