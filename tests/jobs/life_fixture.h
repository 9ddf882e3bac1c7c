// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>

#include <QTemporaryDir>

#include "crypto/licence_file.h"
#include "jobs/end_of_licence.h"
#include "licensing/licence_book.h"
#include "storage/repositories/erasure_repository.h"
#include "storage/repositories/ledger_repository.h"
#include "support/manual_clock.h"
#include "support/server/server_process.h"

namespace kaomon::test {

// Thrown by a fault point: the process would have died here.
struct Killed {};

// A database with tenants, their licences and the jobs that end them, under a clock that the test moves. No
// server is running: the services are driven in this process.
class LifeFixture {
public:
    explicit LifeFixture(const Backend& backend);
    ~LifeFixture();

    void open();
    void close();
    // Of PostgreSQL: everything, as pg_dump writes it.
    [[nodiscard]] QByteArray dump() const;
    // The database as it is now, set aside; and put back later. The database must be closed.
    void backUp();
    void putBack();

    [[nodiscard]] storage::Database& database() { return *m_database; }
    [[nodiscard]] jobs::ErasureTools tools() const {
        return {m_certificateKey, ledgerFile(), m_backend.url()};
    }
    [[nodiscard]] std::filesystem::path ledgerFile() const;
    [[nodiscard]] const std::vector<Bytes>& operatorKeys() const { return m_operatorKeys; }
    [[nodiscard]] const crypto::SigningKey& certificateKey() const { return m_certificateKey; }

    // One node's jobs. It outlives nothing: fixture, time and tools stay.
    struct Node {
        explicit Node(LifeFixture& fixture, const std::string& name, jobs::FaultPoint faultPoint = {});

        jobs::ErasureTools tools;
        jobs::TimeAuthority time;
        jobs::JobHost host;
    };

    // A tenant with people who have faces, one PC's face key and an open enrolment code.
    [[nodiscard]] TenantId addTenant(int people, const std::string& company = {});
    [[nodiscard]] UserId addUser(const TenantId& tenant, bool hasFace);
    void addFace(const TenantId& tenant, const UserId& user);
    static void storeFace(storage::UnitOfWork& unit, const UserId& user, TimePoint now);
    [[nodiscard]] Result<storage::LicenceRow> install(const TenantId& tenant, const std::string& lastDay,
                                                      int seats = 1'000,
                                                      const std::string& firstDay = "2026-01-01");
    [[nodiscard]] std::string licence(const TenantId& tenant, const std::string& firstDay,
                                      const std::string& lastDay, int seats, const crypto::SigningKey& key);

    [[nodiscard]] domain::LicenceState state(const TenantId& tenant);
    [[nodiscard]] std::optional<storage::TenantLife> life(const TenantId& tenant);
    [[nodiscard]] storage::Counts faces(const TenantId& tenant);
    [[nodiscard]] storage::Counts everything(const TenantId& tenant);
    [[nodiscard]] std::vector<storage::CertificateRow> certificates(const TenantId& tenant);
    [[nodiscard]] std::vector<storage::ShredEntry> ledger();

    template<class F>
    auto write(const TenantId& tenant, F work) {
        return m_database->runBlocking(storage::Access::Write, tenant, std::move(work));
    }
    template<class F>
    auto read(const TenantId& tenant, F work) {
        return m_database->runBlocking(storage::Access::Read, tenant, std::move(work));
    }

    // Moves time on and lets the node look as often as it takes to get past the two readings.
    [[nodiscard]] Status reach(Node& node, const char* time);

    testing::ManualClock clock{fromRfc3339("2027-01-10T00:00:00Z").value()};
    crypto::SigningKey operatorKey = crypto::SigningKey::generate();

private:
    void runTool(const QString& program, const QStringList& arguments) const;

    const Backend& m_backend;
    QTemporaryDir m_folder;
    crypto::SigningKey m_certificateKey = crypto::SigningKey::generate();
    std::vector<Bytes> m_operatorKeys{operatorKey.publicKey()};
    std::unique_ptr<storage::Database> m_database;
    int m_serials = 0;
};

} // namespace kaomon::test
