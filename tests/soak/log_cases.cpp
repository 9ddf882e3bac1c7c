// SPDX-License-Identifier: GPL-3.0-or-later
//
// A16: the operation log is whole, and what is done to it afterwards is found.
#include <algorithm>
#include <functional>
#include <random>
#include <sstream>

#include <QElapsedTimer>

#include "audit/chain_statement.h"
#include "audit/log_check.h"
#include "base/base64.h"
#include "crypto/hash_chain.h"
#include "soak_context.h"
#include "storage/database.h"
#include "storage/query.h"
#include "wire/operations.h"

namespace kaomon::soak {
namespace {

using Lines = std::vector<std::string>;

// Of the log of soak.kit, newest first.
std::vector<wire::Operation> entriesOf(SoakContext& soak, const std::string& query) {
    const auto page = test::bodyOf<wire::OperationPage>(
        soak.client->send({"GET", "/v1/operations?" + query}, &soak.kit->console));
    return page ? page->items : std::vector<wire::Operation>();
}

// Each write must have left its entry.
void writeAndFind(SoakContext& soak) {
    for (int i = 0; i < soak.pick(30, 1000); ++i) {
        const auto user = soak.kit->newUser("a" + makeUuid(), "member");
        const Reply made = soak.client->send({"POST", "/v1/users", wire::encode(user)}, &soak.kit->console);
        soak.require(made.status == 201, "a user cannot be made: " + describe(made));
        const Reply changed = soak.client->send(
            {"PATCH", "/v1/users/" + user.id.text(), R"({"note":"x"})", {{"If-Match", made.etag()}}},
            &soak.kit->console);
        soak.require(changed.status == 200, "a user cannot be changed: " + describe(changed));
        soak.require(entriesOf(soak, "object=" + user.id.text()).size() == 2, "an act left no entry");
    }
}

bool isSound(SoakContext& soak) {
    const QString tenant = QString::fromStdString(soak.kit->tenant.text());
    return !soak.server
                .control(
                    {QStringLiteral("audit"), QStringLiteral("verify"), QStringLiteral("--tenant"), tenant})
                .empty();
}

void run(SoakContext& soak, const std::string& sql, long long seq) {
    auto database = storage::Database::open({.url = soak.backend.url(), .isMigrating = false});
    const Status done =
        database ? (*database)->runBlocking(storage::Access::Write, soak.kit->tenant,
                                            [&](storage::UnitOfWork& unit) -> Status {
                                                storage::Query query(unit, sql);
                                                query.bind("tenant", unit.tenant()).bind("seq", seq);
                                                query.run();
                                                return {};
                                            })
                 : propagate(database.error());
    soak.require(done.has_value(), "the database cannot be tampered with");
}

// Somebody with the database's password, and the operator's own tool.
void tamperWithRows(SoakContext& soak, long long length, std::mt19937& random) {
    const std::pair<const char*, const char*> kTampering[] = {
        {"UPDATE operation_log SET rec = REPLACE(rec, '\"action\"', '\"actioN\"') WHERE tenant_id = :tenant "
         "AND "
         "seq = :seq",
         "UPDATE operation_log SET rec = REPLACE(rec, '\"actioN\"', '\"action\"') WHERE tenant_id = :tenant "
         "AND "
         "seq = :seq"},
        {"UPDATE operation_log SET seq = seq + 1000000 WHERE tenant_id = :tenant AND seq = :seq",
         "UPDATE operation_log SET seq = :seq WHERE tenant_id = :tenant AND seq = :seq + 1000000"},
        {"UPDATE operation_log SET outcome = 'refused' WHERE tenant_id = :tenant AND seq = :seq AND "
         "outcome = 'ok'",
         "UPDATE operation_log SET outcome = 'ok' WHERE tenant_id = :tenant AND seq = :seq"},
    };
    for (int i = 0; i < soak.pick(2, 20); ++i) {
        const long long seq = std::uniform_int_distribution<long long>(1, length)(random);
        for (const auto& [change, back] : kTampering) {
            run(soak, change, seq);
            soak.require(!isSound(soak), "not found at " + std::to_string(seq) + ": " + change);
            run(soak, back, seq);
        }
    }
    soak.require(isSound(soak), "the log does not hold after everything was put back");
}

struct LongLog {
    crypto::SigningKey key = crypto::SigningKey::generate();
    std::string tenant;
    Lines lines;
    std::vector<wire::OperationCheckpoint> checkpoints;
    long long signedUntil = 0;
};

// A log as the server writes them, `count` entries long, signed at nine tenths.
LongLog longLog(const wire::Operation& sample, int count) {
    LongLog log;
    log.tenant = TenantId::generate().text();
    log.signedUntil = count * 9 / 10;
    Bytes head = crypto::chainStart();
    log.lines.push_back(audit::exportHeadLine(log.tenant, {0, head}, true));
    wire::Operation entry = sample;
    for (int i = 1; i <= count; ++i) {
        entry.seq = i;
        entry.at += std::chrono::milliseconds(250);
        const std::string record = wire::canonicalRecord(entry);
        head = crypto::chainNext(head, Bytes(record.begin(), record.end()));
        log.lines.push_back(audit::exportLine(record, toBase64Url(head)));
        if (i == log.signedUntil) {
            log.checkpoints.push_back(
                audit::makeStatement(log.key, {audit::kCheckpoint, log.tenant, i, head, entry.at, {}, {}}));
        }
    }
    log.lines.push_back(audit::exportEndLine({count, head}));
    return log;
}

std::string joined(const Lines& lines) {
    std::string text;
    for (const auto& line : lines) {
        text += line;
    }
    return text;
}

bool isFound(const LongLog& log, const Lines& lines) {
    std::istringstream file(joined(lines));
    const auto report = audit::checkExport(file, log.key.publicKey(), log.checkpoints);
    return !report || !report->findings.empty();
}

// One change up to the last signed entry, of a kind and at a place by chance.
void tamperOnce(Lines& lines, long long signedUntil, std::mt19937& random) {
    const auto place = [&] {
        return static_cast<std::size_t>(std::uniform_int_distribution<long long>(1, signedUntil)(random));
    };
    const std::size_t at = place();
    switch (random() % 5) {
    case 0: { // edit
        std::string& line = lines[at];
        const auto byte = line.find("\"rec\":") + 7 + random() % 100;
        line[byte] = static_cast<char>(line[byte] == 'x' ? 'y' : 'x');
        break;
    }
    case 1: // delete some
        lines.erase(lines.begin() + static_cast<long>(at),
                    lines.begin() + static_cast<long>(std::min(at + 1 + random() % 5, lines.size() - 1)));
        break;
    case 2: // reorder
        std::swap(lines[at], lines[at + 1]);
        break;
    case 3: // cut off
        lines.resize(at);
        break;
    default: { // everything from here on made anew, with hashes that fit
        Bytes head = crypto::chainStart();
        for (std::size_t i = 1; i + 1 < lines.size(); ++i) {
            const auto begin = lines[i].find("\"rec\":") + 6;
            std::string record = lines[i].substr(begin, lines[i].size() - begin - 2);
            if (i == at) {
                record.insert(record.find("\"reason\":\"") + 10, "forged");
            }
            head = crypto::chainNext(head, Bytes(record.begin(), record.end()));
            lines[i] = audit::exportLine(record, toBase64Url(head));
        }
        lines.back() = audit::exportEndLine({static_cast<long long>(lines.size()) - 2, head});
    }
    }
}

void tamperWithExports(SoakContext& soak, const wire::Operation& sample, std::mt19937& random) {
    const LongLog log = longLog(sample, 60);
    soak.require(!isFound(log, log.lines), "an untouched log is not believed");
    const int count = soak.pick(1000, 10'000);
    int found = 0;
    for (int i = 0; i < count; ++i) {
        Lines lines = log.lines;
        tamperOnce(lines, log.signedUntil, random);
        found += isFound(log, lines) ? 1 : 0;
    }
    soak.require(found == count,
                 std::to_string(count - found) + " of " + std::to_string(count) + " not found");
    soak.measure("tampered", count);
    soak.measure("found", found);
}

void measureSpeed(SoakContext& soak, const wire::Operation& sample) {
    const int count = soak.pick(50'000, 1'000'000);
    const LongLog log = longLog(sample, count);
    std::istringstream file(joined(log.lines));
    QElapsedTimer timer;
    timer.start();
    const auto report = audit::checkExport(file, log.key.publicKey(), log.checkpoints);
    const double perSecond = count / std::max(0.001, static_cast<double>(timer.nsecsElapsed()) / 1e9);
    soak.require(report && report->findings.empty(), "a long log is not believed");
    soak.measure("verified_per_second", perSecond);
    soak.measure("bytes_per_entry", static_cast<double>(log.lines[1].size()));
    soak.require(!soak.isFull() || perSecond >= 200'000, "fewer than 200 000 entries a second");
}

} // namespace

void tamperedLog(SoakContext& soak) {
    std::mt19937 random(20261124);
    writeAndFind(soak);
    const auto entries = entriesOf(soak, "limit=1");
    soak.require(!entries.empty(), "the log is empty");
    if (entries.empty()) {
        return;
    }
    const QString tenant = QString::fromStdString(soak.kit->tenant.text());
    const auto checkpoint = soak.server.control(
        {QStringLiteral("audit"), QStringLiteral("checkpoint"), QStringLiteral("--tenant"), tenant});
    soak.require(!checkpoint.empty(), "no checkpoint can be signed");
    soak.require(isSound(soak), "an untouched log does not hold");
    tamperWithRows(soak, entries.front().seq, random);
    tamperWithExports(soak, entries.front(), random);
    measureSpeed(soak, entries.front());
}

} // namespace kaomon::soak
