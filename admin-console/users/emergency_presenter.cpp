// SPDX-License-Identifier: GPL-3.0-or-later
#include "users/emergency_presenter.h"

#include "ui/qt_text.h"

namespace kaomon::users {

EmergencyPresenter::EmergencyPresenter(shell::ConsoleSession& session, QObject* parent)
    : FeaturePresenter(session, parent) {}

void EmergencyPresenter::clear() {
    FeaturePresenter::clear();
}

bool EmergencyPresenter::mayAnswer() const {
    return session().isOpen() && session().keyring() != nullptr &&
           session().keyring()->sealedKey("emergency") != nullptr;
}

crypto::EmergencySubject EmergencyPresenter::subjectOf(const UserId& user, const std::string& device) const {
    return {session().isOpen() ? session().tenant().tenant.text() : std::string(), device, user.text()};
}

std::optional<crypto::EmergencyRequest>
EmergencyPresenter::read(const UserId& user, const std::string& device, const QString& typed) const {
    const auto request =
        crypto::EmergencyRequest::parse(ui::toUtf8(typed.trimmed()), subjectOf(user, device));
    return request ? std::optional(*request) : std::nullopt;
}

void EmergencyPresenter::answer(const UserId& user, const std::string& device, const QString& typed,
                                const QString& reason) {
    const auto request = read(user, device, typed);
    const auto id = DeviceId::parse(device);
    if (!request || !id || !mayAnswer()) {
        emit commandFailed(mayAnswer() ? ErrorCode::EmergencyCodeInvalid : ErrorCode::KeyUnavailable);
        return;
    }
    const wire::EmergencyIssue issue{user, static_cast<long long>(request->counter), request->hours,
                                     ui::toUtf8(reason)};
    command([this, id = *id, issue] { return client::AccountService(api()).issueEmergencyCode(id, issue); },
            [this, subject = subjectOf(user, device), request = *request](const wire::EmergencyGrant& grant) {
                open(grant, subject, request);
            });
}

void EmergencyPresenter::open(const wire::EmergencyGrant& grant, const crypto::EmergencySubject& subject,
                              const crypto::EmergencyRequest& request) {
    if (!mayAnswer()) {
        emit commandFailed(ErrorCode::KeyUnavailable);
        return;
    }
    Result<crypto::SecretKey> deviceKey = fail(ErrorCode::DecryptionFailed);
    // A PC that was not there since the emergency key was replaced has sealed its own to the one before.
    for (const crypto::SecretKey* secret : session().keyring()->sealedKeys("emergency")) {
        const auto key = crypto::BoxKey::fromSecret(secret->reveal());
        if (key && !deviceKey) {
            deviceKey = crypto::openEmergencyKey(grant.sealed, *key, subject.tenant, subject.device);
        }
    }
    if (!deviceKey) {
        emit commandFailed(deviceKey.error().code);
        return;
    }
    emit answered(ui::toQString(crypto::emergencyAnswer(*deviceKey, subject, request).reveal()),
                  request.hours);
}

} // namespace kaomon::users
