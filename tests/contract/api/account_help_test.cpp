// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <set>
#include <thread>
#include <utility>

#include <QTest>

#include "contract/api/api_suite.h"
#include "contract/api/settings_bench.h"
#include "contract/api/test_classes.h"
#include "support/server/root_seal.h"
#include "wire/accounts.h"
#include "wire/problem.h"

namespace kaomon::test {
namespace {

using std::chrono::seconds;

// Roles, locks and sessions: what one administrator may do to another account.
class AccountHelpTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void deniedToRole_data();
    void deniedToRole();
    void roleChange();
    void roleOfOneself();
    void roleWithoutFreshProof();
    void twoOwnersDemoteEachOther();
    void lockAndUnlock();
    void aStricterLockOutHolds();
    void unlockNeedsAReason();
    void unlockWithNewPassword();
    void unlockMany();
    void waitsGrow();
    void strangersDoNotLockAPc();
    void unknownLoginsAnswerAlike();
    void sessions();

private:
    struct Admin {
        Person person;
        Caller caller = Caller::console();
    };
    [[nodiscard]] std::string path(const UserId& user, const std::string& rest = {}) const {
        return "/v1/users/" + user.text() + rest;
    }
    [[nodiscard]] Reply setRole(const UserId& user, const std::string& role, Caller& by, TestClient& client) {
        const std::string etag = client.send({"GET", path(user)}, &by).etag();
        const wire::RoleChange change{role, "test"};
        return client.send({"PUT", path(user, "/role"), wire::encode(change), {{"If-Match", etag}}}, &by);
    }
    [[nodiscard]] Reply tryPassword(const Person& person, bool isRight) {
        Caller caller = Caller::console();
        (void)m_kit->signIn(caller, person.withPassword(isRight ? person.password : makePassword()));
        return m_kit->lastReply;
    }
    [[nodiscard]] Reply unlock(const UserId& user, const wire::UnlockRequest& request, Caller& by) {
        return m_client.send({"POST", path(user, ":unlock"), wire::encode(request)}, &by);
    }
    [[nodiscard]] std::optional<Admin> admin(const std::string& login, const std::string& role) {
        Admin made;
        auto person = m_kit->addPerson(login, role, nullptr, made.caller);
        if (!person) {
            return std::nullopt;
        }
        made.person = std::move(*person);
        if (role == "owner") { // with the keys of the tenant, or nobody could leave
            m_kit->lastReply = giveRoot(*m_kit, made.person, m_kit->console);
            if (m_kit->lastReply.status == 204) {
                m_kit->lastReply = confirmRoot(*m_kit, made.person, made.caller);
            }
        }
        return made;
    }

