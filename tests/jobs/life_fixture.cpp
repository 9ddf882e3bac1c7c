// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/life_fixture.h"

#include <QFile>
#include <QProcess>
#include <QTest>

#include "storage/repositories/enrolment_code_repository.h"
#include "storage/repositories/face_repository.h"
#include "storage/repositories/key_repository.h"
#include "storage/repositories/tenant_repository.h"
#include "storage/repositories/user_repository.h"

namespace kaomon::test {

using namespace Qt::StringLiterals;
using storage::UnitOfWork;

LifeFixture::LifeFixture(const Backend& backend)
    : m_backend(backend) {
    open();
}

LifeFixture::~LifeFixture() = default;

void LifeFixture::open() {
    auto database = storage::Database::open({.url = m_backend.url(), .readers = 4});
    if (!database) {
        qFatal("%s", database.error().detail.c_str());
    }
    m_database = std::move(*database);
}

void LifeFixture::close() {
    m_database.reset();
}

std::filesystem::path LifeFixture::ledgerFile() const {
    return m_folder.filePath(u"shred-ledger"_s).toStdString();
}

void LifeFixture::runTool(const QString& program, const QStringList& arguments) const {
    const QString url = QString::fromStdString(m_backend.url());
    const QString host = url.mid(url.indexOf(u"host="_s) + 5);
    QProcess tool;
    tool.start(program, QStringList{u"-h"_s, host, u"-U"_s, u"administrator"_s} + arguments);
    if (!tool.waitForFinished(60'000) || tool.exitCode() != 0) {
        qFatal("%s: %s", qPrintable(program), tool.readAllStandardError().constData());
    }
}

void LifeFixture::backUp() {
    if (m_backend.name() == "postgresql") {
        runTool(u"createdb"_s, {u"-T"_s, u"kaomon"_s, u"kaomon_before"_s});
        return;
    }
    const QString file = m_backend.folder() + u"/kaomon.db"_s;
    QVERIFY(QFile::copy(file, file + u".backup"_s));
}

QByteArray LifeFixture::dump() const {
    const QString file = m_folder.filePath(u"dump"_s);
    runTool(u"pg_dump"_s, {u"--file"_s, file, u"kaomon"_s});
    QFile dumped(file);
    if (!dumped.open(QIODevice::ReadOnly)) {
        qFatal("the dump cannot be read");
    }
    return dumped.readAll();
}

void LifeFixture::putBack() {
    if (m_backend.name() == "postgresql") {
        runTool(u"dropdb"_s, {u"kaomon"_s});
        runTool(u"createdb"_s, {u"-T"_s, u"kaomon_before"_s, u"-O"_s, u"kaomon"_s, u"kaomon"_s});
        runTool(u"dropdb"_s, {u"kaomon_before"_s});
        return;
    }
    const QString file = m_backend.folder() + u"/kaomon.db"_s;
    for (const QString& old : {file, file + u"-wal"_s, file + u"-shm"_s}) {
        QFile::remove(old);
    }
    QVERIFY(QFile::rename(file + u".backup"_s, file));
}

LifeFixture::Node::Node(LifeFixture& fixture, const std::string& name, jobs::FaultPoint faultPoint)
    : tools(fixture.tools())
    , time(fixture.clock, false)
    , host(fixture.database(), fixture.clock, time,
           {.node = name,
            .leaseTime = [&fixture](UnitOfWork&) { return fixture.clock.now(); },
            .faultPoint = std::move(faultPoint)}) {
    host.add(jobs::endOfLicenceJob(fixture.operatorKeys(), tools));
    host.add(jobs::licenceReminderJob(fixture.operatorKeys()));
}

TenantId LifeFixture::addTenant(int people, const std::string& company) {
    const TenantId tenant = TenantId::generate();
    const TimePoint now = clock.now();
    const auto stored = write(tenant, [&](UnitOfWork& unit) -> Status {
        storage::TenantRepository(unit, now).add({tenant, "Test", "active", false, now}, 1);
        storage::TenantLifeRepository lives(unit);
        auto tenantLife = lives.find(tenant);
        tenantLife->companyKey = company;
        lives.update(*tenantLife);
        storage::KeyRepository(unit).putSeal({"fk", "key-1", DeviceId::generate().text(), {1, 2, 3}}, now);
        storage::EnrolmentCodeRow code;
        code.code.codeId = makeUuid();
        code.code.group = GroupId::generate();
        code.code.useCount = 1;
        code.blob = {4, 5, 6};
        storage::EnrolmentCodeRepository(unit).add(code);
        return {};
    });
    if (!stored) {
        qFatal("%s", stored.error().detail.c_str());
    }
    for (int i = 0; i < people; ++i) {
        (void)addUser(tenant, true);
    }
    return tenant;
}

UserId LifeFixture::addUser(const TenantId& tenant, bool hasFace) {
    const UserId user = UserId::generate();
    const auto stored = write(tenant, [&](UnitOfWork& unit) -> Status {
        wire::NewUser person;
        person.id = user;
        person.login = "user-" + user.text();
        person.displayName = "Somebody";
        person.role = "member";
        storage::UserRepository(unit, clock.now()).add(person, person.login, std::nullopt);
        return {};
    });
    if (!stored) {
        qFatal("%s", stored.error().detail.c_str());
    }
    if (hasFace) {
        addFace(tenant, user);
    }
    return user;
}

void LifeFixture::storeFace(UnitOfWork& unit, const UserId& user, TimePoint now) {
    storage::FaceRepository faceTable(unit);
    const ConsentId consent = ConsentId::generate();
    faceTable.addConsent({consent, user, "1", "ja", now});
    wire::FaceTemplate face;
    face.id = TemplateId::generate();
    face.user = user;
    face.modelId = "model";
    face.ciphertext = Bytes(100, 7);
    face.keys = {{makeUuid(), Bytes(72, 8)}};
    face.device = DeviceId::generate();
    face.signature = {1};
    face.consent = consent;
    face.createdAt = now;
    (void)faceTable.add(face, now);
}

void LifeFixture::addFace(const TenantId& tenant, const UserId& user) {
    const auto stored = write(tenant, [&](UnitOfWork& unit) -> Status {
        storeFace(unit, user, clock.now());
        return {};
    });
    if (!stored) {
        qFatal("%s", stored.error().detail.c_str());
    }
}

std::string LifeFixture::licence(const TenantId& tenant, const std::string& firstDay,
                                 const std::string& lastDay, int seats, const crypto::SigningKey& key) {
    crypto::LicenceFile file{.serial = "serial-" + tenant.text().substr(24) + std::to_string(++m_serials),
                             .tenant = tenant.text(),
                             .company = {},
                             .companyNumber = {},
                             .term = {}};
    file.term = {domain::LicenceKind::Paid, seats, domain::parseDay(firstDay).value(),
                 domain::parseDay(lastDay).value(), clock.now()};
    return file.sign(key);
}

Result<storage::LicenceRow> LifeFixture::install(const TenantId& tenant, const std::string& lastDay,
                                                 int seats, const std::string& firstDay) {
    const std::string text = licence(tenant, firstDay, lastDay, seats, operatorKey);
    return write(tenant, [&](UnitOfWork& unit) -> Result<storage::LicenceRow> {
        return licensing::LicenceBook(unit, m_operatorKeys, clock.now()).install(text, "owner");
    });
}

domain::LicenceState LifeFixture::state(const TenantId& tenant) {
    const auto reading = read(tenant, [&](UnitOfWork& unit) -> Result<licensing::LicenceReading> {
        return licensing::LicenceBook(unit, m_operatorKeys, clock.now()).read();
    });
    return reading ? reading->standing.state : domain::LicenceState::TenantDeleted;
}

std::optional<storage::TenantLife> LifeFixture::life(const TenantId& tenant) {
    return read(tenant,
                [&](UnitOfWork& unit) -> Result<std::optional<storage::TenantLife>> {
                    return storage::TenantLifeRepository(unit).find(tenant);
                })
        .value();
}

storage::Counts LifeFixture::faces(const TenantId& tenant) {
    return read(tenant,
                [&](UnitOfWork& unit) -> Result<storage::Counts> {
                    return storage::ErasureRepository(unit).faceCounts();
                })
        .value();
}

storage::Counts LifeFixture::everything(const TenantId& tenant) {
    return read(tenant,
                [&](UnitOfWork& unit) -> Result<storage::Counts> {
                    return storage::ErasureRepository(unit).counts();
                })
        .value();
}

std::vector<storage::CertificateRow> LifeFixture::certificates(const TenantId& tenant) {
    return read(TenantId(),
                [&](UnitOfWork& unit) -> Result<std::vector<storage::CertificateRow>> {
                    return storage::LedgerRepository(unit).certificatesOf(tenant.text());
                })
        .value();
}

std::vector<storage::ShredEntry> LifeFixture::ledger() {
    return read(TenantId(),
                [&](UnitOfWork& unit) -> Result<std::vector<storage::ShredEntry>> {
                    return storage::LedgerRepository(unit).shredsAfter(0);
                })
        .value();
}

Status LifeFixture::reach(Node& node, const char* time) {
    const TimePoint wanted = fromRfc3339(time).value();
    clock.advance(wanted - clock.now());
    Status last;
    for (int i = 0; i < 4; ++i) { // a look, the two readings, and what follows from them
        last = node.host.runDue();
        if (!last) {
            return last;
        }
        clock.advance(std::chrono::minutes(61));
    }
    return last;
}

} // namespace kaomon::test
