// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include <QObject>

#include "agentlink/agent_link.h"
#include "agentlink/client_session.h"
#include "base/secret.h"

namespace kaomon::pin {

// What keeps two typed fields from being a PIN.
enum class PinFault { None, Digits, Length, Easy, Different };
// Pure.
[[nodiscard]] PinFault faultOf(const QString& first, const QString& again, int shortest);

// Sets the PIN of the person signed in for this PC: idle -> looking (at his face) -> done or failed. GUI
// thread; `link` and `session` outlive it.
class PinPresenter final : public QObject {
    Q_OBJECT
public:
    enum class Phase { Idle, Looking, Done, Failed };

    PinPresenter(agentlink::AgentLink& link, agentlink::ClientSession& session, QObject* parent = nullptr);

    // Looks at the person and then keeps the PIN. Ignored while one is under way.
    void start(const SecretString& pin);
    void cancel(); // back to idle
    void reset();

    [[nodiscard]] Phase phase() const { return m_phase; }
    // What keeps the person from being recognised so far, or why it failed.
    [[nodiscard]] std::optional<ErrorCode> reason() const { return m_reason; }
    [[nodiscard]] int shortest() const { return static_cast<int>(m_session.status().pinMinimum); }
    [[nodiscard]] bool isSet() const { return m_session.status().isPinSet; }

signals:
    void changed();

private:
    void setPhase(Phase phase);

    agentlink::AgentLink& m_link;
    agentlink::ClientSession& m_session;
    Phase m_phase = Phase::Idle;
    std::optional<ErrorCode> m_reason;
    quint64 m_generation = 0;
};

} // namespace kaomon::pin
