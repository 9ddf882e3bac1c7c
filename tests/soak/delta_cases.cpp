// SPDX-License-Identifier: GPL-3.0-or-later
//
// F3 and F4: readers of the change feed end with what the server has, and no edit overwrites another. On
// PostgreSQL F3 runs on several nodes, and each reader goes from one to the next.
#include <atomic>
#include <map>
#include <set>
#include <thread>

#include "soak_context.h"
#include "wire/changes.h"

namespace kaomon::soak {
namespace {

// The users as a PC knows them from the feed alone.
class Replica {
public:
    Replica(SoakContext& soak, const test::Pc& pc, const std::vector<unsigned short>& ports)
        : m_soak(soak)
        , m_caller(Caller::device(pc.id.text(), pc.sign)) {
        for (const auto port : ports) {
            m_clients.push_back(std::make_unique<TestClient>(port, ""));
        }
    }

    // Applies what is new; false when the server did not answer.
    bool follow() {
        for (bool more = true; more;) {
            TestClient& client = *m_clients[m_turn++ % m_clients.size()];
            const auto page = test::bodyOf<wire::ChangePage>(client.send(
                {"GET", "/v1/changes?limit=50" + (m_since.empty() ? "" : "&since=" + m_since)}, &m_caller));
            if (!page) {
                return false;
            }
            for (const auto& change : page->items) {
                apply(change);
            }
            m_since = page->next;
            more = page->more;
        }
        return true;
    }
    [[nodiscard]] const std::map<std::string, std::string>& names() const { return m_names; }

private:
    void apply(const wire::Change& change) {
        m_soak.require(m_revisions.insert(change.rev).second, "a revision came twice");
        if (change.kind != "user") {
            return;
        }
        const auto user = change.body ? wire::decode<wire::SyncedUser>(change.body->text)
                                      : Result<wire::SyncedUser>(fail(ErrorCode::NotFound, "deleted"));
        if (user) {
            m_names[change.id] = user->displayName;
        } else {
            m_names.erase(change.id);
        }
    }

