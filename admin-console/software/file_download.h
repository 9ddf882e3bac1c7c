// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>

#include <QCryptographicHash>
#include <QFile>
#include <QObject>

#include "client/duty_services.h"
#include "shell/console_session.h"

namespace kaomon::software {

// Fetches a file of a release in stretches, so that its progress is seen, it can be paused and go on, also
// after the connection was lost. What was fetched is hashed on the way; only the file that the server's list
// named gets its name. One at a time; GUI thread; the session outlives it.
class FileDownload final : public QObject {
    Q_OBJECT
public:
    enum class State { Idle, Running, Paused };

    explicit FileDownload(shell::ConsoleSession& session, QObject* parent = nullptr);
    ~FileDownload() override;

    void start(const QString& path, const std::string& version, const wire::ReleaseFile& file);
    void pause();
    void resume();
    void discard();

    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] int percent() const;
    [[nodiscard]] const wire::ReleaseFile& file() const { return m_what; }
    // Why it pauses or failed. ErrorCode::SignatureInvalid: the bytes are not those of the list.
    [[nodiscard]] std::optional<ErrorCode> error() const { return m_error; }

signals:
    void changed();
    void finished(const QString& path);

private:
    void fetchNext();
    void take(const Result<std::string>& bytes);
    void pauseFor(std::optional<ErrorCode> error);
    void finish();

    shell::ConsoleSession& m_session;
    std::string m_version;
    wire::ReleaseFile m_what;
    QString m_path;
    QFile m_file;
    QCryptographicHash m_hash{QCryptographicHash::Sha256};
    std::shared_ptr<client::CancelToken> m_cancel;
    State m_state = State::Idle;
    std::optional<ErrorCode> m_error;
    int m_generation = 0;
};

} // namespace kaomon::software
