// SPDX-License-Identifier: GPL-3.0-or-later
#include "operations/operations_presenter.h"

#include <chrono>

#include "ui/qt_text.h"

namespace kaomon::operations {
namespace {

using models::ListState;
using namespace std::chrono_literals;

constexpr auto kSearchDelay = 300ms;

} // namespace

OperationsPresenter::OperationsPresenter(shell::ConsoleSession& session, QObject* parent)
    : QObject(parent)
    , m_session(session) {
    m_searchDelay.setSingleShot(true);
    m_searchDelay.setInterval(kSearchDelay);
    connect(&m_searchDelay, &QTimer::timeout, this, &OperationsPresenter::refilter);
}

bool OperationsPresenter::isFiltered() const {
    return !m_query.action.empty() || !m_query.outcome.empty() || !m_query.text.empty() ||
           !m_query.actor.empty() || !m_query.object.empty() || m_query.from;
}

void OperationsPresenter::setState(ListState state) {
    m_state = state;
    emit changed();
}

void OperationsPresenter::start() {
    reload();
}

void OperationsPresenter::reload() {
    if (!m_session.isOpen()) {
        return;
    }
    if (m_model.rowCount() == 0) {
        setState(ListState::Loading);
    }
    fetch({});
    fetchChain();
}

void OperationsPresenter::loadMore() {
    if (m_next && m_session.isOpen()) {
        fetch(*m_next);
    }
}

void OperationsPresenter::clear() {
    ++m_generation;
    m_searchDelay.stop();
    m_model.setRows({});
    m_next.reset();
    m_chain.reset();
    m_error.reset();
    setState(ListState::Loading);
}

void OperationsPresenter::fetch(const std::string& cursor) {
    const int generation = ++m_generation;
    client::OperationService(m_session.api())
        .list(m_query, {100, cursor})
        .then(this, [this, generation, isFirst = cursor.empty()](const Result<wire::OperationPage>& page) {
            if (generation != m_generation) {
                return;
            }
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

// What is not known of the chain keeps nobody from reading the entries.
void OperationsPresenter::fetchChain() {
    client::OperationService(m_session.api())
        .chain()
        .then(this, [this](const Result<wire::OperationChain>& chain) {
            m_chain = chain ? std::optional(*chain) : std::nullopt;
            emit changed();
        });
}

void OperationsPresenter::refilter() {
    m_model.setRows({});
    reload();
}

void OperationsPresenter::replace(std::string& member, const std::string& value) {
    if (member != value) {
        member = value;
        refilter();
    }
}

void OperationsPresenter::setAction(const std::string& action) {
    replace(m_query.action, action);
}

void OperationsPresenter::setOutcome(const std::string& outcome) {
    replace(m_query.outcome, outcome);
}

void OperationsPresenter::setActor(const std::string& id) {
    replace(m_query.actor, id);
}

void OperationsPresenter::setObject(const std::string& id) {
    replace(m_query.object, id);
}

void OperationsPresenter::setText(const QString& text) {
    const std::string query = ui::toUtf8(text.trimmed());
    if (m_query.text != query) {
        m_query.text = query;
        m_searchDelay.start();
    }
}

void OperationsPresenter::setPeriod(int days) {
    const auto from =
        days == 0 ? std::nullopt : std::optional(m_session.clock().now() - std::chrono::hours(24) * days);
    if (m_query.from.has_value() != from.has_value() || from) {
        m_query.from = from;
        refilter();
    }
}

} // namespace kaomon::operations
