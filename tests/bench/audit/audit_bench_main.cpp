// SPDX-License-Identifier: GPL-3.0-or-later
//
// How many entries a second the check of an operation log reads: from an export, as `kaomonctl audit verify
// --file` does, and from the database named by KAOMON_TEST_BACKEND. What is found must be nothing, and after
// one entry was changed it must be that entry.
#include <chrono>
#include <cstdio>
#include <fstream>

#include <CLI/CLI.hpp>
#include <QCoreApplication>
#include <QTemporaryDir>

#include "audit/log_check.h"
#include "base/base64.h"
#include "crypto/hash_chain.h"
#include "crypto/key_pairs.h"
#include "crypto/secret_key.h"
#include "storage/database.h"
#include "storage/query.h"
#include "storage/repositories/operation_repository.h"
#include "storage/repositories/tenant_repository.h"
#include "support/server/server_process.h"
#include "support/server/test_economy.h"
#include "wire/operations.h"

namespace {

using namespace kaomon;
using storage::Access;
using storage::UnitOfWork;

const TimePoint kStart = fromEpochMicros(1'796'000'000'000'000);
constexpr int kEntriesOfAWrite = 1000;

// An entry as an administrator's everyday work leaves it.
wire::Operation entry(long long seq) {
    wire::Operation made;
    made.seq = seq;
    made.at = kStart + std::chrono::milliseconds(seq);
    made.actorKind = "user";
    made.actor = "0193a000-0000-7000-8000-000000000001";
    made.actorName = "admin";
    made.role = "user_admin";
    made.address = "203.0.113.7";
    made.session = "0193a000-0000-7000-8000-0000000000ff";
    made.attempt = "0193a000-0000-7000-8000-00000000abcd";
    made.action = "changeUser";
    made.objectKind = "user";
    made.object = "0193a000-0000-7000-8000-0000000000aa";
    made.objectName = "user" + std::to_string(seq);
    made.outcome = "ok";
    made.reason = "\u7570\u52d5";
    made.changes = {{"display_name", "\u7530\u4e2d \u82b1\u5b50", "\u9234\u6728 \u82b1\u5b50"}};
    return made;
}

template<class F>
double secondsOf(F work) {
    const auto begin = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

int report(const char* what, const Result<audit::LogReport>& log, long long entries, double took,
           std::size_t findings) {
    if (!log || log->entries != entries || log->findings.size() != findings) {
        std::fprintf(stderr, "%s: the check went wrong\n", what);
        return 1;
    }
    std::printf("%s: %lld entries in %.2f s, %.0f entries/s\n", what, entries, took,
                static_cast<double>(entries) / took);
    return 0;
}

int exported(long long entries, const crypto::SigningKey& key) {
    const QTemporaryDir folder;
    const std::string path = folder.filePath(QStringLiteral("log.jsonl")).toStdString();
    {
        std::ofstream out(path, std::ios::binary);
        Bytes head = crypto::chainStart();
        out << audit::exportHeadLine("0193a000-0000-7000-8000-000000000001", {0, head}, true);
        for (long long seq = 1; seq <= entries; ++seq) {
            const std::string record = wire::canonicalRecord(entry(seq));
            head = crypto::chainNext(head, Bytes(record.begin(), record.end()));
            out << audit::exportLine(record, toBase64Url(head));
        }
        out << audit::exportEndLine({entries, head});
    }
    std::ifstream in(path, std::ios::binary);
    Result<audit::LogReport> log;
    const double took = secondsOf([&] { log = audit::checkExport(in, key.publicKey(), {}); });
    return report("export", log, entries, took, 0);
}

int stored(long long entries, const crypto::SigningKey& key) {
    const test::Backend backend;
    auto database = storage::Database::open({.url = backend.url(), .readers = 2, .isMigrating = true});
    if (!database) {
        std::fprintf(stderr, "%s\n", database.error().detail.c_str());
        return 1;
    }
    const TenantId tenant = TenantId::generate();
    for (long long seq = 0; seq < entries; seq += kEntriesOfAWrite) {
        const Status written =
            (*database)->runBlocking(Access::Write, tenant, [&](UnitOfWork& unit) -> Status {
                if (seq == 0) {
                    storage::TenantRepository(unit, kStart)
                        .add({tenant, "Bench", "active", false, kStart}, 1);
                }
                std::vector<wire::Operation> some;
                for (long long i = seq + 1; i <= std::min(entries, seq + kEntriesOfAWrite); ++i) {
                    some.push_back(entry(i));
                }
                storage::OperationRepository(unit).append(std::move(some));
                return {};
            });
        if (!written) {
            std::fprintf(stderr, "%s\n", written.error().detail.c_str());
            return 1;
        }
    }
    const auto read = [&](const std::function<Status(UnitOfWork&)>& job) {
        return (*database)->runBlocking(Access::Read, tenant, job);
    };
    Result<audit::LogReport> log;
    const auto check = [&] { log = audit::checkStoredLog(read, tenant, key.publicKey(), {}); };
    const double took = secondsOf(check);
    int failures = report(backend.name().c_str(), log, entries, took, 0);
    const Status changed = (*database)->runBlocking(Access::Write, tenant, [&](UnitOfWork& unit) -> Status {
        storage::Query(unit,
                       "UPDATE operation_log SET object_id = 'x' WHERE tenant_id = :tenant AND seq = :seq")
            .bind("tenant", tenant)
            .bind("seq", entries / 2)
            .run();
        return {};
    });
    check();
    failures +=
        !changed || !log || log->findings.size() != 1 || log->findings.front().seq != entries / 2 ? 1 : 0;
    return failures;
}

} // namespace

int main(int argc, char** argv) {
    kaomon::test::saveNothing();
    long long entries = 200'000;
    CLI::App options("The speed of the check of operation logs");
    options.add_option("--entries", entries, "how many")->check(CLI::Range(1000LL, 100'000'000LL));
    CLI11_PARSE(options, argc, argv);
    QCoreApplication app(argc, argv);
    if (!crypto::initialise()) {
        return 1;
    }
    const auto key = crypto::SigningKey::generate();
    return exported(entries, key) + stored(entries, key);
}
