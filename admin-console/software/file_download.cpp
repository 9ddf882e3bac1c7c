// SPDX-License-Identifier: GPL-3.0-or-later
#include "software/file_download.h"

#include <algorithm>

namespace kaomon::software {
namespace {

constexpr long long kStretch = 4 * 1024 * 1024;

} // namespace

FileDownload::FileDownload(shell::ConsoleSession& session, QObject* parent)
    : QObject(parent)
    , m_session(session) {
    connect(&session, &shell::ConsoleSession::closed, this, &FileDownload::pause);
}

FileDownload::~FileDownload() {
    if (m_state != State::Idle) {
        m_file.remove();
    }
}

int FileDownload::percent() const {
    return m_what.size > 0 && m_file.isOpen() ? static_cast<int>(m_file.pos() * 100 / m_what.size) : 0;
}

void FileDownload::start(const QString& path, const std::string& version, const wire::ReleaseFile& file) {
    if (m_state != State::Idle || !m_session.isOpen()) {
        return;
    }
    m_version = version;
    m_what = file;
    m_path = path;
    m_error.reset();
    m_hash.reset();
    m_file.setFileName(path + QStringLiteral(".part"));
    if (!m_file.open(QIODevice::WriteOnly | QIODevice::Truncate)) {
        m_error = ErrorCode::StorageFailed;
        emit changed();
        return;
    }
    m_state = State::Running;
    emit changed();
    fetchNext();
}

void FileDownload::fetchNext() {
    m_cancel = client::CancelToken::create();
    const long long length = std::min(kStretch, m_what.size - m_file.pos());
    client::ServiceInfoService(m_session.api())
        .filePart(m_version, m_what, m_file.pos(), length, m_cancel)
        .then(this, [this, generation = ++m_generation](const Result<std::string>& bytes) {
            if (generation == m_generation) {
                take(bytes);
            }
        });
}

void FileDownload::take(const Result<std::string>& bytes) {
    if (!bytes || bytes->empty()) {
        pauseFor(bytes ? ErrorCode::ProtocolError : bytes.error().code);
        return;
    }
    const qint64 before = m_file.pos();
    const auto size = static_cast<qint64>(bytes->size());
    if (m_file.write(bytes->data(), size) != size || !m_file.flush()) {
        m_file.resize(before);
        m_file.seek(before);
        pauseFor(ErrorCode::DiskFull);
        return;
    }
    m_hash.addData(QByteArrayView(bytes->data(), size));
    if (m_file.pos() >= m_what.size) {
        finish();
        return;
    }
    emit changed(); // whoever hears it may pause or discard
    if (m_state == State::Running) {
        m_session.isOpen() ? fetchNext() : pauseFor(ErrorCode::Cancelled);
    }
}

void FileDownload::pause() {
    if (m_state == State::Running) {
        pauseFor(std::nullopt);
    }
}

void FileDownload::pauseFor(std::optional<ErrorCode> error) {
    ++m_generation;
    if (m_cancel) {
        m_cancel->cancel();
    }
    m_state = State::Paused;
    m_error = error;
    emit changed();
}

void FileDownload::resume() {
    if (m_state == State::Paused && m_session.isOpen()) {
        m_state = State::Running;
        m_error.reset();
        emit changed();
        fetchNext();
    }
}

void FileDownload::discard() {
    if (m_state == State::Idle) {
        return;
    }
    pause();
    m_file.remove();
    m_state = State::Idle;
    m_error.reset();
    emit changed();
}

void FileDownload::finish() {
    m_file.close();
    m_state = State::Idle;
    if (m_hash.result().toHex().toStdString() != m_what.sha256) {
        m_file.remove();
        m_error = ErrorCode::SignatureInvalid;
        emit changed();
        return;
    }
    QFile::remove(m_path); // the dialog has asked whether it may be replaced
    m_error = m_file.rename(m_path) ? std::nullopt : std::optional(ErrorCode::StorageFailed);
    emit changed();
    if (!m_error) {
        emit finished(m_path);
    }
}

} // namespace kaomon::software
