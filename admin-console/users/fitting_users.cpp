// SPDX-License-Identifier: GPL-3.0-or-later
#include "users/fitting_users.h"

namespace kaomon::users {
namespace {

constexpr int kPage = 500; // the most that the server gives at once

} // namespace

FittingUsers::FittingUsers(shell::ConsoleSession& session, QObject* parent)
    : QObject(parent)
    , m_session(session) {}

void FittingUsers::clear() {
    ++m_generation;
    m_users = {};
    m_total = 0;
    m_isRunning = m_isComplete = false;
}

void FittingUsers::collect(const client::UserQuery& query) {
    clear();
    if (!m_session.isOpen()) {
        return;
    }
    m_query = query;
    m_isRunning = true;
    emit changed();
    fetch({});
}

void FittingUsers::fetch(const std::string& cursor) {
    client::UserService(m_session.api())
        .list(m_query, {kPage, cursor})
        .then(this, [this, generation = m_generation](const Result<wire::UserPage>& page) {
            if (generation == m_generation) {
                take(page);
            }
        });
}

void FittingUsers::take(const Result<wire::UserPage>& page) {
    if (!page || !m_session.isOpen()) {
        const ErrorCode code = page ? ErrorCode::NotSignedIn : page.error().code;
        clear(); // an act on some of them would not be what was asked for
        emit failed(code);
        emit changed();
        return;
    }
    m_total = page->total;
    m_users.insert(m_users.end(), page->items.begin(), page->items.end());
    if (page->next) {
        emit changed(); // whoever hears it may clear
        if (m_isRunning) {
            fetch(*page->next);
        }
        return;
    }
    m_isRunning = false;
    m_isComplete = true;
    emit changed();
}

} // namespace kaomon::users
