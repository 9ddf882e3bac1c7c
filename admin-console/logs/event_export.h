// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include <QFile>
#include <QObject>
#include <QString>

#include "client/event_services.h"
#include "shell/console_session.h"

namespace kaomon::logs {

// Writes events into a file, stretch by stretch of their numbers, so that a long log needs no memory and its
// progress is seen. What was stopped or broke off can go on where it stood; the file gets its name when it is
// whole. Beside a CSV file stands what it holds, as a file of its own with ".json" behind its name. One
// export at a time; GUI thread; the session outlives it.
class EventExport final : public QObject {
    Q_OBJECT
public:
    enum class State { Idle, Running, Paused };

    explicit EventExport(shell::ConsoleSession& session, QObject* parent = nullptr);
    ~EventExport() override;

    // `after` and `upto` of `how` are not looked at.
    void start(const QString& file, client::EventExport how);
    // Pauses: resume() goes on with the next line.
    void pause();
    void resume();
    // Takes away what was written so far.
    void discard();

    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] int percent() const;
    // Why it pauses or ended; nullopt: somebody paused it, or the last one was written whole.
    [[nodiscard]] std::optional<ErrorCode> error() const { return m_error; }

signals:
    void changed();
    void finished(); // whole

private:
    void describe();
    void fetchNext();
    void take(const Result<std::string>& bytes);
    void pauseFor(std::optional<ErrorCode> error);
    void finish();
    [[nodiscard]] QString partName() const { return m_name + QStringLiteral(".part"); }

    shell::ConsoleSession& m_session;
    client::EventExport m_how;
    QString m_name;
    QFile m_file;
    std::string m_header; // what the file holds, as JSON
    long long m_end = 0;  // number of the last event; 0: not known yet
    State m_state = State::Idle;
    std::optional<ErrorCode> m_error;
    int m_generation = 0;
};

} // namespace kaomon::logs
