// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "client/services.h"
#include "crypto/emergency_code.h"
#include "shell/feature_presenter.h"

namespace kaomon::users {

// The emergency code by phone: the person reads 16 characters out, the console answers with ten. The request
// is checked here before the server is told; the server hands out the PC's sealed key and writes the act
// down; the answer is made here. GUI thread; the session outlives it.
class EmergencyPresenter final : public shell::FeaturePresenter {
    Q_OBJECT
public:
    explicit EmergencyPresenter(shell::ConsoleSession& session, QObject* parent = nullptr);

    void reload() override {}
    void clear() override;
    // Whether this administrator holds the key that answers.
    [[nodiscard]] bool mayAnswer() const;
    // nullopt: a slip, or a request of another person or PC.
    [[nodiscard]] std::optional<crypto::EmergencyRequest> read(const UserId& user, const std::string& device,
                                                               const QString& typed) const;
    // Ends with answered(), or a refusal: EmergencyCodeInvalid, KeyUnavailable, DecryptionFailed.
    void answer(const UserId& user, const std::string& device, const QString& typed, const QString& reason);

signals:
    // XXXXX-XXXXX, to be read out once.
    void answered(const QString& code, int hours);

private:
    [[nodiscard]] crypto::EmergencySubject subjectOf(const UserId& user, const std::string& device) const;
    void open(const wire::EmergencyGrant& grant, const crypto::EmergencySubject& subject,
              const crypto::EmergencyRequest& request);
};

} // namespace kaomon::users
