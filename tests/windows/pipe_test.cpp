// SPDX-License-Identifier: GPL-3.0-or-later
// libcore/localipc over a named pipe: messages, deadlines, calling off, and who is believed.
#include <array>
#include <atomic>
#include <chrono>
#include <thread>

#include <windows.h>

#include "check.h"
#include "localipc/blocking_client.h"
#include "localipc/named_pipe.h"
#include "localipc/wide_text.h"

using namespace kaomon;
using namespace kaomon::localipc;
using namespace std::chrono_literals;
using kaomon::testing::Run;

namespace {

Deadline in(std::chrono::milliseconds time) {
    return std::chrono::steady_clock::now() + time;
}

std::string freshName() {
    static std::atomic<int> counter{0};
    return R"(\\.\pipe\kaomon-test-)" + std::to_string(::GetCurrentProcessId()) + "-" +
           std::to_string(++counter);
}

Result<Message> readOne(void* pipe) {
    FrameDecoder decoder;
    std::array<std::uint8_t, 4096> buffer{};
    for (;;) {
        auto message = decoder.next();
        if (!message) {
            return propagate(message.error());
        }
        if (*message) {
            return std::move(**message);
        }
        const auto received = pipeReceive(pipe, buffer, in(30s));
        if (!received || *received == 0) {
            return fail(ErrorCode::AgentUnreachable);
        }
        decoder.feed(std::span(buffer).first(*received));
    }
}

// Serves one connection on its own thread.
class Server {
public:
    explicit Server(std::function<void(PipeConnection&)> serve)
        : m_name(freshName())
        , m_listener(PipeListener::listen(m_name, kAgentPipeSddl).value())
        , m_thread([this, serve = std::move(serve)] {
            if (auto connection = m_listener.accept(in(30s))) {
                serve(*connection);
            }
        }) {}
    ~Server() { m_thread.join(); }
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

