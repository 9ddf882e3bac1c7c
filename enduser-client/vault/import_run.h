// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include <QObject>
#include <QString>

#include "agentlink/agent_link.h"
#include "applogin/app_template.h"
#include "vault/entry_import.h"
#include "wire/vault.h"

namespace kaomon::vaultpage {

// The rows of a file on their way into the vault: looked over first, then saved one after the other, so that
// what is shown as done was done. A row that the vault refuses is told and the others go on; where the agent
// or the server is away everything stops, and the rows that are left say so. GUI thread; `link` outlives it.
class ImportRun final : public QObject {
    Q_OBJECT
public:
    enum class State { Planned, Skipped, Done, Failed };
    struct Row {
        std::size_t number = 0; // in the file
        QString title;
        QString detail; // user name, or program
        State state = State::Planned;
        QString reason; // of Skipped and Failed
    };

    // `there`: what the vault holds already.
    ImportRun(agentlink::AgentLink& link, std::vector<ImportedEntry> entries,
              const std::vector<wire::VaultEntrySummary>& there, QObject* parent = nullptr);
    ImportRun(agentlink::AgentLink& link, const std::vector<Result<applogin::AppTemplate>>& templates,
              const std::vector<wire::VaultEntrySummary>& there, QObject* parent = nullptr);

    [[nodiscard]] const std::vector<Row>& rows() const { return m_rows; }
    [[nodiscard]] int count(State state) const;
    [[nodiscard]] bool isRunning() const { return m_isRunning; }
    // What stopped it.
    [[nodiscard]] std::optional<ErrorCode> error() const { return m_error; }

    // Again after a stop: goes on with what is left.
    void start();
    void stop(); // behind the row that is on its way

signals:
    void changed();

private:
    [[nodiscard]] localipc::Message messageFor(std::size_t row) const;
    void next();
    void onAnswer(std::size_t row, const agentlink::Answer& answer);

    agentlink::AgentLink& m_link;
    std::vector<Row> m_rows;
    std::vector<ImportedEntry> m_entries;
    std::vector<applogin::AppTemplate> m_templates; // by row; those that are none are empty
    std::optional<ErrorCode> m_error;
    bool m_isRunning = false;
    bool m_mustStop = false;
};

// Why a whole file is none, and what to do.
[[nodiscard]] QString importProblemText(const Error& error);

} // namespace kaomon::vaultpage
