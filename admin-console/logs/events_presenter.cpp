// SPDX-License-Identifier: GPL-3.0-or-later
#include "logs/events_presenter.h"

#include <chrono>

#include "ui/error_text.h"
#include "ui/qt_text.h"

namespace kaomon::logs {
namespace {

using models::ListState;
using namespace std::chrono_literals;

constexpr auto kRefreshEach = 5s;
constexpr auto kSearchDelay = 300ms;

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
}

bool EventsPresenter::isFiltered() const {
    return !m_filter.kind.empty() || !m_filter.result.empty() || !m_filter.query.empty();
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
    m_refresh.stop();
}

void EventsPresenter::setAutoRefresh(bool isOn) {
    m_isAuto = isOn;
    isOn&& m_isRunning ? m_refresh.start() : m_refresh.stop();
}

void EventsPresenter::tick() {
    if (!m_isFetching && !m_hasOlderPages && m_session.isOpen()) {
        fetch({});
    }
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
    m_isFetching = false;
    m_model.setRows({});
    m_next.reset();
    setState(ListState::Loading);
}

void EventsPresenter::fetch(const std::string& cursor) {
    const int generation = ++m_generation;
    m_isFetching = true;
    client::EventService(m_session.api())
        .list(m_filter, {100, cursor})
        .then(this, [this, generation, isFirst = cursor.empty()](const Result<wire::EventPage>& page) {
            if (generation != m_generation) {
                return;
            }
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
        });
}

void EventsPresenter::refilter() {
    m_model.setRows({});
    reload();
}

void EventsPresenter::setKind(const std::string& kind) {
    if (m_filter.kind != kind) {
        m_filter.kind = kind;
        refilter();
    }
}

void EventsPresenter::setResult(const std::string& result) {
    if (m_filter.result != result) {
        m_filter.result = result;
        refilter();
    }
}

void EventsPresenter::setText(const QString& text) {
    const std::string query = ui::toUtf8(text.trimmed());
    if (m_filter.query != query) {
        m_filter.query = query;
        m_searchDelay.start();
    }
}

} // namespace kaomon::logs
