// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/vault.h"

#include "wire/codec_impl.h"

namespace kaomon::wire {

BOOST_DESCRIBE_STRUCT(VaultItem, (), (id, user, version, key, ciphertext, rev))
BOOST_DESCRIBE_STRUCT(VaultManifest, (), (user, version, sealed, device, signature, rev))
BOOST_DESCRIBE_STRUCT(VaultWrite, (), (manifest, items, removed))
BOOST_DESCRIBE_STRUCT(VaultItemPage, (), (items, next))
BOOST_DESCRIBE_STRUCT(VaultEntrySummary, (),
                      (id, kind, title, userName, url, tags, expiresAt, changedAt, hasSecret, hasTotp,
                       needsNewSecret, appTemplate, conflictOf, templateJson, version))
BOOST_DESCRIBE_STRUCT(VaultEntrySummaryList, (), (items))

template std::string encode(const VaultItem&);
template Result<VaultItem> decode(std::string_view, UnknownFields);
template std::string schema<VaultItem>();
template std::string encode(const VaultManifest&);
template Result<VaultManifest> decode(std::string_view, UnknownFields);
template std::string schema<VaultManifest>();
template std::string encode(const VaultWrite&);
template Result<VaultWrite> decode(std::string_view, UnknownFields);
template std::string schema<VaultWrite>();
template std::string encode(const VaultItemPage&);
template Result<VaultItemPage> decode(std::string_view, UnknownFields);
template std::string schema<VaultItemPage>();
template std::string encode(const VaultEntrySummary&);
template Result<VaultEntrySummary> decode(std::string_view, UnknownFields);
template std::string schema<VaultEntrySummary>();
template std::string encode(const VaultEntrySummaryList&);
template Result<VaultEntrySummaryList> decode(std::string_view, UnknownFields);
template std::string schema<VaultEntrySummaryList>();

} // namespace kaomon::wire
