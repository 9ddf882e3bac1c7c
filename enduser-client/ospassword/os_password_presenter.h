// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include <QList>
#include <QObject>
#include <QPair>
#include <QStringList>

#include "agentlink/agent_link.h"
#include "agentlink/client_session.h"
#include "base/secret.h"

namespace kaomon::ospassword {

// What the agent knows of the password of this account on this PC.
struct PasswordFacts {
    QString account;
    QString state; // unknown, no_password, good, expiring, expired, must_change
    std::optional<int> daysLeft;
    int daysToWait = 0;
    bool isAvailable = false;         // this PC lets it be changed through Kaomon
    bool isKeyRingChanged = false;    // the desktop's key ring follows
    bool isKept = false;              // the face logon has it
    QList<QPair<QString, int>> rules; // names of docs/protocol.md 6, with their number
};

// Unknown words are passed over. Pure.
[[nodiscard]] PasswordFacts readFacts(const localipc::Message& message);

// Changes the password of the person's account on this PC: loading -> ready -> changing -> changed or
// refused. GUI thread; `link` and `session` outlive it.
class OsPasswordPresenter final : public QObject {
    Q_OBJECT
public:
    enum class Phase { Loading, Unavailable, Ready, Changing, Changed, Refused };
    enum class Sealed { NotKept, Yes, Pending };

    OsPasswordPresenter(agentlink::AgentLink& link, agentlink::ClientSession& session,
                        QObject* parent = nullptr);

    // Asks what there is to change. Ignored while a change is under way.
    void load();
    // `language` of the words that the system says. Ignored while one is under way.
    void change(const SecretString& current, const SecretString& next, const QString& language);

    [[nodiscard]] Phase phase() const { return m_phase; }
    [[nodiscard]] const PasswordFacts& facts() const { return m_facts; }
    // Why it is unavailable or was refused.
    [[nodiscard]] ErrorCode reason() const { return m_reason; }
    // Refused, but it may have been changed all the same.
    [[nodiscard]] bool isInDoubt() const { return m_isInDoubt; }
    // What the system said, word for word: its complaints, or what else it had to say.
    [[nodiscard]] const QStringList& systemWords() const { return m_words; }
    [[nodiscard]] Sealed sealed() const { return m_sealed; }

signals:
    void changed();

private:
    void take(const agentlink::Answer& answer);
    void setPhase(Phase phase);

    agentlink::AgentLink& m_link;
    agentlink::ClientSession& m_session;
    Phase m_phase = Phase::Loading;
    PasswordFacts m_facts;
    ErrorCode m_reason = ErrorCode::Internal;
    bool m_isInDoubt = false;
    QStringList m_words;
    Sealed m_sealed = Sealed::NotKept;
};

} // namespace kaomon::ospassword
