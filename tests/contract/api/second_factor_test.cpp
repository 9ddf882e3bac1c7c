// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "auth/totp.h"
#include "base/base64.h"
#include "contract/api/api_suite.h"
#include "contract/api/test_classes.h"
#include "wire/accounts.h"

namespace kaomon::test {
namespace {

using std::chrono::seconds;

constexpr const char* kPath = "/v1/session/second-factor";

// An administrator's second factor, in a tenant of its own because the rule binds its owner too.
class SecondFactorTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void nothingToConfirm();
    void wrongFirstCode();
    void setUp();
    void signInAsksForIt();
    void codeWorksOnce();
    void recoveryCodeWorksOnce();
    void newRecoveryCodesVoidTheOld();
    void reauthAsksForIt();
    void wrongCodesLock();
    void limitedOnAPc();
    void requiredByTheTenant();
    void rulesOfTwoOwners();
    void lostPhone();
    void remove();

private:
    [[nodiscard]] Reply signIn(Caller& caller, const Person& person,
                               const std::optional<std::string>& code = {}) {
        caller.token.clear();
        const wire::SignInRequest request{m_kit->tenant, person.login, person.password.auth,
                                          caller.key.publicKey(), code};
        const Reply reply = m_client.send({"POST", "/v1/session", wire::encode(request)}, &caller);
        if (const auto session = bodyOf<wire::SessionReply>(reply); reply.status == 200 && session) {
            caller.token = session->accessToken;
        }
        return reply;
    }
    // The code of the next step, which no test has used.
    [[nodiscard]] std::string freshCode() {
        TestTime::get().advance(seconds(30));
        return auth::totpCode(m_secret, wallNow());
    }
    [[nodiscard]] SecretBytes begin(Caller& caller) {
        const auto setup = bodyOf<wire::SecondFactorSetup>(m_client.send({"POST", kPath}, &caller));
        return setup ? SecretBytes(fromBase32(setup->secret).value_or(Bytes())) : SecretBytes(Bytes());
    }
    [[nodiscard]] Reply confirm(Caller& caller, const std::string& code) {
        return m_client.send(
            {"POST", std::string(kPath) + ":confirm", wire::encode(wire::SecondFactorConfirm{code})},
            &caller);
    }
    [[nodiscard]] wire::SecondFactorState state(Caller& caller) {
        return bodyOf<wire::SecondFactorState>(m_client.send({"GET", kPath}, &caller))
            .value_or(wire::SecondFactorState{});
    }
    [[nodiscard]] Reply require(bool isRequired) {
        return require(isRequired, m_client.send({"GET", "/v1/account-rules"}, &m_kit->console).etag());
    }
    [[nodiscard]] Reply require(bool isRequired, const std::string& etag) {
        return m_client.send(
            {"PUT", "/v1/account-rules", wire::encode(wire::AccountRules{isRequired}), {{"If-Match", etag}}},
            &m_kit->console);
    }

