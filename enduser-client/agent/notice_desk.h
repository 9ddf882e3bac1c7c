// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <string>
#include <vector>

#include <QObject>

#include "agent/agent_state.h"
#include "agent/router.h"
#include "agent/uid.h"
#include "agent/user_sessions.h"
#include "wire/notices.h"

namespace kaomon::agent {

// The administrators' notices for the people of this PC: which of them hold now, what each OS user has read
// and taken note of, and the word of that to the server, now or at his next sign-in. Answers notices,
// noticeRead and noticeAcknowledge. Main thread.
class NoticeDesk final : public QObject {
    Q_OBJECT
public:
    NoticeDesk(AgentState& state, UserSessions& sessions, const Clock& clock);
    void addTo(Router& router);

    struct Receipt {
        bool isAcknowledged = false; // else only read
        bool isTold = false;         // the server knows
    };
    // Those that hold now, the latest first, at most kMost.
    [[nodiscard]] std::vector<wire::SyncedNotice> current() const;
    // Of an OS user, by notice.
    [[nodiscard]] std::map<std::string, Receipt> receipts(uid_t uid) const;
    [[nodiscard]] int unread(uid_t uid) const;

    static constexpr std::size_t kMost = 20;
    static constexpr std::size_t kInOneAnswer = 6;

private:
    void list(const Caller& caller, const localipc::Message& message) const;
    void note(const Caller& caller, const localipc::Message& message, bool isAcknowledged);
    // What the server does not know yet, where the person is signed in.
    void tell(uid_t uid);
    [[nodiscard]] Status save(uid_t uid, const std::map<std::string, Receipt>& receipts);

    AgentState& m_state;
    UserSessions& m_sessions;
    const Clock& m_clock;
};

} // namespace kaomon::agent
