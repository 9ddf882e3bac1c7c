// SPDX-License-Identifier: GPL-3.0-or-later
//
// E1 and E2: an event is stored once however it is sent, and nobody gets a sealed blob without a line in the
// log of accesses.
#include <algorithm>
#include <numeric>
#include <random>
#include <set>

#include "crypto/sealed_blob.h"
#include "soak_context.h"
#include "wire/events.h"
#include "wire/evidence.h"

namespace kaomon::soak {
namespace {

wire::Event eventOf(long long seq) {
    wire::Event event;
    event.id = EventId::generate();
    event.seq = seq;
    event.at = test::wallNow();
    event.kind = "auth";
    event.code = "LOGON_OK";
    event.result = "ok";
    event.severity = "info";
    return event;
}

// Batches of a PC's events, each event in about two of them, in no order.
std::vector<std::vector<wire::Event>> shuffled(int count, std::mt19937& random) {
    std::vector<wire::Event> events;
    for (int seq = 1; seq <= count; ++seq) {
        events.push_back(eventOf(seq));
    }
    std::vector<std::vector<wire::Event>> batches;
    for (int copy = 0; copy < 2; ++copy) {
        for (std::size_t begin = 0; begin < events.size();) {
            const std::size_t size = std::uniform_int_distribution<std::size_t>(1, 40)(random);
            const std::size_t end = std::min(events.size(), begin + size);
            batches.emplace_back(events.begin() + static_cast<std::ptrdiff_t>(begin),
                                 events.begin() + static_cast<std::ptrdiff_t>(end));
            begin = end;
        }
    }
    std::ranges::shuffle(batches, random);
    return batches;
}

// Every event of the tenant, by the live tail from the beginning.
std::vector<wire::StoredEvent> everything(SoakContext& soak) {
    std::vector<wire::StoredEvent> all;
    long long after = 0;
    for (bool more = true; more;) {
        const auto tail = test::bodyOf<wire::EventTail>(soak.client->send(
            {"GET", "/v1/events:tail?limit=500&after=" + std::to_string(after)}, &soak.kit->console));
        soak.require(tail.has_value(), "the tail does not answer");
        if (!tail) {
            break;
        }
        all.insert(all.end(), tail->items.begin(), tail->items.end());
        after = tail->after;
        more = tail->more;
    }
    return all;
}

void checkEverything(SoakContext& soak, std::size_t expected) {
    const auto all = everything(soak);
    std::set<std::string> ids;
    long long last = 0;
    for (const auto& item : all) {
        soak.require(ids.insert(item.event.id.text()).second, "an event is there twice");
        soak.require(item.number.value_or(0) == last + 1, "numbers are not dense");
        last = item.number.value_or(0);
    }
    soak.require(all.size() == expected,
                 std::to_string(all.size()) + " events instead of " + std::to_string(expected));
}

} // namespace

// E1: batches repeated, reordered and cut off by kill -9.
void eventsOnce(SoakContext& soak) {
    std::mt19937 random(20261129);
    const int count = soak.pick(400, 20'000);
    const int pcs = soak.pick(2, 10);
    std::size_t expected = 0;
    for (int i = 0; i < pcs; ++i) {
        const auto pc = soak.kit->addPc();
        soak.require(pc.has_value(), "no PC");
        if (!pc) {
            return;
        }
        Caller caller = Caller::device(pc->id.text(), pc->sign);
        const auto batches = shuffled(count, random);
        for (std::size_t j = 0; j < batches.size(); ++j) {
            const Call call{"POST", "/v1/events", wire::encode(wire::EventBatch{batches[j]})};
            if (j == batches.size() / 2) { // stored or not, the answer is lost
                soak.client->sendAndHangUp(call, caller);
                soak.server.kill();
                soak.require(soak.server.start(), "no restart");
            }
            const Reply reply = soak.client->send(call, &caller);
            soak.require(reply.status == 200, "refused: " + describe(reply));
        }
        expected += static_cast<std::size_t>(count);
        const auto mark = test::bodyOf<wire::EventMark>(
            soak.client->send({"GET", "/v1/devices/" + pc->id.text() + "/event-gaps"}, &soak.kit->console));
        soak.require(mark && mark->highWater == count && mark->missing == 0,
                     "the mark does not say that all came");
    }
    checkEverything(soak, expected);
    soak.measure("events", static_cast<double>(expected));
}

// E2: without an opening that was written down nothing is handed out.
void openingsAreLogged(SoakContext& soak) {
    const auto pc = soak.kit->addPc();
    Caller viewer = Caller::console();
    const auto person = soak.kit->addPerson("viewer", "image_viewer", nullptr, viewer);
    soak.require(pc && person, "no PC or no viewer");
    if (!pc || !person) {
        return;
    }
    Caller device = Caller::device(pc->id.text(), pc->sign);
    int handedOut = 0;
    const int pictures = soak.pick(5, 200);
    for (int i = 0; i < pictures; ++i) {
        const BlobId id = BlobId::generate();
        const std::string bytes(1000, static_cast<char>('a' + i % 26));
        const wire::NewEvidence body{.id = id,
                                     .event = {},
                                     .user = {},
                                     .takenAt = test::wallNow(),
                                     .size = 1000,
                                     .partHashes = {crypto::hash(std::string_view(bytes))},
                                     .keyId = "ev",
                                     .sealedKey = Bytes(80, 1)};
        soak.require(soak.client->send({"POST", "/v1/evidence", wire::encode(body)}, &device).status == 201,
                     "no upload");
        const std::string path = "/v1/evidence/" + id.text();
        Call put{"PUT", path + "/parts/0", bytes};
        put.headers["Content-Type"] = "application/octet-stream";
        soak.require(soak.client->send(put, &device).status == 200, "no part");
        const Reply early = soak.client->send({"GET", path + "/parts/0?access=" + makeUuid()}, &viewer);
        soak.require(early.status == 403, "handed out without an opening: " + std::to_string(early.status));
        const auto access = test::bodyOf<wire::BlobAccess>(
            soak.client->send({"POST", path + ":open", R"({"reason":"soak"})"}, &viewer));
        soak.require(access.has_value(), "not opened");
        if (access) {
            const Reply part =
                soak.client->send({"GET", path + "/parts/0?access=" + access->access.text()}, &viewer);
            soak.require(part.status == 200 && part.body == bytes, "not the bytes");
            ++handedOut;
        }
    }
    const auto log = test::bodyOf<wire::BlobAccessPage>(
        soak.client->send({"GET", "/v1/blob-accesses?limit=500"}, &soak.kit->console));
    soak.require(log && static_cast<int>(log->items.size()) == handedOut, "openings and lines differ");
    soak.measure("opened", handedOut);
}

} // namespace kaomon::soak