    ApiSuite& m_suite = ApiSuite::get();
    TestClient& m_client = *m_suite.client;
    std::unique_ptr<TenantKit> m_kit;
    std::optional<Person> m_admin;
    Caller m_caller = Caller::console();
    SecretBytes m_secret{Bytes()};
    std::vector<std::string> m_codes;
};

void SecondFactorTest::initTestCase() {
    m_kit =
        std::make_unique<TenantKit>(m_client, m_suite.server.createTenant(QStringLiteral("Factors"), false));
    QVERIFY2(m_kit->found(), describe(m_kit->lastReply).c_str());
    m_admin = m_kit->addPerson("admin", "user_admin", nullptr, m_caller);
    QVERIFY2(m_admin, describe(m_kit->lastReply).c_str());
}

// Sessions outlive the little time that the tests let pass, but proofs of the password may not.
void SecondFactorTest::init() {
    QVERIFY(m_kit->later(seconds(60)));
}

void SecondFactorTest::nothingToConfirm() {
    EXPECT_PROBLEM(confirm(m_caller, "123456"), 409, "conflict");
    EXPECT_PROBLEM(m_client.send({"POST", std::string(kPath) + ":recovery-codes"}, &m_caller), 409,
                   "conflict");
    QVERIFY(!state(m_caller).isActive);
}

void SecondFactorTest::wrongFirstCode() {
    m_secret = begin(m_caller);
    QCOMPARE(m_secret.reveal().size(), std::size_t{20});
    const std::string right = auth::totpCode(m_secret, wallNow());
    std::string wrong = right;
    wrong[0] = wrong[0] == '9' ? '0' : static_cast<char>(wrong[0] + 1);
    EXPECT_PROBLEM(confirm(m_caller, wrong), 422, "second_factor_wrong");
    EXPECT_PROBLEM(confirm(m_caller, "12345"), 422, "second_factor_wrong");
    EXPECT_STATUS(signIn(m_caller, *m_admin), 200); // not in force yet
}

void SecondFactorTest::setUp() {
    m_secret = begin(m_caller); // again: the first secret is void
    const Reply reply = confirm(m_caller, freshCode());
    EXPECT_STATUS(reply, 200);
    m_codes = bodyOf<wire::RecoveryCodes>(reply)->codes;
    QCOMPARE(m_codes.size(), std::size_t{10});
    QCOMPARE(state(m_caller).recoveryCodes, 10);
    EXPECT_PROBLEM(m_client.send({"POST", kPath}, &m_caller), 409, "conflict");
}

void SecondFactorTest::signInAsksForIt() {
    const Reply asked = signIn(m_caller, *m_admin);
    EXPECT_PROBLEM(asked, 401, "second_factor_required");
    QVERIFY(asked.body.find("access_token") == std::string::npos);
    const Person impostor = m_admin->withPassword(makePassword());
    EXPECT_PROBLEM(signIn(m_caller, impostor), 401, "login_failed"); // who guesses learns nothing
    EXPECT_PROBLEM(signIn(m_caller, impostor, freshCode()), 401, "login_failed");
    EXPECT_PROBLEM(signIn(m_caller, *m_admin, std::string(65, '1')), 422, "validation_failed");
    EXPECT_STATUS(signIn(m_caller, *m_admin, freshCode()), 200);
}

void SecondFactorTest::codeWorksOnce() {
    const std::string code = freshCode();
    EXPECT_STATUS(signIn(m_caller, *m_admin, code), 200);
    EXPECT_PROBLEM(signIn(m_caller, *m_admin, code), 401, "login_failed");
    const std::string older = auth::totpCode(m_secret, wallNow() - seconds(30));
    EXPECT_PROBLEM(signIn(m_caller, *m_admin, older), 401, "login_failed");
    EXPECT_STATUS(signIn(m_caller, *m_admin, freshCode()), 200);
}

void SecondFactorTest::recoveryCodeWorksOnce() {
    EXPECT_STATUS(signIn(m_caller, *m_admin, m_codes[0]), 200);
    EXPECT_PROBLEM(signIn(m_caller, *m_admin, m_codes[0]), 401, "login_failed");
    EXPECT_STATUS(signIn(m_caller, *m_admin, QString::fromStdString(m_codes[1]).toLower().toStdString()),
                  200);
    QCOMPARE(state(m_caller).recoveryCodes, 8);
}

void SecondFactorTest::newRecoveryCodesVoidTheOld() {
    EXPECT_STATUS(signIn(m_caller, *m_admin, freshCode()), 200);
    const auto codes = bodyOf<wire::RecoveryCodes>(
        m_client.send({"POST", std::string(kPath) + ":recovery-codes"}, &m_caller));
    QVERIFY(codes && codes->codes.size() == 10);
    EXPECT_PROBLEM(signIn(m_caller, *m_admin, m_codes[2]), 401, "login_failed");
    m_codes = codes->codes;
    EXPECT_STATUS(signIn(m_caller, *m_admin, m_codes[0]), 200);
}

void SecondFactorTest::reauthAsksForIt() {
    const auto reauth = [&](const std::optional<std::string>& code) {
        const wire::ReauthRequest request{m_admin->password.auth, code};
        return m_client.send({"POST", "/v1/session/reauth", wire::encode(request)}, &m_caller);
    };
    EXPECT_STATUS(signIn(m_caller, *m_admin, freshCode()), 200);
    EXPECT_PROBLEM(reauth({}), 401, "second_factor_required");
    EXPECT_PROBLEM(reauth("000000"), 401, "login_failed");
    EXPECT_STATUS(reauth(freshCode()), 200);
}

void SecondFactorTest::wrongCodesLock() {
    for (int i = 0; i < 5; ++i) {
        EXPECT_PROBLEM(signIn(m_caller, *m_admin, "000000"), 401, "login_failed");
    }
    const std::string right = auth::totpCode(m_secret, wallNow());          // of a step that was not used
    EXPECT_PROBLEM(signIn(m_caller, *m_admin, right), 401, "login_failed"); // locked for 30 s
    TestTime::get().advance(seconds(1));
    EXPECT_STATUS(signIn(m_caller, *m_admin, freshCode()), 200);
}

void SecondFactorTest::limitedOnAPc() {
    const auto pc = m_kit->addPc();
    QVERIFY2(pc, describe(m_kit->lastReply).c_str());
    Caller onPc = Caller::console();
    QVERIFY2(m_kit->signInOnPc(onPc, *pc, *m_admin), describe(m_kit->lastReply).c_str());
    QCOMPARE(bodyOf<wire::SessionReply>(m_kit->lastReply)->user.role, std::string("member"));
    EXPECT_PROBLEM(m_client.send({"GET", "/v1/users"}, &onPc), 403, "forbidden");
    EXPECT_STATUS(m_client.send({"GET", "/v1/sessions"}, &onPc), 200);
}

void SecondFactorTest::requiredByTheTenant() {
    Caller other = Caller::console();
    const auto auditor = m_kit->addPerson("auditor", "auditor", nullptr, other);
    QVERIFY(auditor);
    EXPECT_STATUS(require(true), 200);
    EXPECT_PROBLEM(m_client.send({"GET", "/v1/users"}, &other), 403, "second_factor_setup_required");
    EXPECT_PROBLEM(m_client.send({"GET", "/v1/users"}, &m_kit->console), 403, "second_factor_setup_required");
    EXPECT_STATUS(signIn(other, *auditor), 200);
    EXPECT_PROBLEM(m_client.send({"GET", "/v1/users"}, &other), 403, "second_factor_setup_required");
    QVERIFY(state(other).isRequired);
    const SecretBytes secret = begin(other);
    EXPECT_STATUS(confirm(other, auth::totpCode(secret, wallNow())), 200);
    EXPECT_STATUS(m_client.send({"GET", "/v1/users"}, &other), 200);
    EXPECT_PROBLEM(m_client.send({"DELETE", kPath}, &other), 409, "conflict");
    // the owner as well, and then he lifts the rule
    const SecretBytes owners = begin(m_kit->console);
    EXPECT_STATUS(confirm(m_kit->console, auth::totpCode(owners, wallNow())), 200);
    EXPECT_STATUS(require(false), 200);
    EXPECT_STATUS(m_client.send({"DELETE", kPath}, &m_kit->console), 204);
}

// Whoever changes the rule has seen what the other one made of it.
void SecondFactorTest::rulesOfTwoOwners() {
    const std::string seen = m_client.send({"GET", "/v1/account-rules"}, &m_kit->console).etag();
    const Reply first = require(false, seen);
    EXPECT_STATUS(first, 200);
    QVERIFY(first.etag() != seen);
    EXPECT_PROBLEM(require(false, seen), 412, "stale_revision");
    EXPECT_STATUS(require(false, first.etag()), 200);
    const Call blind{"PUT", "/v1/account-rules", wire::encode(wire::AccountRules{false})};
    EXPECT_STATUS(m_client.send(blind, &m_kit->console), 428);
}

void SecondFactorTest::lostPhone() {
    const std::string path = "/v1/users/" + m_admin->id.text() + "/second-factor";
    EXPECT_STATUS(signIn(m_caller, *m_admin, freshCode()), 200);
    EXPECT_PROBLEM(m_client.send({"DELETE", path}, &m_caller), 403, "forbidden");
    EXPECT_STATUS(m_client.send({"DELETE", path}, &m_kit->console), 204);
    EXPECT_STATUS(m_client.send({"GET", kPath}, &m_caller), 401); // his sessions ended
    const Reply mails = m_client.send({"GET", "/v1/mails?state=queued"}, &m_kit->console);
    QVERIFY2(mails.body.find("second_factor_removed:" + m_admin->id.text()) != std::string::npos,
             describe(mails).c_str());
    EXPECT_STATUS(signIn(m_caller, *m_admin), 200);
}

void SecondFactorTest::remove() {
    EXPECT_STATUS(signIn(m_caller, *m_admin), 200);
    m_secret = begin(m_caller);
    EXPECT_STATUS(confirm(m_caller, auth::totpCode(m_secret, wallNow())), 200);
    EXPECT_STATUS(m_client.send({"DELETE", kPath}, &m_caller), 204);
    EXPECT_STATUS(signIn(m_caller, *m_admin), 200);
    QVERIFY(!state(m_caller).isActive);
}

} // namespace

std::unique_ptr<QObject> makeSecondFactorTest() {
    return std::make_unique<SecondFactorTest>();
}

} // namespace kaomon::test

#include "second_factor_test.moc"
