// SPDX-License-Identifier: GPL-3.0-or-later
#include "logs/events_presenter.h"

#include <algorithm>
#include <chrono>
#include <map>

#include <QDateTime>

#include "ui/error_text.h"
#include "ui/qt_text.h"

namespace kaomon::logs {
namespace {

using models::ListState;
using namespace std::chrono_literals;

constexpr auto kRefreshEach = 5s;
constexpr auto kSearchDelay = 300ms;
constexpr int kWaitSeconds = 20;        // at the server, for news
constexpr qint64 kQuickAnswer = 1000;   // ms: an answer without news that came sooner did not wait
constexpr std::size_t kMostRows = 2000; // that a tail leaves in the list

} // namespace

EventsPresenter::EventsPresenter(shell::ConsoleSession& session, QObject* parent)
    : QObject(parent)
    , m_session(session)
    , m_model([](ErrorCode code) { return ui::errorText(code).sentence; }) {
    m_refresh.setInterval(kRefreshEach);
    connect(&m_refresh, &QTimer::timeout, this, &EventsPresenter::tick);
    m_searchDelay.setSingleShot(true);
    m_searchDelay.setInterval(kSearchDelay);
    connect(&m_searchDelay, &QTimer::timeout, this, &EventsPresenter::refilter);
    m_ask.setSingleShot(true);
    connect(&m_ask, &QTimer::timeout, this, &EventsPresenter::waitForNews);
}

bool EventsPresenter::isFiltered() const {
    return !m_query.kind.empty() || !m_query.result.empty() || !m_query.words.empty() ||
           !m_query.severity.empty() || !m_query.code.empty() || !m_query.reason.empty() ||
           !m_user.id.empty() || !m_device.id.empty() || m_query.from || m_query.to;
}

void EventsPresenter::setState(ListState state) {
    m_state = state;
    emit changed();
}

void EventsPresenter::start() {
    m_isRunning = true;
    reload();
    setAutoRefresh(m_isAuto);
}

void EventsPresenter::stop() {
    m_isRunning = false;
    setAutoRefresh(m_isAuto);
}

void EventsPresenter::setAutoRefresh(bool isOn) {
    m_isAuto = isOn;
    ++m_round;
    m_isTold = false;
    m_ask.stop();
    if (isOn && m_isRunning) {
        m_refresh.start();
        waitForNews();
    } else {
        m_refresh.stop();
    }
    emit changed();
}

// While nobody tells what arrives.
void EventsPresenter::tick() {
    if (!m_isTold && !m_isFetching && !m_hasOlderPages && m_session.isOpen()) {
        fetch({});
    }
}

void EventsPresenter::waitForNews() {
    if (!m_session.isOpen() || m_isOldestFirst || m_query.to) {
        return;
    }
    m_asked.start();
    client::EventQuery query = m_query;
    query.user = m_user.id;
    query.device = m_device.id;
    client::EventViewService(m_session.api())
        .tail(query, m_after, m_after < 0 ? 0 : kWaitSeconds)
        .then(this, [this, round = m_round](const Result<wire::EventTail>& tail) {
            if (round == m_round && m_isRunning && m_isAuto) {
                takeNews(tail);
            }
        });
}

void EventsPresenter::takeNews(const Result<wire::EventTail>& tail) {
    if (!tail) {
        m_isTold = false; // the rounds go on meanwhile
        m_ask.start(kRefreshEach);
        return;
    }
    const bool wasTold = std::exchange(m_isTold, true);
    const bool isFirst = m_after < 0;
    m_after = tail->after;
    if (!tail->items.empty()) {
        std::vector<wire::StoredEvent> rows(tail->items.rbegin(), tail->items.rend());
        for (const wire::StoredEvent& row : m_model.rows()) {
            const bool isNew = std::ranges::any_of(
                tail->items, [&](const auto& item) { return item.event.id == row.event.id; });
            if (!isNew && rows.size() < kMostRows) {
                rows.push_back(row);
            }
        }
        m_model.setRows(std::move(rows));
        setState(ListState::Content);
    } else if (!wasTold) {
        emit changed();
    }
    const bool hasWaited = isFirst || tail->more || !tail->items.empty() || m_asked.elapsed() > kQuickAnswer;
    m_ask.start(hasWaited ? 200ms : std::chrono::milliseconds(kRefreshEach));
}

void EventsPresenter::reload() {
    if (!m_session.isOpen()) {
        return;
    }
    if (m_model.rowCount() == 0) {
        setState(ListState::Loading);
    }
    m_hasOlderPages = false;
    fetch({});
    fetchDays();
    fetchMark();
}

void EventsPresenter::loadMore() {
    if (m_next && m_session.isOpen()) {
        m_hasOlderPages = true;
        fetch(*m_next);
    }
}

void EventsPresenter::clear() {
    ++m_generation;
    stop();
    m_searchDelay.stop();
    ++m_daysRound;
    m_isFetching = false;
    m_after = -1;
    m_model.setRows({});
    m_next.reset();
    m_days.clear();
    m_mark.reset();
    m_user = m_device = {};
    setState(ListState::Loading);
}

void EventsPresenter::fetch(const std::string& cursor) {
    const int generation = ++m_generation;
    m_isFetching = true;
    client::EventViewService service(m_session.api());
    const client::EventPageRequest page{m_isOldestFirst, 100, cursor};
    const auto taken = [this, generation, isFirst = cursor.empty()](const Result<wire::EventPage>& events) {
        if (generation == m_generation) {
            take(events, isFirst);
        }
    };
    const auto device = DeviceId::parse(m_device.id);
    const auto user = UserId::parse(m_user.id);
    client::EventQuery query = m_query;
    if (device) {
        query.user = m_user.id;
        service.ofDevice(*device, query, page).then(this, taken);
    } else if (user) {
        service.ofUser(*user, query, page).then(this, taken);
    } else {
        service.list(query, page).then(this, taken);
    }
}

void EventsPresenter::take(const Result<wire::EventPage>& page, bool isFirst) {
    m_isFetching = false;
    if (!page) {
        m_error = page.error().code;
        setState(m_model.rowCount() == 0 ? ListState::Failed : ListState::Content);
        return;
    }
    isFirst ? m_model.setRows(page->items) : m_model.appendRows(page->items);
    m_next = page->next;
    m_error.reset();
    setState(m_model.rowCount() == 0 ? ListState::Empty : ListState::Content);
}

// Without the chart the list is as good: a failure is passed over.
void EventsPresenter::fetchDays() {
    client::EventQuery query = m_query;
    query.user = m_user.id;
    query.device = m_device.id;
    const int offset = QDateTime::currentDateTime().offsetFromUtc() / 60;
    client::EventViewService(m_session.api())
        .counts(query, false, offset)
        .then(this, [this, round = ++m_daysRound](const Result<wire::EventCounts>& counts) {
            if (!counts || round != m_daysRound) {
                return;
            }
            std::map<TimePoint, DayCount> days;
            for (const wire::EventCount& count : counts->items) {
                DayCount& day = days[count.from];
                day.from = count.from;
                const bool isRefused = count.result == "ng" || count.result == "err";
                (isRefused ? day.refused : day.fine) += count.count;
            }
            m_days.clear();
            for (const auto& [from, day] : days) {
                m_days.push_back(day);
            }
            emit changed();
        });
}

void EventsPresenter::fetchMark() {
    m_mark.reset();
    const auto device = DeviceId::parse(m_device.id);
    if (!device) {
        return;
    }
    client::EventViewService(m_session.api())
        .gapsOf(*device)
        .then(this, [this, id = m_device.id](const Result<wire::EventMark>& mark) {
            if (mark && id == m_device.id) {
                m_mark = *mark;
                emit changed();
            }
        });
}

void EventsPresenter::refilter() {
    m_model.setRows({});
    m_days.clear();
    m_after = -1;
    reload();
    setAutoRefresh(m_isAuto);
}

void EventsPresenter::replace(std::string& member, const std::string& value) {
    if (member != value) {
        member = value;
        refilter();
    }
}

void EventsPresenter::setKind(const std::string& kind) {
    replace(m_query.kind, kind);
}

void EventsPresenter::setResult(const std::string& result) {
    replace(m_query.result, result);
}

void EventsPresenter::setSeverity(const std::string& severity) {
    replace(m_query.severity, severity);
}

void EventsPresenter::setCode(const std::string& code) {
    replace(m_query.code, code);
}

void EventsPresenter::setReason(const std::string& reason) {
    replace(m_query.reason, reason);
}

void EventsPresenter::setText(const QString& text) {
    const std::string query = ui::toUtf8(text.trimmed());
    if (m_query.words != query) {
        m_query.words = query;
        m_searchDelay.start();
    }
}

void EventsPresenter::setUser(const Subject& user) {
    if (!(m_user == user)) {
        m_user = user;
        refilter();
    }
}

void EventsPresenter::setDevice(const Subject& device) {
    if (!(m_device == device)) {
        m_device = device;
        refilter();
    }
}

void EventsPresenter::setPeriod(std::optional<TimePoint> from, std::optional<TimePoint> to) {
    if (m_query.from != from || m_query.to != to) {
        m_query.from = from;
        m_query.to = to;
        refilter();
    }
}

void EventsPresenter::setOldestFirst(bool isOldestFirst) {
    if (m_isOldestFirst != isOldestFirst) {
        m_isOldestFirst = isOldestFirst;
        refilter();
    }
}

} // namespace kaomon::logs
