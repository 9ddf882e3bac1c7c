// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include <QDateTime>
#include <QObject>
#include <QTimer>

#include "base/secret.h"
#include "client/password_work.h"
#include "client/services.h"
#include "models/list_state.h"
#include "models/user_list_model.h"
#include "shell/console_session.h"

namespace kaomon::users {

// What the "Add user" form holds.
struct UserForm {
    QString login;
    QString displayName;
    QString kana;
    QString mail;
    std::string role = "member";
};

// A one-time password that has just been made: shown once, forgotten when the dialog closes.
struct IssuedPassword {
    UserId user;
    QString login;
    QString displayName;
    QString text;
    QDateTime expiresAt;
};

// The list of users and what can be done to one of them. Search and paging are the server's (keyset); a stale
// answer is dropped. GUI thread; the session outlives it. Commands run one at a time and end with changed()
// and either a new list state or commandFailed().
class UsersPresenter final : public QObject {
    Q_OBJECT
public:
    explicit UsersPresenter(shell::ConsoleSession& session, QObject* parent = nullptr);

    [[nodiscard]] models::UserListModel& model() { return m_model; }
    [[nodiscard]] models::ListState state() const { return m_state; }
    [[nodiscard]] std::optional<ErrorCode> listError() const { return m_listError; }
    [[nodiscard]] bool hasMore() const { return m_next.has_value(); }
    [[nodiscard]] bool isBusy() const { return m_isBusy; }
    [[nodiscard]] bool mayManage() const { return m_session.isOpen() && m_session.mayManage(); }
    [[nodiscard]] bool mayResetPasswords() const {
        return m_session.isOpen() && m_session.mayResetPasswords();
    }
    [[nodiscard]] long long total() const { return m_total; }
    [[nodiscard]] const QString& query() const { return m_query; }

    void reload();
    void loadMore();
    // Searches a moment after the last change of the text.
    void setQuery(const QString& query);
    // Everything of the last session goes.
    void clear();

    [[nodiscard]] static bool isComplete(const UserForm& form);
    void createUser(const UserForm& form);
    void reissuePassword(const wire::User& user, const QString& reason);
    void setEnabled(const wire::User& user, bool isEnabled);
    void remove(const wire::User& user);

signals:
    void changed();
    void passwordIssued(const kaomon::users::IssuedPassword& password);
    void commandFailed(kaomon::ErrorCode code);
    void commandDone();

private:
    void fetch(const std::string& cursor);
    void fetchPolicy();
    void setState(models::ListState state);
    void beginCommand();
    void endCommand(const Status& status);
    void postUser(const UserForm& form, client::OneTimePassword password);
    void postReset(const wire::User& user, const QString& reason, client::OneTimePassword password);
    void apply(const Result<wire::User>& user);
    [[nodiscard]] TimePoint expiry() const;

    shell::ConsoleSession& m_session;
    std::chrono::hours m_oneTimePasswordLife{72}; // setting reissue_valid_hours
    models::UserListModel m_model;
    models::ListState m_state = models::ListState::Loading;
    std::optional<ErrorCode> m_listError;
    std::optional<std::string> m_next;
    long long m_total = 0;
    QString m_query;
    QTimer m_searchDelay;
    int m_generation = 0;
    bool m_isBusy = false;
    // Kept until a creation is known to have succeeded, so that a repeated request is the same user.
    std::optional<std::pair<QString, UserId>> m_pendingUser;
};

} // namespace kaomon::users
