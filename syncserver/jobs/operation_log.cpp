// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/operation_log.h"

#include <cerrno>

#include <boost/json.hpp>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "audit/chain_statement.h"
#include "audit/log_check.h"
#include "base/base64.h"
#include "base/log.h"
#include "storage/repositories/alert_repository.h"
#include "storage/repositories/operation_repository.h"
#include "storage/repositories/outbox_repository.h"
#include "storage/repositories/revision.h"
#include "storage/repositories/tenant_repository.h"
#include "wire/codec.h"

namespace kaomon::jobs {
namespace {

using storage::Access;
using storage::OperationRepository;
using storage::UnitOfWork;

constexpr std::chrono::hours kPeriod{1};
constexpr int kOfABatch = 1000;

// One line, on the disk when this returns.
Status appendLine(const std::filesystem::path& file, const std::string& line) {
    const int descriptor =
        ::open(file.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, S_IRUSR | S_IWUSR);
    if (descriptor < 0) {
        return fail(ErrorCode::StorageFailed, "the file of checkpoints cannot be opened");
    }
    const bool isWritten =
        ::write(descriptor, line.data(), line.size()) == static_cast<ssize_t>(line.size()) &&
        ::fsync(descriptor) == 0;
    ::close(descriptor);
    return isWritten ? Status() : fail(ErrorCode::StorageFailed, "the file of checkpoints cannot be written");
}

Status publish(const wire::OperationCheckpoint& statement, const std::filesystem::path& file) {
    log::info("operations." + statement.kind, {{"tenant", statement.tenant},
                                               {"seq", statement.seq},
                                               {"head", toBase64Url(statement.head)},
                                               {"at", toRfc3339(statement.at)},
                                               {"signature", toBase64Url(statement.signature)}});
    return file.empty() ? Status() : appendLine(file, wire::encode(statement) + "\n");
}

// The mail has the line of the file, so that what somebody kept can be given to `kaomonctl audit verify`.
void queueMail(UnitOfWork& unit, const wire::OperationCheckpoint& statement, const std::string& mailTo) {
    const boost::json::object payload{{"to", mailTo},
                                      {"tenant", statement.tenant},
                                      {"seq", statement.seq},
                                      {"at", toRfc3339(statement.at)},
                                      {"line", wire::encode(statement)}};
    storage::OutboxRepository(unit).add(
        {"operation_checkpoint", statement.at, boost::json::serialize(payload)}, statement.at);
}

Result<std::optional<wire::OperationCheckpoint>> lastOf(storage::Database& database, const TenantId& tenant,
                                                        const char* kind) {
    return database.runBlocking(
        Access::Read, tenant, [&](UnitOfWork& unit) -> Result<std::optional<wire::OperationCheckpoint>> {
            auto found = OperationRepository(unit).checkpoints(kind, 1);
            return found.empty() ? std::nullopt : std::optional(std::move(found.front()));
        });
}

Status raiseBroken(storage::Database& database, const TenantId& tenant, const audit::LogReport& report,
                   TimePoint now) {
    const std::string what = audit::toText(report.findings.front());
    log::error("operations.chain_broken", {{"tenant", tenant.text()}, {"finding", what}});
    const Status raised = database.runBlocking(Access::Write, tenant, [&](UnitOfWork& unit) -> Status {
        storage::AlertRepository(unit).raise("operation_log_broken", now);
        return {};
    });
    return raised ? fail(ErrorCode::StorageCorrupt, "operation log: " + what) : raised;
}

// The anchor is stored before anything goes, so that a log without its beginning always has one.
Status removeOld(storage::Database& database, const TenantId& tenant, const crypto::SigningKey& logKey,
                 auth::TenantSettings& settings, const std::filesystem::path& file, TimePoint now) {
    std::optional<wire::OperationCheckpoint> anchor;
    const auto marked =
        database.runBlocking(Access::Write, tenant, [&](UnitOfWork& unit) -> Result<long long> {
            OperationRepository log(unit);
            const auto checkpoints = log.checkpoints(audit::kCheckpoint, 1);
            const long long old = log.lastBefore(now - settings.of(unit)->keepAdminLog);
            // only what was verified and signed may go
            if (checkpoints.empty() || old == 0 || old > checkpoints.front().seq) {
                return 0;
            }
            const auto hash = log.hashAt(old);
            anchor = audit::makeStatement(
                logKey, {audit::kAnchor, tenant.text(), old, hash.value_or(Bytes()), now, {}, {}});
            log.addCheckpoint(*anchor);
            return old;
        });
    if (!marked || *marked == 0) {
        return marked ? Status() : propagate(marked.error());
    }
    if (Status published = publish(*anchor, file); !published) {
        return published;
    }
    long long removed = kOfABatch;
    while (removed == kOfABatch) {
        const auto batch =
            database.runBlocking(Access::Write, tenant, [&](UnitOfWork& unit) -> Result<long long> {
                OperationRepository log(unit);
                const long long rows = log.removeUpTo(*marked, kOfABatch);
                log.removeCheckpointsBefore(*marked);
                return rows;
            });
        if (!batch) {
            return propagate(batch.error());
        }
        removed = *batch;
    }
    return {};
}

} // namespace

Result<std::optional<wire::OperationCheckpoint>>
makeCheckpoint(storage::Database& database, const TenantId& tenant, const crypto::SigningKey& logKey,
               const CheckpointPlaces& places, TimePoint now) {
    auto last = lastOf(database, tenant, audit::kCheckpoint);
    const auto anchor = lastOf(database, tenant, audit::kAnchor);
    if (!last || !anchor) {
        return propagate(!last ? last.error() : anchor.error());
    }
    if (*anchor && (!*last || (*anchor)->seq > (*last)->seq)) {
        last = *anchor;
    }
    std::optional<audit::ChainStart> from;
    if (*last) {
        if (Status valid = audit::checkStatement(**last, logKey.publicKey()); !valid) {
            return propagate(valid.error());
        }
        from = audit::ChainStart{(*last)->seq, (*last)->head};
    }
    const auto read = [&](const std::function<Status(UnitOfWork&)>& job) {
        return database.runBlocking(Access::Read, tenant, job);
    };
    const auto report = audit::checkStoredLog(read, tenant, logKey.publicKey(), {}, from);
    if (!report) {
        return propagate(report.error());
    }
    if (!report->findings.empty()) {
        return propagate(raiseBroken(database, tenant, *report, now).error());
    }
    if (report->entries == 0) {
        return std::nullopt;
    }
    auto statement = audit::makeStatement(
        logKey, {audit::kCheckpoint, tenant.text(), report->last, report->head, now, {}, {}});
    const Status stored = database.runBlocking(Access::Write, tenant, [&](UnitOfWork& unit) -> Status {
        OperationRepository(unit).addCheckpoint(statement);
        if (!places.mailTo.empty()) {
            queueMail(unit, statement, places.mailTo);
        }
        return {};
    });
    const Status published = stored ? publish(statement, places.file) : stored;
    return published ? Result<std::optional<wire::OperationCheckpoint>>(std::move(statement))
                     : propagate(published.error());
}

BackgroundJob operationLogJob(storage::Database& database, const crypto::SigningKey& logKey,
                              auth::TenantSettings& settings, CheckpointPlaces places) {
    const auto run = [&database, &logKey, &settings,
                      places = std::move(places)](JobContext& context) -> Status {
        const auto tenants =
            context.read(TenantId(), [&](UnitOfWork& unit) -> Result<std::vector<storage::TenantRow>> {
                return storage::TenantRepository(unit, context.now()).list();
            });
        if (!tenants) {
            return propagate(tenants.error());
        }
        Status result;
        for (const auto& tenant : *tenants) {
            if (context.isStopping()) {
                return fail(ErrorCode::Cancelled, "stopping");
            }
            // a broken log of one tenant keeps nobody else's from being signed
            const auto made = makeCheckpoint(database, tenant.id, logKey, places, context.now());
            if (!made) {
                result = propagate(made.error());
                continue;
            }
            if (*made && places.syslog) {
                places.syslog->add(**made);
            }
            if (context.isTimeTrusted()) { // what is removed too early does not come back
                if (Status cut = removeOld(database, tenant.id, logKey, settings, places.file, context.now());
                    !cut) {
                    result = cut;
                }
            }
        }
        if (Status sent = places.syslog ? places.syslog->flush() : Status(); !sent && result) {
            result = sent;
        }
        return result;
    };
    return {kOperationLogJob, kPeriod, run};
}

} // namespace kaomon::jobs
