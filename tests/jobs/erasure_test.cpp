// SPDX-License-Identifier: GPL-3.0-or-later
#include <atomic>
#include <filesystem>
#include <fstream>
#include <thread>

#include <QTest>

#include "base/base64.h"
#include "jobs/deletion_certificate.h"
#include "jobs/jobs_test_classes.h"
#include "jobs/shred_ledger_file.h"
#include "storage/query.h"
#include "storage/repositories/tenant_repository.h"

namespace kaomon::test {
namespace {

using domain::LicenceState;
using std::chrono::hours;
using std::chrono::minutes;
using storage::sumOf;
using storage::UnitOfWork;

constexpr const char* kLastDay = "2027-01-31";         // in Tokyo
constexpr const char* kPurge = "2027-01-31T15:00:00Z"; // 1 February 00:00
constexpr const char* kErase = "2027-02-25T15:00:00Z"; // 26 February 00:00

// What happens after the end of a licence.
class ErasureTest : public QObject {
    Q_OBJECT

public:
    explicit ErasureTest(const Backend& backend)
        : m_fixture(backend)
        , m_folder(backend.folder().toStdString())
        , m_isSqlite(backend.name() == "sqlite") {}

private Q_SLOTS:
    void init();
    void wholeLife();
    void waitsForTwoReadings();
    void waitsAfterAJump();
    void renewalStopsIt();
    void doubtErasesNothing();
    void operatorsDate();
    void killedAtEveryStep();
    void twoNodesAtOnce();
    void theBytesGoToo();

private:
    [[nodiscard]] bool exists(const TenantId& tenant) { return m_fixture.life(tenant).has_value(); }
    [[nodiscard]] std::string certificateKind(const TenantId& tenant, std::size_t index) {
        const auto rows = m_fixture.certificates(tenant);
        if (index >= rows.size()) {
            return {};
        }
        const auto read =
            jobs::DeletionCertificate::verify(rows[index].text, m_fixture.certificateKey().publicKey());
        return read && read->remaining == 0 && read->tenantHash == jobs::deletionTenantHash(tenant.text())
                   ? read->kind
                   : std::string();
    }
    void goTo(const char* time) {
        m_fixture.clock.advance(fromRfc3339(time).value() - m_fixture.clock.now());
    }
    [[nodiscard]] int entriesOf(const TenantId& tenant, const std::string& kind) {
        int count = 0;
        for (const auto& entry : m_fixture.ledger()) {
            count += entry.tenant == tenant.text() && entry.kind == kind ? 1 : 0;
        }
        return count;
    }

