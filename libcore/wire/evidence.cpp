// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/evidence.h"

#include "wire/codec_impl.h"
#include "wire/descriptions.h"

namespace kaomon::wire {

// Described here, since no other message of this folder has them as members.
BOOST_DESCRIBE_STRUCT(NewEvidence, (), (id, event, user, takenAt, size, partHashes, keyId, sealedKey))
BOOST_DESCRIBE_STRUCT(Evidence, (),
                      (id, device, deviceName, event, user, login, takenAt, createdAt, expiresAt, state, size,
                       parts, received))
BOOST_DESCRIBE_STRUCT(EvidencePage, (), (items, next))
BOOST_DESCRIBE_STRUCT(BlobOpen, (), (reason))
BOOST_DESCRIBE_STRUCT(BlobAccess, (), (access, id, until, device, size, parts, partHashes, keyId, sealedKey))
BOOST_DESCRIBE_STRUCT(BlobAccessEntry, (), (id, blob, kind, action, user, login, reason, address, at))
BOOST_DESCRIBE_STRUCT(BlobAccessPage, (), (items, next))
BOOST_DESCRIBE_STRUCT(BlobQuota, (), (kind, used, limit))
BOOST_DESCRIBE_STRUCT(BlobQuotaList, (), (items))

template std::string encode(const NewEvidence&);
template Result<NewEvidence> decode(std::string_view, UnknownFields);
template std::string schema<NewEvidence>();
template std::string encode(const Evidence&);
template Result<Evidence> decode(std::string_view, UnknownFields);
template std::string schema<Evidence>();
template std::string encode(const EvidencePage&);
template Result<EvidencePage> decode(std::string_view, UnknownFields);
template std::string schema<EvidencePage>();
template std::string encode(const BlobOpen&);
template Result<BlobOpen> decode(std::string_view, UnknownFields);
template std::string schema<BlobOpen>();
template std::string encode(const BlobAccess&);
template Result<BlobAccess> decode(std::string_view, UnknownFields);
template std::string schema<BlobAccess>();
template std::string encode(const BlobAccessPage&);
template Result<BlobAccessPage> decode(std::string_view, UnknownFields);
template std::string schema<BlobAccessPage>();
template std::string encode(const BlobQuotaList&);
template Result<BlobQuotaList> decode(std::string_view, UnknownFields);
template std::string schema<BlobQuotaList>();

} // namespace kaomon::wire
