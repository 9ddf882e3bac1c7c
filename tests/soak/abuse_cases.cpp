// SPDX-License-Identifier: GPL-3.0-or-later
//
// A6, A7 and A17: floods of handshakes and passwords, and secrets where none may be.
#include <algorithm>
#include <atomic>
#include <filesystem>
#include <fstream>
#include <thread>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl.hpp>

#include <QElapsedTimer>

#include "base/base64.h"
#include "soak_context.h"

namespace kaomon::soak {
namespace {

namespace asio = boost::asio;

// An address of the loopback network; each sender may have its own.
std::string addressOf(int number) {
    return "127.2." + std::to_string(number / 250) + "." + std::to_string(number % 250 + 1);
}

void shakeHands(unsigned short port, const std::atomic<bool>& ends, std::atomic<long long>& done) {
    asio::io_context io;
    asio::ssl::context tls(asio::ssl::context::tls_client);
    while (!ends) {
        try {
            asio::ssl::stream<asio::ip::tcp::socket> stream(io, tls);
            stream.next_layer().connect({asio::ip::address_v4::loopback(), port});
            stream.handshake(asio::ssl::stream_base::client);
            ++done;
        } catch (const boost::system::system_error&) {
            continue; // refused: shed, as it may be
        }
    }
}

Reply tryPassword(TestClient& client, const TenantKit& kit, const std::string& login, const Bytes& auth,
                  Caller& caller) {
    const wire::SignInRequest request{kit.tenant, login, auth, caller.key.publicKey()};
    caller.token.clear();
    return client.send({"POST", "/v1/session", wire::encode(request)}, &caller);
}

// Requests that a known PC gets answered in the time.
long long readsIn(SoakContext& soak, const test::Pc& pc, std::chrono::milliseconds time) {
    Caller caller = Caller::device(pc.id.text(), pc.sign);
    QElapsedTimer timer;
    timer.start();
    long long answered = 0;
    while (timer.elapsed() < time.count()) {
        answered += soak.client->send({"GET", "/v1/manifest"}, &caller).status == 200 ? 1 : 0;
    }
    return answered;
}

// From the first packet of a connection to an answer.
double timeOfNewConnection(SoakContext& soak) {
    QElapsedTimer timer;
    timer.start();
    TestClient client(soak.server.port(), "");
    soak.require(client.send({"GET", "/healthz"}).status == 200, "no answer on a new connection");
    return static_cast<double>(timer.elapsed());
}

// Every way in which a secret might be written down.
std::vector<std::string> spellings(const std::string& text) {
    const Bytes bytes(text.begin(), text.end());
    std::string hex;
    for (const auto byte : bytes) {
        constexpr std::string_view kDigits = "0123456789abcdef";
        hex += kDigits[byte >> 4U];
        hex += kDigits[byte & 15U];
    }
    return {text, toBase64Url(bytes), hex};
}

void searchFile(SoakContext& soak, const std::filesystem::path& file,
                const std::map<std::string, std::string>& secrets) {
    std::ifstream in(file, std::ios::binary);
    const std::string content((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
    for (const auto& [what, secret] : secrets) {
        for (const auto& spelling : spellings(secret)) {
            soak.require(content.find(spelling) == std::string::npos,
                         what + " stands in " + file.filename().string());
        }
    }
}

} // namespace

void handshakeFlood(SoakContext& soak) {
    const auto pc = soak.kit->addPc();
    if (!soak.requireReady(pc.has_value(), "a PC cannot be enrolled")) {
        return;
    }
    soak.plantNow();
    const std::chrono::milliseconds time(soak.pick(1500, 30'000));
    const long long alone = readsIn(soak, *pc, time);
    std::atomic<bool> ends = false;
    std::atomic<long long> handshakes = 0;
    long long flooded = 0;
    double newcomerMs = 0;
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i < soak.pick(1, 2); ++i) {
            threads.emplace_back([&] { shakeHands(soak.server.port(), ends, handshakes); });
        }
        flooded = readsIn(soak, *pc, time);
        newcomerMs = timeOfNewConnection(soak);
        ends = true;
    }
    soak.require(readsIn(soak, *pc, std::chrono::milliseconds(200)) > 0, "no answer after the flood");
    soak.measure("reads_alone", static_cast<double>(alone));
    soak.measure("reads_in_flood", static_cast<double>(flooded));
    soak.measure("handshakes", static_cast<double>(handshakes));
    soak.measure("peak_rss_mib", memoryOf(soak.server, "VmHWM"));
    soak.measure("new_connection_ms", newcomerMs);
    soak.require(flooded > 0 && handshakes > 0, "the flood stopped everything");
    soak.require(newcomerMs < 5'000, "who connects during the flood is not served");
    soak.require(!soak.isFull() || 2 * flooded >= alone, "known PCs get less than half");
}

void signInSpray(SoakContext& soak) {
    Caller ownCaller = Caller::console();
    const auto pc = soak.kit->addPc();
    const auto person = soak.kit->addPerson("target", "auditor", nullptr, ownCaller);
    if (!pc || !person) {
        (void)soak.requireReady(false, "the case cannot be set up: " + describe(soak.kit->lastReply));
        return;
    }
    const double before = memoryOf(soak.server, "VmRSS");
    const int addresses = soak.pick(24, 1000);
    const int threads = soak.pick(6, 64);
    std::atomic<int> next = 0;
    std::atomic<int> guesses = 0;
    std::atomic<int> shed = 0;
    {
        std::vector<std::jthread> attackers;
        for (int i = 0; i < threads; ++i) {
            attackers.emplace_back([&] {
                for (int number = next++; number < addresses; number = next++) {
                    TestClient client(soak.server.port(), "", addressOf(number));
                    Caller caller = Caller::console();
                    const std::string login = number % 2 == 0 ? "target" : "user" + std::to_string(number);
                    const Reply reply =
                        tryPassword(client, *soak.kit, login, test::makePassword().auth, caller);
                    guesses += reply.status == 401 ? 1 : 0;
                    shed += reply.status == 429 || reply.status == 503 ? 1 : 0;
                    soak.require(reply.status == 401 || reply.status == 429 || reply.status == 503,
                                 "a guess was answered " + describe(reply));
                }
            });
        }
        Caller onPc = Caller::console();
        bool isIn = soak.kit->signInOnPc(onPc, *pc, *person);
        while (!isIn && soak.kit->lastReply.status == 503) { // shed with everybody else, not locked out
            isIn = soak.kit->signInOnPc(onPc, *pc, *person);
        }
        soak.require(isIn, "the person's own PC is locked out: " + describe(soak.kit->lastReply));
    }
    // strangers have used up their tries: not even the right password opens the account from outside
    TestClient stranger(soak.server.port(), "", addressOf(5000));
    Caller caller = Caller::console();
    const Reply reply = tryPassword(stranger, *soak.kit, "target", person->password.auth, caller);
    soak.require(reply.status == 401, "guessing goes on without a wait: " + describe(reply));
    const double peak = memoryOf(soak.server, "VmHWM");
    const double pool = 64.0 * std::max(1U, std::thread::hardware_concurrency());
    soak.require(peak <= pool + 100, "the memory grew to " + std::to_string(peak) + " MiB");
    soak.measure("guesses", guesses);
    soak.measure("shed", shed);
    soak.measure("rss_before_mib", before);
    soak.measure("peak_rss_mib", peak);
}

void canaries(SoakContext& soak) {
    std::map<std::string, std::string> secrets;
    const auto add = [&](const std::string& what, const Bytes& bytes) {
        secrets[what] = std::string(bytes.begin(), bytes.end());
    };
    TenantKit& kit = *soak.kit;
    soak.plantNow();
    kit.console = Caller::console();
    if (!soak.requireReady(kit.signIn(kit.console, kit.owner), "no sign-in: " + describe(kit.lastReply))) {
        return;
    }
    secrets["the bootstrap code"] = kit.code;
    add("the owner's password", kit.owner.password.auth);
    const auto enrolment = crypto::EnrolmentCode::generate();
    (void)soak.requireReady(kit.addCode(enrolment, 1), "no code can be made");
    const auto mac = enrolment.macKey().reveal();
    add("an enrolment code's key", Bytes(mac.begin(), mac.end()));
    Caller caller = Caller::console();
    const auto pc = kit.addPc();
    const auto person = kit.addPerson("canary", "auditor", nullptr, caller);
    if (!soak.requireReady(pc && person, "the case cannot be set up")) {
        return;
    }
    add("a person's password", person->password.auth);
    Caller onPc = Caller::console();
    (void)soak.requireReady(kit.signIn(caller, *person) && kit.signInOnPc(onPc, *pc, *person), "no sign-in");
    const auto session = test::bodyOf<wire::SessionReply>(kit.lastReply);
    (void)soak.requireReady(session.has_value(), "no session");
    secrets["an access token"] = caller.token;
    secrets["a refresh token"] = session ? session->refreshToken : std::string("missing");
    add("a PC's private key", Bytes(pc->sign.seed().reveal().begin(), pc->sign.seed().reveal().end()));
    // refused requests are logged more loudly than others
    Caller wrong = Caller::console();
    (void)tryPassword(*soak.client, kit, "canary", test::makePassword().auth, wrong);
    (void)soak.client->send({"POST", "/v1/session", R"({"auth":"x"})"}, &wrong);
    soak.require(soak.server.stop() == 0, "the server does not end");
    int files = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(
             soak.backend.folder().toStdString(),
             std::filesystem::directory_options::skip_permission_denied)) {
        if (entry.is_regular_file() && entry.path().filename() != "server.key") {
            searchFile(soak, entry.path(), secrets);
            ++files;
        }
    }
    soak.require(files >= 3, "the folder of the server is empty");
    soak.measure("files", files);
    soak.measure("secrets", static_cast<double>(secrets.size()));
}

} // namespace kaomon::soak
