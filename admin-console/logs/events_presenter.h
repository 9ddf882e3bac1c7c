// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

#include <QObject>
#include <QTimer>

#include "client/services.h"
#include "models/event_list_model.h"
#include "models/list_state.h"
#include "shell/console_session.h"

namespace kaomon::logs {

// The events of the tenant, newest first, filtered by the server. While running it asks again every five
// seconds for the newest page, unless older pages have been opened. A failed refresh keeps what is shown and
// says so. GUI thread; the session outlives it.
class EventsPresenter final : public QObject {
    Q_OBJECT
public:
    explicit EventsPresenter(shell::ConsoleSession& session, QObject* parent = nullptr);

    [[nodiscard]] models::EventListModel& model() { return m_model; }
    [[nodiscard]] models::ListState state() const { return m_state; }
    [[nodiscard]] std::optional<ErrorCode> error() const { return m_error; }
    [[nodiscard]] bool hasMore() const { return m_next.has_value(); }
    [[nodiscard]] bool isFiltered() const;

    void start();
    void stop();
    void clear();
    void reload();
    void loadMore();
    void setAutoRefresh(bool isOn);
    // Empty: no filter of this sort.
    void setKind(const std::string& kind);
    void setResult(const std::string& result);
    void setText(const QString& text);

signals:
    void changed();

private:
    void fetch(const std::string& cursor);
    void tick();
    void refilter();
    void setState(models::ListState state);

    shell::ConsoleSession& m_session;
    models::EventListModel m_model;
    client::EventFilter m_filter;
    models::ListState m_state = models::ListState::Loading;
    std::optional<ErrorCode> m_error;
    std::optional<std::string> m_next;
    QTimer m_refresh;
    QTimer m_searchDelay;
    bool m_isAuto = true;
    bool m_isRunning = false;
    bool m_isFetching = false;
    bool m_hasOlderPages = false;
    int m_generation = 0;
};

} // namespace kaomon::logs
