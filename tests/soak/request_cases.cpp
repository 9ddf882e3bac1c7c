// SPDX-License-Identifier: GPL-3.0-or-later
//
// F7, F9 and A9: each request has its effect once, and only in its time.
#include <algorithm>
#include <array>
#include <thread>

#include "soak_context.h"
#include "wire/groups.h"

namespace kaomon::soak {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

constexpr hours kYear{365 * 24};

// Sends a request until it is answered for good, with a new signature and the same key each time.
Reply insist(SoakContext& soak, const Call& call, Caller& caller) {
    return sendUntilAnswered(*soak.client, call, caller, [](const Reply& reply) {
        return reply.code() == "idempotency_in_progress" || reply.status == 503 || reply.status == 0;
    });
}

// Requests as an eavesdropper has them, with the signature and the token.
struct Captured {
    Call call;
    std::string proof;
    std::string token;
};

Captured capture(SoakContext& soak, Call call, Caller& caller) {
    if (call.method == "POST") {
        call.headers["Idempotency-Key"] = makeUuid();
    }
    Captured captured{call, TestClient::proofHeader(call, caller), caller.token};
    const Reply reply = soak.client->sendWithProof(call, captured.proof, captured.token);
    soak.require(reply.status / 100 == 2, "the original was refused: " + describe(reply));
    return captured;
}

void expectRefused(SoakContext& soak, TestClient& client, Captured captured, const std::string& how) {
    if (captured.call.method == "POST") {
        captured.call.headers["Idempotency-Key"] = makeUuid();
    }
    const Reply reply = client.sendWithProof(captured.call, captured.proof, captured.token);
    soak.require(reply.status == 401 || reply.status == 409, captured.call.method + " " +
                                                                 captured.call.target + " sent again " + how +
                                                                 ": " + describe(reply));
}

std::vector<Captured> captureAll(SoakContext& soak, const test::Pc& pc, int round) {
    Caller device = Caller::device(pc.id.text(), pc.sign);
    Caller& console = soak.kit->console;
    const auto user = soak.kit->newUser("r" + makeUuid(), "member");
    std::vector<Captured> all;
    all.push_back(capture(soak, {"POST", "/v1/users", wire::encode(user)}, console));
    all.push_back(capture(soak, {"GET", "/v1/users"}, console));
    const std::string path = "/v1/users/" + user.id.text();
    const std::string etag = soak.client->send({"GET", path}, &console).etag();
    all.push_back(capture(soak, {"PATCH", path, R"({"note":"x"})", {{"If-Match", etag}}}, console));
    all.push_back(capture(soak, {"GET", "/v1/changes"}, device));
    all.push_back(capture(soak, eventCall(round + 1), device));
    return all;
}

std::size_t groupCount(SoakContext& soak, TenantKit& kit) {
    const auto list =
        test::bodyOf<wire::UserGroupList>(soak.client->send({"GET", "/v1/user-groups"}, &kit.console));
    soak.require(list.has_value(), "the groups cannot be read");
    return list ? list->items.size() : 0;
}

// Each request is sent, its answer thrown away, and sent again.
void loseAnswers(SoakContext& soak, TenantKit& kit, int count) {
    constexpr int kUserEvery = 20; // a user costs the server a password hash, a group a row
    const std::size_t groupsBefore = groupCount(soak, kit);
    int users = 0;
    for (int i = 0; i < count; ++i) {
        const bool isUser = i % kUserEvery == 0;
        users += isUser ? 1 : 0;
        const std::string body =
            isUser ? wire::encode(kit.newUser("l" + makeUuid(), "member"))
                   : wire::encode(wire::NewGroup{GroupId::generate(), "lost " + std::to_string(i), ""});
        const Call call{
            "POST", isUser ? "/v1/users" : "/v1/user-groups", body, {{"Idempotency-Key", makeUuid()}}};
        soak.client->sendAndHangUp(call, kit.console);
        const Reply reply = insist(soak, call, kit.console);
        soak.require(reply.status == 201, "the repeated request: " + describe(reply));
    }
    const auto page = test::bodyOf<wire::UserPage>(soak.client->send({"GET", "/v1/users"}, &kit.console));
    soak.require(page && page->total == users + 1, "other users than those asked for"); // and the owner
    soak.require(groupCount(soak, kit) == groupsBefore + static_cast<std::size_t>(count - users),
                 "other groups than those asked for");
}

} // namespace

