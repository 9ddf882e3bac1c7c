// SPDX-License-Identifier: GPL-3.0-or-later
#include "admin/doctor_command.h"

#include <sys/stat.h>
#include <unistd.h>

#include "admin/backup_commands.h"
#include "crypto/secret_key.h"
#include "jobs/shred_ledger_file.h"
#include "runtime/data_folder.h"
#include "storage/query.h"
#include "storage/repositories/job_repository.h"
#include "storage/repositories/tenant_repository.h"

namespace kaomon::admin {
namespace {

namespace fs = std::filesystem;
using storage::Query;
using storage::UnitOfWork;
using namespace std::chrono_literals;

constexpr auto kCertificateSoon = 30 * 24h;
constexpr auto kClockApart = 2s;
constexpr auto kMonth = 31 * 24h;
constexpr auto kJobLate = 2h;
constexpr auto kMailLate = 1h;
constexpr auto kBackupOld = 7 * 24h;
constexpr std::uintmax_t kSmallDisk = 1ULL << 30U;
constexpr std::uintmax_t kFullDisk = 100ULL << 20U;

// Prints how one check went and keeps the first fault.
class Findings {
public:
    explicit Findings(std::ostream& out)
        : m_out(out) {}

    void note(const std::string& item, const Status& status, const std::string& value = {}) {
        line(status ? "ok    " : "FAULT ", item,
             status ? value : std::string(wireName(status.error().code)) + ", " + status.error().detail);
        if (!status && m_first) {
            m_first = status;
        }
    }
    void warn(const std::string& item, const std::string& text) { line("warn  ", item, text); }
    void fault(const std::string& item, ErrorCode code, const std::string& text) {
        note(item, fail(code, text));
    }
    [[nodiscard]] Status first() const { return m_first; }

private:
    void line(const char* mark, const std::string& item, const std::string& text) {
        m_out << mark << item << ": " << text << '\n';
    }
    std::ostream& m_out;
    Status m_first;
};

template<class T>
Status statusOf(const Result<T>& result) {
    return result ? Status() : Status(propagate(result.error()));
}

// A file with something secret in it: others may not read it.
void checkPrivate(Findings& findings, const fs::path& path) {
    struct stat found {};
    if (::stat(path.c_str(), &found) != 0) {
        return; // whoever needs it says so
    }
    if ((found.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
        findings.fault("mode of " + path.string(), ErrorCode::Forbidden, "others than its owner have access");
    } else {
        findings.note("mode of " + path.string(), {}, "its owner only");
    }
}

void checkFiles(Surroundings& surroundings, Findings& findings) {
    const runtime::Config& config = surroundings.config;
    findings.note("server key", statusOf(runtime::openServerKey(config)),
                  (config.dataDir / "server.key").string());
    checkPrivate(findings, config.dataDir);
    checkPrivate(findings, config.dataDir / "server.key");
    checkPrivate(findings, config.dataDir / "kaomon.db");
    checkPrivate(findings, config.tlsKey.empty() ? config.dataDir / "tls.key" : config.tlsKey);
    checkPrivate(findings, config.dataDir / "tls-next.key");
    checkPrivate(findings, config.dataDir / "tls-previous.key");
    std::error_code error;
    const auto space = fs::space(config.dataDir, error);
    if (error) {
        findings.fault("disk", ErrorCode::StorageFailed, error.message());
    } else if (space.available < kFullDisk) {
        findings.fault("disk", ErrorCode::DiskFull, std::to_string(space.available >> 20U) + " MiB left");
    } else if (space.available < kSmallDisk || space.available < space.capacity / 20) {
        findings.warn("disk", std::to_string(space.available >> 20U) + " MiB left");
    } else {
        findings.note("disk", {}, std::to_string(space.available >> 20U) + " MiB left");
    }
    const auto ledger = jobs::ShredLedgerFile::open(runtime::shredLedgerFile(config));
    findings.note("shred ledger", statusOf(ledger),
                  ledger ? std::to_string(ledger->entries().size()) + " entries, chain whole" : "");
}

void checkCertificate(Surroundings& surroundings, Findings& findings) {
    const auto tls = runtime::openTlsIdentity(surroundings.config);
    findings.note("certificate", statusOf(tls), tls ? "pin " + tls->pin : "");
    if (!tls) {
        return;
    }
    const TimePoint now = surroundings.clock.now();
    const std::string until = "until " + toRfc3339(tls->notAfter);
    if (tls->notAfter <= now) {
        findings.fault("certificate's end", ErrorCode::TlsFailed, until);
    } else if (tls->notAfter <= now + kCertificateSoon) {
        findings.warn("certificate's end",
                      until + "; put a new one of the same key in place and send SIGHUP, or change the key: "
                              "kaomonctl tls next");
    } else {
        findings.note("certificate's end", {}, until);
    }
}

void checkClock(Findings& findings, TimePoint own, TimePoint ofDatabase) {
    const auto apart = std::chrono::abs(own - ofDatabase);
    if (apart > kClockApart) {
        findings.warn("clock",
                      "differs from the database's by " +
                          std::to_string(std::chrono::duration_cast<std::chrono::seconds>(apart).count()) +
                          " s; run a time service on both");
    } else {
        findings.note("clock", {}, toRfc3339(own) + ", as the database's");
    }
}

struct JobState {
    std::string name;
    TimePoint dueAt;
    std::string failure;
};

void checkJobs(Findings& findings, const std::vector<JobState>& jobs, TimePoint now) {
    for (const JobState& job : jobs) {
        if (!job.failure.empty()) {
            findings.warn("job " + job.name, "its last run failed: " + job.failure);
        } else if (job.dueAt + kJobLate < now) {
            findings.warn("job " + job.name, "due since " + toRfc3339(job.dueAt) + "; does a server run?");
        } else {
            findings.note("job " + job.name, {}, "next at " + toRfc3339(job.dueAt));
        }
    }
}

Result<long long> lateMails(storage::Database& database, const TenantId& tenant, TimePoint before) {
    return database.runBlocking(storage::Access::Read, tenant, [&](UnitOfWork& unit) -> Result<long long> {
        const auto row =
            Query(unit, "SELECT COUNT(*) FROM mail_outbox WHERE tenant_id = :tenant AND sent_at IS "
                        "NULL AND created_at < :before")
                .bind("tenant", tenant)
                .bind("before", before)
                .first<long long>();
        return row ? std::get<0>(*row) : 0;
    });
}

void checkMails(storage::Database& database, Findings& findings,
                const std::vector<storage::TenantRow>& tenants, TimePoint now) {
    long long late = 0;
    for (const auto& tenant : tenants) {
        const auto count = lateMails(database, tenant.id, now - kMailLate);
        if (!count) {
            return findings.note("mails", statusOf(count));
        }
        late += *count;
    }
    if (late > 0) {
        findings.warn("mails", std::to_string(late) + " wait since more than an hour");
    } else {
        findings.note("mails", {}, "none waits long");
    }
}

// PostgreSQL: whether events of this and the next month have a table, and this role may have one made.
void checkEventTables(storage::Database& database, Findings& findings, TimePoint now) {
    if (database.dialect() != storage::Dialect::Postgresql) {
        return;
    }
    const auto missing =
        database.runBlocking(storage::Access::Read, TenantId(), [&](UnitOfWork& unit) -> Result<long long> {
            const auto row =
                Query(unit,
                      "SELECT COUNT(*) FROM (VALUES (CAST(:now AS BIGINT)), (CAST(:later AS BIGINT))) AS "
                      "wanted (at) WHERE to_regclass("
                      "'event_log_' || to_char(to_timestamp(at / 1000000) AT TIME ZONE 'UTC', 'YYYYMM')) IS "
                      "NULL AND NOT has_function_privilege('event_log_month(bigint)', 'EXECUTE')")
                    .bind("now", now)
                    .bind("later", now + kMonth)
                    .first<long long>();
            return row ? std::get<0>(*row) : 0;
        });
    if (missing && *missing > 0) {
        findings.fault(
            "tables of events", ErrorCode::Forbidden,
            "a month has none and this role may not make it: run grants.sql after kaomonctl migrate");
    } else {
        findings.note("tables of events", statusOf(missing), "there, or made when needed");
    }
}

void checkDatabase(Surroundings& surroundings, Findings& findings) {
    const auto database =
        storage::Database::open({.url = surroundings.config.database(), .readers = 1, .isMigrating = false});
    findings.note("database and schema", statusOf(database), "this program's version");
    if (!database) {
        return;
    }
    const TimePoint now = surroundings.clock.now();
    TimePoint ofDatabase;
    std::vector<JobState> jobs;
    const auto tenants = (*database)->runBlocking(
        storage::Access::Read, TenantId(), [&](UnitOfWork& unit) -> Result<std::vector<storage::TenantRow>> {
            ofDatabase = storage::databaseTime(unit);
            jobs.clear();
            for (auto& [name, due, failure] :
                 Query(unit, "SELECT name, next_at, failure FROM job ORDER BY name")
                     .all<std::string, TimePoint, std::string>()) {
                jobs.push_back({std::move(name), due, std::move(failure)});
            }
            return storage::TenantRepository(unit, now).list();
        });
    findings.note("tenants", statusOf(tenants), tenants ? std::to_string(tenants->size()) : "");
    if (tenants) {
        checkClock(findings, now, ofDatabase);
        checkJobs(findings, jobs, now);
        checkMails(**database, findings, *tenants, now);
        checkEventTables(**database, findings, now);
    }
}

void checkBackups(Surroundings& surroundings, Findings& findings) {
    const auto last = lastBackup(surroundings.config);
    if (!last) {
        findings.warn("backups", "none was made from here: kaomonctl backup create FOLDER");
    } else if (*last + kBackupOld < surroundings.clock.now()) {
        findings.warn("backups", "the last one is of " + toRfc3339(*last));
    } else {
        findings.note("backups", {}, "the last one is of " + toRfc3339(*last));
    }
}

} // namespace

Status DoctorCommand::run(Surroundings& surroundings) {
    Findings findings(surroundings.out);
    findings.note("random generator", crypto::initialise(), "usable");
    checkFiles(surroundings, findings);
    checkCertificate(surroundings, findings);
    checkDatabase(surroundings, findings);
    checkBackups(surroundings, findings);
    return findings.first();
}

} // namespace kaomon::admin
