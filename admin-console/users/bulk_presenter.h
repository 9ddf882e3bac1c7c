// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <deque>
#include <string>
#include <vector>

#include "client/password_work.h"
#include "client/services.h"
#include "models/column_table_model.h"
#include "shell/feature_presenter.h"

namespace kaomon::users {

// What became of one person of a bulk action.
struct BulkOutcome {
    UserId user;
    QString login;
    QString name;
    bool isDone = false;
    std::optional<ErrorCode> refusal = {}; // of this row
    QString oneTimePassword = {};          // reissue only, until the dialog closes
};

// One action on many users: batches of 500 one after the other, a result for each person, and a stop between
// two batches. While the connection is lost it waits and goes on by itself, without doing anything twice.
// Passwords are made on a worker, one after the other. GUI thread; the session outlives it.
class BulkPresenter final : public shell::FeaturePresenter {
    Q_OBJECT
public:
    // The first six are wire names of BulkRequest.
    enum class Action { Disable, Enable, Delete, Restore, ReEnrol, Move, Unlock, Reissue };
    using Model = models::ColumnTableModel<BulkOutcome>;

    explicit BulkPresenter(shell::ConsoleSession& session, QObject* parent = nullptr);

    // `group`: for Move, the only group of these people afterwards; empty: none.
    void start(Action action, const std::vector<wire::User>& users, const QString& reason,
               const std::optional<GroupId>& group = {});
    // After the batch that is under way.
    void stop();
    // What was done is taken back, for whoever nobody has changed since; once. Moved people go back to their
    // groups of before. Reissues, unlocks and requests to enrol again cannot be taken back.
    [[nodiscard]] bool canUndo() const;
    void undo();
    [[nodiscard]] bool isUndoing() const { return m_isUndone; }
    // The server does not answer at present; the work goes on by itself when it does.
    [[nodiscard]] bool isOffline() const { return m_isOffline; }
    void reload() override {}
    void clear() override;

    [[nodiscard]] bool isRunning() const { return m_isRunning; }
    [[nodiscard]] int total() const { return m_total; }
    [[nodiscard]] int finished() const { return m_model.rowCount(); }
    [[nodiscard]] int refused() const;
    // What ended it early; the rest was not done.
    [[nodiscard]] std::optional<ErrorCode> interruption() const { return m_interruption; }
    [[nodiscard]] Model& model() { return m_model; }
    // login, name, one-time password, valid until: for printing and handing out. Empty for other actions.
    [[nodiscard]] std::string passwordFile() const;

signals:
    void finishedAll();

private:
    void begin(Action action, const std::vector<wire::User>& users, const std::string& reason,
               std::map<std::string, std::vector<GroupId>> groups);
    [[nodiscard]] std::optional<Action> opposite() const;
    void next();
    void fetchMemberships();
    void sendBulk(const std::vector<wire::User>& batch);
    void sendUnlock(const std::vector<wire::User>& batch);
    void makePasswords(std::vector<wire::User> batch);
    void sendReissue(const std::vector<wire::User>& batch);
    [[nodiscard]] Result<wire::BulkRequest> bulkRequest(const std::vector<wire::User>& batch) const;
    template<class Call>
    void send(const std::vector<wire::User>& batch, Call call);
    void take(const std::vector<wire::User>& batch, const wire::BulkReply& reply);
    void interrupt(ErrorCode code);
    void finish();

    Action m_action = Action::Disable;
    std::string m_reason;
    std::map<std::string, std::vector<GroupId>> m_groups; // of Move, by user
    std::vector<wire::User> m_done;                       // as they were, with the revision after it
    std::deque<wire::User> m_waiting;
    std::map<std::string, long long> m_membershipVersions; // of Move, by user
    std::vector<client::OneTimePassword> m_passwords;      // of the batch that is being made
    TimePoint m_expiresAt;
    std::optional<ErrorCode> m_interruption;
    Model m_model;
    int m_total = 0;
    bool m_isRunning = false;
    bool m_isStopping = false;
    bool m_isUndone = false;
    bool m_isOffline = false;
};

} // namespace kaomon::users
