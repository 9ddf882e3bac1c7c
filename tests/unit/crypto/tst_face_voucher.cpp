// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "crypto/face_approval.h"
#include "crypto/face_voucher.h"
#include "support/manual_clock.h"

using namespace kaomon;
using namespace kaomon::crypto;
using namespace std::chrono_literals;
using domain::Role;
using kaomon::testing::ManualClock;

// Who can make a face count that an administrator took for somebody else.
class TestFaceVoucher final : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() {
        QVERIFY(initialise());
        m_manifest.tenant = "tenant";
        m_admin = SigningKey::generate();
        m_second = SigningKey::generate();
        m_helper = SigningKey::generate();
        m_device = SigningKey::generate();
        m_manifest.admins = {{"admin", Role::UserAdmin, m_admin.publicKey(), Bytes(32, 1)},
                             {"second", Role::Owner, m_second.publicKey(), Bytes(32, 1)},
                             {"helper", Role::HelpDesk, m_helper.publicKey(), Bytes(32, 1)}};
        m_faceKeys.push_back({"key", "group", SecretKey::generate()});
        m_sealed = seal("face");
    }

    void aTicketSaysWhoWantsWhat() {
        const auto ticket = EnrolmentTicket::verify(ticketBy("admin", m_admin), m_manifest, m_clock.now());
        QVERIFY(ticket);
        QCOMPARE(ticket->user, std::string("person"));
        QCOMPARE(ticket->device, std::string("pc"));
        QCOMPARE(ticket->faceTemplate, std::string("face"));
        QCOMPARE(ticket->consent, std::string("consent"));
        QCOMPARE(ticket->administrator, std::string("admin"));
        QVERIFY(ticket->hasSecrets && ticket->source == FaceSource::Photo);
    }

    void aTicketEnds() {
        const auto record = ticketBy("admin", m_admin);
        const auto at = [&](TimePoint time) {
            const auto ticket = EnrolmentTicket::verify(record, m_manifest, time);
            return ticket ? std::string("ok") : std::string(wireName(ticket.error().code));
        };
        QCOMPARE(at(m_clock.now() + EnrolmentTicket::kLife), std::string("ok"));
        QCOMPARE(at(m_clock.now() + EnrolmentTicket::kLife + 3min), std::string("ticket_invalid"));
        QCOMPARE(at(m_clock.now() - 3min), std::string("ticket_invalid"));
    }

    void nobodyElseMakesTickets_data() {
        QTest::addColumn<QString>("by");
        for (const char* by : {"help desk", "stranger", "another key", "the person himself",
                               "another document", "another tenant"}) {
            QTest::newRow(by) << by;
        }
    }
    void nobodyElseMakesTickets() {
        QFETCH(QString, by);
        SignedRecord record = ticketBy("admin", m_admin);
        TenantManifest manifest = m_manifest;
        if (by == QLatin1String("help desk")) {
            record = ticketBy("helper", m_helper);
        } else if (by == QLatin1String("stranger")) {
            record = ticketBy("nobody", SigningKey::generate());
        } else if (by == QLatin1String("another key")) {
            record = ticketBy("admin", m_second);
        } else if (by == QLatin1String("the person himself")) {
            manifest.admins.push_back({"person", Role::Owner, m_admin.publicKey(), Bytes(32, 1)});
            record = ticketBy("person", m_admin);
        } else if (by == QLatin1String("another document")) {
            record = document("policy", EnrolmentTicket().body()).sign("admin", m_admin);
        } else {
            manifest.tenant = "another";
        }
        QVERIFY(!EnrolmentTicket::verify(record, manifest, m_clock.now()));
    }

    void oneAdministratorIsEnough_data() {
        QTest::addColumn<int>("standing");
        QTest::addColumn<bool>("isEnough");
        QTest::newRow("nothing to protect") << static_cast<int>(FaceStanding::First) << true;
        QTest::newRow("a face of his") << static_cast<int>(FaceStanding::Own) << true;
        QTest::newRow("neither") << static_cast<int>(FaceStanding::Other) << false;
    }
    void oneAdministratorIsEnough() {
        QFETCH(int, standing);
        QFETCH(bool, isEnough);
        FaceVoucher voucher = vouch(static_cast<FaceStanding>(standing), "admin", m_admin);
        const auto decoded = FaceVoucher::decode(voucher.encode());
        QVERIFY(decoded && FaceVoucher::isOne(voucher.encode()));
        const auto face = checkFaceVoucher(*decoded, m_sealed, m_manifest, m_device.publicKey());
        QVERIFY(face);
        QCOMPARE(face->administrator, std::string("admin"));
        QCOMPARE(face->isComplete(), isEnough);
        QCOMPARE(counts(voucher), std::string(isEnough ? "ok" : "approval_required"));
        voucher.second = approval().sign("second", m_second);
        QCOMPARE(counts(voucher), std::string("ok"));
    }

    void nothingElseCounts_data() {
        QTest::addColumn<QString>("fault");
        for (const char* fault :
             {"another administrator than the ticket's", "help desk", "another PC", "another face",
              "another witness", "changed standing", "one administrator twice", "helper as the second",
              "second about another face", "the person himself", "cut", "vouch as approval"}) {
            QTest::newRow(fault) << fault;
        }
    }
    void nothingElseCounts() {
        QFETCH(QString, fault);
        FaceVoucher voucher = vouch(FaceStanding::Other, "admin", m_admin);
        voucher.second = approval().sign("second", m_second);
        QCOMPARE(counts(voucher), std::string("ok"));
        Bytes bytes;
        if (fault == QLatin1String("another administrator than the ticket's")) {
            voucher.vouched = document(FaceVoucher::kKind, FaceVoucher::body(m_sealed, voucher.witness))
                                  .sign("second", m_second);
        } else if (fault == QLatin1String("help desk")) {
            voucher = vouch(FaceStanding::First, "helper", m_helper);
        } else if (fault == QLatin1String("another PC")) {
            voucher = vouch(FaceStanding::First, "admin", m_admin, SigningKey::generate());
        } else if (fault == QLatin1String("another face")) {
            const auto other = seal("face");
            voucher.vouched = document(FaceVoucher::kKind, FaceVoucher::body(other, voucher.witness))
                                  .sign("admin", m_admin);
        } else if (fault == QLatin1String("another witness")) {
            voucher.witness = vouch(FaceStanding::First, "admin", m_admin).witness;
            voucher.second.reset();
        } else if (fault == QLatin1String("changed standing")) {
            const std::string text(voucher.witness.payload.begin(), voucher.witness.payload.end());
            const auto at = text.find("other");
            QVERIFY(at != std::string::npos);
            std::ranges::copy(std::string_view("first"),
                              voucher.witness.payload.begin() + static_cast<std::ptrdiff_t>(at));
        } else if (fault == QLatin1String("one administrator twice")) {
            voucher.second = approval().sign("admin", m_admin);
        } else if (fault == QLatin1String("helper as the second")) {
            voucher.second = approval().sign("helper", m_helper);
        } else if (fault == QLatin1String("second about another face")) {
            auto said = approval();
            said.faceTemplate = "another";
            voucher.second = said.sign("second", m_second);
        } else if (fault == QLatin1String("the person himself")) {
            m_manifest.admins.push_back({"person", Role::Owner, m_helper.publicKey(), Bytes(32, 1)});
            voucher = vouch(FaceStanding::First, "person", m_helper);
        } else if (fault == QLatin1String("cut")) {
            bytes = voucher.encode();
            bytes.pop_back();
        } else {
            bytes = voucher.vouched.encode(); // a signature over something else than an approval
        }
        const auto refusal =
            checkCounts(bytes.empty() ? voucher.encode() : bytes, m_sealed, m_manifest, m_device.publicKey());
        m_manifest.admins.resize(3);
        QVERIFY(!refusal);
    }

    // Whoever leaves the manifest takes his word with him.
    void goesWithTheAdministrator() {
        const auto voucher = vouch(FaceStanding::First, "admin", m_admin);
        TenantManifest without = m_manifest;
        std::erase_if(without.admins, [](const auto& admin) { return admin.userId == "admin"; });
        QVERIFY(!checkCounts(voucher.encode(), m_sealed, without, m_device.publicKey()));
    }

    void anApprovalOfAFaceOfOnesOwnStillCounts() {
        QVERIFY(checkCounts(approval().sign("admin", m_admin).encode(), m_sealed, m_manifest,
                            m_device.publicKey()));
        const auto nobody = checkCounts({}, m_sealed, m_manifest, m_device.publicKey());
        QVERIFY(!nobody && nobody.error().code == ErrorCode::ApprovalRequired);
    }

    void hostileBytesAreRefused() {
        for (std::size_t size = 0; size < 200; ++size) {
            const Bytes noise = randomBytes(size);
            QVERIFY(!FaceVoucher::decode(noise));
            QVERIFY(!checkCounts(noise, m_sealed, m_manifest, m_device.publicKey()));
        }
        const Bytes whole = vouch(FaceStanding::First, "admin", m_admin).encode();
        for (std::size_t size = 0; size < whole.size(); ++size) {
            QVERIFY(!FaceVoucher::decode(std::span(whole).first(size)));
        }
    }

