// SPDX-License-Identifier: GPL-3.0-or-later
//
// F1 and F5: what was answered is stored, whatever becomes of the server or of its database.
#include <algorithm>
#include <atomic>
#include <chrono>
#include <functional>
#include <set>
#include <thread>

#include <QElapsedTimer>
#include <QTest>

#include "soak_context.h"
#include "wire/changes.h"
#include "wire/events.h"

namespace kaomon::soak {
namespace {

// One PC that posts numbered events until told to stop or its server goes.
struct Poster {
    explicit Poster(test::Pc device)
        : pc(std::move(device)) {}

    test::Pc pc;
    std::atomic<long long> answered = 0;
    std::atomic<int> refused = 0;
};

// Posts one event after the other. An answer other than 200 ends it, or is counted when `goesOn`; then the
// same event is sent again.
void post(SoakContext& soak, Poster& poster, const std::atomic<bool>& ends, bool goesOn) {
    TestClient client(soak.server.port(), "");
    Caller caller = Caller::device(poster.pc.id.text(), poster.pc.sign);
    for (long long seq = poster.answered + 1; !ends;) {
        const Reply reply = client.send(eventCall(seq), &caller);
        if (reply.status == 200) {
            poster.answered = seq++;
        } else if (!goesOn) {
            return;
        } else {
            ++poster.refused;
            soak.require(reply.status == 503 && !reply.header("retry-after").empty(),
                         "an answer other than 503 with Retry-After: " + describe(reply));
        }
    }
}

// Creates users one after the other; the ids of those that were answered.
void createUsers(SoakContext& soak, std::vector<std::string>& answered, const std::atomic<bool>& ends) {
    TestClient client(soak.server.port(), "");
    Caller caller = Caller::console();
    caller.key = soak.kit->console.key.clone();
    caller.keyId = soak.kit->console.keyId;
    caller.token = soak.kit->console.token;
    while (!ends) {
        const auto user = soak.kit->newUser("u" + makeUuid(), "member");
        if (client.send({"POST", "/v1/users", wire::encode(user)}, &caller).status != 201) {
            return;
        }
        answered.push_back(user.id.text());
    }
}

void checkEvents(SoakContext& soak, const std::vector<std::unique_ptr<Poster>>& posters) {
    for (const auto& poster : posters) {
        Caller caller = Caller::device(poster->pc.id.text(), poster->pc.sign);
        const auto reply = test::bodyOf<wire::BatchReply>(
            soak.client->send({"POST", "/v1/events", wire::encode(wire::EventBatch{})}, &caller));
        soak.require(reply.has_value(), "no answer after the restart");
        if (reply) {
            soak.require(reply->highWater >= poster->answered,
                         "answered " + std::to_string(poster->answered) + " events, stored " +
                             std::to_string(reply->highWater));
            soak.require(reply->gaps.empty(), "gaps between stored events");
            poster->answered = reply->highWater;
        }
    }
}

// The whole feed as a new PC reads it: dense in the sense that no revision is there twice, and complete.
void checkFeed(SoakContext& soak, const test::Pc& pc, const std::vector<std::string>& users) {
    Caller caller = Caller::device(pc.id.text(), pc.sign);
    std::set<std::string> seen;
    std::string since;
    long long last = 0;
    for (bool more = true; more;) {
        const auto page = test::bodyOf<wire::ChangePage>(
            soak.client->send({"GET", "/v1/changes" + (since.empty() ? "" : "?since=" + since)}, &caller));
        soak.require(page.has_value(), "the feed does not answer");
        if (!page) {
            return;
        }
        for (const auto& change : page->items) {
            soak.require(change.rev > last, "a revision twice or out of order");
            last = change.rev;
            seen.insert(change.id);
        }
        since = page->next;
        more = page->more;
    }
    for (const auto& user : users) {
        soak.require(seen.contains(user), "an answered user is not in the feed");
    }
}

bool waitFor(const std::function<bool()>& condition) {
    return QTest::qWaitFor(condition, 60'000);
}

std::vector<std::unique_ptr<Poster>> makePosters(SoakContext& soak, int count) {
    std::vector<std::unique_ptr<Poster>> posters;
    for (int i = 0; i < count; ++i) {
        auto pc = soak.kit->addPc();
        if (soak.requireReady(pc.has_value(), "a PC cannot be enrolled")) {
            posters.push_back(std::make_unique<Poster>(std::move(*pc)));
        }
    }
    return posters;
}

long long sumOf(const std::vector<std::unique_ptr<Poster>>& posters) {
    long long sum = 0;
    for (const auto& poster : posters) {
        sum += poster->answered;
    }
    return sum;
}

} // namespace

void killedWhileWriting(SoakContext& soak) {
    auto posters = makePosters(soak, soak.pick(3, 8));
    std::vector<std::string> users;
    soak.plantNow();
    double slowest = 0;
    const int rounds = soak.pick(4, 50);
    for (int round = 0; round < rounds && !posters.empty(); ++round) {
        const long long before = sumOf(posters);
        const auto goal = before + soak.pick(60, 10'000 / rounds + 200) + round; // another moment each time
        std::atomic<bool> ends = false;
        {
            std::vector<std::jthread> threads;
            for (auto& poster : posters) {
                threads.emplace_back([&] { post(soak, *poster, ends, false); });
            }
            threads.emplace_back([&] { createUsers(soak, users, ends); });
            soak.require(waitFor([&] { return sumOf(posters) >= goal; }), "writing stands still");
            soak.server.kill();
            soak.backend.crash();
            ends = true;
        }
        QElapsedTimer timer;
        timer.start();
        if (!soak.server.start()) {
            soak.require(false, "the server does not start again");
            return;
        }
        slowest = std::max(slowest, static_cast<double>(timer.elapsed()));
        checkEvents(soak, posters);
    }
    const auto reader = soak.kit->addPc();
    soak.require(reader.has_value(), "no PC can be enrolled after the crashes");
    if (reader) {
        checkFeed(soak, *reader, users);
    }
    soak.measure("kills", rounds);
    soak.measure("answered_writes", static_cast<double>(sumOf(posters)) + static_cast<double>(users.size()));
    soak.measure("slowest_restart_ms", slowest);
}

void databaseRestarts(SoakContext& soak) {
    auto posters = makePosters(soak, soak.pick(4, 16));
    soak.plantNow();
    std::atomic<bool> ends = false;
    const int rounds = soak.pick(3, 15);
    double slowest = 0;
    {
        std::vector<std::jthread> threads;
        for (auto& poster : posters) {
            threads.emplace_back([&] { post(soak, *poster, ends, true); });
        }
        for (int round = 0; round < rounds; ++round) {
            const long long goal = sumOf(posters) + soak.pick(50, 500);
            soak.require(waitFor([&] { return sumOf(posters) >= goal; }), "writing stands still");
            soak.backend.crash();
            QElapsedTimer timer;
            timer.start();
            const long long after = sumOf(posters);
            soak.require(waitFor([&] { return sumOf(posters) > after; }), "no write after the restart");
            slowest = std::max(slowest, static_cast<double>(timer.elapsed()));
            if (soak.isFull()) {
                QTest::qWait(15'000);
            }
        }
        ends = true;
    }
    checkEvents(soak, posters);
    int refused = 0;
    for (const auto& poster : posters) {
        refused += poster->refused;
    }
    soak.measure("restarts", rounds);
    soak.measure("answered_writes", static_cast<double>(sumOf(posters)));
    soak.measure("refused_503", refused);
    soak.measure("slowest_recovery_ms", slowest);
    soak.require(slowest <= 5'000 * (soak.isFull() ? 1 : 4), "recovery took longer than allowed");
}

} // namespace kaomon::soak
