// SPDX-License-Identifier: GPL-3.0-or-later
//
// Writes what a database of this version looks like into one JSON file: the statements that made its schema
// on both databases, and every row of a tenant that a server of this version filled through its API. Run once
// for each release by make_release_fixture; tst_release_upgrade migrates what was written then.
#include <cstdio>
#include <fstream>

#include <QCoreApplication>
#include <QFile>
#include <boost/json.hpp>

#include "storage/database.h"
#include "storage/migration.h"
#include "storage/query.h"
#include "support/server/server_process.h"
#include "support/server/tenant_kit.h"
#include "wire/alerts.h"
#include "wire/deliveries.h"
#include "wire/events.h"
#include "wire/groups.h"
#include "wire/imports.h"
#include "wire/ip_rules.h"
#include "wire/scim_tokens.h"

using namespace kaomon;
using namespace kaomon::test;
using namespace Qt::StringLiterals;
namespace json = boost::json;
using storage::Dialect;
using storage::Query;
using storage::UnitOfWork;

namespace {

class Filler {
public:
    Filler(TestClient& client, TenantKit& kit)
        : m_client(client)
        , m_kit(kit) {}

    // False: what failed was printed.
    bool fill() {
        return people() && groups() && faces() && events() && watchers() && lists() && import() && acts();
    }
    [[nodiscard]] const UserId& member() const { return m_member->id; }

private:
    bool isGood(const Reply& reply, int status) {
        if (reply.status != status) {
            std::fprintf(stderr, "%d instead of %d: %s\n", reply.status, status, reply.body.c_str());
        }
        return reply.status == status;
    }
    Reply send(const char* method, const std::string& path, const std::string& body,
               const std::string& etag = {}) {
        Call call{method, path, body};
        if (!etag.empty()) {
            call.headers["If-Match"] = etag;
        }
        return m_client.send(call, &m_kit.console);
    }
    std::string etagOf(const std::string& path) { return send("GET", path, {}).etag(); }