void lostAnswers(SoakContext& soak) {
    const int count = soak.pick(60, 10'000);
    constexpr int kOfTenant = 2'000; // a tenant has at most 2,000 groups
    int done = 0;
    for (int tenant = 0; done < count; ++tenant) {
        const auto further = tenant == 0 ? nullptr : soak.addTenant(QStringLiteral("Lost %1").arg(tenant));
        if (!soak.requireReady(tenant == 0 || further != nullptr, "no further tenant")) {
            return;
        }
        const int some = std::min(kOfTenant, count - done);
        loseAnswers(soak, tenant == 0 ? *soak.kit : *further, some);
        done += some;
    }
    soak.measure("requests", done);
}

namespace {

// A moment at which some clock is put forth or back.
struct ClockChange {
    const char* zone; // of the server's machine
    const char* at;
    std::chrono::seconds step; // of the wall clock, there
};

// Sessions and revisions go on through it as through any other minute; afterwards a session ends as ever.
void passThrough(SoakContext& soak, const ClockChange& change, long long& lastRevision) {
    constexpr minutes kBefore{4};
    ::setenv("TZ", change.zone, 1);
    auto& time = test::TestTime::get();
    time.shiftWallClock(fromRfc3339(change.at).value() - kBefore - time.now());
    TenantKit& kit = *soak.kit;
    const std::string where = std::string(" at ") + change.at + " in " + change.zone;
    if (!soak.requireReady(soak.server.stop() == 0 && soak.server.start(), "no restart" + where)) {
        return;
    }
    kit.console = Caller::console();
    (void)soak.requireReady(kit.signIn(kit.console, kit.owner), "no sign-in" + where);
    const auto write = [&] {
        const auto user = kit.newUser("z" + makeUuid(), "member");
        const Reply made = soak.client->send({"POST", "/v1/users", wire::encode(user)}, &kit.console);
        const auto body = test::bodyOf<wire::User>(made);
        soak.require(body && body->rev > lastRevision,
                     "no write with a higher revision" + where + ": " + describe(made));
        lastRevision = body ? body->rev : lastRevision;
        return body ? body->createdAt : TimePoint();
    };
    const TimePoint before = write();
    time.advance(2 * kBefore);
    time.shiftWallClock(change.step);
    const TimePoint after = write(); // the session of before is still good
    const auto passed = after - before - change.step;
    soak.require(passed >= 2 * kBefore && passed < 2 * kBefore + minutes(1),
                 "the server counts another time" + where);
    time.advance(minutes(16));
    const Reply late = soak.client->send({"GET", "/v1/users"}, &kit.console);
    soak.require(late.status == 401, "a session outlived its time" + where + ": " + describe(late));
}

// Both changes of summer time, and leap seconds as machines show them: a second twice, or none.
void localClockChanges(SoakContext& soak, long long& lastRevision) {
    const auto changes =
        std::to_array<ClockChange>({{"Europe/Berlin", "2028-03-26T01:00:00Z", std::chrono::seconds(0)},
                                    {"Europe/Berlin", "2028-10-29T01:00:00Z", std::chrono::seconds(0)},
                                    {"right/UTC", "2028-12-31T23:59:59Z", std::chrono::seconds(-1)},
                                    {"UTC", "2029-06-30T23:59:59Z", std::chrono::seconds(1)}});
    for (const ClockChange& change : changes) {
        passThrough(soak, change, lastRevision);
    }
    ::setenv("TZ", "UTC", 1);
    // the second itself, written by somebody who has one: the end of that minute
    soak.kit->console = Caller::console();
    (void)soak.requireReady(soak.kit->signIn(soak.kit->console, soak.kit->owner), "no sign-in");
    auto user = soak.kit->newUser("leap", "member");
    user.validTo = fromRfc3339("2031-01-01T00:00:00Z").value();
    std::string body = wire::encode(user);
    const std::string written = toRfc3339(*user.validTo);
    body.replace(body.find(written), written.size(), "2030-12-31T23:59:60Z");
    const auto made =
        test::bodyOf<wire::User>(soak.client->send({"POST", "/v1/users", body}, &soak.kit->console));
    soak.require(made && made->validTo == user.validTo, "a leap second in a request is another time");
}

} // namespace

void clockJumps(SoakContext& soak) {
    auto& time = test::TestTime::get();
    const auto jumps =
        std::to_array<std::chrono::microseconds>({hours(1), -hours(1), kYear, -10 * kYear, 10 * kYear,
                                                  std::chrono::seconds(1), -std::chrono::seconds(1)});
    long long lastRevision = 0;
    for (int round = 0; round < soak.pick(1, 20); ++round) {
        for (const auto jump : jumps) {
            time.shiftWallClock(jump);
            const Reply reply = soak.client->send({"GET", "/v1/users"}, &soak.kit->console);
            const bool isFar = std::chrono::abs(jump) > minutes(15);
            soak.require(!isFar || reply.status == 401, "a session outlived a jump: " + describe(reply));
            soak.kit->console = Caller::console();
            soak.require(soak.kit->signIn(soak.kit->console, soak.kit->owner),
                         "no sign-in after a jump: " + describe(soak.kit->lastReply));
            const auto user = soak.kit->newUser("c" + makeUuid(), "member");
            const Reply made =
                soak.client->send({"POST", "/v1/users", wire::encode(user)}, &soak.kit->console);
            const auto body = test::bodyOf<wire::User>(made);
            soak.require(body && body->rev > lastRevision, "revisions do not rise: " + describe(made));
            lastRevision = body ? body->rev : lastRevision;
        }
    }
    localClockChanges(soak, lastRevision);
    soak.measure("jumps", static_cast<double>(jumps.size()) * soak.pick(1, 20));
}

void replayedRequests(SoakContext& soak) {
    const auto pc = soak.kit->addPc();
    const auto other = soak.kit->addPc();
    test::ServerProcess second(soak.backend);
    second.useProgramOf(soak.server);
    if (!pc || !other || !second.start()) {
        (void)soak.requireReady(false, "the case cannot be set up");
        return;
    }
    TestClient elsewhere(second.port(), "");
    int sent = 0;
    for (int round = 0; round < soak.pick(5, 500); ++round) {
        for (const Captured& captured : captureAll(soak, *pc, round)) {
            for (int i = 0; i < 3; ++i) {
                expectRefused(soak, *soak.client, captured, "to the same node");
                ++sent;
                // what reads have been answered is in the memory of one node only
                if (captured.call.method != "GET") {
                    expectRefused(soak, elsewhere, captured, "to another node");
                    ++sent;
                }
            }
            Captured changed = captured;
            const auto kid = changed.proof.find("kid=") + 4;
            changed.proof.replace(kid, changed.proof.find(';', kid) - kid, other->id.text());
            expectRefused(soak, elsewhere, changed, "in another PC's name");
            for (const auto offset : {minutes(10), -minutes(10)}) {
                test::TestTime::get().shiftWallClock(offset);
                expectRefused(soak, *soak.client, captured, "at another time");
                test::TestTime::get().shiftWallClock(-offset);
            }
            sent += 3;
        }
    }
    soak.measure("replays", sent);
}

} // namespace kaomon::soak
