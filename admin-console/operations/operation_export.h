// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>

#include <QObject>
#include <QSaveFile>
#include <QString>

#include "client/operation_service.h"
#include "shell/console_session.h"

namespace kaomon::operations {

// Writes the operation log into a file, part by part, so that a long log needs no memory, its progress is
// seen and it can be given up. The file appears when it is whole, and not at all otherwise. One export at a
// time; GUI thread; the session outlives it.
class OperationExport final : public QObject {
    Q_OBJECT
public:
    explicit OperationExport(shell::ConsoleSession& session, QObject* parent = nullptr);

    // `part`: format, encoding and language.
    void start(const QString& file, client::OperationQuery query, client::OperationPart part);
    void cancel();

    [[nodiscard]] bool isRunning() const { return m_file != nullptr; }
    [[nodiscard]] int percent() const { return m_percent; }
    // Of the last one that ended; nullopt when it was written whole.
    [[nodiscard]] std::optional<ErrorCode> error() const { return m_error; }

signals:
    void changed();
    void finished();

private:
    void fetchNext();
    void take(const Result<std::string>& bytes);
    void end(std::optional<ErrorCode> error);

    shell::ConsoleSession& m_session;
    client::OperationQuery m_query;
    client::OperationPart m_part;
    std::unique_ptr<QSaveFile> m_file;
    std::shared_ptr<client::CancelToken> m_cancel;
    long long m_first = 1;
    long long m_last = 0;
    int m_percent = 0;
    std::optional<ErrorCode> m_error;
};

} // namespace kaomon::operations
