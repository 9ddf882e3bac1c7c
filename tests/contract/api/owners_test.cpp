// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include <QTest>

#include "contract/api/api_suite.h"
#include "contract/api/people_classes.h"
#include "crypto/two_person_act.h"
#include "support/server/root_seal.h"
#include "wire/accounts.h"
#include "wire/two_person_acts.h"

namespace kaomon::test {
namespace {

using crypto::ActKind;
using std::chrono::hours;
using std::chrono::minutes;

// A tenant keeps an owner who can sign in and holds the root key, and its owners change only by two.
class OwnersTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void theLastOwnerHasNoEnd();
    void anOwnerWhoEndsSoonIsNoSuccessor();
    void theRootKeyStays();
    void rubbishIsNoRoot();
    void onlyTheRootConfirmsItself();
    void anotherSealIsConfirmedAnew();
    void aManifestConfirmsTheRoot();
    void nobodyReplacesAnothersRoot();
    void sealsOfAForgottenIdentityGo();
    void aloneNobodyChangesOwners();
    void aloneNobodyBecomesAnOwner();
    void anAgreementIsForOneChangeOfOnePerson();
    void accountsFollowTheManifest();

private:
    struct Admin {
        Person person;
        Caller caller = Caller::console();
    };
    [[nodiscard]] static std::string path(const UserId& user, const std::string& rest = {}) {
        return "/v1/users/" + user.text() + rest;
    }
    [[nodiscard]] std::optional<Admin> admin(const std::string& login, const std::string& role) {
        Admin made;
        auto person = m_kit->addPerson(login, role, nullptr, made.caller);
        if (!person) {
            return std::nullopt;
        }
        made.person = std::move(*person);
        return made;
    }
    // What the acts of the data rows are.
    [[nodiscard]] Reply act(const std::string& what, const UserId& user, Caller& by) {
        const std::string etag = m_client.send({"GET", path(user)}, &by).etag();
        const std::map<std::string, std::string> fresh{{"If-Match", etag}};
        if (what == "role") {
            return m_client.send(
                {"PUT", path(user, "/role"), wire::encode(wire::RoleChange{"auditor", ""}), fresh}, &by);
        }
        if (what == "disable") {
            return m_client.send({"PATCH", path(user), R"({"account_state":"disabled"})", fresh}, &by);
        }
        if (what == "end") {
            wire::UserPatch patch;
            patch.validTo = wallNow() + minutes(1);
            return m_client.send({"PATCH", path(user), wire::encode(patch), fresh}, &by);
        }
        if (what == "delete") {
            return m_client.send({"DELETE", path(user), "", fresh}, &by);
        }
        if (what == "second factor") {
            return m_client.send({"DELETE", path(user, "/second-factor")}, &by);
        }
        const wire::PasswordReset reset{makePassword(), wallNow() + hours(24), "forgot it"};
        return m_client.send({"POST", path(user, ":reset-password"), wire::encode(reset)}, &by);
    }
    [[nodiscard]] std::string bulk(const std::string& what, const UserId& user, Caller& by) {
        const wire::BulkRequest request{what, {{user}}, "", false};
        const auto reply =
            bodyOf<wire::BulkReply>(m_client.send({"POST", "/v1/users:bulk", wire::encode(request)}, &by));
        return reply && reply->items.size() == 1 ? reply->items[0].code.value_or("done") : "no answer";
    }
    [[nodiscard]] Reply setRole(const UserId& user, const std::string& role, Caller& by) {
        const std::string etag = m_client.send({"GET", path(user)}, &by).etag();
        return m_client.send(
            {"PUT", path(user, "/role"), wire::encode(wire::RoleChange{role, ""}), {{"If-Match", etag}}},
            &by);
    }
    void name(const Person& person, domain::Role role) {
        m_kit->manifest.admins.push_back(
            {person.id.text(), role, person.identity.signing.publicKey(), person.identity.box.publicKey()});
    }
    [[nodiscard]] wire::ManifestDocument stored() {
        return bodyOf<wire::ManifestDocument>(m_client.send({"GET", "/v1/manifest"}, &m_kit->console))
            .value_or(wire::ManifestDocument{});
    }
    [[nodiscard]] std::optional<bool> isConfirmed(const UserId& owner) {
        const auto state =
            bodyOf<wire::KeyRenewalState>(m_client.send({"GET", "/v1/key-renewal"}, &m_kit->console))
                .value_or(wire::KeyRenewalState{});
        const auto holder = std::ranges::find(state.holders, owner, &wire::KeyHolder::user);
        return holder == state.holders.end() ? std::nullopt : holder->rootConfirmed;
    }
    [[nodiscard]] Reply publish() {
        const auto next =
            m_kit->nextManifest(static_cast<std::uint64_t>(stored().version) + 1, m_kit->keys.root);
        return m_client.send({"PUT", "/v1/manifest", wire::encode(next)}, &m_kit->console);
    }
    // Asked for by the founder, agreed to by `second`, over a manifest: the one in force or the next one.
    [[nodiscard]] bool agree(const UserId& subject, const wire::ManifestDocument& over, Admin& second) {
        const auto record = crypto::SignedRecord::decode(over.record);
        const crypto::ActStatement statement{m_kit->tenant.text(),
                                             makeUuid(),
                                             ActKind::OwnerChange,
                                             subject.text(),
                                             crypto::manifestDigest(record.value()),
                                             "he asked for it",
                                             wallNow(),
                                             wallNow() + hours(1)};
        const auto signedBy = [&](const Person& person) {
            return statement.sign(person.id.text(), person.identity.signing).encode();
        };
        const Reply asked = m_client.send(
            {"POST", "/v1/two-person-acts", wire::encode(wire::NewTwoPersonAct{signedBy(m_kit->owner)})},
            &m_kit->console);
        const Reply agreed = m_client.send({"POST", "/v1/two-person-acts/" + statement.id + ":approve",
                                            wire::encode(wire::ActApproval{signedBy(second.person), {}})},
                                           &second.caller);
        return asked.status == 201 && agreed.status == 200;
    }
    // The founder, a second owner with the root key and a user administrator, all in the manifest.
    void makeThree() {
        m_second = admin("second", "owner");
        m_admin = admin("admin", "user_admin");
        QVERIFY2(m_second && m_admin, describe(m_kit->lastReply).c_str());
        EXPECT_STATUS(giveRoot(*m_kit, m_second->person, m_kit->console), 204);
        EXPECT_STATUS(confirmRoot(*m_kit, m_second->person, m_second->caller), 204);
        name(m_second->person, domain::Role::Owner);
        name(m_admin->person, domain::Role::UserAdmin);
        EXPECT_STATUS(publish(), 204); // by the single administrator of the manifest before
    }

