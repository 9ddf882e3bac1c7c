// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

#include <QByteArray>
#include <QDateTime>
#include <QObject>
#include <QString>

#include "agentlink/agent_link.h"
#include "agentlink/client_session.h"

namespace kaomon::mydata {

struct KeptFace {
    QString id;
    QString label;
    QDateTime createdAt; // UTC
    QString modelId;
};

struct MyData {
    QString user;
    QString login;
    QString displayName;
    QString consentVersion; // empty for none
    std::vector<KeptFace> faces;
};

// What Kaomon keeps of the person who is signed in, and the taking back of it. GUI thread; `link` and
// `session` outlive it.
class MyDataPresenter final : public QObject {
    Q_OBJECT
public:
    MyDataPresenter(agentlink::AgentLink& link, agentlink::ClientSession& session, QObject* parent = nullptr);

    enum class Phase { Empty, Loading, Shown, Failed, Erasing, Erased };
    [[nodiscard]] Phase phase() const { return m_phase; }
    [[nodiscard]] const MyData& data() const { return m_data; }
    [[nodiscard]] std::optional<ErrorCode> error() const { return m_error; }
    [[nodiscard]] int erasedFaces() const { return m_erased; }

    void load();
    // Every face and the consent go. A failure leaves what is left on view, with the reason.
    void withdrawConsent();
    // JSON, for a file of the person's own.
    [[nodiscard]] QByteArray exported() const;

signals:
    void changed();

private:
    void setPhase(Phase phase);

    agentlink::AgentLink& m_link;
    agentlink::ClientSession& m_session;
    Phase m_phase = Phase::Empty;
    MyData m_data;
    std::optional<ErrorCode> m_error;
    int m_erased = 0;
    quint64 m_generation = 0;
};

} // namespace kaomon::mydata
