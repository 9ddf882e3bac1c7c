// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/assisted_faces.h"

#include "wire/codec_impl.h"
#include "wire/descriptions.h"

namespace kaomon::wire {

// Described here, since no other message of this folder has them as members.
BOOST_DESCRIBE_STRUCT(WitnessedConsent, (), (id, textVersion, language))
BOOST_DESCRIBE_STRUCT(AssistedFace, (), (face, voucher))
BOOST_DESCRIBE_STRUCT(EnrolmentFacts, (),
                      (user, login, displayName, accountState, consent, consentTextVersion, consentGivenAt,
                       faces, waiting, hasSecrets, isFrozen, mayEnrol))
BOOST_DESCRIBE_STRUCT(EnrolmentFactsList, (), (items))
BOOST_DESCRIBE_STRUCT(EnrolmentFactsQuery, (), (logins))
BOOST_DESCRIBE_STRUCT(FaceOrigin, (), (face, source, standing, administrator, administratorName, second))
BOOST_DESCRIBE_STRUCT(FaceOriginList, (), (items))

template std::string encode(const WitnessedConsent&);
template Result<WitnessedConsent> decode(std::string_view, UnknownFields);
template std::string schema<WitnessedConsent>();
template std::string encode(const AssistedFace&);
template Result<AssistedFace> decode(std::string_view, UnknownFields);
template std::string schema<AssistedFace>();
template std::string encode(const EnrolmentFacts&);
template Result<EnrolmentFacts> decode(std::string_view, UnknownFields);
template std::string schema<EnrolmentFacts>();
template std::string encode(const EnrolmentFactsList&);
template Result<EnrolmentFactsList> decode(std::string_view, UnknownFields);
template std::string schema<EnrolmentFactsList>();
template std::string encode(const EnrolmentFactsQuery&);
template Result<EnrolmentFactsQuery> decode(std::string_view, UnknownFields);
template std::string schema<EnrolmentFactsQuery>();
template std::string encode(const FaceOriginList&);
template Result<FaceOriginList> decode(std::string_view, UnknownFields);
template std::string schema<FaceOriginList>();

} // namespace kaomon::wire