private:
    SealedTemplate seal(const std::string& id) const {
        SealedTemplate header;
        header.tenant = "tenant";
        header.user = "person";
        header.id = id;
        header.modelId = "model";
        header.deviceId = "pc";
        header.needsApproval = true;
        return SealedTemplate::seal(header, randomBytes(64), m_faceKeys, m_device);
    }
    SignedPolicy document(std::string_view kind, std::string body) const {
        return {"tenant", std::string(kind), "user:person", 1, std::move(body), m_clock.now()};
    }
    SignedRecord ticketBy(const std::string& signer, const SigningKey& key) const {
        EnrolmentTicket ticket;
        ticket.user = "person";
        ticket.device = "pc";
        ticket.faceTemplate = "face";
        ticket.consent = "consent";
        ticket.source = FaceSource::Photo;
        ticket.hasSecrets = true;
        return document(EnrolmentTicket::kKind, ticket.body()).sign(signer, key);
    }
    FaceVoucher vouch(FaceStanding standing, const std::string& signer, const SigningKey& key) const {
        return vouch(standing, signer, key, m_device);
    }
    FaceVoucher vouch(FaceStanding standing, const std::string& signer, const SigningKey& key,
                      const SigningKey& device) const {
        const FaceWitness witness{"tenant",           "person", "face", approvalDigest(m_sealed.signature),
                                  FaceSource::Camera, standing, signer, m_clock.now()};
        FaceVoucher voucher;
        voucher.witness = witness.sign("pc", device);
        voucher.vouched =
            document(FaceVoucher::kKind, FaceVoucher::body(m_sealed, voucher.witness)).sign(signer, key);
        return voucher;
    }
    FaceApproval approval() const {
        return {"tenant", "person", "face", approvalDigest(m_sealed.signature), m_clock.now()};
    }
    std::string counts(const FaceVoucher& voucher) const {
        const auto status = checkCounts(voucher.encode(), m_sealed, m_manifest, m_device.publicKey());
        return status ? "ok" : std::string(wireName(status.error().code));
    }

    ManualClock m_clock;
    TenantManifest m_manifest;
    SigningKey m_admin;
    SigningKey m_second;
    SigningKey m_helper;
    SigningKey m_device;
    std::vector<FaceKey> m_faceKeys;
    SealedTemplate m_sealed;
};

QTEST_GUILESS_MAIN(TestFaceVoucher)
#include "tst_face_voucher.moc"