    bool people() {
        m_pc = m_kit.addPc();
        m_member = m_pc ? m_kit.addPerson("hanako", "member", &*m_pc, m_onPc) : std::nullopt;
        const bool isThere = m_member && m_kit.addPerson("auditor", "auditor", nullptr, m_auditor) &&
                             m_kit.addPerson("helper", "help_desk", nullptr, m_helper);
        if (!isThere) {
            return isGood(m_kit.lastReply, 0);
        }
        const std::string path = "/v1/users/" + m_member->id.text();
        return isGood(send("PATCH", path, R"({"login":"hanako","kana":"ハナコ","note":"2階"})", etagOf(path)),
                      200);
    }
    bool groups() {
        const wire::NewGroup nurses{GroupId::generate(), "看護師", "a note"};
        const auto membership = m_kit.membership(m_member->id, {nurses.id}, 1);
        return isGood(send("POST", "/v1/user-groups", wire::encode(nurses)), 201) &&
               isGood(send("PUT", "/v1/policies", wire::encode(membership)), 200) &&
               isGood(
                   send("PUT", "/v1/policies",
                        wire::encode(m_kit.policy(2, "match_timeout_s", "7", m_kit.owner.identity.signing))),
                   200);
    }
    bool faces() {
        const wire::Consent consent{ConsentId::generate(), m_member->id, "1", "ja", wallNow()};
        const wire::FaceTemplate face = m_kit.face(*m_member, *m_pc, consent.id);
        const wire::UserKeys keys{m_member->id, {}, {{"device", m_pc->id.text(), crypto::randomBytes(80)}}};
        const std::string path = "/v1/users/" + m_member->id.text();
        return isGood(m_client.send({"POST", "/v1/consents", wire::encode(consent)}, &m_onPc), 201) &&
               isGood(m_client.send({"POST", path + "/templates", wire::encode(face)}, &m_onPc), 201) &&
               isGood(m_client.send({"PUT", path + "/vault-keys", wire::encode(keys)}, &m_onPc), 204);
    }
    bool events() {
        wire::EventBatch batch;
        for (const long long seq : {1, 2, 3, 4, 7}) { // two are missing
            wire::Event event;
            event.id = EventId::generate();
            event.seq = seq;
            event.at = wallNow();
            event.kind = "auth";
            event.code = seq < 4 ? "LOGON_NG" : "LOGON_OK";
            event.result = seq < 4 ? "ng" : "ok";
            event.severity = seq < 4 ? "warning" : "info";
            event.user = m_member->id;
            event.clientVersion = "1.0.0";
            event.osAccount = "hanako";
            event.detail.reason = seq < 4 ? std::optional<std::string>("no_match") : std::nullopt;
            batch.events.push_back(std::move(event));
        }
        Caller pc = Caller::device(m_pc->id.text(), m_pc->sign);
        return isGood(m_client.send({"POST", "/v1/events", wire::encode(batch)}, &pc), 200);
    }
    bool watchers() {
        const wire::NewAlertRule rule{.id = AlertRuleId::generate(),
                                      .name = "三回の失敗",
                                      .wanted = {},
                                      .count = 3,
                                      .minutes = 5,
                                      .per = "user",
                                      .sendsMail = true};
        return isGood(send("POST", "/v1/alert-rules", wire::encode(rule)), 201);
    }
    bool lists() {
        const wire::SavedFilter filter{makeUuid(), "users", "No face", "no_face_days=7", true, {}};
        const wire::IpRuleSet rules{{{"127.0.0.0/8", "console", "allow", "here", std::nullopt},
                                     {"2001:db8::/32", "client", "deny", "記録用", std::nullopt}}};
        const wire::NewScimToken token{ScimTokenId::generate(), toBase64Url(crypto::randomBytes(32)),
                                       "provider", wallNow() + std::chrono::hours(24 * 30)};
        return isGood(send("PUT", "/v1/saved-filters/" + filter.id, wire::encode(filter)), 200) &&
               isGood(send("PUT", "/v1/ip-rules", wire::encode(rules), etagOf("/v1/ip-rules")), 200) &&
               isGood(send("POST", "/v1/scim-tokens", wire::encode(token)), 201);
    }
    bool import() {
        const std::string csv = "ログイン名,氏名\r\ntaro,山田 太郎\r\njiro,\r\n";
        const wire::NewImport order{
            ImportId::generate(), "people.csv", "upsert", "auto", {}, static_cast<long long>(csv.size())};
        const std::string path = "/v1/imports/" + order.id.text();
        const Call part{"PUT", path + "/parts/0", csv, {{"Content-Type", "application/octet-stream"}}};
        return isGood(send("POST", "/v1/imports", wire::encode(order)), 201) &&
               isGood(m_client.send(part, &m_kit.console), 200) &&
               isGood(send("POST", path + ":check", {}), 200);
    }
    // Things that happen to accounts.
    bool acts() {
        const auto gone = m_kit.newUser("gone", "member");
        const std::string path = "/v1/users/" + gone.id.text();
        Caller stranger = Caller::console();
        const wire::SignInRequest wrong{m_kit.tenant, "owner", crypto::randomBytes(32),
                                        stranger.key.publicKey()};
        return isGood(send("POST", "/v1/users", wire::encode(gone)), 201) &&
               isGood(send("DELETE", path, {}, etagOf(path)), 204) &&
               isGood(m_client.send({"POST", "/v1/session", wire::encode(wrong)}, &stranger), 401) &&
               isGood(send("POST", "/v1/session/second-factor", {}), 200);
    }

