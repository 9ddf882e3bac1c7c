// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include <QTest>

#include "client/admin_keyring.h"
#include "contract/api/api_suite.h"
#include "contract/api/test_classes.h"
#include "crypto/sealed_blob.h"
#include "wire/accounts.h"
#include "wire/groups.h"

namespace kaomon::test {
namespace {

using domain::KeyPair;
using domain::Role;
using Keyring = std::shared_ptr<const client::AdminKeyring>;

// What becomes of the tenant's keys when somebody who held them loses his office: they are due, and what is
// sealed after their replacement is closed to him. The consoles' own code makes the keys.
class KeyRenewalTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void theFirstPairsAreHandedOut();
    void aLostRoleMakesKeysDue();
    void refusals_data();
    void refusals();
    void theFormerHolderOpensNothingNew();
    void whoIsDisabledMakesFaceKeysDue();
    void aNewFaceKeyPassesHimBy();
    void whoIsDeletedIsNamed();
    void aReissueForgetsNothing();
    void aRenewalEndsWhatAReissueKept();

private:
    struct Admin {
        std::optional<Person> person;
        Caller caller = Caller::console();
    };

    [[nodiscard]] Reply send(const std::string& method, const std::string& path,
                             const std::string& body = {}) {
        return m_client.send({method, path, body}, &m_kit->console);
    }
    [[nodiscard]] wire::KeyRenewalState state() {
        return bodyOf<wire::KeyRenewalState>(send("GET", "/v1/key-renewal"))
            .value_or(wire::KeyRenewalState());
    }
    [[nodiscard]] std::vector<std::string> dueKinds() {
        std::vector<std::string> kinds;
        for (const wire::DueKey& due : state().due) {
            kinds.push_back(due.kind + " " + due.reason + " " + due.holder.text());
        }
        return kinds;
    }
    [[nodiscard]] wire::ManifestDocument manifest() {
        return bodyOf<wire::ManifestDocument>(send("GET", "/v1/manifest")).value_or(wire::ManifestDocument());
    }
    // As the person's console opens it at its next sign-in.
    [[nodiscard]] Keyring keyringOf(const Person& person, Caller& caller);
    [[nodiscard]] Keyring owner() { return keyringOf(m_kit->owner, m_kit->console); }
    [[nodiscard]] std::optional<client::RenewedKeys> renewed(const std::vector<KeyPair>& pairs);
    [[nodiscard]] Reply renew(const wire::KeyRenewal& renewal) {
        return send("POST", "/v1/key-renewal", wire::encode(renewal));
    }
    [[nodiscard]] static bool opens(const Keyring& keyring, const std::string& kind,
                                    const crypto::BlobPlace& place, const Bytes& sealed);
    [[nodiscard]] Bytes sealToday(const std::string& kind, const crypto::BlobPlace& place);
    [[nodiscard]] Reply patch(const Person& person, const std::string& body) {
        const std::string path = "/v1/users/" + person.id.text();
        Call call{"PATCH", path, body};
        call.headers["If-Match"] = send("GET", path).etag();
        return m_client.send(call, &m_kit->console);
    }
    // A user administrator in the manifest with the seals of his role, who then gets a one-time password: the
    // seals are gone, what he may have kept of them is not.
    void addReissued(Admin& admin, const char* login);
    [[nodiscard]] Reply setRole(const Person& person, const char* role) {
        const std::string path = "/v1/users/" + person.id.text();
        Call call{"PUT", path + "/role", wire::encode(wire::RoleChange{role, "moves"})};
        call.headers["If-Match"] = send("GET", path).etag();
        return m_client.send(call, &m_kit->console);
    }
    [[nodiscard]] std::string groupPath() const { return "/v1/device-groups/" + m_kit->group.text(); }
    [[nodiscard]] crypto::BlobPlace place(const char* kind) const {
        return {m_kit->tenant.text(), m_blob, kind};
    }

