// SPDX-License-Identifier: GPL-3.0-or-later
#include <map>

#include <QtTest>

#include "crypto/two_person_act.h"
#include "support/manual_clock.h"

using namespace kaomon;
using namespace kaomon::crypto;
using namespace std::chrono_literals;
using domain::Role;
using kaomon::testing::ManualClock;

namespace {

// Two owners, two user admins and one of each other role; `person` is nobody's administrator.
struct Tenant {
    ManualClock clock;
    SigningKey root = SigningKey::generate();
    std::map<std::string, SigningKey> keys;
    TenantManifest manifest;

    Tenant() {
        manifest.tenant = "tenant";
        manifest.rootPublic = root.publicKey();
        for (const auto& [id, role] :
             {std::pair("owner-1", Role::Owner), std::pair("owner-2", Role::Owner),
              std::pair("admin-1", Role::UserAdmin), std::pair("admin-2", Role::UserAdmin),
              std::pair("desk", Role::HelpDesk), std::pair("auditor", Role::Auditor)}) {
            add(id, role);
        }
    }

    void add(const std::string& id, Role role) {
        keys[id] = SigningKey::generate();
        manifest.admins.push_back({id, role, keys[id].publicKey(), Bytes(32, 1)});
    }

    [[nodiscard]] ActStatement act(ActKind kind, const std::string& subject = "person") const {
        ActStatement act;
        act.tenant = manifest.tenant;
        act.id = "act";
        act.kind = kind;
        act.subject = subject;
        act.reason = "lost his token";
        if (kind == ActKind::OwnerChange) {
            act.digest = Bytes(32, 7);
        }
        act.issuedAt = clock.now();
        act.notAfter = clock.now() + 24h;
        return act;
    }

    [[nodiscard]] SignedRecord sign(const ActStatement& act, const std::string& by) const {
        return act.sign(by, keys.at(by));
    }

    [[nodiscard]] Result<ActStatement> agree(const ActStatement& act, const std::string& requester,
                                             const std::string& approver) const {
        return checkAgreement(sign(act, requester), sign(act, approver), manifest, clock.now());
    }
};

std::string codeOf(const Result<ActStatement>& result) {
    return result ? "ok" : std::string(wireName(result.error().code));
}

} // namespace

class TwoPersonAct : public QObject {
    Q_OBJECT

private slots:
    void whoMayAgree_data() {
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("requester");
        QTest::addColumn<QString>("approver");
        QTest::addColumn<QString>("subject");
        QTest::addColumn<QString>("outcome");
        const auto row = [](const char* name, ActKind kind, const char* requester, const char* approver,
                            const char* outcome, const char* subject = "person") {
            QTest::newRow(name) << static_cast<int>(kind) << QString::fromLatin1(requester)
                                << QString::fromLatin1(approver) << QString::fromLatin1(subject)
                                << QString::fromLatin1(outcome);
        };
        using enum ActKind;
        row("recovery by two roles", VaultRecovery, "owner-1", "admin-1", "ok");
        row("recovery the other way round", VaultRecovery, "admin-1", "owner-1", "ok");
        row("recovery by two owners", VaultRecovery, "owner-1", "owner-2", "approval_required");
        row("recovery by two user admins", VaultRecovery, "admin-1", "admin-2", "approval_required");
        row("recovery by one", VaultRecovery, "owner-1", "owner-1", "approval_required");
        row("recovery asked by the help desk", VaultRecovery, "desk", "owner-1", "forbidden");
        row("recovery agreed by the help desk", VaultRecovery, "owner-1", "desk", "forbidden");
        row("recovery of oneself", VaultRecovery, "owner-1", "admin-1", "forbidden", "owner-1");
        row("recovery of who agrees", VaultRecovery, "owner-1", "admin-1", "forbidden", "admin-1");
        row("face asked by the help desk", FaceAfterReissue, "desk", "admin-1", "ok");
        row("face agreed by the help desk", FaceAfterReissue, "admin-1", "desk", "approval_required");
        row("face by one", FaceAfterReissue, "admin-1", "admin-1", "approval_required");
        row("face by an auditor", FaceAfterReissue, "auditor", "admin-1", "forbidden");
        row("face of oneself", FaceAfterReissue, "desk", "admin-1", "forbidden", "desk");
        row("owner by two", OwnerChange, "owner-1", "admin-1", "ok");
        row("owner asked by a user admin", OwnerChange, "admin-1", "owner-1", "approval_required");
        row("owner who leaves, with consent", OwnerChange, "owner-1", "owner-2", "ok", "owner-1");
        row("owner by one", OwnerChange, "owner-1", "owner-1", "approval_required");
    }
    void whoMayAgree() {
        QFETCH(int, kind);
        QFETCH(QString, requester);
        QFETCH(QString, approver);
        QFETCH(QString, subject);
        QFETCH(QString, outcome);
        const Tenant tenant;
        const auto act = tenant.act(static_cast<ActKind>(kind), subject.toStdString());
        const auto agreed = tenant.agree(act, requester.toStdString(), approver.toStdString());
        QCOMPARE(QString::fromStdString(codeOf(agreed)), outcome);
        if (agreed) {
            QCOMPARE(agreed->subject, act.subject);
            QCOMPARE(agreed->reason, act.reason);
            QVERIFY(agreed->kind == act.kind);
        }
    }

