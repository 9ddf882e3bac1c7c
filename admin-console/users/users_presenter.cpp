// SPDX-License-Identifier: GPL-3.0-or-later
#include "users/users_presenter.h"

#include <chrono>

#include <QUrlQuery>

#include "shell/local_text.h"
#include "ui/qt_text.h"

namespace kaomon::users {
namespace {

using models::ListState;
using namespace std::chrono_literals;

constexpr auto kSearchDelay = 300ms;
constexpr int kFirstPage = 100;
constexpr int kFurtherPage = 500;

// Name in queries -> member, for both directions.
std::vector<std::pair<QString, std::string client::UserQuery::*>> textMembers() {
    using Query = client::UserQuery;
    return {{QStringLiteral("q"), &Query::search},
            {QStringLiteral("state"), &Query::state},
            {QStringLiteral("face"), &Query::face},
            {QStringLiteral("role"), &Query::role},
            {QStringLiteral("group"), &Query::group},
            {QStringLiteral("sort"), &Query::sort},
            {QStringLiteral("face_model"), &Query::faceModel}};
}

// An act on many of which there is one.
Status outcomeOfOne(const Result<wire::BulkReply>& reply) {
    if (!reply) {
        return propagate(reply.error());
    }
    if (reply->items.size() != 1) {
        return fail(ErrorCode::ProtocolError, "one result expected");
    }
    const wire::BulkResult& only = reply->items.front();
    return only.done ? Status()
                     : Status(fail(errorCodeFromWire(only.code.value_or("")).value_or(ErrorCode::Internal)));
}

} // namespace

QString UserFilter::encode(const client::UserQuery& query) {
    QUrlQuery text;
    for (const auto& [name, member] : textMembers()) {
        if (!(query.*member).empty()) {
            text.addQueryItem(name,
                              QString::fromLatin1(QUrl::toPercentEncoding(ui::toQString(query.*member))));
        }
    }
    if (query.noFaceDays) {
        text.addQueryItem(QStringLiteral("no_face_days"), QString::number(*query.noFaceDays));
    }
    return text.toString(QUrl::FullyEncoded);
}

client::UserQuery UserFilter::decode(const QString& text) {
    const QUrlQuery given(text);
    client::UserQuery query;
    for (const auto& [name, member] : textMembers()) {
        query.*member = ui::toUtf8(given.queryItemValue(name, QUrl::FullyDecoded));
    }
    bool isNumber = false;
    const int days = given.queryItemValue(QStringLiteral("no_face_days")).toInt(&isNumber);
    if (isNumber && days >= 0) {
        query.noFaceDays = days;
    }
    return query;
}

UsersPresenter::UsersPresenter(shell::ConsoleSession& session, QObject* parent)
    : FeaturePresenter(session, parent) {
    m_searchDelay.setSingleShot(true);
    m_searchDelay.setInterval(kSearchDelay);
    connect(&m_searchDelay, &QTimer::timeout, this, &UsersPresenter::reload);
}

bool UsersPresenter::isFiltered() const {
    client::UserQuery query = m_query;
    query.sort.clear();
    return !UserFilter::encode(query).isEmpty();
}

void UsersPresenter::reload() {
    m_searchDelay.stop();
    if (!beginLoading(m_model.rowCount() > 0)) {
        return;
    }
    fetch({});
    fetchPolicy();
}

void UsersPresenter::fetchPolicy() {
    shell::oneTimePasswordLife(session()).then(
        this, [this](std::chrono::hours life) { m_oneTimePasswordLife = life; });
}

void UsersPresenter::loadMore() {
    if (m_next && !m_isFetchingMore && session().isOpen()) {
        m_isFetchingMore = true;
        fetch(*m_next);
    }
}

void UsersPresenter::fetch(const std::string& cursor) {
    const int size = cursor.empty() ? kFirstPage : kFurtherPage;
    load(client::UserService(api()).list(m_query, {size, cursor}),
         [this, isFirst = cursor.empty()](const wire::UserPage& page) {
             isFirst ? m_model.setRows(page.items) : m_model.appendRows(page.items);
             m_isFetchingMore = false;
             m_next = page.next;
             m_total = page.total;
             return m_model.rowCount() == 0 ? ListState::Empty : ListState::Content;
         });
}

void UsersPresenter::setQuery(const QString& text) {
    if (const std::string search = ui::toUtf8(text.trimmed()); search != m_query.search) {
        m_query.search = search;
        m_searchDelay.start();
    }
}

void UsersPresenter::setFilter(const client::UserQuery& query) {
    if (UserFilter::encode(query) != UserFilter::encode(m_query)) {
        m_query = query;
        m_next.reset();
        reload();
    }
}

void UsersPresenter::clear() {
    m_searchDelay.stop();
    m_model.setRows({});
    m_next.reset();
    m_query = {};
    m_pendingUser.reset();
    m_isFetchingMore = false;
    FeaturePresenter::clear();
}

bool UsersPresenter::isComplete(const UserForm& form) {
    const QString mail = form.mail.trimmed();
    return !form.login.trimmed().isEmpty() && !form.login.trimmed().contains(QLatin1Char(' ')) &&
           !form.displayName.trimmed().isEmpty() &&
           (mail.isEmpty() || (mail.indexOf(QLatin1Char('@')) > 0 && !mail.endsWith(QLatin1Char('@'))));
}

TimePoint UsersPresenter::expiry() const {
    return session().clock().now() + m_oneTimePasswordLife;
}

// The password is made on a worker first; `post` sends it.
template<class Post>
void UsersPresenter::withOneTimePassword(Post post) {
    beginCommand();
    client::makeOneTimePasswordAsync().then(this, [this, post](Result<client::OneTimePassword> password) {
        if (!password || !session().isOpen()) {
            endCommand(password ? Status(fail(ErrorCode::NotSignedIn)) : Status(propagate(password.error())));
            return;
        }
        endCommandQuietly();
        post(*password);
    });
}

void UsersPresenter::createUser(const UserForm& form) {
    if (isBusy() || !mayManage() || !isComplete(form)) {
        return;
    }
    withOneTimePassword([this, form](const client::OneTimePassword& password) { postUser(form, password); });
}

void UsersPresenter::postUser(const UserForm& form, const client::OneTimePassword& password) {
    const QString login = form.login.trimmed();
    if (!m_pendingUser || m_pendingUser->first != login) {
        m_pendingUser.emplace(login, UserId::generate());
    }
    wire::NewUser user;
    user.id = m_pendingUser->second;
    user.login = ui::toUtf8(login);
    user.displayName = ui::toUtf8(form.displayName.trimmed());
    user.kana = ui::toUtf8(form.kana.trimmed());
    user.mail = ui::toUtf8(form.mail.trimmed());
    user.role = form.role;
    user.oneTimePassword = password.record;
    user.oneTimePasswordExpiresAt = expiry();
    const IssuedPassword issued{user.id, login, form.displayName.trimmed(),
                                ui::toQString(password.text.reveal()),
                                shell::toDateTime(*user.oneTimePasswordExpiresAt)};
    command([this, user] { return client::UserService(api()).create(user); },
            [this, issued](const wire::User&) {
                m_pendingUser.reset();
                reload();
                emit passwordIssued(issued);
            });
}

void UsersPresenter::reissuePassword(const wire::User& user, const QString& reason) {
    if (isBusy() || !mayResetPasswords()) {
        return;
    }
    withOneTimePassword(
        [this, user, reason](const client::OneTimePassword& password) { postReset(user, reason, password); });
}

void UsersPresenter::postReset(const wire::User& user, const QString& reason,
                               const client::OneTimePassword& password) {
    const wire::PasswordReset reset{password.record, expiry(), ui::toUtf8(reason)};
    const IssuedPassword issued{user.id, ui::toQString(user.login), ui::toQString(user.displayName),
                                ui::toQString(password.text.reveal()), shell::toDateTime(reset.expiresAt)};
    command([this, id = user.id, reset] { return client::UserService(api()).resetPassword(id, reset); },
            [this, issued] {
                reload();
                emit passwordIssued(issued);
            });
}

void UsersPresenter::take(const wire::User& user) {
    m_model.replaceRow(user);
    reload();
}

void UsersPresenter::setEnabled(const wire::User& user, bool isEnabled, const QString& reason) {
    if (!mayManage()) {
        return;
    }
    const wire::BulkRequest request{
        isEnabled ? "enable" : "disable", {{user.id, user.rev, std::nullopt}}, ui::toUtf8(reason), false};
    command([this, request,
             key = makeUuid()] { return client::UserService(api()).bulk(request, key).then(&outcomeOfOne); },
            [this] { reload(); });
}

void UsersPresenter::edit(const wire::User& user, const wire::UserPatch& patch) {
    if (mayManage()) {
        command([this, user, patch] { return client::UserService(api()).patch(user.id, patch, user.rev); },
                [this](const wire::User& changedUser) { take(changedUser); });
    }
}

void UsersPresenter::read(const UserId& user) {
    if (!session().isOpen()) {
        return;
    }
    client::UserService(api()).get(user).then(this, [this](const Result<wire::User>& found) {
        if (found) {
            m_model.replaceRow(*found);
            emit userRead(*found);
        } else {
            emit commandFailed(found.error().code);
        }
    });
}

void UsersPresenter::remove(const wire::User& user) {
    if (mayManage()) {
        command([this, user] { return client::UserService(api()).remove(user.id, user.rev); },
                [this, id = user.id] {
                    m_model.removeRowOf(id.text());
                    reload();
                });
    }
}

void UsersPresenter::restore(const wire::User& user) {
    if (mayManage()) {
        command([this, id = user.id] { return client::UserService(api()).restore(id); },
                [this](const wire::User& restored) { take(restored); });
    }
}

void UsersPresenter::requestReEnrolment(const wire::User& user, const QString& reason) {
    if (mayResetPasswords()) {
        command(
            [this, id = user.id, text = ui::toUtf8(reason)] {
                return client::UserService(api()).requestReEnrolment(id, text);
            },
            [this](const wire::User& changedUser) { take(changedUser); });
    }
}

void UsersPresenter::changeRole(const wire::User& user, const std::string& role, const QString& reason) {
    if (isOwner()) {
        command(
            [this, user, change = wire::RoleChange{role, ui::toUtf8(reason)}] {
                return client::AccountService(api()).setRole(user.id, change, user.rev);
            },
            [this](const wire::User& changedUser) { take(changedUser); });
    } else {
        emit commandFailed(ErrorCode::Forbidden); // the role was taken away meanwhile
    }
}

} // namespace kaomon::users
