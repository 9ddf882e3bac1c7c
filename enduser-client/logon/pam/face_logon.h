// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "base/error.h"
#include "base/result.h"
#include "base/secret.h"
#include "localipc/endpoint.h"

namespace kaomon::logon {

// One attempt as the agent hears of it. Who may log on, and how, is the agent's decision alone.
struct FaceRequest {
    std::string socketPath;
    std::string scenario;
    std::string user; // empty: whoever it is, on a shared PC
    std::string service;
    std::string tty;
    bool isIntended = false;           // the person said that his face may do this
    bool isRemote = false;             // the person is, or may be, at another machine
    bool isFromAnotherMachine = false; // he is for certain
    localipc::Deadline deadline;       // of the whole attempt
};

struct FaceAnswer {
    enum class Outcome { Accepted, Refused, Unavailable };

    // What gets in when the face did not.
    enum class Instead { Password, EmergencyCode, Nothing };

    Outcome outcome = Outcome::Unavailable;
    // Accepted, or a code stands in for the face: what is asked for as well.
    enum class Second { None, Password, Pin };
    Second second = Second::None;
    bool isSecretStale = false; // the OS password was changed elsewhere: ask for it once
    // The agent's policy lets those be looked at of whom it is not certain that they are at another machine.
    bool isRemoteLookedAt = false;
    bool isDeclined = false; // the person himself chose the password
    Instead instead = Instead::Password;
    ErrorCode code = ErrorCode::AgentUnreachable; // why not; without meaning when accepted
    std::string user;                             // whose account is opened; of an accepted logon
    std::string attemptId;                        // empty when the agent gave none
    SecretString osSecret;                        // the OS password; empty when the agent keeps none
};

// One try of the PIN of this account; on the way the OS password comes, as with a face alone, if one is kept.
// SecondFactorWrong, FaceCooldown, FaceDisabled, NotFound, and faults on the way to the agent.
struct PinAnswer {
    SecretString osSecret;
    bool isSecretStale = false;
};
[[nodiscard]] Result<PinAnswer> checkPin(const std::string& socketPath, const std::string& user,
                                         const SecretString& pin);

using ProgressSink = std::function<void(std::string_view state)>;

// Asks the agent and waits for its decision, calling `progress` for each state on the way. Returns by the
// deadline; every fault on the way is Outcome::Unavailable with its ErrorCode, never a refusal and never an
// acceptance.
[[nodiscard]] FaceAnswer askAgent(const FaceRequest& request, const ProgressSink& progress);

// The OS password that the system has just accepted, for the next time that a face opens the session. A
// failure changes nothing for the person.
[[nodiscard]] Status keepOsSecret(const std::string& socketPath, const std::string& user,
                                  const SecretString& secret);

// A password let somebody in whose face had been looked for. A failure changes nothing for the person.
struct PasswordUse {
    std::string user;
    std::string scenario;
    std::string service;
    std::string attemptId;
    ErrorCode why = ErrorCode::Internal; // the face did not do
};
[[nodiscard]] Status reportPasswordUse(const std::string& socketPath, const PasswordUse& use);

// What the person reads out to an administrator.
struct EmergencyQuestion {
    std::string request;
    std::int64_t tries = 0;
};
[[nodiscard]] Result<EmergencyQuestion> beginEmergency(const std::string& socketPath,
                                                       const std::string& user);
// One try. EmergencyCodeInvalid, EmergencyCodeExpired, and faults on the way to the agent.
[[nodiscard]] Status answerEmergency(const std::string& socketPath, const std::string& user,
                                     const std::string& code);

} // namespace kaomon::logon
