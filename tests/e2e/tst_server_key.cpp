// SPDX-License-Identifier: GPL-3.0-or-later
// The server's key is changed: prepared, signed by the owner at his console, taken over by PCs that were
// online meanwhile, put in use without an end of the server. Who missed it is refused, and told why.
#include "administrators/server_pins_presenter.h"
#include "console_desk.h"
#include "test_pc.h"

using namespace kaomon;
using namespace std::chrono_literals;
using administrators::ServerPinsPresenter;
using e2e::await;
using e2e::Desk;
using e2e::kOwnerPassword;
using e2e::kPatience;
using e2e::refusalOf;

class ServerKeyTest final : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() {
        QVERIFY(m_server.start());
        const auto tenant = e2e::foundTenant(m_server, m_owner.clock);
        QVERIFY(tenant.has_value());
        m_tenant = *tenant;
        m_old = tenant->tlsPins.front();
        QVERIFY(!m_owner.signIn(m_tenant, "owner", kOwnerPassword));
        for (e2e::TestPc* pc : {&m_pc, &m_late}) {
            QVERIFY2(pc->start(), pc->fault.c_str());
            joins(*pc);
        }
        m_late.stop();
    }

    void cleanupTestCase() {
        m_pc.stop();
        m_late.stop();
        if (QTest::currentTestFailed()) {
            qWarning("%s", qUtf8Printable(m_server.logText()));
        }
    }

    // The twin of what follows: without the owner's signature the server stays with its key.
    void withoutASignatureNothingIsPromoted() {
        m_next = m_server.control({QStringLiteral("tls"), QStringLiteral("next")})["next"];
        QVERIFY(!m_next.empty() && m_next != m_old);
        QVERIFY(m_server.control({QStringLiteral("tls"), QStringLiteral("promote")}).empty()); // not signed
        QVERIFY2(m_pc.sync(), m_pc.fault.c_str());
    }

    void theOwnerSignsWhatTheServerTells() {
        ServerPinsPresenter pins(m_owner.session);
        pins.reload();
        QTRY_COMPARE_WITH_TIMEOUT(pins.state(), models::ListState::Content, kPatience);
        QVERIFY(pins.isSigned(m_old) && !pins.told()->next && !pins.isSignatureDue());
        QVERIFY(m_server.reload());
        pins.reload();
        QTRY_VERIFY_WITH_TIMEOUT(pins.told()->next.has_value(), kPatience);
        QCOMPARE(*pins.told()->next, m_next);
        QVERIFY(!pins.isSigned(m_next) && pins.isSignatureDue() && pins.maySign());
        QVERIFY(!refusalOf(pins, [&] { pins.sign(); }));
        QTRY_VERIFY_WITH_TIMEOUT(pins.isSigned(m_next) && !pins.isSignatureDue(), kPatience);
        const std::vector<std::string> both{m_old, m_next};
        QTRY_COMPARE_WITH_TIMEOUT(m_owner.session.keyring()->manifest().tlsPins, both, kPatience);
        QCOMPARE(m_owner.session.tenant().tlsPins, both);
        QCOMPARE(m_owner.settings.knownTenant()->tlsPins, both); // for its next start
        QVERIFY2(m_pc.sync(), m_pc.fault.c_str());               // and the other PC is away
        QVERIFY2(m_pc.sync(), m_pc.fault.c_str());               // with which it tells that it knows
        const auto status = m_server.control({QStringLiteral("tls"), QStringLiteral("status")});
        QCOMPARE(status.at("pcs " + m_tenant.tenant.text()), std::string("1 of 2 know the next key"));
    }

    void everybodyWhoKnewGoesOn() {
        const QStringList promote{QStringLiteral("tls"), QStringLiteral("promote")};
        QVERIFY(m_server.control(promote).empty()); // one PC does not know the key
        QCOMPARE(m_server.control(promote + QStringList{QStringLiteral("--leave-behind")})["current"],
                 m_next);
        QVERIFY(m_server.reload());
        QVERIFY2(m_pc.sync(), m_pc.fault.c_str());
        QVERIFY2(m_pc.start(), m_pc.fault.c_str()); // with nothing but what it has stored
        QVERIFY2(m_pc.sync(), m_pc.fault.c_str());
        const auto status = m_pc.ask({"status", 0, {}});
        QCOMPARE(status.text("online") + status.text("sync_error"), std::string("1"));

        m_owner.session.signOut();
        QVERIFY(!m_owner.signIn(*m_owner.settings.knownTenant(), "owner", kOwnerPassword));
        QCOMPARE(m_owner.session.connection()->peerPin(), m_next);
        e2e::TestPc fresh(m_owner.clock); // by a bundle of today
        QVERIFY2(fresh.start(), fresh.fault.c_str());
        joins(fresh);
    }

    void whoMissedItIsRefusedAndToldWhy() {
        QVERIFY2(m_late.start(), m_late.fault.c_str());
        QTRY_COMPARE_WITH_TIMEOUT(m_late.ask({"status", 0, {}}).text("sync_error"),
                                  std::string("certificate_pin_mismatch"), kPatience);
        QCOMPARE(m_late.ask({"status", 0, {}}).text("online"), std::string("0"));
        Desk stranger;
        QCOMPARE(stranger.signIn(m_tenant, "owner", kOwnerPassword),
                 std::optional(ErrorCode::CertificatePinMismatch)); // the pins of the first day
    }

    // The old key, which may have been the reason for all this, counts no more.
    void theOldKeyIsSignedAway() {
        ServerPinsPresenter pins(m_owner.session);
        pins.reload();
        QTRY_VERIFY_WITH_TIMEOUT(pins.told() && pins.isSignatureDue(), kPatience);
        QCOMPARE(pins.told()->current, m_next);
        QVERIFY(!refusalOf(pins, [&] { pins.sign(); }));
        QTRY_COMPARE_WITH_TIMEOUT(m_owner.settings.knownTenant()->tlsPins, std::vector<std::string>{m_next},
                                  kPatience);
        QVERIFY2(m_pc.sync(), m_pc.fault.c_str());
        QVERIFY2(m_pc.start(), m_pc.fault.c_str());
        QVERIFY2(m_pc.sync(), m_pc.fault.c_str());
    }

private:
    void joins(e2e::TestPc& pc) {
        const auto code = m_owner.session.keyring()->makeEnrolmentCode({.label = "desk",
                                                                        .group = {},
                                                                        .useCount = 1,
                                                                        .notAfter = m_owner.clock.now() + 24h,
                                                                        .serverUrl = m_server.url(),
                                                                        .tenantName = "E2E",
                                                                        .autoApprove = true});
        QVERIFY(code && await(client::EnrolmentCodeService(m_owner.session.api()).create(code->request)));
        const auto joined =
            pc.ask({"enrolDevice", 0, {{"bundle", std::string(code->bundle.reveal())}, {"name", "desk"}}});
        QCOMPARE(e2e::kindOf(joined), std::string("enrolledDevice"));
        QVERIFY2(pc.sync(), pc.fault.c_str());
    }

    e2e::TestServer m_server;
    Desk m_owner;
    shell::KnownTenant m_tenant;
    std::string m_old;
    std::string m_next;
    e2e::TestPc m_pc{m_owner.clock};
    e2e::TestPc m_late{m_owner.clock}; // not online between the signature and the change
};

QTEST_MAIN(ServerKeyTest)
#include "tst_server_key.moc"
