// SPDX-License-Identifier: GPL-3.0-or-later
// The entry points of pam_kaomon.so. Nothing here decides: the agent does, and whatever goes wrong on the way
// to it is PAM_AUTHINFO_UNAVAIL, so that the stack goes on to the password.
#include <chrono>
#include <optional>
#include <span>
#include <utility>

#include <security/pam_ext.h>
#include <security/pam_modules.h>
#include <syslog.h>

#include "logon/pam/conversation.h"
#include "logon/pam/face_logon.h"
#include "logon/pam/handle_data.h"
#include "logon/pam/options.h"

namespace {

using kaomon::SecretString;
using kaomon::logon::Conversation;
using kaomon::logon::FaceAnswer;
using kaomon::logon::FaceRequest;
using kaomon::logon::Options;
using kaomon::logon::Phrase;
using kaomon::logon::PinAnswer;

constexpr int kPinTries = 3;

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

// What lets the session in also opens what its password opens, where that is kept and still right.
int letIn(pam_handle_t* handle, Conversation& conversation, const SecretString& osSecret,
          bool isSecretStale) {
    if (isSecretStale) {
        conversation.showPhrase(Phrase::PasswordStale);
        return PAM_IGNORE; // the password's line has the last word
    }
    if (!osSecret.isEmpty()) {
        // PAM keeps its own copy and wipes it; key rings behind this module open with it.
        (void)pam_set_item(handle, PAM_AUTHTOK, osSecret.reveal().c_str());
        kaomon::logon::keepSecret(handle, osSecret);
    }
    return PAM_SUCCESS;
}

// nullopt: no right PIN was typed.
std::optional<PinAnswer> askForPin(pam_handle_t* handle, Conversation& conversation,
                                   const FaceRequest& request) {
    for (int tried = 0; tried < kPinTries; ++tried) {
        const auto typed = conversation.askSecret(Phrase::TypePin);
        if (!typed || typed->isEmpty()) {
            return std::nullopt;
        }
        auto checked = kaomon::logon::checkPin(request.socketPath, request.user, *typed);
        if (checked) {
            return std::move(*checked);
        }
        pam_syslog(handle, LOG_NOTICE, "PIN refused: %s",
                   std::string(wireName(checked.error().code)).c_str());
        if (checked.error().code != kaomon::ErrorCode::SecondFactorWrong) {
            conversation.showPhrase(Phrase::PinPaused);
            return std::nullopt;
        }
        conversation.showPhrase(Phrase::PinWrong);
    }
    return std::nullopt;
}

// Behind the first factor, whichever it was.
int secondStep(pam_handle_t* handle, Conversation& conversation, const FaceRequest& request,
               FaceAnswer::Second second) {
    if (second == FaceAnswer::Second::Password) {
        return PAM_IGNORE; // the password's line has the last word
    }
    if (second == FaceAnswer::Second::None) {
        return PAM_SUCCESS;
    }
    const auto pin = askForPin(handle, conversation, request);
    return pin ? letIn(handle, conversation, pin->osSecret, pin->isSecretStale) : PAM_PERM_DENIED;
}

int accepted(pam_handle_t* handle, Conversation& conversation, const FaceRequest& request,
             const FaceAnswer& answer) {
    if (answer.second == FaceAnswer::Second::None) {
        return letIn(handle, conversation, answer.osSecret, answer.isSecretStale);
    }
    if (answer.second == FaceAnswer::Second::Password) {
        conversation.showPhrase(Phrase::PasswordToo);
    }
    return secondStep(handle, conversation, request, answer.second);
}

// A code that an administrator reads out stands in for the face. PAM_PERM_DENIED: nothing else gets in.
int askForCode(pam_handle_t* handle, Conversation& conversation, const FaceRequest& request,
               FaceAnswer::Second second) {
    const auto question = kaomon::logon::beginEmergency(request.socketPath, request.user);
    if (!question) {
        pam_syslog(handle, LOG_NOTICE, "no emergency request: %s",
                   std::string(wireName(question.error().code)).c_str());
        conversation.showPhrase(Phrase::NoOtherWay);
        return PAM_PERM_DENIED;
    }
    conversation.showRequest(question->request);
    for (std::int64_t tried = 0; tried < question->tries; ++tried) {
        const auto typed = conversation.ask(Phrase::TypeAnswer);
        if (!typed || typed->empty()) {
            break;
        }
        const auto answered = kaomon::logon::answerEmergency(request.socketPath, request.user, *typed);
        if (answered) {
            pam_syslog(handle, LOG_NOTICE, "emergency code accepted");
            conversation.showPhrase(Phrase::AnswerAccepted);
            return secondStep(handle, conversation, request, second);
        }
        if (answered.error().code != kaomon::ErrorCode::EmergencyCodeInvalid) {
            break;
        }
        conversation.showPhrase(Phrase::AnswerWrong);
    }
    return PAM_PERM_DENIED;
}

int finish(pam_handle_t* handle, Conversation& conversation, const FaceRequest& request,
           const FaceAnswer& answer) {
    logAnswer(handle, answer);
    if (answer.outcome == FaceAnswer::Outcome::Accepted) {
        return accepted(handle, conversation, request, answer);
    }
    switch (answer.instead) {
    case FaceAnswer::Instead::EmergencyCode:
        return askForCode(handle, conversation, request, answer.second);
    case FaceAnswer::Instead::Nothing:
        conversation.showPhrase(Phrase::NoOtherWay);
        return PAM_PERM_DENIED;
    case FaceAnswer::Instead::Password:
        break;
    }
    if (answer.second == FaceAnswer::Second::Pin && !askForPin(handle, conversation, request)) {
        return PAM_PERM_DENIED; // of somebody at another machine: the PIN first, then the password
    }
    conversation.showRefusal(answer.code);
    if (!answer.attemptId.empty() && !request.isRemote) {
        const auto why = answer.isDeclined ? kaomon::ErrorCode::Cancelled : answer.code;
        kaomon::logon::keepRefusal(handle,
                                   {request.user, request.scenario, request.service, answer.attemptId, why});
    }
    return answer.outcome == FaceAnswer::Outcome::Refused ? PAM_AUTH_ERR : PAM_AUTHINFO_UNAVAIL;
}

// An elevation is first asked about, so that a face in front of the camera is no consent by itself.
FaceAnswer ask(Conversation& conversation, FaceRequest& request) {
    const auto progress = [&conversation](std::string_view state) { conversation.showProgress(state); };
    FaceAnswer answer = kaomon::logon::askAgent(request, progress);
    if (answer.outcome != FaceAnswer::Outcome::Refused ||
        answer.code != kaomon::ErrorCode::SecondStepRequired) {
        return answer;
    }
    const auto patience = request.deadline - std::chrono::steady_clock::now();
    const auto typed = conversation.ask(Phrase::AskIntent);
    if (!typed || !typed->empty()) {
        answer.code = kaomon::ErrorCode::ScenarioDenied; // the person chose the password
        answer.isDeclined = true;
        answer.instead = FaceAnswer::Instead::Password;
        return answer;
    }
    request.isIntended = true;
    request.deadline = std::chrono::steady_clock::now() + patience; // the person's time does not count
    return kaomon::logon::askAgent(request, progress);
}

// Nobody has decided: no agent, or one that broke off.
bool isUndecided(const FaceAnswer& answer, const std::string& user) {
    return answer.outcome == FaceAnswer::Outcome::Unavailable && answer.attemptId.empty() && user != "root";
}

// Stands behind the password's line: what that has accepted is kept for the next face logon.
int capture(pam_handle_t* handle, const Options& options, const std::string& user) {
    const void* token = nullptr;
    if (pam_get_item(handle, PAM_AUTHTOK, &token) != PAM_SUCCESS || token == nullptr) {
        return PAM_IGNORE;
    }
    const kaomon::SecretString secret{std::string(static_cast<const char*>(token))};
    if (const auto kept = kaomon::logon::keepOsSecret(options.socketPath, user, secret); !kept) {
        pam_syslog(handle, LOG_INFO, "password not kept: %s",
                   std::string(wireName(kept.error().code)).c_str());
    }
    return PAM_IGNORE;
}

int authenticate(pam_handle_t* handle, int flags, std::span<const char* const> arguments) {
    const auto started = std::chrono::steady_clock::now();
    const Options options = kaomon::logon::parseOptions(arguments);
    for (const std::string& fault : options.faults) {
        pam_syslog(handle, LOG_WARNING, "argument not understood: %s", fault.c_str());
    }
    if (options.capture) {
        const char* name = nullptr;
        return pam_get_user(handle, &name, nullptr) == PAM_SUCCESS && name != nullptr
                   ? capture(handle, options, name)
                   : PAM_IGNORE;
    }
    kaomon::logon::forgetTry(handle);
    const bool isHidden = options.quiet || (flags & PAM_SILENT) != 0;
    Conversation conversation(handle, isHidden ? Conversation::Words::Hidden : Conversation::Words::Shown);
    // Whoever is at another machine is not looked at; the agent says what he is asked for instead.
    const bool isRemote = conversation.isRemote(options.scenario);
    // A name that was given already is the caller's; without one the face may say it.
    const bool isWhoever = options.identify && !isRemote && conversation.item(PAM_USER).empty();
    const auto user = isWhoever ? std::optional<std::string>(std::string()) : conversation.user();
    if (!user) {
        return unavailable(handle, "no user name");
    }
    FaceRequest request{.socketPath = options.socketPath,
                        .scenario = options.scenario,
                        .user = *user,
                        .service = conversation.item(PAM_SERVICE),
                        .tty = conversation.item(PAM_TTY),
                        .isIntended = false,
                        .isRemote = isRemote,
                        .isFromAnotherMachine = conversation.isFromAnotherMachine(options.scenario),
                        .deadline = started + options.timeout};
    const FaceAnswer answer = ask(conversation, request);
    const bool isLookedAt = !isRemote || (answer.isRemoteLookedAt && !request.isFromAnotherMachine);
    if (!isLookedAt && answer.outcome == FaceAnswer::Outcome::Accepted) {
        return unavailable(handle, "a face was accepted of somebody who is at another machine");
    }
    if (isWhoever && answer.outcome == FaceAnswer::Outcome::Accepted) {
        if (answer.user.empty() || pam_set_item(handle, PAM_USER, answer.user.c_str()) != PAM_SUCCESS) {
            return unavailable(handle, "the agent named no account");
        }
        request.user = answer.user;
    }
    const int result = finish(handle, conversation, request, answer);
    if (options.strict && isUndecided(answer, request.user)) {
        conversation.showPhrase(Phrase::NoOtherWay);
        return PAM_PERM_DENIED;
    }
    return result;
}

// The program that authenticates has let the person in: if his face did not do it, his password did.
void tellOfPassword(pam_handle_t* handle, std::span<const char* const> arguments) {
    auto use = kaomon::logon::takeRefusal(handle);
    const char* name = nullptr;
    if (!use || pam_get_user(handle, &name, nullptr) != PAM_SUCCESS || name == nullptr) {
        return;
    }
    use->user = name; // on a shared PC nobody had a name before
    const auto told =
        kaomon::logon::reportPasswordUse(kaomon::logon::parseOptions(arguments).socketPath, *use);
    if (!told) {
        pam_syslog(handle, LOG_INFO, "use of the password not told: %s",
                   std::string(wireName(told.error().code)).c_str());
    }
}

// Before the line that changes it. The face stands in for the current password only where the system itself
// demands the change before it lets the person in.
int offerCurrent(pam_handle_t* handle, int flags) {
    const SecretString* secret = kaomon::logon::keptSecret(handle);
    if (secret != nullptr && (flags & PAM_CHANGE_EXPIRED_AUTHTOK) != 0) {
        (void)pam_set_item(handle, PAM_OLDAUTHTOK, secret->reveal().c_str());
    }
    return PAM_IGNORE;
}

int changePassword(pam_handle_t* handle, int flags, std::span<const char* const> arguments) {
    const Options options = kaomon::logon::parseOptions(arguments);
    if (options.current) {
        return offerCurrent(handle, flags);
    }
    const char* name = nullptr;
    return (flags & PAM_UPDATE_AUTHTOK) != 0 && pam_get_user(handle, &name, nullptr) == PAM_SUCCESS &&
                   name != nullptr
               ? capture(handle, options, name)
               : PAM_IGNORE;
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
__attribute__((visibility("default"))) int pam_sm_setcred(pam_handle_t* pamh, int flags, int argc,
                                                          const char** argv) {
    try {
        if ((flags & PAM_DELETE_CRED) == 0) {
            tellOfPassword(pamh, {argv, argc > 0 ? static_cast<std::size_t>(argc) : 0});
        }
    } catch (...) { // NOLINT: nobody is kept out for an event
    }
    return PAM_SUCCESS;
}

__attribute__((visibility("default"))) int pam_sm_acct_mgmt(pam_handle_t*, int, int, const char**) {
    return PAM_IGNORE;
}

// In the password's stack: before the line that changes it (`current`) or behind it, where what has become
// the password is kept. Nothing is checked or changed here.
__attribute__((visibility("default"))) int pam_sm_chauthtok(pam_handle_t* pamh, int flags, int argc,
                                                            const char** argv) {
    try {
        return changePassword(pamh, flags, {argv, argc > 0 ? static_cast<std::size_t>(argc) : 0});
    } catch (...) {
        return PAM_IGNORE;
    }
}

} // extern "C"