    ApiSuite& m_suite = ApiSuite::get();
    TestClient& m_client = *m_suite.client;
    std::unique_ptr<TenantKit> m_kit;
    std::optional<Pc> m_pc;
    std::optional<Person> m_member;
    Caller m_onPc = Caller::console();
    std::map<std::string, Admin> m_admins; // by role
    bool m_isStale = true;
};

void AccountHelpTest::initTestCase() {
    m_kit = std::make_unique<TenantKit>(m_client, m_suite.server.createTenant(QStringLiteral("Help"), false));
    QVERIFY2(m_kit->found(), describe(m_kit->lastReply).c_str());
    m_pc = m_kit->addPc();
    QVERIFY2(m_pc, describe(m_kit->lastReply).c_str());
    m_member = m_kit->addPerson("member", "member", &*m_pc, m_onPc);
    QVERIFY2(m_member, describe(m_kit->lastReply).c_str());
    for (const char* role : {"user_admin", "help_desk", "auditor", "image_viewer"}) {
        auto made = admin(std::string("my-") + role, role);
        QVERIFY2(made, describe(m_kit->lastReply).c_str());
        m_admins.emplace(role, std::move(*made));
    }
}

// Signing in costs the server 0.1 s each: done again only after a test that moved the clock or ended
// sessions.
void AccountHelpTest::init() {
    if (!std::exchange(m_isStale, false)) {
        return;
    }
    QVERIFY(m_kit->later(seconds(31)));
    for (auto& [role, one] : m_admins) {
        QVERIFY2(m_kit->signIn(one.caller, one.person), describe(m_kit->lastReply).c_str());
    }
    QVERIFY2(m_kit->signInOnPc(m_onPc, *m_pc, *m_member), describe(m_kit->lastReply).c_str());
}

// Everything of this part that a role must not do; U is a member, D the PC, S a session.
void AccountHelpTest::deniedToRole_data() {
    QTest::addColumn<QString>("role");
    QTest::addColumn<QString>("method");
    QTest::addColumn<QString>("path");
    struct Row {
        const char* method;
        const char* path;
        const char* allowed; // besides owners
    };
    static constexpr Row kRows[] = {
        {"PUT", "/v1/users/U/role", ""},
        {"POST", "/v1/users/U:reset-password", "user_admin help_desk"},
        {"POST", "/v1/users:reissue", "user_admin help_desk"},
        {"POST", "/v1/users/U:unlock", "user_admin help_desk"},
        {"POST", "/v1/users:unlock", "user_admin help_desk"},
        {"GET", "/v1/users/U/security", "user_admin help_desk auditor"},
        {"GET", "/v1/users/U/sessions", ""},
        {"DELETE", "/v1/users/U/sessions", ""},
        {"DELETE", "/v1/users/U/second-factor", ""},
        {"POST", "/v1/users/U:face-confirmed", ""},
        {"PUT", "/v1/device/emergency-key", ""},
        {"POST", "/v1/devices/D:emergency-code", "user_admin help_desk"},
        {"PUT", "/v1/account-rules", ""},
        {"GET", "/v1/account-acts", "user_admin auditor"},
    };
    for (const Row& row : kRows) {
        const QString allowed = QString::fromLatin1(row.allowed);
        for (const char* role : {"user_admin", "help_desk", "auditor", "image_viewer", "member"}) {
            if (!allowed.split(QLatin1Char(' ')).contains(QLatin1String(role))) {
                QTest::addRow("%s %s %s", role, row.method, row.path)
                    << QString::fromLatin1(role) << QString::fromLatin1(row.method)
                    << QString::fromLatin1(row.path);
            }
        }
    }
}

void AccountHelpTest::deniedToRole() {
    QFETCH(QString, role);
    QFETCH(QString, method);
    QFETCH(QString, path);
    const std::string target = path.replace(QLatin1Char('U'), QString::fromStdString(m_member->id.text()))
                                   .replace(QLatin1Char('D'), QString::fromStdString(m_pc->id.text()))
                                   .toStdString();
    Caller& caller = role == QLatin1String("member") ? m_onPc : m_admins.at(role.toStdString()).caller;
    const bool hasBody = method == QLatin1String("POST") || method == QLatin1String("PUT");
    const Call call{method.toStdString(), target, hasBody ? "{}" : "", {{"If-Match", "\"r1\""}}};
    EXPECT_PROBLEM(m_client.send(call, &caller), 403, "forbidden");
}

void AccountHelpTest::roleChange() {
    auto target = admin("promoted", "auditor");
    QVERIFY(target);
    EXPECT_PROBLEM(setRole(target->person.id, "emperor", m_kit->console, m_client), 422, "validation_failed");
    const Call stale{"PUT",
                     path(target->person.id, "/role"),
                     wire::encode(wire::RoleChange{"help_desk", ""}),
                     {{"If-Match", "\"r1\""}}};
    EXPECT_PROBLEM(m_client.send(stale, &m_kit->console), 412, "stale_revision");
    const Reply changed = setRole(target->person.id, "help_desk", m_kit->console, m_client);
    EXPECT_STATUS(changed, 200);
    QCOMPARE(bodyOf<wire::User>(changed)->role, std::string("help_desk"));
    EXPECT_STATUS(m_client.send({"GET", "/v1/users"}, &target->caller), 401); // the session of the old role
    EXPECT_STATUS(setRole(target->person.id, "member", m_kit->console, m_client), 200);
    QVERIFY(!m_kit->signIn(target->caller, target->person)); // members have no console
}

void AccountHelpTest::roleOfOneself() {
    EXPECT_PROBLEM(setRole(m_kit->owner.id, "member", m_kit->console, m_client), 409, "last_owner");
    auto second = admin("second-owner", "owner");
    QVERIFY(second);
    EXPECT_PROBLEM(setRole(m_kit->owner.id, "member", m_kit->console, m_client), 409, "conflict");
    const std::string etag = m_client.send({"GET", path(m_kit->owner.id)}, &m_kit->console).etag();
    const Call disable{
        "PATCH", path(m_kit->owner.id), R"({"account_state":"disabled"})", {{"If-Match", etag}}};
    EXPECT_PROBLEM(m_client.send(disable, &m_kit->console), 409, "conflict");
    const Call remove{"DELETE", path(m_kit->owner.id), "", {{"If-Match", etag}}};
    EXPECT_PROBLEM(m_client.send(remove, &m_kit->console), 409, "conflict");
    EXPECT_STATUS(setRole(second->person.id, "auditor", m_kit->console, m_client), 200);
}

void AccountHelpTest::roleWithoutFreshProof() {
    m_isStale = true;
    Caller caller = Caller::console();
    QVERIFY(m_kit->signIn(caller, m_kit->owner));
    caller.reauth.clear();
    TestTime::get().advance(seconds(301));
    EXPECT_PROBLEM(setRole(m_admins.at("auditor").person.id, "help_desk", caller, m_client), 403,
                   "reauth_required");
}

void AccountHelpTest::twoOwnersDemoteEachOther() {
    m_isStale = true;
    for (int round = 0; round < 5; ++round) {
        auto left = admin("left" + std::to_string(round), "owner");
        auto right = admin("right" + std::to_string(round), "owner");
        QVERIFY(left && right);
        // nobody else is an owner but these two: the founder becomes an auditor for a while
        EXPECT_STATUS(setRole(m_kit->owner.id, "auditor", left->caller, m_client), 200);
        Reply byLeft;
        Reply byRight;
        TestClient leftClient(m_suite.server.port(), "");
        TestClient rightClient(m_suite.server.port(), "");
        std::thread one([&] { byLeft = setRole(right->person.id, "member", left->caller, leftClient); });
        std::thread two([&] { byRight = setRole(left->person.id, "member", right->caller, rightClient); });
        one.join();
        two.join();
        QVERIFY2((byLeft.status == 200) != (byRight.status == 200),
                 (describe(byLeft) + describe(byRight)).c_str());
        Admin& winner = byLeft.status == 200 ? *left : *right;
        EXPECT_STATUS(setRole(m_kit->owner.id, "owner", winner.caller, m_client), 200);
        EXPECT_STATUS(giveRoot(*m_kit, m_kit->owner, winner.caller), 204);
        QVERIFY(m_kit->later(seconds(31)));
        EXPECT_STATUS(confirmRoot(*m_kit, m_kit->owner, m_kit->console), 204);
        EXPECT_STATUS(setRole(winner.person.id, "member", m_kit->console, m_client), 200);
    }
}

void AccountHelpTest::lockAndUnlock() {
    m_isStale = true;
    const Person& auditor = m_admins.at("auditor").person;
    for (int i = 0; i < 5; ++i) {
        EXPECT_PROBLEM(tryPassword(auditor, false), 401, "login_failed");
    }
    EXPECT_PROBLEM(tryPassword(auditor, true), 401, "login_failed");
    const auto security = bodyOf<wire::AccountSecurity>(
        m_client.send({"GET", path(auditor.id, "/security")}, &m_admins.at("help_desk").caller));
    QVERIFY(security && security->isLocked);
    QCOMPARE(security->sources.size(), std::size_t{1});
    QCOMPARE(security->sources[0].source, std::string("console"));
    QCOMPARE(security->sources[0].failures, 5);
    QCOMPARE(security->failures.size(), std::size_t{5});
    QCOMPARE(security->failures[0].address, std::string("127.0.0.0/24"));
    const wire::UnlockRequest request{"forgot the caps lock", false};
    EXPECT_PROBLEM(unlock(auditor.id, request, m_admins.at("help_desk").caller), 403, "forbidden");
    const Reply unlocked = unlock(auditor.id, request, m_kit->console);
    EXPECT_STATUS(unlocked, 200);
    QVERIFY(bodyOf<wire::AccountSecurity>(unlocked)->isLocked); // as it was before
    EXPECT_STATUS(tryPassword(auditor, true), 200);
}

// The tenant's own settings decide, and its next document takes effect at the next try.
void AccountHelpTest::aStricterLockOutHolds() {
    m_isStale = true;
    const Person& auditor = m_admins.at("auditor").person;
    const DocumentSigner owner{m_kit->tenant.text(), m_kit->owner.id.text(), &m_kit->owner.identity.signing};
    const auto say = [&](std::vector<wire::SettingValue> settings) {
        const auto list = bodyOf<wire::PolicyDocumentList>(
            m_client.send({"GET", "/v1/policies?kind=policy"}, &m_kit->console));
        const auto before = std::ranges::find(list->items, "tenant", &wire::PolicyDocument::scope);
        const long long version = before == list->items.end() ? 1 : before->version + 1;
        const wire::SettingsBody body{.settings = std::move(settings)};
        return m_client.send(
            {"PUT", "/v1/policies",
             wire::encode(SettingsBench::document(owner, "tenant", version, wire::encode(body)))},
            &m_kit->console);
    };
    EXPECT_STATUS(say({{"lock_after_failures", "3"}}), 200);
    for (int i = 0; i < 3; ++i) {
        EXPECT_PROBLEM(tryPassword(auditor, false), 401, "login_failed");
    }
    EXPECT_PROBLEM(tryPassword(auditor, true), 401, "login_failed"); // two tries sooner than by default
    EXPECT_STATUS(unlock(auditor.id, {"typed in a hurry", false}, m_kit->console), 200);
    EXPECT_STATUS(say({}), 200);
    for (int i = 0; i < 3; ++i) {
        EXPECT_PROBLEM(tryPassword(auditor, false), 401, "login_failed");
    }
    EXPECT_STATUS(tryPassword(auditor, true), 200);
}

void AccountHelpTest::unlockNeedsAReason() {
    Caller& helper = m_admins.at("help_desk").caller;
    for (const std::string& reason :
         {std::string(), std::string("   "), std::string(501, 'x'), std::string("a\x1b")}) {
        const Reply reply = unlock(m_member->id, {reason, false}, helper);
        EXPECT_PROBLEM(reply, 422, "validation_failed");
        QVERIFY(reply.body.find("/reason") != std::string::npos);
    }
    EXPECT_PROBLEM(unlock(UserId::generate(), {"r", false}, helper), 404, "not_found");
    EXPECT_PROBLEM(unlock(m_admins.at("help_desk").person.id, {"r", false}, helper), 403, "forbidden");
}

void AccountHelpTest::unlockWithNewPassword() {
    m_isStale = true;
    EXPECT_STATUS(unlock(m_member->id, {"seen over the shoulder", true}, m_admins.at("help_desk").caller),
                  200);
    EXPECT_PROBLEM(m_client.send({"GET", "/v1/sessions"}, &m_onPc), 403, "password_change_required");
    QVERIFY(m_kit->signInOnPc(m_onPc, *m_pc, *m_member));
    const auto session = bodyOf<wire::SessionReply>(m_kit->lastReply);
    QVERIFY(session->user.mustChangePassword && !session->user.vaultFrozen);
    QVERIFY(session->identity); // it is his own password still, and opens his keys
    wire::PasswordChange change{m_member->password.auth, makePassword(), *session->identity, {}};
    EXPECT_STATUS(m_client.send({"PUT", "/v1/session/password", wire::encode(change)}, &m_onPc), 204);
    m_member->password = change.next;
    EXPECT_STATUS(m_client.send({"GET", "/v1/sessions"}, &m_onPc), 200);
}

void AccountHelpTest::unlockMany() {
    const wire::BulkUnlock request{{m_member->id, UserId::generate(), m_kit->owner.id}, "storm", false};
    const Reply reply =
        m_client.send({"POST", "/v1/users:unlock", wire::encode(request)}, &m_admins.at("help_desk").caller);
    EXPECT_STATUS(reply, 200);
    const auto result = bodyOf<wire::BulkReply>(reply);
    QCOMPARE(result->done, 1);
    QVERIFY(result->items[0].done);
    QCOMPARE(result->items[1].code.value_or(""), std::string("not_found"));
    QCOMPARE(result->items[2].code.value_or(""), std::string("forbidden"));
    const wire::BulkUnlock tooMany{std::vector<UserId>(501, m_member->id), "storm", false};
    EXPECT_PROBLEM(m_client.send({"POST", "/v1/users:unlock", wire::encode(tooMany)}, &m_kit->console), 422,
                   "validation_failed");
}

void AccountHelpTest::waitsGrow() {
    m_isStale = true;
    const Person& viewer = m_admins.at("image_viewer").person;
    for (int i = 0; i < 5; ++i) {
        EXPECT_PROBLEM(tryPassword(viewer, false), 401, "login_failed");
    }
    TestTime::get().advance(seconds(15)); // half of the wait: the machine may be slow
    EXPECT_PROBLEM(tryPassword(viewer, true), 401, "login_failed");
    TestTime::get().advance(seconds(16));
    EXPECT_PROBLEM(tryPassword(viewer, false), 401, "login_failed"); // the sixth: 60 s
    TestTime::get().advance(seconds(31));                            // longer than the first wait
    EXPECT_PROBLEM(tryPassword(viewer, true), 401, "login_failed");
    TestTime::get().advance(seconds(30));
    EXPECT_STATUS(tryPassword(viewer, true), 200);
}

void AccountHelpTest::strangersDoNotLockAPc() {
    m_isStale = true;
    for (int i = 0; i < 6; ++i) {
        EXPECT_PROBLEM(tryPassword(*m_member, false), 401, "login_failed");
    }
    QVERIFY2(m_kit->signInOnPc(m_onPc, *m_pc, *m_member), describe(m_kit->lastReply).c_str());
}

void AccountHelpTest::unknownLoginsAnswerAlike() {
    Person nobody{UserId::generate(), "nobody-at-all", makePassword(), crypto::Identity::generate()};
    std::set<std::string> answers;
    for (int i = 0; i < 7; ++i) {
        const Reply reply = tryPassword(nobody, true);
        EXPECT_PROBLEM(reply, 401, "login_failed");
        const auto problem = bodyOf<wire::Problem>(reply);
        answers.insert(problem->title + problem->detail.value_or(""));
    }
    const auto known = bodyOf<wire::Problem>(tryPassword(m_admins.at("auditor").person, false));
    answers.insert(known->title + known->detail.value_or(""));
    QCOMPARE(answers.size(), std::size_t{1});
}

void AccountHelpTest::sessions() {
    m_isStale = true;
    Admin& auditor = m_admins.at("auditor");
    Caller second = Caller::console();
    QVERIFY(m_kit->signIn(second, auditor.person));
    const auto list = bodyOf<wire::SessionList>(m_client.send({"GET", "/v1/sessions"}, &auditor.caller));
    QVERIFY(list && list->items.size() >= 2);
    QCOMPARE(std::ranges::count_if(list->items, [](const auto& one) { return one.isCurrent; }), 1);
    const auto theirs =
        bodyOf<wire::SessionList>(m_client.send({"GET", path(m_member->id, "/sessions")}, &m_kit->console));
    QVERIFY(theirs && !theirs->items.empty());
    QCOMPARE(theirs->items[0].device.value(), m_pc->id);
    const std::string foreign = "/v1/sessions/" + theirs->items[0].id;
    EXPECT_PROBLEM(m_client.send({"DELETE", foreign}, &auditor.caller), 404, "not_found");
    QVERIFY(m_suite.other->signIn(m_suite.other->console, m_suite.other->owner));
    EXPECT_PROBLEM(m_client.send({"DELETE", foreign}, &m_suite.other->console), 404, "not_found");
    EXPECT_STATUS(m_client.send({"DELETE", foreign}, &m_kit->console), 204);
    EXPECT_STATUS(m_client.send({"GET", "/v1/sessions"}, &m_onPc), 401);
    EXPECT_STATUS(m_client.send({"DELETE", "/v1/sessions"}, &auditor.caller), 204);
    EXPECT_STATUS(m_client.send({"GET", "/v1/sessions"}, &second), 401);
    EXPECT_STATUS(m_client.send({"GET", "/v1/sessions"}, &auditor.caller), 200);
    EXPECT_STATUS(m_client.send({"DELETE", path(auditor.person.id, "/sessions")}, &m_kit->console), 204);
    EXPECT_STATUS(m_client.send({"GET", "/v1/sessions"}, &auditor.caller), 401);
}

} // namespace

std::unique_ptr<QObject> makeAccountHelpTest() {
    return std::make_unique<AccountHelpTest>();
}

} // namespace kaomon::test

#include "account_help_test.moc"
