// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include <QObject>
#include <QTimer>

#include "base/secret.h"
#include "client/password_work.h"
#include "client/services.h"
#include "models/user_list_model.h"
#include "shell/feature_presenter.h"
#include "shell/one_time_password.h"

namespace kaomon::users {

// What the "Add user" form holds.
struct UserForm {
    QString login;
    QString displayName;
    QString kana;
    QString mail;
    std::string role = "member";
};

using shell::IssuedPassword;

// Which users, in which order: the server's query (docs/protocol.md 4.4) in the form that saved filters and
// links between pages use.
class UserFilter {
public:
    [[nodiscard]] static QString encode(const client::UserQuery& query);
    // Unknown members are left out.
    [[nodiscard]] static client::UserQuery decode(const QString& text);
};

// The list of users and what can be done to one of them. Filters, order and paging are the server's (keyset);
// a stale answer is dropped. GUI thread; the session outlives it. Commands run one at a time and end with
// changed() and either a new list state or commandFailed().
class UsersPresenter final : public shell::FeaturePresenter {
    Q_OBJECT
public:
    explicit UsersPresenter(shell::ConsoleSession& session, QObject* parent = nullptr);

    [[nodiscard]] models::UserListModel& model() { return m_model; }
    [[nodiscard]] std::optional<ErrorCode> listError() const { return error(); }
    [[nodiscard]] bool hasMore() const { return m_next.has_value(); }
    [[nodiscard]] bool mayResetPasswords() const {
        return session().isOpen() && session().mayResetPasswords();
    }
    [[nodiscard]] long long total() const { return m_total; }
    [[nodiscard]] const client::UserQuery& query() const { return m_query; }
    [[nodiscard]] bool isFiltered() const;

    void reload() override;
    // The next page, once at a time.
    void loadMore();
    // Searches a moment after the last change of the text.
    void setQuery(const QString& text);
    // Everything, the text that is searched for too; at once.
    void setFilter(const client::UserQuery& query);
    void clear() override;

    [[nodiscard]] static bool isComplete(const UserForm& form);
    void createUser(const UserForm& form);
    void reissuePassword(const wire::User& user, const QString& reason);
    // With a reason, as acts on many have one.
    void setEnabled(const wire::User& user, bool isEnabled, const QString& reason);
    void remove(const wire::User& user);
    void restore(const wire::User& user);
    void requestReEnrolment(const wire::User& user, const QString& reason);
    void changeRole(const wire::User& user, const std::string& role, const QString& reason);
    void edit(const wire::User& user, const wire::UserPatch& patch);
    // One person as the server has him now: userRead().
    void read(const UserId& user);

signals:
    void userRead(const kaomon::wire::User& user);
    void passwordIssued(const kaomon::shell::IssuedPassword& password);

private:
    void fetch(const std::string& cursor);
    void fetchPolicy();
    void postUser(const UserForm& form, const client::OneTimePassword& password);
    void postReset(const wire::User& user, const QString& reason, const client::OneTimePassword& password);
    template<class Post>
    void withOneTimePassword(Post post);
    void take(const wire::User& user);
    [[nodiscard]] TimePoint expiry() const;

    std::chrono::hours m_oneTimePasswordLife{72}; // setting reissue_valid_hours
    models::UserListModel m_model;
    std::optional<std::string> m_next;
    long long m_total = 0;
    client::UserQuery m_query;
    QTimer m_searchDelay;
    bool m_isFetchingMore = false;
    // Kept until a creation is known to have succeeded, so that a repeated request is the same user.
    std::optional<std::pair<QString, UserId>> m_pendingUser;
};

} // namespace kaomon::users
