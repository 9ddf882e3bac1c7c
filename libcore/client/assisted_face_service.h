// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "client/admin_keyring.h"
#include "client/api_client.h"
#include "crypto/face_voucher.h"
#include "wire/assisted_faces.h"

namespace kaomon::client {

// Faces that administrators take for other people. GUI thread; `api` outlives it. Errors as ApiClient.
class AssistedFaceService {
public:
    explicit AssistedFaceService(ApiClient& api)
        : m_api(api) {}

    [[nodiscard]] QFuture<Result<wire::EnrolmentFacts>> facts(const UserId& user);
    // At most 500 logins.
    [[nodiscard]] QFuture<Result<wire::EnrolmentFactsList>> facts(const std::vector<std::string>& logins);
    // The person, who is here, has read the text and agrees. The same id again is ErrorCode::Conflict.
    [[nodiscard]] QFuture<Result<wire::Consent>> witnessConsent(const UserId& user,
                                                                const wire::WitnessedConsent& consent);
    // ErrorCode::ConsentRequired, ApprovalRequired (the person has something to protect), FaceFrozen,
    // SeatsExceeded, SignatureInvalid, Conflict (one's own face, too many; also: it is there already).
    [[nodiscard]] QFuture<Result<wire::FaceTemplate>> add(const wire::AssistedFace& face);
    [[nodiscard]] QFuture<Result<wire::FaceOriginList>> origins(const UserId& user);

private:
    ApiClient& m_api;
};

// The administrator's order to the PC: `assistEnrolStart`. Encoded record. ErrorCode::Forbidden for a role
// that may not, or for oneself.
[[nodiscard]] Result<Bytes> signEnrolmentTicket(const AdminKeyring& keyring,
                                                const crypto::EnrolmentTicket& ticket, TimePoint now);

// Vouches for what the PC has made of it: for AssistedFaceService::add(). `witness` is the encoded record of
// the PC. ErrorCode::Forbidden as above, ValidationFailed.
[[nodiscard]] Result<wire::AssistedFace> vouchFor(const AdminKeyring& keyring, wire::FaceTemplate face,
                                                  const Bytes& witness, TimePoint now);

} // namespace kaomon::client
