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

// Empty when there is none: the person is who he says he is, and the session starts without it.
SecretString takeOsSecret(BlockingClient& agent, std::string_view ticket, Deadline deadline) {
    Message request{"takeOsSecret", 0, {}};
    request.set("ticket", ticket);
    const auto id = agent.send(request, deadline);
    request.wipe();
    if (!id) {
        return {};
    }
    auto reply = agent.receiveFor(*id, deadline);
    if (!reply) {
        return {};
    }
    SecretString secret;
    if (const auto field = reply->fields.find("secret");
        reply->type == "osSecret" && field != reply->fields.end()) {
        secret = SecretString(field->second);
    }
    reply->wipe();
    return secret;
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
    if (answer.outcome == FaceAnswer::Outcome::Accepted && !ticket.isEmpty()) {
        answer.osSecret = takeOsSecret(*agent, ticket.reveal(), notAfter(request.deadline, kSecretTime));
    }
    return answer;
}

} // namespace kaomon::logon
