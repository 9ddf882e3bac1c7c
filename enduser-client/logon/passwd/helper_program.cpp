// SPDX-License-Identifier: GPL-3.0-or-later
#include "logon/passwd/helper_program.h"

#include <array>
#include <charconv>
#include <clocale>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <optional>
#include <string>
#include <vector>

#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include "localipc/message.h"
#include "localipc/peer_identity.h"
#include "localipc/unix_socket.h"
#include "logon/passwd/password_changer.h"

namespace kaomon::logon {
namespace {

using localipc::Message;

constexpr int kAgent = STDIN_FILENO;
constexpr unsigned kUsualDeadline = 25; // seconds; a module's own delay after a wrong password is 2 to 3
constexpr unsigned kLongestDeadline = 300;
constexpr std::chrono::seconds kOrderTime{5};

struct Arguments {
    std::string pamFolder;
    unsigned deadline = kUsualDeadline;
};

std::optional<Arguments> parse(int argc, char** argv) {
    Arguments arguments;
    for (int i = 1; i + 1 < argc; i += 2) {
        const std::string_view value(argv[i + 1]);
        if (std::strcmp(argv[i], "--pam-dir") == 0 && value.starts_with('/')) {
            arguments.pamFolder = value;
        } else if (std::strcmp(argv[i], "--deadline") == 0) {
            const auto [end, error] =
                std::from_chars(value.data(), value.data() + value.size(), arguments.deadline);
            if (error != std::errc() || end != value.data() + value.size() || arguments.deadline == 0 ||
                arguments.deadline > kLongestDeadline) {
                return std::nullopt;
            }
        } else {
            return std::nullopt;
        }
    }
    return argc % 2 == 1 ? std::optional(arguments) : std::nullopt;
}

// Nobody reads what is in memory, and a module that hangs ends with this process.
void guard(unsigned deadline) {
    const rlimit none{0, 0};
    ::setrlimit(RLIMIT_CORE, &none);
    ::prctl(PR_SET_DUMPABLE, 0);
    std::signal(SIGALRM, SIG_DFL);
    sigset_t alarm;
    sigemptyset(&alarm);
    sigaddset(&alarm, SIGALRM);
    ::sigprocmask(SIG_UNBLOCK, &alarm, nullptr);
    ::alarm(deadline);
}

void send(const Message& message) {
    const auto frame = localipc::encodeFrame(message);
    if (!frame) {
        return;
    }
    const auto deadline = std::chrono::steady_clock::now() + kOrderTime;
    std::span<const std::uint8_t> left(*frame);
    while (!left.empty() && localipc::waitFor(kAgent, localipc::Readiness::Writable, deadline)) {
        const auto sent = localipc::sendSome(kAgent, left);
        if (!sent) {
            return; // the agent is gone; what is under way goes on
        }
        left = left.subspan(*sent);
    }
}

std::optional<Message> receiveOrder() {
    localipc::FrameDecoder decoder;
    Bytes buffer(4096);
    const auto deadline = std::chrono::steady_clock::now() + kOrderTime;
    std::optional<Message> order;
    while (!order && localipc::waitFor(kAgent, localipc::Readiness::Readable, deadline)) {
        const auto received = localipc::receiveSome(kAgent, buffer);
        if (!received || (received->has_value() && **received == 0)) {
            break;
        }
        decoder.feed(std::span(buffer).first(received->value_or(0)));
        auto next = decoder.next();
        if (!next) {
            break;
        }
        order = std::move(*next);
    }
    wipe(buffer.data(), buffer.size());
    return order;
}

// The modules' words come in the person's language where this system has it.
void speak(const std::string& language) {
    if (language != "ja" || std::setlocale(LC_ALL, "ja_JP.UTF-8") == nullptr) {
        std::setlocale(LC_ALL, "C.UTF-8");
    }
}

Message answerTo(Message& request, const std::string& pamFolder) {
    PasswordOrder order;
    order.account = request.text("account");
    order.current = SecretString(request.text("current"));
    order.next = SecretString(request.text("new"));
    order.pamFolder = pamFolder;
    speak(request.text("language"));
    const std::uint64_t id = request.id;
    request.wipe();
    const auto reason = changePassword(order, [id](bool isError, std::string_view text) {
        Message said{"osPasswordSaid", id, {}};
        said.set("style", isError ? "error" : "info");
        said.set("text", text.substr(0, 1000));
        send(said);
    });
    Message result{"osPasswordResult", id, {}};
    result.set("outcome", reason ? "refused" : "changed");
    if (reason) {
        result.set("code", wireName(*reason));
    }
    return result;
}

} // namespace

int runPasswordHelper(int argc, char** argv) {
    if (argc == 2 && std::strcmp(argv[1], "--version") == 0) {
        std::printf("kaomon-passwd %s\n", KAOMON_VERSION);
        return 0;
    }
    const auto arguments = parse(argc, argv);
    if (!arguments) {
        std::fputs("usage: kaomon-passwd [--pam-dir FOLDER] [--deadline SECONDS]; the agent is its standard "
                   "input\n",
                   stderr);
        return 2;
    }
    guard(arguments->deadline);
    const auto peer = localipc::peerOf(kAgent);
    if (!peer || (peer->uid != 0 && peer->uid != ::geteuid())) {
        std::fputs("kaomon-passwd: standard input is no connection of the agent\n", stderr);
        return 1;
    }
    auto order = receiveOrder();
    if (!order || order->type != "changeOsPassword") {
        return 1;
    }
    send(answerTo(*order, arguments->pamFolder));
    return 0;
}

} // namespace kaomon::logon
