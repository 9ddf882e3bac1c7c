// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include <QDateTime>
#include <QObject>
#include <QSaveFile>
#include <QString>

#include "agentlink/agent_link.h"
#include "helpdesk/diagnostics_parts.h"

namespace kaomon::helpdesk {

// Help for this PC: what the agent collects is shown first, parts can be left out, and only then it is sent
// to the help desk, sealed, or saved in a file of the person's own. GUI thread; `link` outlives it.
class DiagnosticsPresenter final : public QObject {
    Q_OBJECT
public:
    // `logPath`: what this program itself adds.
    explicit DiagnosticsPresenter(agentlink::AgentLink& link, QString logPath, QObject* parent = nullptr);

    enum class Phase { Start, Collecting, Preview, Sending, Sent, Waiting, Failed };
    [[nodiscard]] Phase phase() const { return m_phase; }
    [[nodiscard]] const std::vector<DiagnosticsPart>& parts() const { return m_parts; }
    [[nodiscard]] int linesOfOthers() const { return m_leftOut; }
    [[nodiscard]] std::optional<ErrorCode> error() const { return m_error; }
    // To be read out; of this upload, or in Start of the last one.
    [[nodiscard]] QString ticket() const { return m_ticket; }
    [[nodiscard]] QDateTime sentAt() const { return m_sentAt; }
    // Why an administrator asks for diagnostics of this PC, and who; empty: nobody does.
    [[nodiscard]] QString askedReason() const { return m_askedReason; }
    [[nodiscard]] QString askedBy() const { return m_askedBy; }
    // Bundles of this person that wait for the server.
    [[nodiscard]] int waiting() const { return m_waiting; }
    [[nodiscard]] int received() const { return m_received; }
    [[nodiscard]] int pieces() const { return m_pieces; }
    // What stands in the part that is looked at, as far as it has come.
    [[nodiscard]] QString shownPart() const { return m_shownPart; }
    [[nodiscard]] QString shownText() const { return m_shownText; }
    [[nodiscard]] bool hasMore() const { return m_next < m_lines; }

    // Asks whether something waits, and for the last ticket.
    void refresh();
    // What an administrator asks for is not sent; he is told so.
    void decline();
    void collect();
    void include(const QString& part, bool isIncluded);
    void show(const QString& part);
    void showMore();
    void send(const QString& note);
    void save(const QString& path);
    void startOver();

signals:
    void changed();
    void shown();
    // The reason in words of the system; empty when it is saved.
    void saved(const QString& path, const QString& fault);

private:
    void ask(const char* type);
    void takeState(const localipc::Message& state);
    void setPhase(Phase phase);
    void failWith(ErrorCode code);
    [[nodiscard]] std::string without() const;
    void askPiece(std::shared_ptr<QSaveFile> file, qint64 offset);
    void onPiece(const std::shared_ptr<QSaveFile>& file, qint64 offset, const localipc::Message& piece);

    agentlink::AgentLink& m_link;
    QString m_logPath;
    Phase m_phase = Phase::Start;
    std::vector<DiagnosticsPart> m_parts;
    std::optional<ErrorCode> m_error;
    QString m_ticket;
    QString m_askedReason;
    QString m_askedBy;
    QDateTime m_sentAt;
    QString m_shownPart;
    QString m_shownText;
    qint64 m_next = 0;
    qint64 m_lines = 0;
    int m_leftOut = 0;
    int m_waiting = 0;
    int m_received = 0;
    int m_pieces = 0;
};

} // namespace kaomon::helpdesk