    void nobodyElseIsAskedWhereThereIsNobody() {
        Tenant tenant;
        tenant.manifest.admins.clear();
        tenant.add("owner-1", Role::Owner);
        tenant.add("desk", Role::HelpDesk);
        const auto act = tenant.act(ActKind::VaultRecovery);
        QVERIFY(checkAgreement(tenant.sign(act, "owner-1"), std::nullopt, tenant.manifest, tenant.clock.now())
                    .has_value());
        const auto face = tenant.act(ActKind::FaceAfterReissue);
        QCOMPARE(codeOf(checkAgreement(tenant.sign(face, "desk"), std::nullopt, tenant.manifest,
                                       tenant.clock.now())),
                 std::string("approval_required"));
        tenant.add("admin-1", Role::UserAdmin);
        QCOMPARE(codeOf(checkAgreement(tenant.sign(act, "owner-1"), std::nullopt, tenant.manifest,
                                       tenant.clock.now())),
                 std::string("approval_required"));
    }

    void anAgreementEnds() {
        Tenant tenant;
        const auto act = tenant.act(ActKind::VaultRecovery);
        tenant.clock.advance(24h);
        QVERIFY(tenant.agree(act, "owner-1", "admin-1").has_value());
        tenant.clock.advance(1s);
        QCOMPARE(codeOf(tenant.agree(act, "owner-1", "admin-1")), std::string("approval_expired"));
    }

    void aMalformedStatementIsRefused_data() {
        QTest::addColumn<int>("fault");
        int fault = 0;
        for (const char* name : {"no reason", "long reason", "longer than a week", "ends before it starts",
                                 "digest where none belongs", "no subject", "no id"}) {
            QTest::newRow(name) << fault++;
        }
    }
    void aMalformedStatementIsRefused() {
        QFETCH(int, fault);
        const Tenant tenant;
        auto act = tenant.act(ActKind::VaultRecovery);
        switch (fault) {
        case 0:
            act.reason.clear();
            break;
        case 1:
            act.reason.assign(501, 'x');
            break;
        case 2:
            act.notAfter = act.issuedAt + kLongestAct + 1s;
            break;
        case 3:
            act.notAfter = act.issuedAt;
            break;
        case 4:
            act.digest = Bytes(32, 1);
            break;
        case 5:
            act.subject.clear();
            break;
        default:
            act.id.clear();
            break;
        }
        QCOMPARE(codeOf(verifyAct(tenant.sign(act, "owner-1"), tenant.manifest)),
                 std::string("validation_failed"));
    }

    void anotherTenantsActIsRefused() {
        const Tenant tenant;
        auto act = tenant.act(ActKind::VaultRecovery);
        act.tenant = "another";
        QCOMPARE(codeOf(tenant.agree(act, "owner-1", "admin-1")), std::string("signature_invalid"));
    }

    void whoLeftTheManifestNoLongerCounts() {
        Tenant tenant;
        const auto act = tenant.act(ActKind::VaultRecovery);
        const auto request = tenant.sign(act, "owner-1");
        const auto approval = tenant.sign(act, "admin-1");
        std::erase_if(tenant.manifest.admins, [](const auto& admin) { return admin.userId == "admin-1"; });
        QCOMPARE(codeOf(checkAgreement(request, approval, tenant.manifest, tenant.clock.now())),
                 std::string("signature_invalid"));
    }

    // A server that shows the two administrators different things, or turns one byte.
    void bothSignedTheSame() {
        const Tenant tenant;
        const auto act = tenant.act(ActKind::VaultRecovery);
        auto other = act;
        other.subject = "victim";
        QCOMPARE(codeOf(checkAgreement(tenant.sign(act, "owner-1"), tenant.sign(other, "admin-1"),
                                       tenant.manifest, tenant.clock.now())),
                 std::string("signature_invalid"));
        const auto request = tenant.sign(act, "owner-1");
        for (std::size_t i = 0; i < request.payload.size(); ++i) {
            auto bent = request;
            bent.payload[i] ^= 1;
            QCOMPARE(codeOf(verifyAct(bent, tenant.manifest)), std::string("signature_invalid"));
        }
    }
};

QTEST_GUILESS_MAIN(TwoPersonAct)
#include "tst_two_person_act.moc"
