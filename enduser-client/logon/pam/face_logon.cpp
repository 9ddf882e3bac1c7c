// SPDX-License-Identifier: GPL-3.0-or-later
#include "logon/pam/face_logon.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "base/id.h"
#include "localipc/blocking_client.h"

namespace kaomon::logon {
namespace {

using localipc::BlockingClient;
using localipc::Deadline;
using localipc::Message;

constexpr std::chrono::seconds kConnectTime{1};
constexpr std::chrono::seconds kSecretTime{2};
constexpr std::chrono::seconds kQuestionTime{3};

Deadline notAfter(Deadline deadline, std::chrono::seconds fromNow) {
    return std::min(deadline, std::chrono::steady_clock::now() + fromNow);
}

// Passes progress on until the decision comes.
Result<Message> waitForDecision(BlockingClient& agent, std::uint64_t id, Deadline deadline,
                                const ProgressSink& progress) {
    for (;;) {
        auto message = agent.receiveFor(id, deadline);
        if (!message || message->type == "authResult") {
            return message;
        }
        if (message->type != "authProgress") {
            message->wipe();
            return fail(ErrorCode::ProtocolError, "neither progress nor a decision");
        }
        progress(message->text("state"));
        if (std::chrono::steady_clock::now() >= deadline) { // endless progress is no answer either
            return fail(ErrorCode::Timeout, "no decision in time");
        }
    }
}

// Left empty when there is none: the person is who he says he is, and the session starts without it.
PinAnswer takeOsSecret(BlockingClient& agent, std::string_view ticket, Deadline deadline) {
    PinAnswer answer;
    Message request{"takeOsSecret", 0, {}};
    request.set("ticket", ticket);
    const auto id = agent.send(request, deadline);
    request.wipe();
    if (!id) {
        return answer;
    }
    auto reply = agent.receiveFor(*id, deadline);
    if (!reply) {
        return answer;
    }
    if (const auto field = reply->fields.find("secret");
        reply->type == "osSecret" && field != reply->fields.end()) {
        answer.osSecret = SecretString(field->second);
        answer.isSecretStale = errorCodeFromWire(reply->text("code")) == ErrorCode::SecretStale;
    }
    reply->wipe();
    return answer;
}

// One question, one answer of the type that is expected.
Result<Message> ask(const std::string& socketPath, Message request, std::string_view expected) {
    const Deadline deadline = std::chrono::steady_clock::now() + kQuestionTime;
    auto agent = BlockingClient::connect(socketPath, deadline);
    if (!agent) {
        request.wipe();
        return propagate(agent.error());
    }
    const auto id = agent->send(request, deadline);
    request.wipe();
    if (!id) {
        return propagate(id.error());
    }
    auto reply = agent->receiveFor(*id, deadline);
    if (reply && reply->type == "error") {
        return fail(errorCodeFromWire(reply->text("code")).value_or(ErrorCode::Internal),
                    reply->text("detail"));
    }
    if (reply && reply->type != expected) {
        reply->wipe();
        return fail(ErrorCode::ProtocolError, "an answer to something else");
    }
    return reply;
}

FaceAnswer unavailable(const Error& error) {
    FaceAnswer answer;
    answer.code = error.code;
    return answer;
}

FaceAnswer toAnswer(const Message& decision) {
    FaceAnswer answer;
    if (const std::string attempt = decision.text("attempt_id"); isUuid(attempt)) {
        answer.attemptId = attempt;
    }
    const std::string outcome = decision.text("outcome");
    answer.code = errorCodeFromWire(decision.text("code")).value_or(ErrorCode::Internal);
    answer.user = decision.text("user");
    answer.isRemoteLookedAt = decision.flag("remote_looked_at");
    const std::string instead = decision.text("instead");
    answer.instead = instead == "emergency_code" ? FaceAnswer::Instead::EmergencyCode
                     : instead == "nothing"      ? FaceAnswer::Instead::Nothing
                                                 : FaceAnswer::Instead::Password;
    // A second factor that this version does not know is not left out: the password's line has the last word.
    const std::string second = decision.text("second");
    answer.second = second.empty()    ? FaceAnswer::Second::None
                    : second == "pin" ? FaceAnswer::Second::Pin
                                      : FaceAnswer::Second::Password;
    if (outcome == "accepted") {
        answer.outcome = FaceAnswer::Outcome::Accepted;
    } else if (outcome == "refused") {
        answer.outcome = FaceAnswer::Outcome::Refused;
    } else if (outcome != "unavailable") {
        answer.code = ErrorCode::ProtocolError;
    }
    return answer;
}

} // namespace

FaceAnswer askAgent(const FaceRequest& request, const ProgressSink& progress) {
    auto agent = BlockingClient::connect(request.socketPath, notAfter(request.deadline, kConnectTime));
    if (!agent) {
        return unavailable(agent.error());
    }
    Message message{"authenticate", 0, {}};
    message.set("scenario", request.scenario);
    message.set("user", request.user);
    message.set("service", request.service);
    message.set("tty", request.tty);
    message.setFlag("intended", request.isIntended);
    message.setFlag("remote", request.isRemote);
    message.setFlag("remote_host", request.isFromAnotherMachine);
    const auto id = agent->send(message, notAfter(request.deadline, kConnectTime));
    if (!id) {
        return unavailable(id.error());
    }
    auto decision = waitForDecision(*agent, *id, request.deadline, progress);
    if (!decision) {
        return unavailable(decision.error());
    }
    FaceAnswer answer = toAnswer(*decision);
    const SecretString ticket(decision->text("ticket"));
    decision->wipe();
    if (answer.outcome == FaceAnswer::Outcome::Accepted && answer.second == FaceAnswer::Second::None &&
        !ticket.isEmpty()) {
        auto kept = takeOsSecret(*agent, ticket.reveal(), notAfter(request.deadline, kSecretTime));
        answer.osSecret = std::move(kept.osSecret);
        answer.isSecretStale = kept.isSecretStale;
    }
    return answer;
}

Result<PinAnswer> checkPin(const std::string& socketPath, const std::string& user, const SecretString& pin) {
    Message request{"checkPin", 0, {}};
    request.set("user", user);
    request.set("pin", pin.reveal());
    auto reply = ask(socketPath, std::move(request), "pinAccepted");
    if (!reply) {
        return propagate(reply.error());
    }
    const SecretString ticket(reply->text("ticket"));
    reply->wipe();
    const Deadline deadline = std::chrono::steady_clock::now() + kSecretTime;
    auto agent = BlockingClient::connect(socketPath, deadline);
    return agent ? takeOsSecret(*agent, ticket.reveal(), deadline) : PinAnswer();
}

Status keepOsSecret(const std::string& socketPath, const std::string& user, const SecretString& secret) {
    Message request{"keepOsSecret", 0, {}};
    request.set("user", user);
    request.set("secret", secret.reveal());
    const auto reply = ask(socketPath, std::move(request), "osSecretKept");
    return reply ? Status() : Status(propagate(reply.error()));
}

Status reportPasswordUse(const std::string& socketPath, const PasswordUse& use) {
    Message request{"passwordUsed", 0, {}};
    request.set("user", use.user);
    request.set("scenario", use.scenario);
    request.set("service", use.service);
    request.set("attempt_id", use.attemptId);
    request.set("code", wireName(use.why));
    const auto reply = ask(socketPath, std::move(request), "passwordNoted");
    return reply ? Status() : Status(propagate(reply.error()));
}

Result<EmergencyQuestion> beginEmergency(const std::string& socketPath, const std::string& user) {
    Message request{"emergencyBegin", 0, {}};
    request.set("user", user);
    const auto reply = ask(socketPath, std::move(request), "emergencyRequest");
    if (!reply) {
        return propagate(reply.error());
    }
    return EmergencyQuestion{reply->text("request"), reply->integer("tries").value_or(0)};
}

Status answerEmergency(const std::string& socketPath, const std::string& user, const std::string& code) {
    Message request{"emergencyAnswer", 0, {}};
    request.set("user", user);
    request.set("code", code);
    const auto reply = ask(socketPath, std::move(request), "emergencyAccepted");
    return reply ? Status() : Status(propagate(reply.error()));
}

} // namespace kaomon::logon
