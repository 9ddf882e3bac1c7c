// SPDX-License-Identifier: GPL-3.0-or-later
#include "users/users_presenter.h"

#include <chrono>
#include <map>

#include <QLoggingCategory>

#include "client/settings_service.h"
#include "domain/policy.h"
#include "ui/qt_text.h"

namespace kaomon::users {
namespace {

Q_LOGGING_CATEGORY(lcUsers, "kaomon.console.users")

using models::ListState;
using namespace std::chrono_literals;

constexpr auto kSearchDelay = 300ms;

QDateTime toDateTime(TimePoint time) {
    return QDateTime::fromMSecsSinceEpoch(
        std::chrono::duration_cast<std::chrono::milliseconds>(time.time_since_epoch()).count());
}

} // namespace

UsersPresenter::UsersPresenter(shell::ConsoleSession& session, QObject* parent)
    : QObject(parent)
    , m_session(session) {
    m_searchDelay.setSingleShot(true);
    m_searchDelay.setInterval(kSearchDelay);
    connect(&m_searchDelay, &QTimer::timeout, this, &UsersPresenter::reload);
}

void UsersPresenter::setState(ListState state) {
    m_state = state;
    emit changed();
}

void UsersPresenter::reload() {
    m_searchDelay.stop();
    if (!m_session.isOpen()) {
        return;
    }
    if (m_model.rowCount() == 0) {
        setState(ListState::Loading);
    }
    fetch({});
    fetchPolicy();
}

// Without an answer the life of one-time passwords stays what it was; the server refuses one that is too
// long.
void UsersPresenter::fetchPolicy() {
    client::SettingsService(m_session.api())
        .explain()
        .then(this, [this](const Result<wire::SettingsExplanation>& explained) {
            if (!explained) {
                qCWarning(lcUsers) << "settings:" << ui::toQString(wireName(explained.error().code));
                return;
            }
            std::map<std::string, std::string> values;
            for (const wire::ExplainedSetting& setting : explained->items) {
                values.emplace(setting.name, setting.value);
            }
            m_oneTimePasswordLife = domain::Policy::fromValues(values).reissueValid;
        });
}

void UsersPresenter::loadMore() {
    if (m_next && m_session.isOpen()) {
        fetch(*m_next);
    }
}

void UsersPresenter::fetch(const std::string& cursor) {
    const int generation = ++m_generation;
    client::UserService(m_session.api())
        .list(ui::toUtf8(m_query), {100, cursor})
        .then(this, [this, generation, isFirst = cursor.empty()](const Result<wire::UserPage>& page) {
            if (generation != m_generation) {
                return;
            }
            if (!page) {
                m_listError = page.error().code;
                setState(ListState::Failed);
                return;
            }
            isFirst ? m_model.setRows(page->items) : m_model.appendRows(page->items);
            m_next = page->next;
            m_total = page->total;
            m_listError.reset();
            setState(m_model.rowCount() == 0 ? ListState::Empty : ListState::Content);
        });
}

void UsersPresenter::setQuery(const QString& query) {
    if (query.trimmed() != m_query) {
        m_query = query.trimmed();
        m_searchDelay.start();
    }
}

void UsersPresenter::clear() {
    ++m_generation;
    m_searchDelay.stop();
    m_model.setRows({});
    m_next.reset();
    m_query.clear();
    m_pendingUser.reset();
    m_isBusy = false;
    setState(ListState::Loading);
}

bool UsersPresenter::isComplete(const UserForm& form) {
    const QString mail = form.mail.trimmed();
    return !form.login.trimmed().isEmpty() && !form.login.trimmed().contains(QLatin1Char(' ')) &&
           !form.displayName.trimmed().isEmpty() &&
           (mail.isEmpty() || (mail.indexOf(QLatin1Char('@')) > 0 && !mail.endsWith(QLatin1Char('@'))));
}

TimePoint UsersPresenter::expiry() const {
    return m_session.clock().now() + m_oneTimePasswordLife;
}

void UsersPresenter::beginCommand() {
    m_isBusy = true;
    emit changed();
}

void UsersPresenter::endCommand(const Status& status) {
    m_isBusy = false;
    if (status) {
        emit commandDone();
        reload();
    } else {
        qCInfo(lcUsers) << "command failed:" << ui::toQString(wireName(status.error().code))
                        << ui::toQString(status.error().detail);
        emit commandFailed(status.error().code);
    }
    emit changed();
}

void UsersPresenter::createUser(const UserForm& form) {
    if (m_isBusy || !mayManage() || !isComplete(form)) {
        return;
    }
    beginCommand();
    client::makeOneTimePasswordAsync().then(this, [this, form](Result<client::OneTimePassword> password) {
        if (!password || !m_session.isOpen()) {
            endCommand(password ? Status(fail(ErrorCode::NotSignedIn)) : Status(propagate(password.error())));
            return;
        }
        postUser(form, std::move(*password));
    });
}

void UsersPresenter::postUser(const UserForm& form, client::OneTimePassword password) {
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
                                toDateTime(*user.oneTimePasswordExpiresAt)};
    client::UserService(m_session.api())
        .create(user)
        .then(this, [this, issued](const Result<wire::User>& made) {
            if (!made) {
                endCommand(propagate(made.error()));
                return;
            }
            m_pendingUser.reset();
            endCommand({});
            emit passwordIssued(issued);
        });
}

void UsersPresenter::reissuePassword(const wire::User& user, const QString& reason) {
    if (m_isBusy || !mayResetPasswords()) {
        return;
    }
    beginCommand();
    client::makeOneTimePasswordAsync().then(this, [this, user,
                                                   reason](Result<client::OneTimePassword> password) {
        if (!password || !m_session.isOpen()) {
            endCommand(password ? Status(fail(ErrorCode::NotSignedIn)) : Status(propagate(password.error())));
            return;
        }
        postReset(user, reason, std::move(*password));
    });
}

void UsersPresenter::postReset(const wire::User& user, const QString& reason,
                               client::OneTimePassword password) {
    const wire::PasswordReset reset{password.record, expiry(), ui::toUtf8(reason)};
    const IssuedPassword issued{user.id, ui::toQString(user.login), ui::toQString(user.displayName),
                                ui::toQString(password.text.reveal()), toDateTime(reset.expiresAt)};
    client::UserService(m_session.api())
        .resetPassword(user.id, reset)
        .then(this, [this, issued](const Status& status) {
            endCommand(status);
            if (status) {
                emit passwordIssued(issued);
            }
        });
}

void UsersPresenter::apply(const Result<wire::User>& user) {
    if (user) {
        m_model.replaceRow(*user);
        endCommand({});
        return;
    }
    endCommand(propagate(user.error()));
    if (user.error().code == ErrorCode::StaleRevision) {
        reload(); // somebody else was faster: show what he did
    }
}

void UsersPresenter::setEnabled(const wire::User& user, bool isEnabled) {
    if (m_isBusy || !mayManage()) {
        return;
    }
    beginCommand();
    wire::UserPatch patch;
    patch.accountState = isEnabled ? "active" : "disabled";
    client::UserService(m_session.api())
        .patch(user.id, patch, user.rev)
        .then(this, [this](const Result<wire::User>& changedUser) { apply(changedUser); });
}

void UsersPresenter::remove(const wire::User& user) {
    if (m_isBusy || !mayManage()) {
        return;
    }
    beginCommand();
    client::UserService(m_session.api())
        .remove(user.id, user.rev)
        .then(this, [this, id = user.id](const Status& status) {
            if (status) {
                m_model.removeRowOf(id.text());
            }
            endCommand(status);
        });
}

} // namespace kaomon::users
