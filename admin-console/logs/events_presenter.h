// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include "client/event_services.h"
#include "models/event_list_model.h"
#include "models/list_state.h"
#include "shell/console_session.h"

namespace kaomon::logs {

// One person or PC around which the events are shown, with the name for people.
struct Subject {
    std::string id; // empty: none
    QString name;
    bool operator==(const Subject&) const = default;
};

// How many events of a day there were.
struct DayCount {
    TimePoint from;
    long long fine = 0;
    long long refused = 0; // ng and err
};

// The events of the tenant, filtered by the server, newest or oldest first. While running and newest first it
// is told what arrives: it waits at the server for the next numbers, and where that is not possible asks
// every five seconds for the newest page. Around one PC it also knows which events are missing. A failed
// refresh keeps what is shown and says so. GUI thread; the session outlives it.
class EventsPresenter final : public QObject {
    Q_OBJECT
public:
    explicit EventsPresenter(shell::ConsoleSession& session, QObject* parent = nullptr);

    [[nodiscard]] models::EventListModel& model() { return m_model; }
    [[nodiscard]] models::ListState state() const { return m_state; }
    [[nodiscard]] std::optional<ErrorCode> error() const { return m_error; }
    [[nodiscard]] bool hasMore() const { return m_next.has_value(); }
    [[nodiscard]] bool isFiltered() const;
    [[nodiscard]] bool isRunning() const { return m_isRunning; }
    [[nodiscard]] const client::EventQuery& query() const { return m_query; }
    [[nodiscard]] const Subject& user() const { return m_user; }
    [[nodiscard]] const Subject& device() const { return m_device; }
    [[nodiscard]] bool isOldestFirst() const { return m_isOldestFirst; }
    // Whether what arrives is told by the server instead of asked for.
    [[nodiscard]] bool isTold() const { return m_isTold; }
    [[nodiscard]] const std::vector<DayCount>& days() const { return m_days; }
    // Of the PC around which is shown.
    [[nodiscard]] const std::optional<wire::EventMark>& mark() const { return m_mark; }

    void start();
    void stop();
    void clear();
    void reload();
    void loadMore();
    void setAutoRefresh(bool isOn);
    // Empty: no filter of this sort.
    void setKind(const std::string& kind);
    void setResult(const std::string& result);
    void setSeverity(const std::string& severity);
    void setCode(const std::string& code);
    void setReason(const std::string& reason);
    void setText(const QString& text);
    void setUser(const Subject& user);
    void setDevice(const Subject& device);
    void setPeriod(std::optional<TimePoint> from, std::optional<TimePoint> to);
    void setOldestFirst(bool isOldestFirst);

signals:
    void changed();

private:
    void fetch(const std::string& cursor);
    void take(const Result<wire::EventPage>& page, bool isFirst);
    void fetchDays();
    void fetchMark();
    void tick();
    void waitForNews();
    void takeNews(const Result<wire::EventTail>& tail);
    void refilter();
    void replace(std::string& member, const std::string& value);
    void setState(models::ListState state);

    shell::ConsoleSession& m_session;
    models::EventListModel m_model;
    client::EventQuery m_query;
    Subject m_user;
    Subject m_device;
    models::ListState m_state = models::ListState::Loading;
    std::optional<ErrorCode> m_error;
    std::optional<std::string> m_next;
    std::vector<DayCount> m_days;
    std::optional<wire::EventMark> m_mark;
    QTimer m_refresh;
    QTimer m_searchDelay;
    QTimer m_ask; // for the next news
    QElapsedTimer m_asked;
    long long m_after = -1; // number up to which everything is known
    bool m_isAuto = true;
    bool m_isRunning = false;
    bool m_isFetching = false;
    bool m_isTold = false;
    bool m_isOldestFirst = false;
    bool m_hasOlderPages = false;
    int m_generation = 0;
    int m_round = 0; // of the waiting
    int m_daysRound = 0;
};

} // namespace kaomon::logs