    TestClient& m_client;
    TenantKit& m_kit;
    std::optional<Pc> m_pc;
    std::optional<Person> m_member;
    Caller m_onPc = Caller::console();
    Caller m_auditor = Caller::console();
    Caller m_helper = Caller::console();
};

json::array schemaOf(Dialect dialect) {
    json::array statements{"CREATE TABLE schema_migration (version BIGINT NOT NULL PRIMARY KEY, name TEXT "
                           "NOT NULL, checksum TEXT NOT "
                           "NULL, applied_at BIGINT NOT NULL)"};
    for (const auto& step : storage::allMigrations()) {
        for (const std::string& statement : step.statements(dialect)) {
            statements.emplace_back(statement);
        }
        statements.emplace_back(
            "INSERT INTO schema_migration (version, name, checksum, applied_at) VALUES (" +
            std::to_string(step.version) + ", '" + std::string(step.name) + "', '" + step.checksum(dialect) +
            "', 1)");
    }
    return statements;
}

// In the order in which the tables were made, so that a row comes after those it refers to.
json::array rowsOf(UnitOfWork& unit) {
    json::array tables;
    for (const auto& [name] :
         Query(unit,
               "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name <> "
               "'schema_migration' ORDER BY rowid")
             .all<std::string>()) {
        std::string list;
        json::array columns;
        for (const auto& [column] : Query(unit, "SELECT name FROM pragma_table_info(:table) ORDER BY cid")
                                        .bind("table", name)
                                        .all<std::string>()) {
            list += (list.empty() ? "" : ", ") + column;
            columns.emplace_back(column);
        }
        json::array rows;
        for (const auto& [row] :
             Query(unit, "SELECT json_array(" + list + ") FROM " + name + " ORDER BY 1").all<std::string>()) {
            rows.push_back(json::parse(row));
        }
        if (!rows.empty()) {
            tables.push_back({{"name", name}, {"columns", columns}, {"rows", rows}});
        }
    }
    return tables;
}

QByteArray keyOf(const Backend& backend) {
    QFile file(backend.folder() + u"/data/server.key"_s);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void write(std::ostream& out, const char* name, const json::array& values) {
    out << "\"" << name << "\": [";
    for (std::size_t i = 0; i < values.size(); ++i) {
        out << (i == 0 ? "\n" : ",\n") << json::serialize(values[i]);
    }
    out << "]";
}

int writeFixture(const Backend& backend, const TenantKit& kit, const UserId& member, const char* path) {
    const auto database = storage::Database::open({.url = backend.url(), .readers = 1, .isMigrating = false});
    if (!database) {
        return 1;
    }
    const auto tables =
        (*database)->runBlocking(storage::Access::Read, TenantId(),
                                 [](UnitOfWork& unit) -> Result<json::array> { return rowsOf(unit); });
    if (!tables) {
        return 1;
    }
    const QByteArray key = keyOf(backend);
    const json::object about{{"version", storage::allMigrations().back().version},
                             {"made_at", toRfc3339(wallNow())},
                             {"server_key", toBase64Url(Bytes(key.begin(), key.end()))},
                             {"tenant", kit.tenant.text()},
                             {"owner", kit.owner.login},
                             {"owner_auth", toBase64Url(kit.owner.password.auth)},
                             {"member", member.text()}};
    std::ofstream out(path, std::ios::binary);
    out << "{\"about\": " << json::serialize(about) << ",\n";
    write(out, "sqlite", schemaOf(Dialect::Sqlite));
    out << ",\n";
    write(out, "postgresql", schemaOf(Dialect::Postgresql));
    out << ",\n";
    write(out, "tables", *tables);
    out << "}\n";
    return out.flush() ? 0 : 1;
}

} // namespace

int main(int argc, char** argv) {
    QCoreApplication app(argc, argv);
    qputenv("KAOMON_TEST_BACKEND", "sqlite");
    const Backend backend;
    ServerProcess server(backend);
    if (argc != 2 || !server.start()) {
        std::fprintf(stderr, "usage: kaomon-release-fixture FILE\n");
        return 2;
    }
    TestClient client(server.port(), "");
    TenantKit kit(client, server.createTenant(u"Fixture"_s, false));
    Filler filler(client, kit);
    const QStringList notice{u"notice"_s,     u"publish"_s, u"--kind"_s,     u"technical"_s,
                             u"--audience"_s, u"console"_s, u"--title-ja"_s, u"お知らせ"_s,
                             u"--title-en"_s, u"Notice"_s,  u"--text-ja"_s,  u"本文"_s,
                             u"--text-en"_s,  u"Text"_s};
    const bool isFilled =
        kit.found() && filler.fill() && !server.control(notice).empty() &&
        !server
             .control({u"audit"_s, u"checkpoint"_s, u"--tenant"_s, QString::fromStdString(kit.tenant.text())})
             .empty();
    if (!isFilled || server.stop() != 0) {
        std::fprintf(stderr, "the database could not be filled\n");
        return 1;
    }
    return writeFixture(backend, kit, filler.member(), argv[1]);
}
