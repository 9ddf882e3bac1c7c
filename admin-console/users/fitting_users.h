// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <QObject>

#include "client/services.h"
#include "shell/console_session.h"

namespace kaomon::users {

// Everybody who fits a filter, page after page, beyond what a list has loaded: for acts on all of them. GUI
// thread; the session outlives it.
class FittingUsers final : public QObject {
    Q_OBJECT
public:
    explicit FittingUsers(shell::ConsoleSession& session, QObject* parent = nullptr);

    // Begins anew; ends with isComplete(), or with an error and nobody.
    void collect(const client::UserQuery& query);
    void clear();

    [[nodiscard]] bool isRunning() const { return m_isRunning; }
    [[nodiscard]] bool isComplete() const { return m_isComplete; }
    [[nodiscard]] const std::vector<wire::User>& users() const { return m_users; }
    [[nodiscard]] long long total() const { return m_total; } // as the server told with the last page
    [[nodiscard]] const client::UserQuery& query() const { return m_query; }

signals:
    void changed();
    void failed(kaomon::ErrorCode code);

private:
    void fetch(const std::string& cursor);
    void take(const Result<wire::UserPage>& page);

    shell::ConsoleSession& m_session;
    client::UserQuery m_query;
    std::vector<wire::User> m_users;
    long long m_total = 0;
    bool m_isRunning = false;
    bool m_isComplete = false;
    int m_generation = 0;
};

} // namespace kaomon::users
