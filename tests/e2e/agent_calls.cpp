// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent_calls.h"

#include "localipc/blocking_client.h"

namespace kaomon::e2e {

using namespace std::chrono_literals;
using localipc::Message;

namespace {

Message askNow(const std::string& socket, Message request, const std::string& progress) {
    const auto deadline = std::chrono::steady_clock::now() + 60s;
    auto client = localipc::BlockingClient::connect(socket, deadline);
    if (!client) {
        return {std::string(wireName(client.error().code)), 0, {}};
    }
    const auto id = client->send(request, deadline);
    if (!id) {
        return {std::string(wireName(id.error().code)), 0, {}};
    }
    while (true) {
        auto reply = client->receiveFor(*id, deadline);
        if (!reply) {
            return {std::string(wireName(reply.error().code)), 0, {}};
        }
        if (reply->type != progress) {
            return *reply;
        }
    }
}

} // namespace

std::future<Message> beginAsking(std::string socket, Message request, std::string progress) {
    return std::async(std::launch::async, [socket = std::move(socket), request = std::move(request),
                                           progress = std::move(progress)]() mutable {
        return askNow(socket, std::move(request), progress);
    });
}

Message finishAsking(std::future<Message> answer) {
    if (!QTest::qWaitFor([&] { return answer.wait_for(0s) == std::future_status::ready; }, 90000)) {
        qFatal("the agent never answered");
    }
    return answer.get();
}

Message ask(const std::string& socket, Message request, const std::string& progress) {
    return finishAsking(beginAsking(socket, std::move(request), progress));
}

} // namespace kaomon::e2e
