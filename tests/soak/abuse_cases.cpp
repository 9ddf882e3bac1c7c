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

#include "auth/totp.h"
#include "base/base64.h"
#include "crypto/emergency_code.h"
#include "soak_context.h"
#include "support/smtp/smtp_server.h"
#include "wire/accounts.h"
#include "wire/deliveries.h"
#include "wire/scim_tokens.h"

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

// What is searched for, by what it is.
class Secrets {
public:
    void add(const std::string& what, std::string text) { m_texts[what] = std::move(text); }
    void add(const std::string& what, const Bytes& bytes) {
        m_texts[what] = std::string(bytes.begin(), bytes.end());
    }
    [[nodiscard]] const std::map<std::string, std::string>& all() const { return m_texts; }

private:
    std::map<std::string, std::string> m_texts;
};

// A second factor is set up, used wrongly and rightly, and a recovery code is used.
void leaveSecondFactor(SoakContext& soak, const test::Person& person, Caller& caller, Secrets& secrets) {
    const Reply begun = soak.client->send({"POST", "/v1/session/second-factor"}, &caller);
    const auto setup = test::bodyOf<wire::SecondFactorSetup>(begun);
    const auto secret = setup ? fromBase32(setup->secret) : Result<Bytes>(fail(ErrorCode::NotFound));
    if (!soak.requireReady(secret.has_value(), "no second factor: " + describe(begun))) {
        return;
    }
    secrets.add("a TOTP secret", *secret);
    secrets.add("a TOTP secret as text", setup->secret);
    const auto confirm = [&](const std::string& code) {
        return soak.client->send(
            {"POST", "/v1/session/second-factor:confirm", wire::encode(wire::SecondFactorConfirm{code})},
            &caller);
    };
    (void)confirm("12345x");
    const Reply set = confirm(auth::totpCode(SecretBytes(Bytes(*secret)), test::TestTime::get().now()));
    const auto codes = test::bodyOf<wire::RecoveryCodes>(set);
    if (!soak.requireReady(codes && codes->codes.size() > 1, "not confirmed: " + describe(set))) {
        return;
    }
    secrets.add("a recovery code", codes->codes.front());
    secrets.add("a used recovery code", codes->codes.back());
    wire::SignInRequest request{soak.kit->tenant, person.login, person.password.auth, caller.key.publicKey()};
    request.secondFactor = codes->codes.back();
    caller.token.clear();
    const Reply in = soak.client->send({"POST", "/v1/session", wire::encode(request)}, &caller);
    (void)soak.requireReady(in.status == 200, "the recovery code is refused: " + describe(in));
}

// What other systems are given, or give: an identity provider, a receiver of events.
void leaveMachineSecrets(SoakContext& soak, Secrets& secrets) {
    TenantKit& kit = *soak.kit;
    const std::string token = kit.tenant.text() + "." + toBase64Url(crypto::randomBytes(32));
    secrets.add("a SCIM token", token);
    const wire::NewScimToken scim{ScimTokenId::generate(),
                                  toBase64Url(crypto::hash(Bytes(token.begin(), token.end()))), "canary",
                                  test::wallNow() + std::chrono::hours(24)};
    const Reply made = soak.client->send({"POST", "/v1/scim-tokens", wire::encode(scim)}, &kit.console);
    (void)soak.requireReady(made.status == 201, "no SCIM token: " + describe(made));
    // Whether it is let in is for other cases: a planted fault in the hash of tokens keeps it out.
    (void)soak.client->send({"GET", "/scim/v2/Users", "", {{"Authorization", "Bearer " + token}}}, nullptr);
    const wire::NewWebhook hook{.id = WebhookId::generate(),
                                .name = "canary",
                                .url = "https://hooks.example.com/kaomon",
                                .sends = "events",
                                .wanted = {},
                                .secret = crypto::randomBytes(32)};
    secrets.add("a webhook's secret", hook.secret);
    const Reply hooked = soak.client->send({"POST", "/v1/webhooks", wire::encode(hook)}, &kit.console);
    (void)soak.requireReady(hooked.status == 201, "no webhook: " + describe(hooked));
}

// A PC's emergency key goes through the server sealed, its answer not at all.
void leaveEmergencyCode(SoakContext& soak, const test::Pc& pc, const UserId& person, Secrets& secrets) {
    TenantKit& kit = *soak.kit;
    const auto key = crypto::SecretKey::generate();
    const auto bytes = key.reveal();
    secrets.add("an emergency key", Bytes(bytes.begin(), bytes.end()));
    const auto sealed =
        crypto::sealEmergencyKey(key, kit.keys.emergency.publicKey(), kit.tenant.text(), pc.id.text());
    Caller device = Caller::device(pc.id.text(), pc.sign);
    const Reply put = soak.client->send(
        {"PUT", "/v1/device/emergency-key", wire::encode(wire::EmergencyKeySeal{sealed ? *sealed : Bytes()})},
        &device);
    const crypto::EmergencySubject subject{kit.tenant.text(), pc.id.text(), person.text()};
    crypto::EmergencyLogon logon;
    const auto asked = logon.begin(person.text(), 8, test::wallNow());
    const auto read = asked ? crypto::EmergencyRequest::parse(asked->text(subject), subject)
                            : Result<crypto::EmergencyRequest>(fail(ErrorCode::NotFound));
    if (!soak.requireReady(put.status == 204 && read, "no emergency request: " + describe(put))) {
        return;
    }
    secrets.add("an emergency code", crypto::emergencyAnswer(key, subject, *read).reveal());
    const wire::EmergencyIssue issue{person, 1, 8, "canary"};
    const Reply granted = soak.client->send(
        {"POST", "/v1/devices/" + pc.id.text() + ":emergency-code", wire::encode(issue)}, &kit.console);
    (void)soak.requireReady(granted.status == 200, "no emergency code: " + describe(granted));
}

