// SPDX-License-Identifier: GPL-3.0-or-later
//
// F10: the server is away for seven days; what the PCs kept arrives afterwards, all of it, once and in order.
#include <map>
#include <thread>

#include <QElapsedTimer>
#include <QTemporaryDir>

#include "localstore/local_store.h"
#include "soak_context.h"
#include "wire/events.h"

namespace kaomon::soak {
namespace {

using localstore::LocalStore;

constexpr std::size_t kOfABatch = 50;

// A PC with the outbox that the agent has.
struct AwayPc {
    test::Pc pc;
    QTemporaryDir folder;
    std::unique_ptr<LocalStore> store;
    std::vector<std::string> written; // ids, in order
};

std::unique_ptr<AwayPc> makePc(SoakContext& soak) {
    auto enrolled = soak.kit->addPc();
    if (!enrolled) {
        soak.require(false, "a PC cannot be enrolled: " + describe(soak.kit->lastReply));
        return nullptr;
    }
    auto away = std::make_unique<AwayPc>(AwayPc{std::move(*enrolled), {}, nullptr, {}});
    auto key = localstore::MachineKey::open(away->folder.filePath(QStringLiteral("key")).toStdString(),
                                            localstore::MachineKey::IfMissing::Create);
    auto store =
        key ? LocalStore::open(away->folder.filePath(QStringLiteral("store")).toStdString(), std::move(*key))
            : propagate(key.error());
    if (!store) {
        soak.require(false, "no offline store");
        return nullptr;
    }
    away->store = std::move(*store);
    return away;
}

void write(SoakContext& soak, AwayPc& pc, int count) {
    for (int i = 0; i < count; ++i) {
        wire::Event event;
        event.id = EventId::generate();
        event.at = test::wallNow();
        event.kind = "auth";
        event.code = "LOGON_OK";
        event.result = "ok";
        event.severity = "info";
        event.online = false;
        const std::string json = wire::encode(event);
        soak.require(pc.store->append(Bytes(json.begin(), json.end())).has_value(), "an event was not kept");
        pc.written.push_back(event.id.text());
    }
}

// As the agent does it: a batch counts as delivered when it was answered, and is sent again until then.
bool deliver(AwayPc& pc, TestClient& client) {
    Caller caller = Caller::device(pc.pc.id.text(), pc.pc.sign);
    while (true) {
        const auto items = pc.store->pending(kOfABatch);
        if (!items || items->empty()) {
            return items.has_value();
        }
        wire::EventBatch batch;
        for (const auto& item : *items) {
            auto event = wire::decode<wire::Event>(std::string(item.bytes.begin(), item.bytes.end()));
            if (!event) {
                return false;
            }
            event->seq = static_cast<long long>(item.seq);
            batch.events.push_back(std::move(*event));
        }
        const Reply reply = client.send({"POST", "/v1/events", wire::encode(batch)}, &caller);
        if (reply.status != 200 || !pc.store->acknowledge(items->back().seq)) {
            return false;
        }
    }
}

void deliverAll(SoakContext& soak, std::vector<std::unique_ptr<AwayPc>>& pcs) {
    std::vector<std::jthread> threads;
    for (std::size_t first = 0; first < 4; ++first) {
        threads.emplace_back([&, first] {
            TestClient client(soak.server.port(), "");
            for (std::size_t i = first; i < pcs.size(); i += 4) {
                (void)deliver(*pcs[i], client); // the rest comes with the next round
            }
        });
    }
}

void checkAll(SoakContext& soak, const std::vector<std::unique_ptr<AwayPc>>& pcs) {
    for (const auto& pc : pcs) {
        std::vector<std::string> stored; // newest first
        std::string cursor;
        do {
            const auto page = test::bodyOf<wire::EventPage>(
                soak.client->send({"GET", "/v1/events?code=LOGON_OK&limit=500&device=" + pc->pc.id.text() +
                                              "&cursor=" + cursor},
                                  &soak.kit->console));
            soak.require(page.has_value(), "the events cannot be read");
            if (!page) {
                return;
            }
            for (const auto& item : page->items) {
                stored.push_back(item.event.id.text());
            }
            cursor = page->next.value_or("");
        } while (!cursor.empty());
        const std::vector<std::string> inOrder(stored.rbegin(), stored.rend());
        soak.require(inOrder == pc->written, "of " + std::to_string(pc->written.size()) + " events " +
                                                 std::to_string(stored.size()) +
                                                 " are there, or in another order");
    }
}

} // namespace

void serverAway(SoakContext& soak) {
    std::vector<std::unique_ptr<AwayPc>> pcs;
    for (int i = 0; i < soak.pick(6, 200); ++i) {
        auto pc = makePc(soak);
        if (!pc) {
            return;
        }
        pcs.push_back(std::move(pc));
    }
    soak.require(soak.server.stop() == 0, "the server does not end");
    for (int day = 0; day < 7; ++day) {
        test::TestTime::get().advance(std::chrono::hours(24));
        for (auto& pc : pcs) {
            write(soak, *pc, soak.pick(12, 60));
        }
    }
    // they all come at once, and in the middle of it the server is ended by force
    const int kills = soak.pick(2, 10);
    QElapsedTimer timer;
    for (int round = 0; round <= kills; ++round) {
        if (!soak.server.start()) {
            soak.require(false, "the server does not start");
            return;
        }
        timer.start();
        if (round == kills) {
            deliverAll(soak, pcs);
            break;
        }
        std::jthread killer([&] {
            std::this_thread::sleep_for(std::chrono::milliseconds(150 + 40 * round));
            soak.server.kill();
        });
        deliverAll(soak, pcs);
        killer.join();
        soak.backend.crash();
    }
    soak.measure("delivery_ms", static_cast<double>(timer.elapsed()));
    soak.measure("pcs", static_cast<double>(pcs.size()));
    soak.measure("events", static_cast<double>(pcs.size() * pcs.front()->written.size()));
    soak.kit->console = Caller::console();
    soak.require(soak.kit->signIn(soak.kit->console, soak.kit->owner), "no sign-in afterwards");
    soak.client = std::make_unique<TestClient>(soak.server.port(), "");
    checkAll(soak, pcs);
}

} // namespace kaomon::soak
