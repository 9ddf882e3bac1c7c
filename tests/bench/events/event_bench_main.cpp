// SPDX-License-Identifier: GPL-3.0-or-later
//
// How long the searches of the event viewer take among N events, and what an export of all of them needs, on
// the database named by KAOMON_TEST_BACKEND. Measures the repositories, without HTTP. The rows are made in
// the database itself.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <functional>

#include <CLI/CLI.hpp>
#include <QCoreApplication>

#include "crypto/secret_key.h"
#include "storage/database.h"
#include "storage/query.h"
#include "storage/repositories/device_repository.h"
#include "storage/repositories/event_list.h"
#include "storage/repositories/event_repository.h"
#include "storage/repositories/tenant_repository.h"
#include "storage/repositories/user_repository.h"
#include "support/server/server_process.h"
#include "support/server/test_economy.h"

namespace {

using namespace kaomon;
using namespace kaomon::storage;

constexpr long long kPcs = 2000;
constexpr long long kPeople = 5000;
constexpr long long kTexts = 3000;
constexpr long long kRowsOfAStatement = 100'000;
constexpr std::chrono::days kOver{365};
const TimePoint kEnd = fromEpochMicros(1'796'000'000'000'000);

// Ids of one shape, as SQL text over an integer: twelve digits at the end.
std::string idSql(long long base, const std::string& number) {
    return "'00000000-0000-7000-8000-' || CAST(" + std::to_string(base) + " + " + number + " AS TEXT)";
}

template<class F>
auto run(Database& database, Access access, const TenantId& tenant, F work) {
    return database.runBlocking(access, tenant, [&](UnitOfWork& unit) {
        if (unit.dialect() == Dialect::Postgresql) {
            Query(unit, "SET LOCAL statement_timeout = 0").run();
            Query(unit, "SET LOCAL idle_in_transaction_session_timeout = 0").run();
        }
        return work(unit);
    });
}

Status fillPeople(UnitOfWork& unit) {
    TenantRepository(unit, kEnd).add({unit.tenant(), "Bench", "active", false, kEnd}, 1);
    UserRepository users(unit, kEnd);
    for (long long i = 0; i < kPeople; ++i) {
        wire::NewUser user;
        user.id = UserId::parse("00000000-0000-7000-8000-" + std::to_string(200'000'000'000 + i)).value();
        user.login = "user" + std::to_string(i);
        user.displayName = i == 42 ? "\u7530\u4e2d \u82b1\u5b50" : "Person " + std::to_string(i);
        user.role = "member";
        users.add(user, user.login, std::nullopt);
    }
    return {};
}

Status fillTexts(UnitOfWork& unit) {
    Query(
        unit,
        "WITH RECURSIVE n(i) AS (VALUES (0) UNION ALL SELECT i + 1 FROM n WHERE i + 1 < :texts) INSERT INTO "
        "event_text (tenant_id, id, words, last_day) SELECT :tenant, 't' || CAST(i AS TEXT), 'auth logon "
        "camera model ' || CAST(i AS TEXT), 0 FROM n")
        .bind("texts", kTexts)
        .bind("tenant", unit.tenant())
        .run();
    return {};
}

// Numbers first to last, spread evenly over the year.
Status fillEvents(UnitOfWork& unit, long long first, long long last, long long total) {
    const long long step = std::chrono::microseconds(kOver).count() / total;
    Query query(
        unit,
        "WITH RECURSIVE n(i) AS (SELECT CAST(:first AS BIGINT) UNION ALL SELECT i + 1 FROM n WHERE i < "
        ":last) "
        "INSERT INTO event_log (tenant_id, at, arrival, device_id, seq, id, received_at, kind, code, result, "
        "severity, reason, user_id, text_id, body) SELECT :tenant, :begin + i * :step, i, " +
            idSql(100'000'000'000, "i % 2000") + ", i, " + idSql(300'000'000'000, "i") +
            ", :begin + i * :step, 'auth', CASE WHEN i % 50 = 0 THEN 'LOGON_NG' WHEN i % 3 = 0 THEN "
            "'UNLOCK_OK' ELSE 'LOGON_OK' END, CASE WHEN i % 50 = 0 THEN 'ng' ELSE 'ok' END, 'info', CASE "
            "WHEN "
            "i % 100000 = 0 THEN 'spoof_suspected' WHEN i % 50 = 0 THEN 'face_no_match' ELSE '' END, " +
            idSql(200'000'000'000, "(i * 7) % 5000") +
            ", 't' || CAST(i % 3000 AS TEXT), CAST(:head AS TEXT) || " + idSql(300'000'000'000, "i") +
            " || CAST(:middle AS TEXT) || CAST(i AS TEXT) || CAST(:tail AS TEXT) FROM n");
    query.bind("first", first)
        .bind("last", last)
        .bind("tenant", unit.tenant())
        .bind("begin", toEpochMicros(kEnd - kOver))
        .bind("step", step)
        .bind("head", R"({"id":")")
        .bind("middle", R"(","seq":)")
        .bind(
            "tail",
            R"(,"at":"2026-06-01T00:00:00.000000Z","kind":"auth","code":"LOGON_OK","result":"ok","severity":"info",)"
            R"("online":true,"client_version":"1.0.0","policy_version":3,"detail":{"scenario":"logon","camera_name":)"
            R"("Integrated Camera","score_band":"far_above","liveness_level":1,"elapsed_ms":412,"frames":3}})")
        .run();
    return {};
}

Status fill(Database& database, const TenantId& tenant, long long total) {
    Status done = run(database, Access::Write, tenant, [](UnitOfWork& unit) { return fillPeople(unit); });
    done =
        done ? run(database, Access::Write, tenant, [](UnitOfWork& unit) { return fillTexts(unit); }) : done;
    done = done ? run(database, Access::Write, tenant,
                      [](UnitOfWork& unit) -> Status {
                          for (TimePoint at = kEnd - kOver; at < kEnd + std::chrono::days(31);
                               at += std::chrono::days(20)) {
                              EventRepository(unit).openMonth(at);
                          }
                          return {};
                      })
                : done;
    for (long long first = 1; done && first <= total; first += kRowsOfAStatement) {
        const long long last = std::min(total, first + kRowsOfAStatement - 1);
        done = run(database, Access::Write, tenant,
                   [&](UnitOfWork& unit) { return fillEvents(unit, first, last, total); });
    }
    return done ? run(database, Access::Write, tenant,
                      [&](UnitOfWork& unit) -> Status {
                          Query(unit, "INSERT INTO event_counter (tenant_id, arrival) VALUES (:tenant, :n)")
                              .bind("tenant", unit.tenant())
                              .bind("n", total)
                              .run();
                          if (unit.dialect() == Dialect::Postgresql) {
                              Query(unit, "ANALYZE event_log").run();
                          }
                          return {};
                      })
                : done;
}

struct Search {
    const char* name;
    EventFilter filter;
    EventPart part;
};

std::vector<Search> searches() {
    const auto of = [](std::function<void(EventFilter&)> set) {
        EventFilter filter;
        set(filter);
        return filter;
    };
    const EventPosition middle{kEnd - kOver / 2, 1LL << 60};
    return {
        {"newest page, no filter", {}, {}},
        {"page in the middle", {}, {.order = EventOrder::NewestFirst, .behind = middle, .limit = 100}},
        {"the last 7 days", of([](auto& f) { f.from = kEnd - std::chrono::days(7); }), {}},
        {"refusals of a reason (1 of 50)", of([](auto& f) { f.wanted.reasons = {"face_no_match"}; }), {}},
        {"rare reason (1 of 100,000)", of([](auto& f) { f.wanted.reasons = {"spoof_suspected"}; }), {}},
        {"one person", of([](auto& f) { f.user = "00000000-0000-7000-8000-200000000042"; }), {}},
        {"one PC, one code",
         of([](auto& f) {
             f.device = "00000000-0000-7000-8000-100000000150";
             f.wanted.codes = {"LOGON_NG"};
         }),
         {}},
        {"words: a name of two characters", of([](auto& f) { f.terms = {"\u7530\u4e2d"}; }), {}},
        {"words: part of many logins", of([](auto& f) { f.terms = {"user1"}; }), {}},
        {"words: a clear text, and a name",
         of([](auto& f) {
             f.terms = {"model 2999", "person"};
         }),
         {}},
        {"words: nowhere", of([](auto& f) { f.terms = {"nowhere"}; }), {}},
        {"person in an old month",
         of([](auto& f) {
             f.user = "00000000-0000-7000-8000-200000000100";
             f.from = kEnd - std::chrono::days(300);
             f.to = kEnd - std::chrono::days(270);
         }),
         {}},
    };
}

double millisecondsOf(const std::function<void()>& work) {
    const auto begin = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count();
}

long residentKib() {
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);) {
        if (line.starts_with("VmRSS:")) {
            return std::stol(line.substr(6));
        }
    }
    return 0;
}

int measure(Database& database, const TenantId& tenant, int repeats) {
    int failures = 0;
    for (const Search& search : searches()) {
        std::vector<double> times;
        std::size_t rows = 0;
        for (int i = 0; i < repeats; ++i) {
            times.push_back(millisecondsOf([&] {
                const auto found = database.runBlocking(
                    Access::Read, tenant, [&](UnitOfWork& unit) -> Result<std::vector<EventRow>> {
                        return EventList(unit).list(search.filter, search.part);
                    });
                failures += found ? 0 : 1;
                rows = found ? found->size() : 0;
            }));
        }
        std::ranges::sort(times);
        std::printf("%-36s rows %4zu  median %8.1f ms  worst %8.1f ms\n", search.name, rows,
                    times[times.size() / 2], times.back());
    }
    return failures;
}

int exportAll(Database& database, const TenantId& tenant, long long total) {
    const long before = residentKib();
    long peak = before;
    long long rows = 0;
    bool isWhole = true;
    const double took = millisecondsOf([&] {
        for (long long after = 0; after < total && isWhole;) {
            const auto events = database.runBlocking(
                Access::Read, tenant, [&](UnitOfWork& unit) -> Result<std::vector<wire::StoredEvent>> {
                    return EventList(unit).arrived({}, after, total, 1000);
                });
            isWhole = events && !events->empty();
            if (isWhole) {
                rows += static_cast<long long>(events->size());
                after = events->back().number.value_or(total);
                peak = std::max(peak, residentKib());
            }
        }
    });
    std::printf("reading all %lld for an export: %.1f s, %.0f rows/s, resident memory %+ld KiB\n", rows,
                took / 1000, static_cast<double>(rows) / took * 1000, peak - before);
    return isWhole && rows == total ? 0 : 1;
}

} // namespace

int main(int argc, char** argv) {
    kaomon::test::saveNothing();
    long long total = 1'000'000;
    int repeats = 5;
    CLI::App options("Searches among many events");
    options.add_option("--events", total, "how many")->check(CLI::Range(1000LL, 100'000'000LL));
    options.add_option("--repeats", repeats, "tries of each search")->check(CLI::Range(1, 1000));
    CLI11_PARSE(options, argc, argv);
    QCoreApplication app(argc, argv);
    if (!crypto::initialise()) {
        return 1;
    }
    const test::Backend backend;
    auto database = Database::open({.url = backend.url(), .readers = 4, .isMigrating = true});
    if (!database) {
        std::fprintf(stderr, "%s\n", database.error().detail.c_str());
        return 1;
    }
    const TenantId tenant = TenantId::generate();
    Status filled;
    const double took = millisecondsOf([&] { filled = fill(**database, tenant, total); });
    if (!filled) {
        std::fprintf(stderr, "%s\n", filled.error().detail.c_str());
        return 1;
    }
    std::printf("%s: %lld events made in %.1f s\n", backend.name().c_str(), total, took / 1000);
    const int failures = measure(**database, tenant, repeats);
    return failures + exportAll(**database, tenant, total);
}