    SoakContext& m_soak;
    std::vector<std::unique_ptr<TestClient>> m_clients; // one for each node
    std::size_t m_turn = 0;
    Caller m_caller;
    std::string m_since;
    std::set<long long> m_revisions;
    std::map<std::string, std::string> m_names;
};

// One session for each of the consoles that work at the same time: requests of one session that overtake each
// other would be taken for copies.
std::vector<Caller> consoles(SoakContext& soak, TenantKit& kit, int count) {
    std::vector<Caller> callers;
    for (int i = 0; i < count; ++i) {
        callers.push_back(Caller::console());
        (void)soak.requireReady(kit.signIn(callers.back(), kit.owner),
                                "no sign-in: " + describe(kit.lastReply));
    }
    return callers;
}

// With more writers than the server takes at once some are told to come again, which is no fault.
Reply sendPatiently(TestClient& client, const Call& call, Caller& caller) {
    return sendUntilAnswered(client, call, caller, [](const Reply& reply) { return reply.status == 503; });
}

// Makes, renames and deletes users.
void edit(SoakContext& soak, unsigned short port, TenantKit& kit, Caller& caller, int edits) {
    TestClient client(port, "");
    std::string path;
    for (int i = 0; i < edits; ++i) {
        if (i % 5 == 0) {
            const auto user = kit.newUser("e" + makeUuid(), "member");
            path = "/v1/users/" + user.id.text();
            const Reply made = sendPatiently(client, {"POST", "/v1/users", wire::encode(user)}, caller);
            soak.require(made.status == 201, "a user cannot be made: " + describe(made));
            continue;
        }
        const std::string etag = sendPatiently(client, {"GET", path}, caller).etag();
        Call call{
            "PATCH", path, R"({"display_name":"Name )" + std::to_string(i) + R"("})", {{"If-Match", etag}}};
        if (i % 10 == 9) {
            call.method = "DELETE";
            call.body.clear();
        }
        const Reply reply = sendPatiently(client, call, caller);
        soak.require(reply.status == 200 || reply.status == 204, "an edit failed: " + describe(reply));
    }
}

std::map<std::string, std::string> usersOnServer(SoakContext& soak, TenantKit& kit) {
    std::map<std::string, std::string> names;
    std::string cursor;
    do {
        const auto page = test::bodyOf<wire::UserPage>(soak.client->send(
            {"GET", "/v1/users?limit=500" + (cursor.empty() ? "" : "&cursor=" + cursor)}, &kit.console));
        soak.require(page.has_value(), "the list of users does not answer");
        if (!page) {
            break;
        }
        for (const auto& user : page->items) {
            names[user.id.text()] = user.displayName;
        }
        cursor = page->next.value_or("");
    } while (!cursor.empty());
    return names;
}

// The server of the case, and what else serves the same database. One SQLite file serves one node.
class Nodes {
public:
    explicit Nodes(SoakContext& soak)
        : m_ports{soak.server.port()} {
        for (int i = 1; soak.isPostgresql() && i < soak.pick(2, 3); ++i) {
            m_more.push_back(std::make_unique<test::ServerProcess>(soak.backend));
            m_more.back()->useProgramOf(soak.server);
            if (soak.requireReady(m_more.back()->start(), "a further node does not start")) {
                m_ports.push_back(m_more.back()->port());
            }
        }
    }
    [[nodiscard]] const std::vector<unsigned short>& ports() const { return m_ports; }
    [[nodiscard]] unsigned short port(std::size_t i) const { return m_ports[i % m_ports.size()]; }

private:
    std::vector<std::unique_ptr<test::ServerProcess>> m_more;
    std::vector<unsigned short> m_ports;
};

struct Crew {
    std::unique_ptr<TenantKit> kit;
    std::vector<std::unique_ptr<Replica>> replicas;
};

} // namespace

void replicasFollow(SoakContext& soak) {
    const Nodes nodes(soak);
    std::vector<Crew> crews(static_cast<std::size_t>(soak.pick(2, 100)));
    const int readers = soak.pick(2, 32);
    for (std::size_t i = 0; i < crews.size(); ++i) {
        crews[i].kit = soak.addTenant(QStringLiteral("Tenant %1").arg(i));
        if (!crews[i].kit) {
            return;
        }
    }
    for (int i = 0; i < readers; ++i) {
        Crew& crew = crews[static_cast<std::size_t>(i) % crews.size()];
        const auto pc = crew.kit->addPc();
        if (soak.requireReady(pc.has_value(), "a PC cannot be enrolled")) {
            crew.replicas.push_back(std::make_unique<Replica>(soak, *pc, nodes.ports()));
        }
    }
    const int writers = soak.pick(4, 64);
    const int edits = soak.pick(60, 2000);
    std::vector<Caller> callers;
    for (int i = 0; i < writers; ++i) {
        Crew& crew = crews[static_cast<std::size_t>(i) % crews.size()];
        callers.push_back(std::move(consoles(soak, *crew.kit, 1).front()));
    }
    std::atomic<int> writing = writers;
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i < writers; ++i) {
            threads.emplace_back([&, i] {
                const auto number = static_cast<std::size_t>(i);
                // the writers of one tenant sit at different nodes
                edit(soak, nodes.port(number / crews.size()), *crews[number % crews.size()].kit,
                     callers[number], edits);
                --writing;
            });
        }
        for (auto& crew : crews) {
            for (auto& replica : crew.replicas) {
                threads.emplace_back([&, reader = replica.get()] {
                    while (writing > 0) {
                        soak.require(reader->follow(), "the feed does not answer");
                    }
                    soak.require(reader->follow(), "the feed does not answer");
                });
            }
        }
    }
    for (auto& crew : crews) {
        const auto expected = usersOnServer(soak, *crew.kit);
        for (const auto& replica : crew.replicas) {
            soak.require(replica->names() == expected,
                         "a replica has " + std::to_string(replica->names().size()) +
                             " users and differs from the server's " + std::to_string(expected.size()));
        }
    }
    soak.measure("edits", static_cast<double>(writers) * edits);
    soak.measure("readers", readers);
    soak.measure("nodes", static_cast<double>(nodes.ports().size()));
}

void noLostUpdate(SoakContext& soak) {
    const auto user = soak.kit->newUser("counted", "member");
    soak.require(soak.client->send({"POST", "/v1/users", wire::encode(user)}, &soak.kit->console).status ==
                     201,
                 "the user cannot be made");
    const std::string path = "/v1/users/" + user.id.text();
    const auto noteOf = [](const Reply& reply) {
        const auto body = test::bodyOf<wire::User>(reply);
        return body && !body->note.empty() ? std::stoll(body->note) : 0;
    };
    const int threads = soak.pick(8, 16);
    const int tries = soak.pick(30, 100'000 / 16);
    auto callers = consoles(soak, *soak.kit, threads);
    std::atomic<long long> won = 0;
    std::atomic<long long> stale = 0;
    {
        std::vector<std::jthread> editors;
        for (int i = 0; i < threads; ++i) {
            editors.emplace_back([&, i] {
                TestClient client(soak.server.port(), "");
                Caller& caller = callers[static_cast<std::size_t>(i)];
                for (int j = 0; j < tries; ++j) {
                    const Reply current = client.send({"GET", path}, &caller);
                    const std::string body = R"({"note":")" + std::to_string(noteOf(current) + 1) + R"("})";
                    const Reply reply =
                        client.send({"PATCH", path, body, {{"If-Match", current.etag()}}}, &caller);
                    won += reply.status == 200 ? 1 : 0;
                    stale += reply.status == 412 ? 1 : 0;
                    soak.require(reply.status == 200 || reply.status == 412,
                                 "neither won nor stale: " + describe(reply));
                }
            });
        }
    }
    const auto counted = noteOf(soak.client->send({"GET", path}, &soak.kit->console));
    soak.require(counted == won, std::to_string(won - counted) + " updates were lost");
    soak.measure("won", static_cast<double>(won));
    soak.measure("stale", static_cast<double>(stale));
}

} // namespace kaomon::soak