    ApiSuite& m_suite = ApiSuite::get();
    TestClient& m_client = *m_suite.client;
    std::unique_ptr<TenantKit> m_kit;
    const crypto::SecretKey m_wrap = crypto::SecretKey::generate();
    const std::string m_blob = makeUuid();
    Admin m_viewer;
    Admin m_desk;
    Admin m_users;
    std::string m_oldFaceKey;
};

Keyring KeyRenewalTest::keyringOf(const Person& person, Caller& caller) {
    wire::SessionReply session;
    session.tenant = m_kit->tenant;
    session.user.id = person.id;
    session.identity = {person.identity.signing.publicKey(), person.identity.box.publicKey(),
                        person.identity.wrap(m_wrap, m_kit->tenant.text(), person.id.text())};
    const auto seals = bodyOf<wire::KeySealList>(m_client.send({"GET", "/v1/key-seals"}, &caller));
    if (!seals) {
        return nullptr;
    }
    auto keyring = client::AdminKeyring::open({session, manifest(), *seals, m_wrap, "", 0});
    return keyring ? *keyring : nullptr;
}

std::optional<client::RenewedKeys> KeyRenewalTest::renewed(const std::vector<KeyPair>& pairs) {
    const auto keyring = owner();
    auto made = keyring ? keyring->renewKeys(pairs, keyring->manifest(), state().holders, wallNow())
                        : Result<client::RenewedKeys>(fail(ErrorCode::KeyUnavailable));
    return made ? std::optional(std::move(*made)) : std::nullopt;
}

bool KeyRenewalTest::opens(const Keyring& keyring, const std::string& kind, const crypto::BlobPlace& place,
                           const Bytes& sealed) {
    return std::ranges::any_of(keyring->sealedKeys(kind), [&](const crypto::SecretKey* secret) {
        const auto key = crypto::BoxKey::fromSecret(secret->reveal());
        return key && crypto::openBlobKey(*key, place, sealed);
    });
}

// As a PC does: to the public half that the manifest of today names.
Bytes KeyRenewalTest::sealToday(const std::string& kind, const crypto::BlobPlace& place) {
    const auto keyring = owner();
    const auto& named = keyring->manifest();
    const auto sealed = crypto::makeBlobKey(
        kind == "ev-image" ? named.imageEvidencePublic : named.diagnosticsEvidencePublic, place);
    return sealed ? sealed->sealed : Bytes();
}

void KeyRenewalTest::initTestCase() {
    m_kit =
        std::make_unique<TenantKit>(m_client, m_suite.server.createTenant(QStringLiteral("Renewal"), false));
    QVERIFY2(m_kit->found(), describe(m_kit->lastReply).c_str());
    QVERIFY2(m_kit->addPc(), describe(m_kit->lastReply).c_str());
    const auto bringIn = [&](Admin& admin, const char* login, Role role) {
        admin.person = m_kit->addPerson(login, std::string(domain::toWire(role)), nullptr, admin.caller);
        if (admin.person) {
            m_kit->manifest.admins.push_back({admin.person->id.text(), role,
                                              admin.person->identity.signing.publicKey(),
                                              admin.person->identity.box.publicKey()});
        }
        return admin.person.has_value();
    };
    QVERIFY2(bringIn(m_viewer, "renewal.viewer", Role::ImageViewer), describe(m_kit->lastReply).c_str());
    QVERIFY2(bringIn(m_desk, "renewal.desk", Role::HelpDesk), describe(m_kit->lastReply).c_str());
    QVERIFY2(bringIn(m_users, "renewal.users", Role::UserAdmin), describe(m_kit->lastReply).c_str());
    EXPECT_STATUS(send("PUT", "/v1/manifest", wire::encode(m_kit->nextManifest(2, m_kit->keys.root))), 204);
    m_oldFaceKey = m_kit->keys.faceKeys.front().id;
    wire::KeySealList seals;
    for (const Person* person : {&m_kit->owner, &*m_users.person}) {
        const auto key =
            crypto::sealTo(person->identity.box.publicKey(),
                           crypto::sealContext(m_kit->tenant.text(), "fk", m_oldFaceKey, person->id.text()),
                           m_kit->keys.faceKeys.front().key.reveal());
        seals.items.push_back({"fk", m_oldFaceKey, person->id.text(), *key});
    }
    EXPECT_STATUS(send("POST", "/v1/key-seals", wire::encode(seals)), 204);
}

// This tenant's founder sealed the root only, so that its pairs are of no use yet.
void KeyRenewalTest::theFirstPairsAreHandedOut() {
    QVERIFY(state().due.empty());
    QCOMPARE(state().holders.size(), std::size_t(4));
    const auto all = domain::allKeyPairs();
    auto made = renewed({all.begin(), all.end()});
    QVERIFY(made && made->recoveryKey);
    EXPECT_STATUS(renew(made->request), 200);
    const auto viewer = keyringOf(*m_viewer.person, m_viewer.caller);
    const auto desk = keyringOf(*m_desk.person, m_desk.caller);
    const auto users = keyringOf(*m_users.person, m_users.caller);
    QVERIFY(viewer && desk && users);
    QVERIFY(viewer->sealedKey("ev-image") != nullptr && viewer->sealedKey("emergency") == nullptr);
    QVERIFY(desk->sealedKey("ev-diagnostics") != nullptr && desk->sealedKey("ev-image") == nullptr);
    QVERIFY(users->sealedKey("rk-user-admin") != nullptr && users->sealedKey("rk-owner") == nullptr);
    const auto joined = crypto::BoxKey::fromSecret(
        crypto::joinKey(*owner()->sealedKey("rk-owner"), *users->sealedKey("rk-user-admin")).reveal());
    QCOMPARE(joined->publicKey(), owner()->manifest().recoveryPublic);
}

void KeyRenewalTest::aLostRoleMakesKeysDue() {
    EXPECT_STATUS(setRole(*m_viewer.person, "auditor"), 200);
    QCOMPARE(dueKinds(), std::vector<std::string>{"ev-image role_lost " + m_viewer.person->id.text()});
    QCOMPARE(state().due.front().holderName, std::string("Person renewal.viewer"));
    const auto group = bodyOf<wire::DeviceGroup>(send("GET", groupPath()));
    QVERIFY(group && !group->rotationDue); // he held no face key
}

void KeyRenewalTest::refusals_data() {
    QTest::addColumn<QString>("what");
    for (const char* what : {"by PUT manifest", "no pair", "a seal too few", "for a former holder",
                             "of another pair", "for another role", "an older manifest"}) {
        QTest::newRow(what) << QString::fromLatin1(what);
    }
}

// Nothing of it is done: the manifest is the old one and the key still due.
void KeyRenewalTest::refusals() {
    QFETCH(QString, what);
    const long long before = manifest().version;
    auto made = renewed({KeyPair::ImageEvidence});
    QVERIFY(made && made->request.seals.size() == 1);
    wire::KeyRenewal& request = made->request;
    int status = 422;
    if (what == QLatin1String("by PUT manifest")) {
        EXPECT_PROBLEM(send("PUT", "/v1/manifest", wire::encode(request.manifest)), 422, "validation_failed");
        return;
    }
    if (what == QLatin1String("no pair")) {
        request.manifest = *owner()->signManifest(owner()->manifest(), wallNow());
    } else if (what == QLatin1String("a seal too few")) {
        made = renewed({KeyPair::Emergency});
        QVERIFY(made && made->request.seals.size() == 3);
        std::erase_if(request.seals,
                      [&](const wire::KeySeal& seal) { return seal.receiver == m_kit->owner.id.text(); });
    } else if (what == QLatin1String("for a former holder")) {
        request.seals.push_back(request.seals.front());
        request.seals.back().receiver = m_viewer.person->id.text();
    } else if (what == QLatin1String("of another pair")) {
        request.seals.push_back(request.seals.front());
        request.seals.back().kind = "emergency";
    } else if (what == QLatin1String("for another role")) {
        request.seals.push_back(request.seals.front());
        request.seals.back().receiver = m_desk.person->id.text(); // help desk: not of its role
    } else {
        request.manifest = manifest();
        status = 412;
    }
    const Reply reply = renew(request);
    EXPECT_PROBLEM(reply, status, status == 412 ? "stale_revision" : "validation_failed");
    QCOMPARE(manifest().version, before);
    QCOMPARE(dueKinds().size(), std::size_t(1));
    QVERIFY(owner()->sealedKey("ev-image") != nullptr);
}

void KeyRenewalTest::theFormerHolderOpensNothingNew() {
    // What he may have kept: a seal from before, and what it opened.
    Admin former;
    former.person = m_kit->addPerson("renewal.former", "image_viewer", nullptr, former.caller);
    QVERIFY(former.person);
    const auto current = owner();
    crypto::TenantManifest next = current->manifest();
    const crypto::ManifestAdmin admin{former.person->id.text(), Role::ImageViewer,
                                      former.person->identity.signing.publicKey(),
                                      former.person->identity.box.publicKey()};
    next.admins.push_back(admin);
    EXPECT_STATUS(send("PUT", "/v1/manifest", wire::encode(*current->signManifest(next, wallNow()))), 204);
    EXPECT_STATUS(send("POST", "/v1/key-seals", wire::encode(*owner()->sealKeysFor(admin))), 204);
    const auto kept = keyringOf(*former.person, former.caller);
    QVERIFY(kept && kept->sealedKey("ev-image") != nullptr);
    const Bytes before = sealToday("ev-image", place("image"));
    QVERIFY(opens(kept, "ev-image", place("image"), before));
    EXPECT_STATUS(patch(*former.person, R"({"account_state":"disabled"})"), 200);
    QCOMPARE(dueKinds().size(), std::size_t(2));

    const auto made = renewed({KeyPair::ImageEvidence});
    QVERIFY(made && !made->recoveryKey);
    const Reply reply = renew(made->request);
    EXPECT_STATUS(reply, 200);
    QVERIFY(bodyOf<wire::KeyRenewalState>(reply)->due.empty());

    const Bytes after = sealToday("ev-image", place("image"));
    QVERIFY(!opens(kept, "ev-image", place("image"), after));
    const auto owns = owner();
    QVERIFY(opens(owns, "ev-image", place("image"), after));
    QVERIFY(opens(owns, "ev-image", place("image"), before));
    // Whoever comes later opens what was sealed before he came, as it always was.
    const auto handed = owns->sealKeysFor({m_desk.person->id.text(), Role::ImageViewer,
                                           m_desk.person->identity.signing.publicKey(),
                                           m_desk.person->identity.box.publicKey()});
    QVERIFY(handed &&
            std::ranges::count(handed->items, std::string("ev-image-old"), &wire::KeySeal::kind) >= 1);
    // Back in office he holds nothing until somebody hands him the keys.
    EXPECT_STATUS(patch(*former.person, R"({"account_state":"active"})"), 200);
    QVERIFY(m_kit->signIn(former.caller, *former.person));
    const auto again = keyringOf(*former.person, former.caller);
    QVERIFY(again && again->sealedKeys("ev-image").empty());
}

void KeyRenewalTest::whoIsDisabledMakesFaceKeysDue() {
    EXPECT_STATUS(patch(*m_users.person, R"({"account_state":"disabled"})"), 200);
    const std::string id = m_users.person->id.text();
    QCOMPARE(dueKinds(), (std::vector<std::string>{"emergency disabled " + id, "rk disabled " + id}));
    const auto group = bodyOf<wire::DeviceGroup>(send("GET", groupPath()));
    QVERIFY(group && group->rotationDue);
    QCOMPARE(group->rotationReason, std::string("disabled"));
}

// He still stands in the manifest, so that his name is among those whom the console seals to.
void KeyRenewalTest::aNewFaceKeyPassesHimBy() {
    const auto current = owner();
    const std::string newKey = makeUuid();
    crypto::TenantManifest next = current->manifest();
    next.faceKeys.push_back({newKey, m_kit->group.text()});
    EXPECT_STATUS(send("PUT", "/v1/manifest", wire::encode(*current->signManifest(next, wallNow()))), 204);
    const std::string path = groupPath() + "/rotation";
    const crypto::FaceKey key{newKey, m_kit->group.text(), crypto::SecretKey::generate()};
    const wire::StartRotation begin{
        newKey,
        {*current->sealFaceKey(key, m_kit->owner.id.text(), m_kit->owner.identity.box.publicKey()),
         {"fk", newKey, m_users.person->id.text(), crypto::randomBytes(96)}}};
    EXPECT_PROBLEM(send("POST", path, wire::encode(wire::StartRotation{newKey, {begin.seals.back()}})), 422,
                   "validation_failed"); // the owner himself would have none
    const auto started = bodyOf<wire::KeyRotation>(send("POST", path, wire::encode(begin)));
    QVERIFY(started && started->state == "running");
    QCOMPARE(started->adminsLeft, 0LL);
    const auto work = bodyOf<wire::RotationWork>(send("GET", path + "/work?limit=10"));
    QVERIFY(work && work->receivers.size() == 1);
    wire::RotationBatch batch{newKey, {}, {}};
    batch.seals.push_back({"fk", newKey, work->receivers.front().receiver, crypto::randomBytes(96)});
    const auto done = bodyOf<wire::KeyRotation>(send("POST", path + "/batch", wire::encode(batch)));
    QVERIFY(done);
    QCOMPARE(done->state, std::string("idle"));
    const auto holders = state().holders;
    QVERIFY(std::ranges::count(holders, m_users.person->id, &wire::KeyHolder::user) == 0);
    EXPECT_STATUS(patch(*m_users.person, R"({"account_state":"active"})"), 200);
    QVERIFY(m_kit->signIn(m_users.caller, *m_users.person));
    const auto seals = bodyOf<wire::KeySealList>(m_client.send({"GET", "/v1/key-seals"}, &m_users.caller));
    QVERIFY(seals);
    QCOMPARE(std::ranges::count(seals->items, std::string("fk"), &wire::KeySeal::kind), 0);
    QCOMPARE(dueKinds().size(), std::size_t(2)); // that he came back does not give back what he may have kept
}

void KeyRenewalTest::whoIsDeletedIsNamed() {
    const std::string path = "/v1/users/" + m_desk.person->id.text();
    Call call{"DELETE", path};
    call.headers["If-Match"] = send("GET", path).etag();
    EXPECT_STATUS(m_client.send(call, &m_kit->console), 204);
    const auto due = state().due;
    QCOMPARE(due.size(), std::size_t(4));
    QCOMPARE(due.front().kind, std::string("emergency"));
    const auto byDesk = std::ranges::find(due, m_desk.person->id, &wire::DueKey::holder);
    QVERIFY(byDesk != due.end());
    QCOMPARE(byDesk->reason, std::string("deleted"));
    QCOMPARE(byDesk->holderName, std::string("Person renewal.desk"));
    const auto made = renewed({KeyPair::DiagnosticsEvidence, KeyPair::Recovery, KeyPair::Emergency});
    QVERIFY(made && made->recoveryKey);
    EXPECT_STATUS(renew(made->request), 200);
    QVERIFY(state().due.empty());
}

void KeyRenewalTest::addReissued(Admin& admin, const char* login) {
    admin.person = m_kit->addPerson(login, "user_admin", nullptr, admin.caller);
    QVERIFY2(admin.person, describe(m_kit->lastReply).c_str());
    const auto current = owner();
    crypto::TenantManifest next = current->manifest();
    const crypto::ManifestAdmin named{admin.person->id.text(), Role::UserAdmin,
                                      admin.person->identity.signing.publicKey(),
                                      admin.person->identity.box.publicKey()};
    next.admins.push_back(named);
    EXPECT_STATUS(send("PUT", "/v1/manifest", wire::encode(*current->signManifest(next, wallNow()))), 204);
    EXPECT_STATUS(send("POST", "/v1/key-seals", wire::encode(*owner()->sealKeysFor(named))), 204);
    const wire::PasswordReset slip{makePassword(), wallNow() + std::chrono::hours(4), "forgotten"};
    EXPECT_STATUS(
        send("POST", "/v1/users/" + admin.person->id.text() + ":reset-password", wire::encode(slip)), 204);
    const auto holders = state().holders;
    const auto row = std::ranges::find(holders, admin.person->id, &wire::KeyHolder::user);
    QVERIFY(row != holders.end() && row->kinds.empty());
}

// Nobody handed him keys again before he lost the role.
void KeyRenewalTest::aReissueForgetsNothing() {
    Admin former;
    addReissued(former, "renewal.reissued");
    QVERIFY(!QTest::currentTestFailed());
    QVERIFY(dueKinds().empty()); // he is still in office
    EXPECT_STATUS(setRole(*former.person, "auditor"), 200);
    const std::string id = former.person->id.text();
    QCOMPARE(dueKinds(), std::vector<std::string>{"emergency role_lost " + id});
    const auto group = bodyOf<wire::DeviceGroup>(send("GET", groupPath()));
    QVERIFY(group && group->rotationDue); // the face keys were among what he held
    QCOMPARE(group->rotationReason, std::string("role_lost"));
    const auto made = renewed({KeyPair::Emergency});
    QVERIFY(made);
    EXPECT_STATUS(renew(made->request), 200);
    // What was due because of him is done with: going altogether adds nothing.
    EXPECT_STATUS(patch(*former.person, R"({"account_state":"disabled"})"), 200);
    QVERIFY(dueKinds().empty());
}

// What he held is of no use any more when he goes.
void KeyRenewalTest::aRenewalEndsWhatAReissueKept() {
    Admin former;
    addReissued(former, "renewal.reissued.early");
    QVERIFY(!QTest::currentTestFailed());
    const auto made = renewed({KeyPair::Emergency});
    QVERIFY(made);
    EXPECT_STATUS(renew(made->request), 200);
    EXPECT_STATUS(patch(*former.person, R"({"account_state":"disabled"})"), 200);
    QVERIFY(dueKinds().empty());
}

} // namespace

std::unique_ptr<QObject> makeKeyRenewalTest() {
    return std::make_unique<KeyRenewalTest>();
}

} // namespace kaomon::test

#include "key_renewal_test.moc"