    [[nodiscard]] const std::string& name() const { return m_name; }

private:
    std::string m_name;
    PipeListener m_listener;
    std::thread m_thread;
};

void waitForEnd(PipeConnection& connection) {
    std::array<std::uint8_t, 64> buffer{};
    for (auto got = pipeReceive(connection.pipe.get(), buffer, in(30s)); got && *got > 0;) {
        got = pipeReceive(connection.pipe.get(), buffer, in(30s));
    }
}

void answersAndEnds(Run& run) {
    const Server server([](PipeConnection& connection) {
        const auto request = readOne(connection.pipe.get());
        const Message stray{"notice", request->id + 7, {}};
        const Message reply{"answer", request->id, {{"echo", request->text("user")}}};
        for (const Message& message : {stray, reply}) {
            (void)pipeSendAll(connection.pipe.get(), encodeFrame(message).value(), in(30s));
        }
        waitForEnd(connection); // closing at once would throw away what was not read yet
    });
    auto client = BlockingClient::connect(server.name(), in(30s));
    CHECK(client.has_value());
    Message request{"authenticate", 0, {{"user", "花子"}}};
    const auto id = client->send(request, in(30s));
    const auto reply = client->receiveFor(*id, in(30s));
    CHECK(reply.has_value());
    CHECK_EQUAL(reply->text("echo"), std::string("花子"));
    CHECK_EQUAL(client->peer().pid, std::uint32_t{::GetCurrentProcessId()});
}

void largeMessageBothWays(Run& run) {
    const std::string large(1000 * 1000, 'x');
    const Server server([](PipeConnection& connection) {
        const auto request = readOne(connection.pipe.get());
        const Message reply{"preview", request->id, {{"jpeg", request->text("jpeg")}}};
        (void)pipeSendAll(connection.pipe.get(), encodeFrame(reply).value(), in(30s));
        waitForEnd(connection);
    });
    auto client = BlockingClient::connect(server.name(), in(30s)).value();
    Message request{"preview", 0, {{"jpeg", large}}};
    CHECK(client.send(request, in(30s)).has_value());
    const auto reply = client.receive(in(30s));
    CHECK(reply && reply->text("jpeg") == large);
}

void silentServerMeetsTheDeadline(Run& run) {
    const Server server(waitForEnd);
    auto client = BlockingClient::connect(server.name(), in(30s)).value();
    const auto answer = client.receive(in(50ms));
    CHECK(!answer && answer.error().code == ErrorCode::Timeout);
}

void fullPipeMeetsTheDeadline(Run& run) {
    std::atomic<bool> isDone{false};
    const Server server([&](PipeConnection&) {
        while (!isDone) {
            ::Sleep(5);
        }
    });
    auto client = BlockingClient::connect(server.name(), in(30s)).value();
    bool isStuck = false;
    for (int i = 0; i < 50 && !isStuck; ++i) {
        Message big{"preview", 0, {{"jpeg", std::string(500 * 1000, 'x')}}};
        const auto sent = client.send(big, in(100ms));
        isStuck = !sent && sent.error().code == ErrorCode::Timeout;
    }
    isDone = true;
    CHECK(isStuck);
}

void serverThatGoesIsNoticed(Run& run) {
    const Server server([](PipeConnection& connection) { (void)readOne(connection.pipe.get()); });
    auto client = BlockingClient::connect(server.name(), in(30s)).value();
    Message request{"status", 0, {}};
    CHECK(client.send(request, in(30s)).has_value());
    const auto answer = client.receive(in(30s));
    CHECK(!answer && answer.error().code == ErrorCode::AgentUnreachable);
}

void garbageIsNoMessage(Run& run) {
    const Server server([](PipeConnection& connection) {
        const Bytes garbage(64, 0xff);
        (void)pipeSendAll(connection.pipe.get(), garbage, in(30s));
        waitForEnd(connection);
    });
    auto client = BlockingClient::connect(server.name(), in(30s)).value();
    const auto answer = client.receive(in(30s));
    CHECK(!answer && answer.error().code == ErrorCode::ProtocolError);
}

void nobodyListens(Run& run) {
    const auto client = BlockingClient::connect(freshName(), in(30s));
    CHECK(!client && client.error().code == ErrorCode::AgentUnreachable);
}

void namesAreChecked(Run& run) {
    for (const char* name : {"", "agent", R"(\\.\pipe\)", R"(\\server\pipe\kaomon)", R"(\\.\pipe\..\x)",
                             R"(C:\Windows\win.ini)"}) {
        const auto client = BlockingClient::connect(name, in(30s));
        CHECK(!client && client.error().code == ErrorCode::ValidationFailed);
    }
    const auto tooLong = connectPipe(R"(\\.\pipe\)" + std::string(300, 'x'), in(30s));
    CHECK(!tooLong && tooLong.error().code == ErrorCode::ValidationFailed);
}

void aWaitIsCalledOff(Run& run) {
    const Server server(waitForEnd);
    auto client = BlockingClient::connect(server.name(), in(30s)).value();
    Result<Message> answer = fail(ErrorCode::Internal);
    std::atomic<bool> isOver{false};
    std::thread waiting([&] {
        answer = client.receive(in(30s));
        isOver = true;
    });
    while (
        !isOver) { // a call that comes before the wait has begun counts too, one before the thread does not
        ::QueueUserAPC([](ULONG_PTR) {}, pthread_gethandle(waiting.native_handle()), 0);
        ::Sleep(5);
    }
    waiting.join();
    CHECK(!answer && answer.error().code == ErrorCode::Cancelled);
}

void onlyTheNamedProgramIsBelieved(Run& run) {
    const auto own = ownIdentity();
    CHECK(own && !own->userSid.empty() && own->executable.ends_with("pipe_test.exe") && own->startTicks > 0);
    {
        const Server server(waitForEnd);
        const auto client =
            BlockingClient::connect(server.name() + R"(|C:\Program Files\Kaomon\kaomon-agent.exe)", in(30s));
        CHECK(!client && client.error().code == ErrorCode::PeerDenied);
    }
    std::string shouted = own->executable;
    for (char& c : shouted) {
        c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    }
    const Server server(waitForEnd);
    CHECK(BlockingClient::connect(server.name() + kImageSeparator + shouted, in(30s)).has_value());
}

void serverKnowsItsClient(Run& run) {
    PeerIdentity seen;
    {
        const Server server([&](PipeConnection& connection) {
            seen = connection.client;
            const Message notice{"notice", 0, {}};
            (void)pipeSendAll(connection.pipe.get(), encodeFrame(notice).value(), in(30s));
            waitForEnd(connection);
        });
        // stays until it was seen: of a client that is gone nothing can be known
        auto client = BlockingClient::connect(server.name(), in(30s));
        CHECK(client && client->receive(in(30s)));
    }
    CHECK_EQUAL(seen.pid, std::uint32_t{::GetCurrentProcessId()});
    CHECK(seen.executable.ends_with("pipe_test.exe"));
    CHECK_EQUAL(seen.userSid, ownIdentity()->userSid);
}

void aTakenNameIsAConflict(Run& run) {
    const std::string name = freshName();
    const auto first = PipeListener::listen(name, kAgentPipeSddl);
    CHECK(first.has_value());
    const auto second = PipeListener::listen(name, kAgentPipeSddl);
    CHECK(!second && second.error().code == ErrorCode::Conflict);
}

void oneAfterAnother(Run& run) {
    const std::string name = freshName();
    auto listener = PipeListener::listen(name, kAgentPipeSddl).value();
    for (int i = 0; i < 20; ++i) {
        auto client = BlockingClient::connect(name, in(30s));
        auto connection = listener.accept(in(30s));
        CHECK(client && connection);
    }
    const auto nobody = listener.accept(in(20ms));
    CHECK(!nobody && nobody.error().code == ErrorCode::Timeout);
}

// What Windows makes of it cannot be tried under Wine, which does not enforce access lists.
void accessListIsTheOneThatWasGiven(Run& run) {
    const auto listener = PipeListener::listen(freshName(), kAgentPipeSddl).value();
    const auto sddl = listener.sddl();
    CHECK(sddl.has_value());
    if (sddl) {
        std::printf("  access list: %s\n", sddl->c_str());
        CHECK(sddl->starts_with("D:P(D;;"));
        CHECK(sddl->find(";;;NU)(A;;") != std::string::npos);
        CHECK(sddl->find("0x12019b;;;IU)") != std::string::npos);
    }
    CHECK(!PipeListener::listen(freshName(), "no access list").has_value());
}

void textGoesBothWays(Run& run) {
    CHECK(toWide("顔門 Kaomon 😀") == L"顔門 Kaomon 😀");
    CHECK_EQUAL(toUtf8(L"顔門 Kaomon 😀"), std::string("顔門 Kaomon 😀"));
    CHECK(toWide("").empty() && toUtf8(L"").empty());
    CHECK(toWide("\xff") == L"�");
}

} // namespace

extern "C" int wmain(int argc, wchar_t** argv) {
    Run run;
    run.add("answersAndEnds", answersAndEnds);
    run.add("largeMessageBothWays", largeMessageBothWays);
    run.add("silentServerMeetsTheDeadline", silentServerMeetsTheDeadline);
    run.add("fullPipeMeetsTheDeadline", fullPipeMeetsTheDeadline);
    run.add("serverThatGoesIsNoticed", serverThatGoesIsNoticed);
    run.add("garbageIsNoMessage", garbageIsNoMessage);
    run.add("nobodyListens", nobodyListens);
    run.add("namesAreChecked", namesAreChecked);
    run.add("aWaitIsCalledOff", aWaitIsCalledOff);
    run.add("onlyTheNamedProgramIsBelieved", onlyTheNamedProgramIsBelieved);
    run.add("serverKnowsItsClient", serverKnowsItsClient);
    run.add("aTakenNameIsAConflict", aTakenNameIsAConflict);
    run.add("oneAfterAnother", oneAfterAnother);
    run.add("accessListIsTheOneThatWasGiven", accessListIsTheOneThatWasGiven);
    run.add("textGoesBothWays", textGoesBothWays);
    return run.all(argc > 1 ? toUtf8(argv[1]) : std::string());
}
