// SPDX-License-Identifier: GPL-3.0-or-later
// Plays the agent for credprov_test, which starts it:
//
//   test_agent PIPE BEHAVIOUR READY-EVENT LOG
//
// Each request becomes a line of LOG. READY-EVENT is signalled when the pipe is there; "-" for none. It ends
// when it is told to die, is ended, or is not asked for two minutes.
#include <array>
#include <chrono>
#include <cstdio>
#include <string>
#include <string_view>

#include <windows.h>

#include "localipc/message.h"
#include "localipc/named_pipe.h"
#include "localipc/wide_text.h"

using namespace kaomon;
using namespace kaomon::localipc;
using namespace std::chrono_literals;

namespace {

struct Agent {
    std::string behaviour;
    std::wstring log;
};

Deadline in(std::chrono::milliseconds time) {
    return std::chrono::steady_clock::now() + time;
}

void writeLog(const Agent& agent, const Message& request) {
    const std::string line = request.type + "|" + request.text("user") + "|" + request.text("scenario") +
                             "|" + request.text("intended") + "|" + request.text("secret") +
                             request.text("pin") + request.text("code") + "\n";
    if (FILE* file = ::_wfopen(agent.log.c_str(), L"ab")) {
        std::fwrite(line.data(), 1, line.size(), file);
        std::fclose(file);
    }
}

Result<Message> readOne(void* pipe, FrameDecoder& decoder) {
    std::array<std::uint8_t, 4096> buffer{};
    for (;;) {
        auto message = decoder.next();
        if (!message) {
            return propagate(message.error());
        }
        if (*message) {
            return std::move(**message);
        }
        const auto received = pipeReceive(pipe, buffer, in(60s));
        if (!received || *received == 0) {
            return fail(ErrorCode::AgentUnreachable);
        }
        decoder.feed(std::span(buffer).first(*received));
    }
}

bool send(void* pipe, const Message& message) {
    return pipeSendAll(pipe, encodeFrame(message).value(), in(60s)).has_value();
}

bool progress(void* pipe, std::uint64_t id, const char* state) {
    return send(pipe, Message{"authProgress", id, {{"state", state}}});
}

// "accept", "refuse:face_no_match", ... as the agent's last word.
Message decision(const std::string& behaviour, std::uint64_t id) {
    Message result{"authResult", id, {{"outcome", "accepted"}, {"ticket", "t-1"}}};
    const std::size_t colon = behaviour.find(':');
    const std::string kind = behaviour.substr(0, colon);
    if (kind == "refuse" || kind == "unavailable") {
        result.set("outcome", kind == "refuse" ? "refused" : "unavailable");
        result.set("code", behaviour.substr(colon + 1));
    } else if (kind == "nothing" || kind.starts_with("emergency")) {
        result.set("outcome", "refused");
        result.set("code", "face_no_match");
        result.set("instead", kind == "nothing" ? "nothing" : "emergency_code");
        if (kind == "emergency-pin") {
            result.set("second", "pin");
        }
    } else if (kind == "second") {
        result.set("second", "password");
    } else if (kind == "pin") {
        result.set("second", "pin");
    } else if (kind == "identify") {
        result.set("user", R"(OFFICE\yamada)");
    }
    return result;
}

void lie(const std::string& behaviour, void* pipe, std::uint64_t id) {
    if (behaviour == "garbage") {
        const Bytes garbage(4096, 0xff);
        (void)pipeSendAll(pipe, garbage, in(60s));
    } else if (behaviour == "wrong") {
        (void)send(pipe, Message{"preview", id, {{"jpeg", "x"}}});
    } else if (behaviour == "endless") {
        while (progress(pipe, id, "no_face")) {
            ::Sleep(5);
        }
    } else if (behaviour == "flood") {
        while (send(pipe, Message{"authResult", id + 1000, {{"outcome", "accepted"}}})) {
            ::Sleep(1);
        }
    }
}

void authenticate(const Agent& agent, void* pipe, const Message& request) {
    progress(pipe, request.id, "starting_camera");
    progress(pipe, request.id, "looking");
    if (agent.behaviour == "die") {
        ::ExitProcess(3);
    }
    lie(agent.behaviour, pipe, request.id);
    if (agent.behaviour == "silent" || agent.behaviour == "garbage" || agent.behaviour == "wrong") {
        return; // stays connected until the other side goes
    }
    progress(pipe, request.id, "checking");
    send(pipe, decision(agent.behaviour, request.id));
}

// Right is 4711; 0000 is one too many.
void answerPin(void* pipe, const Message& request) {
    const std::string pin = request.text("pin");
    if (pin == "4711") {
        send(pipe, Message{"pinAccepted", request.id, {{"ticket", "t-2"}}});
    } else {
        send(pipe, Message{"error",
                           request.id,
                           {{"code", pin == "0000" ? "face_cooldown" : "second_factor_wrong"}}});
    }
}

// Right is ABCDE-FGHJK.
void answerEmergencyRequest(const Agent& agent, void* pipe, const Message& request) {
    if (request.type == "emergencyBegin" && agent.behaviour == "emergency-none") {
        send(pipe, Message{"error", request.id, {{"code", "unavailable"}}});
    } else if (request.type == "emergencyBegin") {
        send(pipe, Message{"emergencyRequest",
                           request.id,
                           {{"request", "7K2M-QX9D"}, {"tries", "5"}, {"hours", "4"}}});
    } else if (request.text("code") == "ABCDE-FGHJK") {
        send(pipe, Message{"emergencyAccepted", request.id, {}});
    } else {
        const bool isLate = request.text("code") == "LATE";
        send(pipe, Message{"error",
                           request.id,
                           {{"code", isLate ? "emergency_code_expired" : "emergency_code_invalid"}}});
    }
}

// Whether other sign-in options are to be hidden.
void answerStatus(const Agent& agent, void* pipe, const Message& request) {
    if (agent.behaviour == "filter-die") {
        ::ExitProcess(3);
    } else if (agent.behaviour == "filter-garbage") {
        lie("garbage", pipe, request.id);
    } else if (agent.behaviour != "filter-silent") {
        Message status{"status", request.id, {{"state", "active"}}};
        status.setFlag("hides_providers", agent.behaviour != "filter-not-now");
        if (agent.behaviour == "filter-list") {
            status.set("hidden_providers", "{60b78e88-ead8-445c-9cfd-0b87f74ea6cd},no id,"
                                           "{E2B7B2C4-6B0E-4C1B-9B1F-5C0B6E1D7A31}");
        }
        send(pipe, status);
    }
}

void serve(const Agent& agent, void* pipe) {
    FrameDecoder decoder;
    while (const auto request = readOne(pipe, decoder)) {
        writeLog(agent, *request);
        if (request->type == "status") {
            answerStatus(agent, pipe, *request);
        } else if (request->type == "authenticate") {
            authenticate(agent, pipe, *request);
        } else if (request->type == "takeOsSecret") {
            const bool hasNone = agent.behaviour == "empty" || agent.behaviour == "stale";
            Message secret{"osSecret", request->id, {{"secret", hasNone ? "" : "ひみつ Ä1!"}}};
            if (agent.behaviour == "stale") {
                secret.set("code", "secret_stale");
            }
            send(pipe, secret);
        } else if (request->type == "checkPin") {
            answerPin(pipe, *request);
        } else if (request->type.starts_with("emergency")) {
            answerEmergencyRequest(agent, pipe, *request);
        } else if (request->type == "keepOsSecret") {
            send(pipe, Message{"osSecretKept", request->id, {}});
        }
    }
}

} // namespace

extern "C" int wmain(int argc, wchar_t** argv) {
    if (argc != 5) {
        return 2;
    }
    const Agent agent{toUtf8(argv[2]), argv[4]};
    auto listener = PipeListener::listen(toUtf8(argv[1]), kAgentPipeSddl);
    const UniqueHandle ready(::OpenEventW(EVENT_MODIFY_STATE, FALSE, argv[3]));
    if (!listener || (!ready.isOpen() && std::wstring_view(argv[3]) != L"-")) {
        return 1;
    }
    if (ready.isOpen()) {
        ::SetEvent(ready.get());
    }
    for (;;) {
        if (const auto connection = listener->accept(in(120s))) {
            serve(agent, connection->pipe.get());
        } else if (connection.error().code == ErrorCode::Timeout) {
            return 0; // forgotten by whoever started it
        }
    }
}
