// SPDX-License-Identifier: GPL-3.0-or-later
#include "logon/passwd/password_changer.h"

#include <cstdlib>
#include <cstring>
#include <memory>

#include <pwd.h>
#include <security/pam_appl.h>
#include <syslog.h>
#include <unistd.h>

#include "logon/passwd/prompt_kind.h"

namespace kaomon::logon {
namespace {

constexpr const char* kService = "kaomon-passwd";
// More than any stack of modules asks; an endless one ends here.
constexpr int kMostPrompts = 12;

// Answers the prompts of the modules with what the person has typed already.
class Answers {
public:
    Answers(const PasswordOrder& order, const SystemWords& words)
        : m_order(order)
        , m_words(words) {}

    static int converse(int count, const pam_message** messages, pam_response** responses, void* self) {
        try {
            return static_cast<Answers*>(self)->answer(count, messages, responses);
        } catch (...) { // libpam is C
            return PAM_CONV_ERR;
        }
    }

    [[nodiscard]] bool hasAskedForNew() const { return m_hasAskedForNew; }
    [[nodiscard]] bool hasGivenCurrent() const { return m_hasGivenCurrent; }
    [[nodiscard]] bool hasComplained() const { return m_hasComplained; }
    [[nodiscard]] bool cannotAnswer() const { return m_cannotAnswer; }

private:
    int answer(int count, const pam_message** messages, pam_response** responses) {
        if (count <= 0 || count > PAM_MAX_NUM_MSG) {
            return PAM_CONV_ERR;
        }
        auto* given =
            static_cast<pam_response*>(std::calloc(static_cast<std::size_t>(count), sizeof(pam_response)));
        if (given == nullptr) {
            return PAM_BUF_ERR;
        }
        for (int i = 0; i < count; ++i) {
            if (!answer(*messages[i], given[i])) {
                discard(given, count);
                return PAM_CONV_ERR;
            }
        }
        *responses = given; // libpam's from here on, which wipes it
        return PAM_SUCCESS;
    }

    bool answer(const pam_message& message, pam_response& response) {
        const std::string_view text(message.msg == nullptr ? "" : message.msg);
        if (message.msg_style == PAM_TEXT_INFO || message.msg_style == PAM_ERROR_MSG) {
            const bool isError = message.msg_style == PAM_ERROR_MSG;
            m_hasComplained = m_hasComplained || isError;
            m_words(isError, text);
            return true;
        }
        if (message.msg_style != PAM_PROMPT_ECHO_OFF || m_prompts == kMostPrompts) {
            m_cannotAnswer = true;
            return false;
        }
        // Whoever asks again after a refusal gets no second try: the person is told and types anew.
        if (m_hasComplained) {
            return false;
        }
        ++m_prompts;
        const bool isCurrent =
            promptKindOf(withoutAccount(text), m_hasGivenCurrent) == PromptKind::CurrentPassword;
        (isCurrent ? m_hasGivenCurrent : m_hasAskedForNew) = true;
        response.resp = ::strdup((isCurrent ? m_order.current : m_order.next).reveal().c_str());
        return response.resp != nullptr;
    }

    // A name such as "newton" must not decide what is meant.
    [[nodiscard]] std::string withoutAccount(std::string_view prompt) const {
        std::string words(prompt);
        const auto at = m_order.account.empty() ? std::string::npos : words.find(m_order.account);
        return at == std::string::npos ? words : words.erase(at, m_order.account.size());
    }

    static void discard(pam_response* given, int count) {
        for (int i = 0; i < count; ++i) {
            if (given[i].resp != nullptr) {
                wipe(given[i].resp, std::strlen(given[i].resp));
                std::free(given[i].resp); // NOLINT: as libpam does
            }
        }
        std::free(given); // NOLINT
    }

    const PasswordOrder& m_order;
    const SystemWords& m_words;
    int m_prompts = 0;
    bool m_hasGivenCurrent = false;
    bool m_hasAskedForNew = false;
    bool m_hasComplained = false;
    bool m_cannotAnswer = false;
};

ErrorCode reasonOf(int result, const Answers& answers) {
    if (answers.cannotAnswer()) {
        return ErrorCode::SecondFactorRequired;
    }
    switch (result) {
    case PAM_AUTHTOK_LOCK_BUSY:
    case PAM_TRY_AGAIN:
    case PAM_AUTHINFO_UNAVAIL:
        return ErrorCode::Unavailable;
    case PAM_USER_UNKNOWN:
        return ErrorCode::NotFound;
    case PAM_PERM_DENIED:
    case PAM_AUTHTOK_DISABLE_AGING:
    case PAM_AUTHTOK_ERR:
    case PAM_MAXTRIES: // what pam_pwhistory says of an earlier one
    case PAM_AUTHTOK_RECOVERY_ERR:
    case PAM_AUTH_ERR:
    case PAM_CONV_ERR:
        break;
    default:
        return answers.hasComplained() ? ErrorCode::Forbidden : ErrorCode::Internal;
    }
    if (answers.hasAskedForNew()) {
        return result == PAM_PERM_DENIED ? ErrorCode::Forbidden : ErrorCode::PasswordTooWeak;
    }
    // Stacks end with pam_deny, which makes one result of all reasons: without a word of a module the current
    // password was not right.
    return answers.hasGivenCurrent() && (result == PAM_AUTH_ERR || !answers.hasComplained())
               ? ErrorCode::LoginFailed
               : ErrorCode::Forbidden;
}

// The person becomes the real user; root stays the effective one and writes.
std::optional<ErrorCode> becomeRealUser(const std::string& account, uid_t& uid) {
    const passwd* entry = ::getpwnam(account.c_str());
    if (entry == nullptr) {
        return ErrorCode::NotFound;
    }
    uid = entry->pw_uid;
    if (uid == 0) {
        return ErrorCode::SuperuserDenied; // nobody would be asked for the current password
    }
    if (::geteuid() != 0) { // a test as an ordinary user
        return std::nullopt;
    }
    const bool isDone = ::setresgid(entry->pw_gid, static_cast<gid_t>(-1), static_cast<gid_t>(-1)) == 0 &&
                        ::setresuid(uid, 0, 0) == 0;
    return isDone ? std::nullopt : std::optional(ErrorCode::Internal);
}

} // namespace

std::optional<ErrorCode> changePassword(const PasswordOrder& order, const SystemWords& words) {
    uid_t uid = 0;
    if (const auto refused = becomeRealUser(order.account, uid)) {
        return refused;
    }
    Answers answers(order, words);
    const pam_conv conversation{&Answers::converse, &answers};
    pam_handle_t* handle = nullptr;
    const int started = order.pamFolder.empty()
                            ? pam_start(kService, order.account.c_str(), &conversation, &handle)
                            : pam_start_confdir(kService, order.account.c_str(), &conversation,
                                                order.pamFolder.c_str(), &handle);
    if (started != PAM_SUCCESS) {
        return ErrorCode::Internal;
    }
    // Where the person's key ring listens: its module gives it the new password too.
    (void)pam_putenv(handle, ("XDG_RUNTIME_DIR=/run/user/" + std::to_string(uid)).c_str());
    const int result = pam_chauthtok(handle, 0);
    pam_end(handle, result);
    ::syslog(LOG_AUTHPRIV | (result == PAM_SUCCESS ? LOG_INFO : LOG_NOTICE), "password of %s: %s",
             order.account.c_str(), result == PAM_SUCCESS ? "changed" : "not changed");
    return result == PAM_SUCCESS ? std::nullopt : std::optional(reasonOf(result, answers));
}

} // namespace kaomon::logon
