// SPDX-License-Identifier: GPL-3.0-or-later
#include "operations/operation_export.h"

#include <algorithm>

#include "shell/proven_call.h"

namespace kaomon::operations {
namespace {

constexpr long long kEntriesOfAPart = 5000;

} // namespace

OperationExport::OperationExport(shell::ConsoleSession& session, QObject* parent)
    : QObject(parent)
    , m_session(session) {}

void OperationExport::start(const QString& file, client::OperationQuery query, client::OperationPart part) {
    if (isRunning() || !m_session.isOpen()) {
        return;
    }
    m_file = std::make_unique<QSaveFile>(file);
    m_cancel = client::CancelToken::create();
    m_query = std::move(query);
    m_part = std::move(part);
    m_percent = 0;
    m_error.reset();
    if (!m_file->open(QIODevice::WriteOnly)) {
        end(ErrorCode::StorageFailed);
        return;
    }
    emit changed();
    client::OperationService(m_session.api())
        .chain()
        .then(this, [this, cancel = m_cancel](const Result<wire::OperationChain>& chain) {
            if (cancel != m_cancel || !isRunning()) {
                return;
            }
            if (!chain) {
                end(chain.error().code);
                return;
            }
            m_first = chain->first;
            m_last = std::max(chain->length, m_first - 1);
            m_part.until = std::min(m_first - 1 + kEntriesOfAPart, m_last);
            m_part.hasMore = *m_part.until < m_last;
            fetchNext();
        });
}

void OperationExport::fetchNext() {
    const auto call = [&session = m_session, query = m_query, part = m_part, cancel = m_cancel] {
        return client::OperationService(session.api()).exportPart(query, part, cancel);
    };
    shell::proven(m_session, call).then(this, [this, cancel = m_cancel](const Result<std::string>& bytes) {
        if (cancel == m_cancel && isRunning()) {
            take(bytes);
        }
    });
}

void OperationExport::take(const Result<std::string>& bytes) {
    if (!bytes) {
        end(bytes.error().code);
        return;
    }
    const auto size = static_cast<qint64>(bytes->size());
    if (m_file->write(bytes->data(), size) != size) {
        end(ErrorCode::DiskFull);
        return;
    }
    const long long total = std::max(m_last - m_first + 1, 1LL);
    m_percent = static_cast<int>((*m_part.until - m_first + 1) * 100 / total);
    if (!m_part.hasMore) {
        end(m_file->commit() ? std::nullopt : std::optional(ErrorCode::StorageFailed));
        return;
    }
    m_part.after = m_part.until;
    m_part.until = std::min(*m_part.until + kEntriesOfAPart, m_last);
    m_part.hasMore = *m_part.until < m_last;
    emit changed();
    if (m_session.isOpen()) {
        fetchNext();
    } else {
        end(ErrorCode::Cancelled);
    }
}

void OperationExport::cancel() {
    if (isRunning()) {
        m_cancel->cancel();
        end(ErrorCode::Cancelled);
    }
}

// What was not committed goes with the object.
void OperationExport::end(std::optional<ErrorCode> error) {
    m_error = error;
    m_file.reset();
    m_cancel.reset();
    emit changed();
    emit finished();
}

} // namespace kaomon::operations
