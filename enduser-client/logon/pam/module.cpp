// SPDX-License-Identifier: GPL-3.0-or-later
// The entry points of pam_kaomon.so. Nothing here decides: the agent does, and whatever goes wrong on the way
// to it is PAM_AUTHINFO_UNAVAIL, so that the stack goes on to the password.
#include <chrono>
#include <optional>
#include <span>

#include <security/pam_ext.h>
#include <security/pam_modules.h>
#include <syslog.h>

#include "logon/pam/conversation.h"
#include "logon/pam/face_logon.h"
#include "logon/pam/options.h"

namespace {

using kaomon::logon::Conversation;
using kaomon::logon::FaceAnswer;
using kaomon::logon::FaceRequest;
using kaomon::logon::Options;

int unavailable(pam_handle_t* handle, const char* why) {
    pam_syslog(handle, LOG_INFO, "face logon not tried: %s", why);
    return PAM_AUTHINFO_UNAVAIL;
}

void logAnswer(pam_handle_t* handle, const FaceAnswer& answer) {
    const bool isAccepted = answer.outcome == FaceAnswer::Outcome::Accepted;
    const bool isRefused = answer.outcome == FaceAnswer::Outcome::Refused;
    const char* attempt = answer.attemptId.empty() ? "-" : answer.attemptId.c_str();
    const char* outcome = isAccepted ? "accepted" : isRefused ? "refused" : "unavailable";
    const std::string code(isAccepted ? "-" : wireName(answer.code));
    pam_syslog(handle, isAccepted ? LOG_INFO : LOG_NOTICE, "face logon %s code=%s attempt=%s", outcome,
               code.c_str(), attempt);
}

int finish(pam_handle_t* handle, Conversation& conversation, const FaceAnswer& answer) {
    logAnswer(handle, answer);
    switch (answer.outcome) {
    case FaceAnswer::Outcome::Accepted:
        if (!answer.osSecret.isEmpty()) {
            // PAM keeps its own copy and wipes it; key rings behind this module open with it.
            (void)pam_set_item(handle, PAM_AUTHTOK, answer.osSecret.reveal().c_str());
        }
        return PAM_SUCCESS;
    case FaceAnswer::Outcome::Refused:
        conversation.showRefusal(answer.code);
        return PAM_AUTH_ERR;
    case FaceAnswer::Outcome::Unavailable:
        conversation.showRefusal(answer.code);
        break;
    }
    return PAM_AUTHINFO_UNAVAIL;
}

int authenticate(pam_handle_t* handle, int flags, std::span<const char* const> arguments) {
    const auto started = std::chrono::steady_clock::now();
    const Options options = kaomon::logon::parseOptions(arguments);
    for (const std::string& fault : options.faults) {
        pam_syslog(handle, LOG_WARNING, "argument not understood: %s", fault.c_str());
    }
    const bool isHidden = options.quiet || (flags & PAM_SILENT) != 0;
    Conversation conversation(handle, isHidden ? Conversation::Words::Hidden : Conversation::Words::Shown);
    if (conversation.isRemote()) {
        return unavailable(handle, "the person is at another machine");
    }
    // A name that was given already is the caller's; without one the face may say it.
    const bool isWhoever = options.identify && conversation.item(PAM_USER).empty();
    const auto user = isWhoever ? std::optional<std::string>(std::string()) : conversation.user();
    if (!user) {
        return unavailable(handle, "no user name");
    }
    const FaceRequest request{.socketPath = options.socketPath,
                              .scenario = options.scenario,
                              .user = *user,
                              .service = conversation.item(PAM_SERVICE),
                              .tty = conversation.item(PAM_TTY),
                              .deadline = started + options.timeout};
    const auto progress = [&conversation](std::string_view state) { conversation.showProgress(state); };
    FaceAnswer answer = kaomon::logon::askAgent(request, progress);
    if (isWhoever && answer.outcome == FaceAnswer::Outcome::Accepted &&
        (answer.user.empty() || pam_set_item(handle, PAM_USER, answer.user.c_str()) != PAM_SUCCESS)) {
        return unavailable(handle, "the agent named no account");
    }
    return finish(handle, conversation, answer);
}

} // namespace

extern "C" {

__attribute__((visibility("default"))) int pam_sm_authenticate(pam_handle_t* pamh, int flags, int argc,
                                                               const char** argv) {
    // The one catch-all of this edge: nothing may reach login, su or a screen locker, which are C programs.
    try {
        return authenticate(pamh, flags, {argv, argc > 0 ? static_cast<std::size_t>(argc) : 0});
    } catch (...) {
        return PAM_AUTHINFO_UNAVAIL;
    }
}

// Succeeds because PAM asks the module that let the person in, and there is nothing to set.
__attribute__((visibility("default"))) int pam_sm_setcred(pam_handle_t*, int, int, const char**) {
    return PAM_SUCCESS;
}

__attribute__((visibility("default"))) int pam_sm_acct_mgmt(pam_handle_t*, int, int, const char**) {
    return PAM_IGNORE;
}

} // extern "C"