// The one-time password of a reissue, and the password of the mail server that tells the person of it.
void leaveReissue(SoakContext& soak, const test::Person& person, const test::SmtpServer& mail,
                  Secrets& secrets) {
    const wire::PasswordReset reset{test::makePassword(), test::wallNow() + std::chrono::hours(24), "canary"};
    secrets.add("a one-time password", reset.oneTimePassword.auth);
    const Reply reissued =
        soak.client->send({"POST", "/v1/users/" + person.id.text() + ":reset-password", wire::encode(reset)},
                          &soak.kit->console);
    (void)soak.requireReady(reissued.status == 204, "no reissue: " + describe(reissued));
    QElapsedTimer timer;
    timer.start();
    while (mail.mails().isEmpty() && timer.elapsed() < 60'000) {
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
    }
    (void)soak.requireReady(!mail.mails().isEmpty(), "the mail server was not asked");
}

// The server once more, with a mail server that wants a password.
bool restartWithMail(SoakContext& soak, test::SmtpServer& mail, Secrets& secrets) {
    const QString password = QStringLiteral("canary-") + QString::fromStdString(makeUuid());
    secrets.add("the mail server's password", password.toStdString());
    bool isGood = mail.start(test::SmtpServer::Security::StartTls, password) && soak.server.stop() == 0;
    soak.server.setArguments({QStringLiteral("--smtp-url"), mail.url(), QStringLiteral("--smtp-ca-file"),
                              mail.caFile(), QStringLiteral("--smtp-user"), test::SmtpServer::user(),
                              QStringLiteral("--smtp-password-file"), mail.passwordFile(),
                              QStringLiteral("--mail-from"), QStringLiteral("kaomon@example.jp")});
    isGood = isGood && soak.server.start();
    return soak.requireReady(isGood, "the server with its mail server does not start");
}

void searchFolder(SoakContext& soak, const Secrets& secrets) {
    soak.require(soak.server.stop() == 0, "the server does not end");
    int files = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(
             soak.backend.folder().toStdString(),
             std::filesystem::directory_options::skip_permission_denied)) {
        if (entry.is_regular_file() && entry.path().filename() != "server.key") {
            searchFile(soak, entry.path(), secrets.all());
            ++files;
        }
    }
    soak.require(files >= 3, "the folder of the server is empty");
    soak.measure("files", files);
    soak.measure("secrets", static_cast<double>(secrets.all().size()));
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
    Secrets secrets;
    test::SmtpServer mail;
    TenantKit& kit = *soak.kit;
    soak.plantNow();
    kit.console = Caller::console();
    if (!restartWithMail(soak, mail, secrets) ||
        !soak.requireReady(kit.signIn(kit.console, kit.owner), "no sign-in: " + describe(kit.lastReply))) {
        return;
    }
    secrets.add("the bootstrap code", kit.code);
    secrets.add("the owner's password", kit.owner.password.auth);
    secrets.add("the owner's access token", kit.console.token); // of a session that nothing here ends
    const auto enrolment = crypto::EnrolmentCode::generate();
    (void)soak.requireReady(kit.addCode(enrolment, 1), "no code can be made");
    const auto mac = enrolment.macKey().reveal();
    secrets.add("an enrolment code's key", Bytes(mac.begin(), mac.end()));
    Caller caller = Caller::console();
    const auto pc = kit.addPc();
    const auto person = kit.addPerson("canary", "auditor", nullptr, caller);
    if (!soak.requireReady(pc && person, "the case cannot be set up")) {
        return;
    }
    secrets.add("a person's password", person->password.auth);
    Caller onPc = Caller::console();
    (void)soak.requireReady(kit.signIn(caller, *person) && kit.signInOnPc(onPc, *pc, *person), "no sign-in");
    const auto session = test::bodyOf<wire::SessionReply>(kit.lastReply);
    (void)soak.requireReady(session.has_value(), "no session");
    secrets.add("an access token", caller.token);
    secrets.add("a refresh token", session ? session->refreshToken : std::string("missing"));
    secrets.add("a PC's private key",
                Bytes(pc->sign.seed().reveal().begin(), pc->sign.seed().reveal().end()));
    leaveSecondFactor(soak, *person, caller, secrets);
    leaveMachineSecrets(soak, secrets);
    leaveEmergencyCode(soak, *pc, person->id, secrets);
    leaveReissue(soak, *person, mail, secrets);
    // refused requests are logged more loudly than others
    Caller wrong = Caller::console();
    (void)tryPassword(*soak.client, kit, "canary", test::makePassword().auth, wrong);
    (void)soak.client->send({"POST", "/v1/session", R"({"auth":"x"})"}, &wrong);
    searchFolder(soak, secrets);
}

} // namespace kaomon::soak
