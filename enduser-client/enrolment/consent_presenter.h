// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include "agentlink/agent_link.h"
#include "agentlink/client_session.h"

namespace kaomon::enrolment {

// The version of the consent text that this program shows when the server names none.
inline constexpr const char* kConsentTextVersion = "1";

// Which consent text a person is to read, and their agreement to it. The texts are resources, one per version
// and language. Owned by the consent page; GUI thread.
class ConsentPresenter final : public QObject {
    Q_OBJECT

public:
    ConsentPresenter(agentlink::AgentLink& link, agentlink::ClientSession& session,
                     QObject* parent = nullptr);

    // The version to agree to now.
    [[nodiscard]] QString version() const;
    // True when that version was agreed to already.
    [[nodiscard]] bool isGiven() const;
    // The text as rich text. ErrorCode::ClientTooOld when this program does not have the version.
    [[nodiscard]] Result<QString> text(const QString& language) const;

    // Ends in exactly one of given() and failed(); ignored while one is under way.
    void give(const QString& language);
    [[nodiscard]] bool isBusy() const { return m_isBusy; }

signals:
    void busyChanged(bool isBusy);
    void given();
    void failed(kaomon::ErrorCode code);

private:
    agentlink::AgentLink& m_link;
    agentlink::ClientSession& m_session;
    bool m_isBusy = false;
};

} // namespace kaomon::enrolment
