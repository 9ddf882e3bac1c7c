// SPDX-License-Identifier: GPL-3.0-or-later
#include "logs/event_export.h"

#include <algorithm>

#include "shell/private_file.h"
#include "shell/proven_call.h"
#include "wire/codec.h"

namespace kaomon::logs {
namespace {

constexpr long long kNumbersOfAPart = 20'000;

} // namespace

EventExport::EventExport(shell::ConsoleSession& session, QObject* parent)
    : QObject(parent)
    , m_session(session) {}

EventExport::~EventExport() {
    if (m_state != State::Idle) {
        m_file.remove();
    }
}

int EventExport::percent() const {
    return m_end > 0 ? static_cast<int>(m_how.after * 100 / m_end) : 0;
}

void EventExport::start(const QString& file, client::EventExport how) {
    if (m_state != State::Idle || !m_session.isOpen()) {
        return;
    }
    m_how = std::move(how);
    m_how.after = m_how.upto = m_end = 0;
    m_name = file;
    m_error.reset();
    m_file.setFileName(partName());
    if (!m_file.open(QIODevice::WriteOnly | QIODevice::Truncate)) {
        m_error = ErrorCode::StorageFailed;
        emit changed();
        return;
    }
    m_file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    m_state = State::Running;
    emit changed();
    describe();
}

// Fixes where the export ends, so that what arrives meanwhile is left to the next one.
void EventExport::describe() {
    const auto call = [&session = m_session, how = m_how] {
        return client::EventViewService(session.api()).describeExport(how);
    };
    shell::proven(m_session, call)
        .then(this, [this, generation = ++m_generation](const Result<wire::EventExportHeader>& header) {
            if (generation != m_generation) {
                return;
            }
            if (!header) {
                pauseFor(header.error().code);
                return;
            }
            m_end = header->upto;
            m_header = wire::encode(*header);
            if (!m_how.isJsonLines &&
                !shell::writePrivateFile(m_name + QStringLiteral(".json"), m_header + "\n")) {
                pauseFor(ErrorCode::StorageFailed);
                return;
            }
            fetchNext();
        });
}

void EventExport::fetchNext() {
    client::EventExport part = m_how;
    part.upto = std::min(m_how.after + kNumbersOfAPart, m_end);
    const auto call = [&session = m_session, part] {
        return client::EventViewService(session.api()).exportFile(part);
    };
    m_how.upto = part.upto;
    shell::proven(m_session, call)
        .then(this, [this, generation = ++m_generation](const Result<std::string>& bytes) {
            if (generation == m_generation) {
                take(bytes);
            }
        });
}

void EventExport::take(const Result<std::string>& bytes) {
    if (!bytes) {
        pauseFor(bytes.error().code);
        return;
    }
    std::string text = *bytes;
    if (m_how.isJsonLines && m_how.after == 0) { // the head of a part speaks of the part
        text.replace(0, std::min(text.find('\n'), text.size()), m_header);
    }
    const qint64 before = m_file.pos();
    const auto size = static_cast<qint64>(text.size());
    if (m_file.write(text.data(), size) != size || !m_file.flush()) {
        m_file.resize(before); // what is there stays whole lines
        m_file.seek(before);
        pauseFor(ErrorCode::DiskFull);
        return;
    }
    m_how.after = m_how.upto;
    if (m_how.after >= m_end) {
        finish();
        return;
    }
    emit changed(); // whoever hears it may pause or discard
    if (m_state == State::Running) {
        m_session.isOpen() ? fetchNext() : pauseFor(ErrorCode::Cancelled);
    }
}

void EventExport::pause() {
    if (m_state == State::Running) {
        pauseFor(std::nullopt);
    }
}

void EventExport::pauseFor(std::optional<ErrorCode> error) {
    ++m_generation; // an answer on its way is fetched again
    m_state = State::Paused;
    m_error = error;
    emit changed();
}

void EventExport::resume() {
    if (m_state != State::Paused || !m_session.isOpen()) {
        return;
    }
    m_state = State::Running;
    m_error.reset();
    emit changed();
    m_end > 0 ? fetchNext() : describe();
}

void EventExport::discard() {
    if (m_state == State::Idle) {
        return;
    }
    ++m_generation;
    m_file.remove();
    QFile::remove(m_name + QStringLiteral(".json"));
    m_state = State::Idle;
    m_error.reset();
    emit changed();
}

void EventExport::finish() {
    m_file.close();
    QFile::remove(m_name); // the dialog has asked whether it may be replaced
    const bool isThere = m_file.rename(m_name);
    m_state = State::Idle;
    m_error = isThere ? std::nullopt : std::optional(ErrorCode::StorageFailed);
    emit changed();
    if (isThere) {
        emit finished();
    }
}

} // namespace kaomon::logs