    // How many files of the database hold this text; of PostgreSQL what an operator has, a dump.
    [[nodiscard]] int filesWith(const std::string& text) {
        if (!m_isSqlite) {
            return m_fixture.dump().contains(QByteArray::fromStdString(text)) ? 1 : 0;
        }
        int count = 0;
        for (const auto& entry : std::filesystem::recursive_directory_iterator(
                 m_folder, std::filesystem::directory_options::skip_permission_denied)) {
            if (entry.is_regular_file()) {
                std::ifstream in(entry.path(), std::ios::binary);
                const std::string bytes{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
                count += bytes.find(text) == bytes.npos ? 0 : 1;
            }
        }
        return count;
    }
    // Other bytes than any other row has, in one column of every row of the tenant; as they are stored.
    [[nodiscard]] std::string mark(const TenantId& tenant, const char* update) {
        const std::string canary = toBase64Url(crypto::randomBytes(48));
        const auto changed = m_fixture.write(tenant, [&](UnitOfWork& unit) -> Result<long long> {
            return storage::Query(unit, update).bind("canary", canary).bind("tenant", tenant).run();
        });
        return changed && *changed > 0 ? canary : std::string();
    }

    LifeFixture m_fixture;
    std::filesystem::path m_folder;
    bool m_isSqlite = false;
};

// Each case has a time of its own: the same day in the tenants' calendar.
void ErasureTest::init() {
    m_fixture.clock.setWallClock(fromRfc3339("2027-01-10T00:00:00Z").value());
}

void ErasureTest::wholeLife() {
    const TenantId tenant = m_fixture.addTenant(5);
    const TenantId neighbour = m_fixture.addTenant(2);
    QVERIFY(m_fixture.install(tenant, kLastDay));
    LifeFixture::Node node(m_fixture, "node");
    QVERIFY(m_fixture.reach(node, "2027-01-30T00:00:00Z"));
    QCOMPARE(m_fixture.state(tenant), LicenceState::Expiring);
    QCOMPARE(m_fixture.faces(tenant).front().second, 5);

    QVERIFY(m_fixture.reach(node, kPurge));
    QCOMPARE(m_fixture.state(tenant), LicenceState::FacesDeleted);
    QCOMPARE(sumOf(m_fixture.faces(tenant)), 0);
    QCOMPARE(certificateKind(tenant, 0), std::string("faces"));
    const auto tombstones = m_fixture.read(tenant, [&](UnitOfWork& unit) -> Result<long long> {
        const auto row = storage::Query(unit, "SELECT COUNT(*) FROM change_log WHERE tenant_id = :tenant "
                                              "AND op = 1 AND kind IN ('template', 'seal')")
                             .bind("tenant", tenant)
                             .first<long long>();
        return std::get<0>(*row);
    });
    QCOMPARE(tombstones.value(), 6); // the PCs forget five templates and the face key
    QVERIFY(exists(tenant) && sumOf(m_fixture.everything(tenant)) > 0);

    QVERIFY(m_fixture.reach(node, "2027-02-20T00:00:00Z"));
    QVERIFY(exists(tenant));
    QVERIFY(m_fixture.reach(node, kErase));
    QVERIFY(!exists(tenant));
    QCOMPARE(sumOf(m_fixture.everything(tenant)), 0);
    QCOMPARE(certificateKind(tenant, 1), std::string("tenant"));
    QCOMPARE(m_fixture.faces(neighbour).front().second, 2); // nobody else lost anything
    const auto broken = m_fixture.read(TenantId(), [](UnitOfWork& unit) -> Result<bool> {
        return storage::LedgerRepository(unit).brokenAudit().has_value();
    });
    QVERIFY(!broken.value());
    const auto file = jobs::ShredLedgerFile::open(m_fixture.ledgerFile());
    QVERIFY(file && file->entries().size() == m_fixture.ledger().size());
}

void ErasureTest::waitsForTwoReadings() {
    const TenantId tenant = m_fixture.addTenant(1);
    QVERIFY(m_fixture.install(tenant, kLastDay));
    LifeFixture::Node node(m_fixture, "node");
    goTo("2027-01-31T14:00:00Z");
    QVERIFY(node.host.runDue());
    goTo(kPurge);
    QVERIFY(node.host.runDue());
    QVERIFY(m_fixture.life(tenant)->facesDueSeenAt.has_value());
    m_fixture.clock.advance(minutes(59));
    QVERIFY(node.host.runDue());
    QCOMPARE(m_fixture.faces(tenant).front().second, 1);
    m_fixture.clock.advance(minutes(2));
    QVERIFY(node.host.runDue());
    QCOMPARE(m_fixture.faces(tenant).front().second, 0);
}

// T25: somebody sets the clock a year forward; the alarm is given and an hour of readings begins anew each
// time, and when the clock is right again nothing is due.
void ErasureTest::waitsAfterAJump() {
    const TenantId tenant = m_fixture.addTenant(1);
    QVERIFY(m_fixture.install(tenant, kLastDay));
    LifeFixture::Node node(m_fixture, "node");
    QVERIFY(node.host.runDue());
    m_fixture.clock.advance(minutes(2));
    QVERIFY(node.host.runDue());
    const int before = node.time.alarms();
    m_fixture.clock.setWallClock(m_fixture.clock.now() + hours(24 * 60));
    for (int i = 0; i < 25; ++i) { // fifty minutes in a wrong year
        QVERIFY(node.host.runDue());
        m_fixture.clock.advance(minutes(2));
    }
    QVERIFY(node.time.alarms() > before);
    QVERIFY(m_fixture.life(tenant)->facesDueSeenAt.has_value());
    m_fixture.clock.setWallClock(m_fixture.clock.now() - hours(24 * 60));
    QVERIFY(node.host.runDue());
    QVERIFY(!m_fixture.life(tenant)->facesDueSeenAt.has_value()); // forgotten with the alarm
    m_fixture.clock.advance(hours(2));
    QVERIFY(node.host.runDue());
    QCOMPARE(m_fixture.faces(tenant).front().second, 1);
}

void ErasureTest::renewalStopsIt() {
    const TenantId before = m_fixture.addTenant(1);
    const TenantId between = m_fixture.addTenant(1);
    const TenantId during = m_fixture.addTenant(1);
    for (const TenantId& tenant : {before, between, during}) {
        QVERIFY(m_fixture.install(tenant, kLastDay));
    }
    LifeFixture::Node node(m_fixture, "node");
    goTo("2027-02-01T15:30:00Z");
    QVERIFY(m_fixture.install(before, "2028-01-31", 10, "2027-02-02")); // late, but no step was begun
    QVERIFY(m_fixture.reach(node, "2027-02-02T00:00:00Z"));
    QCOMPARE(m_fixture.faces(before).front().second, 1);
    QCOMPARE(m_fixture.state(before), LicenceState::Valid);
    QCOMPARE(m_fixture.state(between), LicenceState::FacesDeleted);
    QVERIFY(m_fixture.install(between, "2028-01-31", 10, "2027-02-02")); // faces are gone, the rest stays
    QCOMPARE(m_fixture.state(between), LicenceState::Valid);
    (void)m_fixture.addUser(between, true); // enrolled anew; has an end of its own
    QVERIFY(m_fixture.write(during, [&](UnitOfWork& unit) -> Status {
        jobs::Eraser::beginTenant(unit, m_fixture.clock.now());
        return {};
    }));
    QCOMPARE(m_fixture.install(during, "2028-01-31").error().code, ErrorCode::Conflict);
    QVERIFY(m_fixture.reach(node, kErase));
    QVERIFY(exists(before) && exists(between) && !exists(during));
    QCOMPARE(m_fixture.faces(between).front().second, 1);
    QVERIFY(m_fixture.reach(node, "2028-02-01T00:00:00Z"));
    QCOMPARE(m_fixture.faces(between).front().second, 0);
}

// A licence that no pinned key signed (a forged row, an operator's key forgotten in the configuration) never
// leads to erasing.
void ErasureTest::doubtErasesNothing() {
    const TenantId tenant = m_fixture.addTenant(1);
    QVERIFY(m_fixture.install(tenant, kLastDay));
    QVERIFY(m_fixture.write(tenant, [&](UnitOfWork& unit) -> Status {
        storage::Query(unit, "UPDATE licence SET signed_text = :text WHERE tenant_id = :tenant")
            .bind("text",
                  m_fixture.licence(tenant, "2026-01-01", kLastDay, 10, crypto::SigningKey::generate()))
            .bind("tenant", tenant)
            .run();
        return {};
    }));
    LifeFixture::Node node(m_fixture, "node");
    QVERIFY(m_fixture.reach(node, kErase));
    QCOMPARE(m_fixture.faces(tenant).front().second, 1);
}

void ErasureTest::operatorsDate() {
    const TenantId tenant = m_fixture.addTenant(1);
    const TenantId spared = m_fixture.addTenant(1);
    const auto schedule = [&](const TenantId& of, std::optional<TimePoint> at) {
        return m_fixture.write(of, [&](UnitOfWork& unit) -> Status {
            return licensing::LicenceBook(unit, m_fixture.operatorKeys(), m_fixture.clock.now())
                .schedule(at, "asked for");
        });
    };
    const TimePoint day = m_fixture.clock.now() + hours(48);
    QCOMPARE(schedule(spared, std::nullopt).error().code, ErrorCode::NotFound);
    QVERIFY(schedule(tenant, day) && schedule(spared, day) && schedule(spared, std::nullopt));
    LifeFixture::Node node(m_fixture, "node");
    QVERIFY(m_fixture.reach(node, toRfc3339(day).c_str())); // the faces
    QCOMPARE(schedule(tenant, std::nullopt).error().code, ErrorCode::Conflict);
    QVERIFY(m_fixture.reach(node, toRfc3339(m_fixture.clock.now()).c_str())); // the tenant
    QVERIFY(!exists(tenant) && exists(spared));
    QCOMPARE(certificateKind(tenant, 1), std::string("tenant"));
}

// F12: the process dies at the first, second, third, ... place where it may; another node goes on. Whatever
// the place, everything is gone in the end, once, with one certificate for each step.
void ErasureTest::killedAtEveryStep() {
    int places = 0;
    bool wasKilled = true;
    for (int victim = 1; wasKilled; ++victim) {
        init();
        const TenantId tenant = m_fixture.addTenant(2);
        QVERIFY(m_fixture.install(tenant, kLastDay));
        int reached = 0;
        int tables = 0;
        wasKilled = false;
        LifeFixture::Node mortal(m_fixture, "mortal", [&](std::string_view point) {
            if (point == "visit" || (point == "tenant.rows" && ++tables % 6 != 0)) {
                return; // one table is like the other
            }
            if (!wasKilled && ++reached == victim) {
                wasKilled = true;
                throw Killed();
            }
        });
        LifeFixture::Node other(m_fixture, "other");
        for (const char* time : {kPurge, kErase}) {
            try {
                QVERIFY(m_fixture.reach(mortal, time));
            } catch (const Killed&) {
                m_fixture.clock.advance(minutes(2)); // the dead node's lease ends
                QVERIFY(m_fixture.reach(other, toRfc3339(m_fixture.clock.now()).c_str()));
            }
        }
        QVERIFY2(!exists(tenant), std::to_string(victim).c_str());
        QCOMPARE(sumOf(m_fixture.everything(tenant)), 0);
        QCOMPARE(m_fixture.certificates(tenant).size(), std::size_t(2));
        QCOMPARE(certificateKind(tenant, 0), std::string("faces"));
        QCOMPARE(certificateKind(tenant, 1), std::string("tenant"));
        QCOMPARE(entriesOf(tenant, "faces"), 1);
        QCOMPARE(entriesOf(tenant, "tenant"), 1);
        places += wasKilled ? 1 : 0;
    }
    QVERIFY2(places >= 14, std::to_string(places).c_str());
}

void ErasureTest::twoNodesAtOnce() {
    std::vector<TenantId> tenants;
    for (int i = 0; i < 4; ++i) {
        tenants.push_back(m_fixture.addTenant(3));
        QVERIFY(m_fixture.install(tenants.back(), kLastDay));
    }
    goTo(kPurge);
    std::atomic<int> atWork = 0;
    std::atomic<bool> hasOverlapped = false;
    const auto watch = [&](std::string_view point) {
        if (point == "faces.begun" || point == "tenant.begun") {
            hasOverlapped = hasOverlapped || ++atWork > 1;
        } else if (point == "faces.done" || point == "tenant.done") {
            --atWork;
        }
    };
    LifeFixture::Node one(m_fixture, "one", watch);
    LifeFixture::Node two(m_fixture, "two", watch);
    for (const char* time : {kPurge, kErase}) {
        if (m_fixture.clock.now() < fromRfc3339(time).value()) {
            goTo(time);
        }
        for (int round = 0; round < 4; ++round) {
            std::thread other([&] { (void)two.host.runDue(); });
            (void)one.host.runDue();
            other.join();
            m_fixture.clock.advance(minutes(61));
        }
    }
    QVERIFY(!hasOverlapped);
    for (const TenantId& tenant : tenants) {
        QVERIFY(!exists(tenant));
        QCOMPARE(entriesOf(tenant, "faces"), 1);
        QCOMPARE(entriesOf(tenant, "tenant"), 1);
        QCOMPARE(m_fixture.certificates(tenant).size(), std::size_t(2));
    }
}

// F12: not only the rows: a thief of the file, of its log or of the copy before a migration finds nothing
// either. PostgreSQL gives freed space back to its own tables only, and keeps a log of its own
// (operations.md): there it is a thief of a dump.
void ErasureTest::theBytesGoToo() {
    const TenantId tenant = m_fixture.addTenant(2);
    const TenantId neighbour = m_fixture.addTenant(1);
    QVERIFY(m_fixture.install(tenant, kLastDay));
    const auto canaries = std::to_array<std::string>(
        {mark(tenant, "UPDATE face_template SET ciphertext = :canary WHERE tenant_id = :tenant"),
         mark(tenant, "UPDATE key_seal SET sealed = :canary WHERE tenant_id = :tenant"),
         mark(tenant, "UPDATE user_account SET display_name = :canary WHERE tenant_id = :tenant"),
         mark(tenant, "UPDATE enrolment_code SET blob = :canary WHERE tenant_id = :tenant")});
    const std::string kept =
        mark(neighbour, "UPDATE face_template SET ciphertext = :canary WHERE tenant_id = :tenant");
    if (m_isSqlite) {
        std::filesystem::copy_file(m_folder / "kaomon.db", m_folder / "kaomon.db.before-99");
    }
    for (const std::string& canary : canaries) {
        QVERIFY(!canary.empty() && filesWith(canary) > 0);
    }
    LifeFixture::Node node(m_fixture, "node");
    QVERIFY(m_fixture.reach(node, kPurge));
    QCOMPARE(filesWith(canaries[0]), 0);
    QCOMPARE(filesWith(canaries[1]), 0);
    QVERIFY(filesWith(canaries[2]) > 0); // people stay for now
    QVERIFY(m_fixture.reach(node, kErase));
    QVERIFY(!exists(tenant));
    for (const std::string& canary : canaries) {
        QCOMPARE(filesWith(canary), 0);
    }
    QVERIFY(filesWith(kept) > 0);
}

} // namespace

std::unique_ptr<QObject> makeErasureTest(const Backend& backend) {
    return std::make_unique<ErasureTest>(backend);
}

} // namespace kaomon::test

#include "erasure_test.moc"
