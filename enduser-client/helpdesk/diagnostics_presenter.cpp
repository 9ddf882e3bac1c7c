// SPDX-License-Identifier: GPL-3.0-or-later
#include "helpdesk/diagnostics_presenter.h"

#include <algorithm>

#include "base/base64.h"
#include "helpdesk/client_log.h"

namespace kaomon::helpdesk {

namespace {

using agentlink::Answer;
using localipc::Message;

constexpr std::size_t kMostLog = std::size_t{512} * 1024;
constexpr qint64 kLargestFile = qint64{200} * 1024 * 1024;
constexpr int kMostText = 4 * 1024 * 1024; // characters that are shown

} // namespace

DiagnosticsPresenter::DiagnosticsPresenter(agentlink::AgentLink& link, QString logPath, QObject* parent)
    : QObject(parent)
    , m_link(link)
    , m_logPath(std::move(logPath)) {}

void DiagnosticsPresenter::setPhase(Phase phase) {
    m_phase = phase;
    emit changed();
}

void DiagnosticsPresenter::failWith(ErrorCode code) {
    m_error = code;
    setPhase(Phase::Failed);
}

void DiagnosticsPresenter::takeState(const Message& state) {
    m_waiting = static_cast<int>(state.integer("waiting").value_or(0));
    m_askedReason = QString::fromStdString(state.text("asked_reason"));
    m_askedBy = QString::fromStdString(state.text("asked_by"));
    if (m_phase == Phase::Start || m_phase == Phase::Waiting) {
        m_ticket = QString::fromStdString(state.text("ticket"));
        m_sentAt = QDateTime::fromString(QString::fromStdString(state.text("sent_at")), Qt::ISODateWithMs);
        if (m_phase == Phase::Waiting && m_waiting == 0 && !m_ticket.isEmpty()) {
            m_phase = Phase::Sent;
        }
    }
    emit changed();
}

void DiagnosticsPresenter::ask(const char* type) {
    m_link.request({.type = type, .id = 0, .fields = {}}).then(this, [this](const Answer& answer) {
        if (answer) { // else the window says that the agent is away
            takeState(*answer);
        }
    });
}

void DiagnosticsPresenter::refresh() {
    ask("diagnosticsState");
}

void DiagnosticsPresenter::decline() {
    ask("diagnosticsDecline");
}

void DiagnosticsPresenter::startOver() {
    m_parts.clear();
    m_error.reset();
    m_shownPart.clear();
    m_shownText.clear();
    setPhase(Phase::Start);
    refresh();
}

void DiagnosticsPresenter::collect() {
    if (m_phase == Phase::Collecting || m_phase == Phase::Sending) {
        return;
    }
    m_error.reset();
    m_shownPart.clear();
    m_shownText.clear();
    setPhase(Phase::Collecting);
    Message message{"diagnosticsCollect", 0, {}};
    message.set("client_log", readClientLog(m_logPath, kMostLog));
    m_link.request(std::move(message)).then(this, [this](const Answer& answer) {
        if (!answer) {
            failWith(answer.error().code);
            return;
        }
        m_parts = partsOf(*answer);
        m_leftOut = static_cast<int>(answer->integer("left_out").value_or(0));
        setPhase(Phase::Preview);
        show(m_parts.front().name);
    });
}

void DiagnosticsPresenter::include(const QString& part, bool isIncluded) {
    const auto found = std::ranges::find(m_parts, part, &DiagnosticsPart::name);
    if (found != m_parts.end() && !found->isNeeded && found->isIncluded != isIncluded) {
        found->isIncluded = isIncluded;
        emit changed();
    }
}

std::string DiagnosticsPresenter::without() const {
    QStringList names;
    for (const DiagnosticsPart& part : m_parts) {
        if (!part.isIncluded) {
            names.append(part.name);
        }
    }
    return names.join(u',').toStdString();
}

void DiagnosticsPresenter::show(const QString& part) {
    m_shownPart = part;
    m_shownText.clear();
    m_next = 0;
    m_lines = 1;
    showMore();
}

void DiagnosticsPresenter::showMore() {
    if (!hasMore() || m_shownText.size() > kMostText) {
        return;
    }
    Message message{"diagnosticsShow", 0, {}};
    message.set("part", m_shownPart.toStdString());
    message.setInteger("offset", m_next);
    m_link.request(std::move(message))
        .then(this, [this, part = m_shownPart, from = m_next](const Answer& answer) {
            if (part != m_shownPart || from != m_next) {
                return; // another one is looked at by now
            }
            if (!answer) {
                if (answer.error().code == ErrorCode::NotFound && m_phase == Phase::Preview) {
                    collect(); // looked at for too long: it is collected anew
                }
                return;
            }
            m_lines = answer->integer("lines").value_or(0);
            m_next = std::max<qint64>(answer->integer("next").value_or(m_lines), from + 1);
            m_shownText += QString::fromStdString(answer->text("text"));
            emit shown();
        });
}

void DiagnosticsPresenter::send(const QString& note) {
    if (m_phase != Phase::Preview) {
        return;
    }
    m_received = 0;
    m_pieces = 0;
    setPhase(Phase::Sending);
    Message message{"diagnosticsSend", 0, {}};
    message.set("without", without());
    message.set("note", note.trimmed().toStdString());
    m_link
        .request(
            std::move(message),
            [this](const Message& progress) {
                m_received = static_cast<int>(progress.integer("received").value_or(0));
                m_pieces = static_cast<int>(progress.integer("parts").value_or(0));
                emit changed();
            },
            agentlink::AgentLink::kLongPatience)
        .then(this, [this](const Answer& answer) {
            if (!answer) {
                failWith(answer.error().code);
                return;
            }
            if (answer->type == "diagnosticsWaiting") {
                m_error = errorCodeFromWire(answer->text("code")).value_or(ErrorCode::ServerUnreachable);
                setPhase(Phase::Waiting);
                return;
            }
            m_ticket = QString::fromStdString(answer->text("ticket"));
            m_sentAt = QDateTime::currentDateTimeUtc();
            setPhase(Phase::Sent);
        });
}

void DiagnosticsPresenter::save(const QString& path) {
    if (m_phase != Phase::Preview) {
        return;
    }
    auto file = std::make_shared<QSaveFile>(path);
    if (!file->open(QIODevice::WriteOnly)) {
        emit saved(path, file->errorString());
        return;
    }
    askPiece(std::move(file), 0);
}

void DiagnosticsPresenter::askPiece(std::shared_ptr<QSaveFile> file, qint64 offset) {
    Message message{"diagnosticsFile", 0, {}};
    message.set("without", without());
    message.setInteger("offset", offset);
    m_link.request(std::move(message))
        .then(this, [this, file = std::move(file), offset](const Answer& answer) {
            if (!answer) {
                file->cancelWriting();
                failWith(answer.error().code);
                return;
            }
            onPiece(file, offset, *answer);
        });
}

void DiagnosticsPresenter::onPiece(const std::shared_ptr<QSaveFile>& file, qint64 offset,
                                   const Message& piece) {
    const auto bytes = fromBase64Url(piece.text("bytes"));
    const qint64 size = piece.integer("size").value_or(0);
    if (!bytes || bytes->empty() || size <= 0 || size > kLargestFile) {
        file->cancelWriting();
        failWith(ErrorCode::ProtocolError);
        return;
    }
    const auto length = static_cast<qint64>(bytes->size());
    if (file->write(reinterpret_cast<const char*>(bytes->data()), length) != length) {
        emit saved(file->fileName(), file->errorString());
        return;
    }
    if (offset + length < size) {
        askPiece(file, offset + length);
        return;
    }
    const bool isSaved = file->commit();
    emit saved(file->fileName(), isSaved ? QString() : file->errorString());
}

} // namespace kaomon::helpdesk
