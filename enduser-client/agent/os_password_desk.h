// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include <QObject>

#include "agent/agent_state.h"
#include "agent/event_log.h"
#include "agent/os_accounts.h"
#include "agent/os_password_age.h"
#include "agent/os_password_helper.h"
#include "agent/os_secret_store.h"
#include "agent/router.h"
#include "agent/uid.h"
#include "base/clock.h"

namespace kaomon::agent {

inline constexpr const char* kPasswordHelperSocket = "/run/kaomon-passwd.sock";

// How a change of a password of the system ended.
struct OsPasswordChange {
    enum class Sealed { Yes, NotKept, Pending }; // NotKept: none was kept for a face logon, so none is now
    OsPasswordOutcome outcome;
    Sealed sealed = Sealed::NotKept;
};

// Changes the password of the person's own account on this PC through PAM, and the sealed copy with it:
// before the system is asked, a note on the disk says that the copy may be out of date, and it goes when the
// copy is new. Answers osPassword and changeOsPassword, and tells how old the password is. One change at a
// time. Main thread.
class OsPasswordDesk final : public QObject {
    Q_OBJECT
public:
    struct Parts {
        AgentState& state;
        OsSecretStore& secrets;
        EventLog& events;
        const Clock& clock;
        std::string helperSocket = kPasswordHelperSocket;
        std::function<std::optional<std::string>(uid_t)> nameOf = nameOfUid;
        ShadowReader shadow = readShadow;
        OsPasswordCheck check = isOsPassword;
        std::filesystem::path root = "/";
        std::chrono::milliseconds patience{30000}; // longer than the helper's own deadline
    };
    using Done = std::function<void(const Result<OsPasswordChange>&)>;

    explicit OsPasswordDesk(Parts parts)
        : m_parts(std::move(parts)) {}
    void addTo(Router& router);

    // Ends once: ValidationFailed for what no system takes, AgentBusy, errors of the store; everything that
    // the system said is in the outcome.
    void change(OsPasswordOrder order, Done done);
    // Fields os_password, os_password_days and os_reseal_pending of `status`, of that user's own account.
    void addStatus(localipc::Message& status, uid_t uid);
    // Of changes that were cut off before the copy was new; at the start, once for each.
    void tellInterrupted();

private:
    [[nodiscard]] std::optional<std::string> nameOf(uid_t uid);
    [[nodiscard]] OsPasswordAge ageNow(const std::optional<ShadowFacts>& facts) const;
    void describe(const Caller& caller);
    void change(const Caller& caller, const localipc::Message& message);
    void finish(const OsPasswordOrder& order, bool isKept, OsPasswordOutcome outcome, const Done& done);
    void noteExpiry(const std::string& account, const ShadowFacts& facts, const OsPasswordAge& age);
    void note(std::string_view code, std::string_view result, const std::string& account,
              wire::EventDetail detail = {});
    void notePending(const std::string& account, ErrorCode reason);

    Parts m_parts;
    std::map<uid_t, std::string> m_names; // asked for with every status
    bool m_isChanging = false;
};

} // namespace kaomon::agent
