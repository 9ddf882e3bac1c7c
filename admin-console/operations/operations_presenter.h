// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

#include <QObject>
#include <QTimer>

#include "client/operation_service.h"
#include "models/list_state.h"
#include "models/operation_list_model.h"
#include "shell/console_session.h"

namespace kaomon::operations {

// The operation log of the tenant, newest first, filtered by the server, and how its chain stands. A failed
// refresh keeps what is shown and says so. GUI thread; the session outlives it.
class OperationsPresenter final : public QObject {
    Q_OBJECT
public:
    explicit OperationsPresenter(shell::ConsoleSession& session, QObject* parent = nullptr);

    [[nodiscard]] models::OperationListModel& model() { return m_model; }
    [[nodiscard]] models::ListState state() const { return m_state; }
    [[nodiscard]] std::optional<ErrorCode> error() const { return m_error; }
    [[nodiscard]] bool hasMore() const { return m_next.has_value(); }
    [[nodiscard]] bool isFiltered() const;
    [[nodiscard]] const client::OperationQuery& query() const { return m_query; }
    // nullopt until the server has told it.
    [[nodiscard]] const std::optional<wire::OperationChain>& chain() const { return m_chain; }

    void start();
    void clear();
    void reload();
    void loadMore();
    // Empty: no filter of this sort.
    void setAction(const std::string& action);
    void setOutcome(const std::string& outcome);
    void setText(const QString& text);
    // The last `days` days; 0: everything.
    void setPeriod(int days);
    // Only what one person did, or was done to one object; empty ends it.
    void setActor(const std::string& id);
    void setObject(const std::string& id);

signals:
    void changed();

private:
    void fetch(const std::string& cursor);
    void fetchChain();
    void refilter();
    void replace(std::string& member, const std::string& value);
    void setState(models::ListState state);

    shell::ConsoleSession& m_session;
    models::OperationListModel m_model;
    client::OperationQuery m_query;
    models::ListState m_state = models::ListState::Loading;
    std::optional<ErrorCode> m_error;
    std::optional<std::string> m_next;
    std::optional<wire::OperationChain> m_chain;
    QTimer m_searchDelay;
    int m_generation = 0;
};

} // namespace kaomon::operations
