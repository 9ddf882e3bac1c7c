// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include <QFuture>
#include <QObject>

#include "shell/console_session.h"
#include "wire/evidence.h"

namespace kaomon::shell {

// Fetches the parts of a sealed picture or bundle one after the other and opens them with the tenant's key
// that this administrator holds. What comes out stays in memory and is wiped with this object or at clear().
// One at a time; GUI thread; the session outlives it.
class BlobOpener final : public QObject {
    Q_OBJECT
public:
    using FetchPart = std::function<QFuture<Result<std::string>>(int part)>;

    explicit BlobOpener(ConsoleSession& session, QObject* parent = nullptr);

    // `kind`: image or diagnostics. Ends with finished() or failed(): ErrorCode::KeyUnavailable (this
    // administrator has not got the key), DecryptionFailed, PayloadTooLarge, those of the server.
    void start(const wire::BlobAccess& access, const std::string& kind, std::size_t mostBytes,
               FetchPart fetch);
    void clear();

    [[nodiscard]] bool isRunning() const { return m_isRunning; }
    [[nodiscard]] int percent() const;
    // The plain parts in their order; taken out of this object.
    [[nodiscard]] std::vector<SecretBytes> take() { return std::move(m_parts); }

signals:
    void changed();
    void finished();
    void failed(kaomon::ErrorCode code);

private:
    void fetchNext();
    void open(const std::string& sealed);
    void fail(ErrorCode code);

    ConsoleSession& m_session;
    wire::BlobAccess m_access;
    std::string m_kind;
    std::size_t m_left = 0;
    FetchPart m_fetch;
    crypto::SecretKey m_key;
    std::vector<SecretBytes> m_parts;
    bool m_isRunning = false;
    int m_generation = 0;
};

} // namespace kaomon::shell
