// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/os_password_helper.h"

#include <filesystem>

#include "localipc/blocking_client.h"

namespace kaomon::agent {

namespace {

using Kind = OsPasswordOutcome::Kind;
using localipc::Message;

constexpr std::chrono::seconds kConnectTime{3};

OsPasswordOutcome outcome(Kind kind, ErrorCode code, std::vector<SystemWords> words = {}) {
    return {kind, code, std::move(words)};
}

} // namespace

OsPasswordOutcome changeThroughHelper(const std::string& helperSocket, const OsPasswordOrder& order,
                                      std::chrono::milliseconds patience) {
    const auto begin = std::chrono::steady_clock::now();
    auto helper = localipc::BlockingClient::connect(helperSocket, begin + kConnectTime);
    if (!helper) {
        return outcome(Kind::Refused, ErrorCode::Unavailable);
    }
    Message request{"changeOsPassword", 0, {}};
    request.set("account", order.account);
    request.set("current", order.current.reveal());
    request.set("new", order.next.reveal());
    request.set("language", order.language);
    const auto id = helper->send(request, begin + kConnectTime);
    request.wipe();
    if (!id) {
        return outcome(Kind::Refused, ErrorCode::Unavailable); // half an order is none
    }
    std::vector<SystemWords> words;
    for (;;) {
        const auto message = helper->receiveFor(*id, begin + patience);
        if (!message) {
            const bool isLate = message.error().code == ErrorCode::Timeout;
            return outcome(Kind::InDoubt, isLate ? ErrorCode::Timeout : ErrorCode::Unavailable,
                           std::move(words));
        }
        if (message->type == "osPasswordSaid") {
            if (words.size() < kMostWords) {
                words.push_back({message->text("style") == "error", message->text("text")});
            }
            continue;
        }
        if (message->type != "osPasswordResult") {
            return outcome(Kind::InDoubt, ErrorCode::ProtocolError, std::move(words));
        }
        const bool isChanged = message->text("outcome") == "changed";
        return outcome(isChanged ? Kind::Changed : Kind::Refused,
                       errorCodeFromWire(message->text("code")).value_or(ErrorCode::Internal),
                       std::move(words));
    }
}

bool isPasswordHelperThere(const std::string& helperSocket) {
    std::error_code ignored;
    return std::filesystem::exists(helperSocket, ignored);
}

} // namespace kaomon::agent
