// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

#include <QDateTime>
#include <QObject>
#include <QString>

#include "agentlink/agent_link.h"
#include "agentlink/client_session.h"
#include "ui/language_switcher.h"

namespace kaomon::notices {

struct ShownNotice {
    enum class State { New, Read, Acknowledged };

    QString id;
    QString kind;
    QString titleJa;
    QString titleEn;
    QString bodyJa;
    QString bodyEn;
    QDateTime startsAt; // UTC
    State state = State::New;

    // A language that is missing is stood for by the other one.
    [[nodiscard]] QString title(ui::Language language) const;
    [[nodiscard]] QString body(ui::Language language) const;
};

// The notices of the administrators for the people of this PC, and what the person says of them. GUI thread;
// `link` and `session` outlive it.
class NoticesPresenter final : public QObject {
    Q_OBJECT
public:
    NoticesPresenter(agentlink::AgentLink& link, agentlink::ClientSession& session,
                     QObject* parent = nullptr);

    enum class Phase { Loading, Shown, Failed };
    [[nodiscard]] Phase phase() const { return m_phase; }
    [[nodiscard]] const std::vector<ShownNotice>& notices() const { return m_notices; } // the latest first
    [[nodiscard]] std::optional<ErrorCode> error() const { return m_error; }

    void load();
    // It was on the screen.
    void markRead(const QString& id);
    // The person says that he has taken note of it.
    void acknowledge(const QString& id);

signals:
    void changed();

private:
    void loadFrom(qint64 offset, std::vector<ShownNotice> before);
    void note(const QString& id, const char* type, ShownNotice::State state);

    agentlink::AgentLink& m_link;
    agentlink::ClientSession& m_session;
    Phase m_phase = Phase::Loading;
    std::vector<ShownNotice> m_notices;
    std::optional<ErrorCode> m_error;
    quint64 m_generation = 0;
};

} // namespace kaomon::notices
