// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include <QObject>

#include "agentlink/agent_link.h"
#include "agentlink/client_session.h"

namespace kaomon::facetest {

enum class Outcome { Accepted, Refused, Unavailable };

// How a face test ended.
struct TestResult {
    Outcome outcome = Outcome::Unavailable;
    std::optional<ErrorCode> reason; // when not accepted
    qint64 elapsedMilliseconds = 0;
    QString scoreBand; // how clear the match was, as the agent names it
};

// Tries the face of the person signed in without logging anybody on. One test at a time: idle -> running ->
// done. Owned by its page; GUI thread.
class FaceTestPresenter final : public QObject {
    Q_OBJECT

public:
    enum class Phase { Idle, Running, Done };

    FaceTestPresenter(agentlink::AgentLink& link, agentlink::ClientSession& session,
                      QObject* parent = nullptr);

    void start();
    void cancel(); // back to idle
    void reset();

    [[nodiscard]] Phase phase() const { return m_phase; }
    // What keeps the person from being recognised so far; none while all is well.
    [[nodiscard]] std::optional<ErrorCode> hint() const { return m_hint; }
    [[nodiscard]] bool isLooking() const { return m_isLooking; } // the camera is on
    // The agent asked for light; until the test ends, because the light itself ends the darkness.
    [[nodiscard]] bool isLit() const { return m_isLit; }
    [[nodiscard]] const TestResult& result() const { return m_result; }

signals:
    void changed();

private:
    void onProgress(const localipc::Message& message);
    void conclude(const agentlink::Answer& answer);
    void setPhase(Phase phase);

    agentlink::AgentLink& m_link;
    agentlink::ClientSession& m_session;
    Phase m_phase = Phase::Idle;
    std::optional<ErrorCode> m_hint;
    bool m_isLooking = false;
    bool m_isLit = false;
    TestResult m_result;
    quint64 m_generation = 0;
};

} // namespace kaomon::facetest