    ApiSuite& m_suite = ApiSuite::get();
    TestClient& m_client = *m_suite.client;
    std::unique_ptr<TenantKit> m_kit;
    std::optional<Admin> m_second;
    std::optional<Admin> m_admin;
};

void OwnersTest::init() {
    m_kit =
        std::make_unique<TenantKit>(m_client, m_suite.server.createTenant(QStringLiteral("Owners"), false));
    QVERIFY2(m_kit->found(), describe(m_kit->lastReply).c_str());
}

void OwnersTest::theLastOwnerHasNoEnd() {
    EXPECT_PROBLEM(act("end", m_kit->owner.id, m_kit->console), 409, "last_owner");
    EXPECT_STATUS(m_client.send({"GET", "/v1/users"}, &m_kit->console), 200);
    auto second = admin("second", "owner");
    QVERIFY2(second, describe(m_kit->lastReply).c_str());
    EXPECT_STATUS(giveRoot(*m_kit, second->person, m_kit->console), 204);
    EXPECT_STATUS(confirmRoot(*m_kit, second->person, second->caller), 204);
    EXPECT_STATUS(act("end", m_kit->owner.id, m_kit->console), 200);
}

void OwnersTest::anOwnerWhoEndsSoonIsNoSuccessor() {
    auto second = admin("second", "owner");
    QVERIFY2(second, describe(m_kit->lastReply).c_str());
    EXPECT_STATUS(giveRoot(*m_kit, second->person, m_kit->console), 204);
    EXPECT_STATUS(confirmRoot(*m_kit, second->person, second->caller), 204);
    EXPECT_STATUS(act("end", second->person.id, m_kit->console), 200);
    for (const char* what : {"role", "disable", "end", "delete"}) {
        EXPECT_PROBLEM(act(what, m_kit->owner.id, second->caller), 409, "last_owner");
    }
    QCOMPARE(bulk("delete", m_kit->owner.id, second->caller), std::string("last_owner"));
}

// Who was made an owner and was never handed the keys cannot put an end to who holds them.
void OwnersTest::theRootKeyStays() {
    auto second = admin("second", "owner");
    QVERIFY2(second, describe(m_kit->lastReply).c_str());
    for (const char* what : {"role", "disable", "end", "delete", "reset"}) {
        EXPECT_PROBLEM(act(what, m_kit->owner.id, second->caller), 409, "last_owner");
    }
    QCOMPARE(bulk("disable", m_kit->owner.id, second->caller), std::string("last_owner"));
    EXPECT_STATUS(giveRoot(*m_kit, second->person, m_kit->console), 204);
    EXPECT_STATUS(confirmRoot(*m_kit, second->person, second->caller), 204);
    EXPECT_STATUS(act("reset", m_kit->owner.id, second->caller), 204);
    EXPECT_STATUS(act("role", m_kit->owner.id, second->caller), 200);
}

// What the server cannot open may be anything: its receiver counts from his word on, and until then somebody
// who holds the root may hand it over again.
void OwnersTest::rubbishIsNoRoot() {
    auto second = admin("second", "owner");
    QVERIFY2(second, describe(m_kit->lastReply).c_str());
    const UserId& id = second->person.id;
    const wire::KeySealList rubbish{{{"tr", "root", id.text(), crypto::randomBytes(80)}}};
    EXPECT_STATUS(m_client.send({"POST", "/v1/key-seals", wire::encode(rubbish)}, &m_kit->console), 204);
    QCOMPARE(isConfirmed(id), std::optional(false));
    QCOMPARE(isConfirmed(m_kit->owner.id), std::optional(true)); // since the founding
    for (const char* what : {"role", "disable", "end", "delete", "reset"}) {
        EXPECT_PROBLEM(act(what, m_kit->owner.id, second->caller), 409, "last_owner");
    }
    EXPECT_STATUS(giveRoot(*m_kit, second->person, m_kit->console), 204);
    QCOMPARE(isConfirmed(id), std::optional(false));
    EXPECT_PROBLEM(act("delete", m_kit->owner.id, second->caller), 409, "last_owner");
    EXPECT_STATUS(confirmRoot(*m_kit, second->person, second->caller), 204);
    QCOMPARE(isConfirmed(id), std::optional(true));
    EXPECT_STATUS(act("role", m_kit->owner.id, second->caller), 200);
}

void OwnersTest::onlyTheRootConfirmsItself() {
    auto second = admin("second", "owner");
    QVERIFY2(second, describe(m_kit->lastReply).c_str());
    const UserId& id = second->person.id;
    EXPECT_PROBLEM(confirmRoot(*m_kit, second->person, second->caller), 422, "validation_failed"); // no seal
    const auto unsealed = wire::encode(wire::RootConfirmation{"root", Bytes(64, 1)});
    EXPECT_PROBLEM(m_client.send({"POST", "/v1/key-seals:confirm-root", unsealed}, &second->caller), 404,
                   "not_found");
    EXPECT_STATUS(giveRoot(*m_kit, second->person, m_kit->console), 204);
    const auto& own = second->person.identity.signing;
    EXPECT_PROBLEM(sayRootOpens(*m_kit, id, own, second->caller), 422, "signature_invalid");
    // The word of the founder, sent by another.
    EXPECT_PROBLEM(sayRootOpens(*m_kit, m_kit->owner.id, m_kit->keys.root, second->caller), 422,
                   "signature_invalid");
    QCOMPARE(isConfirmed(id), std::optional(false));
    EXPECT_PROBLEM(act("role", m_kit->owner.id, second->caller), 409, "last_owner");
    auto helper = admin("helper", "user_admin");
    QVERIFY2(helper, describe(m_kit->lastReply).c_str());
    EXPECT_PROBLEM(m_client.send({"POST", "/v1/key-seals:confirm-root", unsealed}, &helper->caller), 403,
                   "forbidden");
}

// The word is about one seal: kept from the seal of before, it says nothing of rubbish in its place.
void OwnersTest::anotherSealIsConfirmedAnew() {
    auto second = admin("second", "owner");
    QVERIFY2(second, describe(m_kit->lastReply).c_str());
    const UserId& id = second->person.id;
    EXPECT_STATUS(giveRoot(*m_kit, second->person, m_kit->console), 204);
    const auto seals = bodyOf<wire::KeySealList>(m_client.send({"GET", "/v1/key-seals"}, &second->caller));
    QVERIFY(seals && seals->items.size() == 1);
    const crypto::RootStatement statement{m_kit->tenant.text(), id.text(), "root",
                                          crypto::hash(seals->items.front().sealed)};
    const auto word = wire::encode(wire::RootConfirmation{"root", statement.sign(m_kit->keys.root)});
    const auto say = [&] {
        return m_client.send({"POST", "/v1/key-seals:confirm-root", word}, &second->caller);
    };
    EXPECT_STATUS(say(), 204);
    QCOMPARE(isConfirmed(id), std::optional(true));
    const wire::KeySealList rubbish{{{"tr", "root", id.text(), crypto::randomBytes(80)}}};
    EXPECT_STATUS(m_client.send({"POST", "/v1/key-seals", wire::encode(rubbish)}, &second->caller), 204);
    QCOMPARE(isConfirmed(id), std::optional(false));
    EXPECT_PROBLEM(say(), 422, "signature_invalid");
    EXPECT_PROBLEM(act("role", m_kit->owner.id, second->caller), 409, "last_owner");
}

// Consoles of before say no word; who signs a manifest has the root all the same.
void OwnersTest::aManifestConfirmsTheRoot() {
    EXPECT_STATUS(giveRoot(*m_kit, m_kit->owner, m_kit->console), 204);
    QCOMPARE(isConfirmed(m_kit->owner.id), std::optional(false));
    EXPECT_STATUS(publish(), 204);
    QCOMPARE(isConfirmed(m_kit->owner.id), std::optional(true));
}

// Without this one owner could make the other's root key rubbish, and be the only one from then on.
void OwnersTest::nobodyReplacesAnothersRoot() {
    auto second = admin("second", "owner");
    QVERIFY2(second, describe(m_kit->lastReply).c_str());
    EXPECT_STATUS(giveRoot(*m_kit, second->person, m_kit->console), 204);
    EXPECT_STATUS(confirmRoot(*m_kit, second->person, second->caller), 204);
    const std::string id = second->person.id.text();
    const auto sealsOfSecond = [&] {
        return bodyOf<wire::KeySealList>(m_client.send({"GET", "/v1/key-seals"}, &second->caller))
            .value_or(wire::KeySealList{})
            .items;
    };
    const auto before = sealsOfSecond();
    QCOMPARE(before.size(), std::size_t(1));
    const auto post = [&](const wire::KeySealList& seals, Caller& by) {
        return m_client.send({"POST", "/v1/key-seals", wire::encode(seals)}, &by);
    };
    const wire::KeySeal harmless{"emergency", makeUuid(), id, crypto::randomBytes(80)};
    for (const std::string& keyId : {std::string("root"), makeUuid()}) {
        const wire::KeySealList seals{{harmless, {"tr", keyId, id, crypto::randomBytes(80)}}};
        EXPECT_PROBLEM(post(seals, m_kit->console), 403, "forbidden");
    }
    EXPECT_PROBLEM(giveRoot(*m_kit, second->person, m_kit->console), 403, "forbidden"); // a good one neither
    const auto after = sealsOfSecond();
    QCOMPARE(after.size(), std::size_t(1)); // nothing else of a refused list either
    QCOMPARE(after.front().sealed, before.front().sealed);
    EXPECT_STATUS(giveRoot(*m_kit, second->person, second->caller), 204); // his own
    EXPECT_STATUS(post({{harmless}}, m_kit->console), 204);
}

// A seal that nobody can open any more does not count as holding the root key.
void OwnersTest::sealsOfAForgottenIdentityGo() {
    auto second = admin("second", "owner");
    QVERIFY2(second, describe(m_kit->lastReply).c_str());
    EXPECT_STATUS(giveRoot(*m_kit, second->person, m_kit->console), 204);
    EXPECT_STATUS(confirmRoot(*m_kit, second->person, second->caller), 204);
    const wire::PasswordReset reset{makePassword(), wallNow() + hours(24), "forgot it"};
    EXPECT_STATUS(m_client.send({"POST", path(second->person.id, ":reset-password"), wire::encode(reset)},
                                &m_kit->console),
                  204);
    second->caller = Caller::console();
    QVERIFY(m_kit->signIn(second->caller, second->person.withPassword(reset.oneTimePassword)));
    const auto identity = crypto::Identity::generate();
    const wire::PasswordChange change{
        reset.oneTimePassword.auth,
        makePassword(),
        wire::IdentityRecord{
            identity.signing.publicKey(), identity.box.publicKey(),
            identity.wrap(crypto::SecretKey::generate(), m_kit->tenant.text(), second->person.id.text())},
        {}};
    EXPECT_STATUS(m_client.send({"PUT", "/v1/session/password", wire::encode(change)}, &second->caller), 204);
    second->caller.reauth = wire::encode(wire::ReauthRequest{change.next.auth, std::nullopt});
    const auto seals = bodyOf<wire::KeySealList>(m_client.send({"GET", "/v1/key-seals"}, &second->caller));
    QVERIFY(seals && seals->items.empty());
    EXPECT_PROBLEM(act("delete", m_kit->owner.id, second->caller), 409, "last_owner");
}

void OwnersTest::aloneNobodyChangesOwners() {
    makeThree();
    const UserId subject = m_second->person.id;
    for (const char* what : {"role", "disable", "end", "delete", "second factor"}) {
        EXPECT_PROBLEM(act(what, subject, m_kit->console), 403, "approval_required");
    }
    QCOMPARE(bulk("disable", subject, m_kit->console), std::string("approval_required"));
    QCOMPARE(bulk("delete", subject, m_kit->console), std::string("approval_required"));
    EXPECT_STATUS(m_client.send({"GET", "/v1/users"}, &m_second->caller), 200); // nothing was done
    for (const char* what : {"second factor", "end", "delete"}) {
        QVERIFY(agree(subject, stored(), *m_admin));
        const Reply done = act(what, subject, m_kit->console);
        QVERIFY2(done.status / 100 == 2, describe(done).c_str());
    }
    const Call restore{"POST", path(subject, ":restore"), ""};
    EXPECT_STATUS(m_client.send(restore, &m_kit->console), 200); // the manifest names him
}

void OwnersTest::aloneNobodyBecomesAnOwner() {
    makeThree();
    const auto made = m_kit->newUser("third", "owner");
    EXPECT_PROBLEM(m_client.send({"POST", "/v1/users", wire::encode(made)}, &m_kit->console), 403,
                   "approval_required");
    EXPECT_PROBLEM(setRole(m_admin->person.id, "owner", m_kit->console), 403, "approval_required");
    EXPECT_STATUS(setRole(m_admin->person.id, "help_desk", m_kit->console), 200); // others need one only
    QVERIFY(m_kit->signIn(m_admin->caller, m_admin->person));
    EXPECT_STATUS(setRole(m_admin->person.id, "user_admin", m_kit->console), 200);
    QVERIFY(m_kit->signIn(m_admin->caller, m_admin->person));
    QVERIFY(agree(m_admin->person.id, stored(), *m_admin));
    EXPECT_STATUS(setRole(m_admin->person.id, "owner", m_kit->console), 200);
}

void OwnersTest::anAgreementIsForOneChangeOfOnePerson() {
    makeThree();
    const UserId second = m_second->person.id;
    QVERIFY(agree(m_kit->owner.id, stored(), *m_admin)); // about another one
    EXPECT_PROBLEM(act("disable", second, m_kit->console), 403, "approval_required");
    auto next = m_kit->nextManifest(static_cast<std::uint64_t>(stored().version) + 1, m_kit->keys.root);
    QVERIFY(agree(second, next, *m_admin)); // about another thing
    EXPECT_PROBLEM(act("disable", second, m_kit->console), 403, "approval_required");
    QVERIFY(agree(second, stored(), *m_admin));
    EXPECT_STATUS(act("disable", second, m_kit->console), 200);
    const std::string etag = m_client.send({"GET", path(second)}, &m_kit->console).etag();
    EXPECT_STATUS(
        m_client.send({"PATCH", path(second), R"({"account_state":"active"})", {{"If-Match", etag}}},
                      &m_kit->console),
        200);                                                                         // two people named him
    EXPECT_PROBLEM(act("disable", second, m_kit->console), 403, "approval_required"); // used up
    QCOMPARE(bulk("disable", second, m_kit->console), std::string("approval_required"));
    QVERIFY(agree(second, stored(), *m_admin));
    QCOMPARE(bulk("disable", second, m_kit->console), std::string("done"));
}

// The manifest, which takes two, says who is an owner: then one can do the rest.
void OwnersTest::accountsFollowTheManifest() {
    makeThree();
    std::erase_if(m_kit->manifest.admins,
                  [&](const auto& one) { return one.userId == m_second->person.id.text(); });
    const auto next = m_kit->nextManifest(static_cast<std::uint64_t>(stored().version) + 1, m_kit->keys.root);
    QVERIFY(agree(m_second->person.id, next, *m_admin));
    EXPECT_STATUS(m_client.send({"PUT", "/v1/manifest", wire::encode(next)}, &m_kit->console), 204);
    EXPECT_STATUS(act("role", m_second->person.id, m_kit->console), 200);
    EXPECT_PROBLEM(setRole(m_second->person.id, "owner", m_kit->console), 403, "approval_required");
}

} // namespace

std::unique_ptr<QObject> makeOwnersTest() {
    return std::make_unique<OwnersTest>();
}

} // namespace kaomon::test

#include "owners_test.moc"
