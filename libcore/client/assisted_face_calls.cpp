// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/assisted_face_service.h"

namespace kaomon::client {
namespace {

std::string pathOf(const UserId& user, const char* rest) {
    return "/v1/users/" + user.text() + rest;
}

} // namespace

QFuture<Result<wire::EnrolmentFacts>> AssistedFaceService::facts(const UserId& user) {
    return m_api.get<wire::EnrolmentFacts>(pathOf(user, "/enrolment-facts"));
}

QFuture<Result<wire::EnrolmentFactsList>> AssistedFaceService::facts(const std::vector<std::string>& logins) {
    return m_api.post<wire::EnrolmentFactsList>("/v1/enrolment-facts", wire::EnrolmentFactsQuery{logins});
}

QFuture<Result<wire::Consent>> AssistedFaceService::witnessConsent(const UserId& user,
                                                                   const wire::WitnessedConsent& consent) {
    return m_api.post<wire::Consent>(pathOf(user, "/consents"), consent);
}

QFuture<Result<wire::FaceTemplate>> AssistedFaceService::add(const wire::AssistedFace& face) {
    return m_api.post<wire::FaceTemplate>(pathOf(face.face.user, "/assisted-templates"), face);
}

QFuture<Result<wire::FaceOriginList>> AssistedFaceService::origins(const UserId& user) {
    return m_api.get<wire::FaceOriginList>(pathOf(user, "/assisted-templates"));
}

Result<Bytes> signEnrolmentTicket(const AdminKeyring& keyring, const crypto::EnrolmentTicket& ticket,
                                  TimePoint now) {
    if (ticket.user == keyring.user().text()) {
        return fail(ErrorCode::Forbidden, "nobody enrols himself as his own administrator");
    }
    auto document = keyring.signDocument(std::string(crypto::EnrolmentTicket::kKind), ticket.scope(), 1,
                                         ticket.body(), now);
    return document ? Result<Bytes>(std::move(document->record)) : propagate(document.error());
}

Result<wire::AssistedFace> vouchFor(const AdminKeyring& keyring, wire::FaceTemplate face,
                                    const Bytes& witness, TimePoint now) {
    if (face.user == keyring.user()) {
        return fail(ErrorCode::Forbidden, "nobody enrols himself as his own administrator");
    }
    auto record = crypto::SignedRecord::decode(witness);
    if (!record) {
        return propagate(record.error());
    }
    crypto::SealedTemplate header;
    header.tenant = keyring.tenant().text();
    header.user = face.user.text();
    header.id = face.id.text();
    header.signature = face.signature;
    const auto document = keyring.signDocument(std::string(crypto::FaceVoucher::kKind), "user:" + header.user,
                                               1, crypto::FaceVoucher::body(header, *record), now);
    auto vouched = document ? crypto::SignedRecord::decode(document->record)
                            : Result<crypto::SignedRecord>(propagate(document.error()));
    if (!vouched) {
        return propagate(vouched.error());
    }
    const crypto::FaceVoucher voucher{std::move(*record), std::move(*vouched)};
    return wire::AssistedFace{std::move(face), voucher.encode()};
}

} // namespace kaomon::client
