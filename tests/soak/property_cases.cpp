// SPDX-License-Identifier: GPL-3.0-or-later
//
// A2: requests made from the OpenAPI document by chance, for every route and role; the answers must be those
// that the document tells.
#include <algorithm>
#include <random>
#include <set>

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include "contract/api/matrix_callers.h"
#include "soak_context.h"

namespace kaomon::soak {
namespace {

using test::MatrixTenant;
using test::TableRoute;

QString text(const std::string& value) {
    return QString::fromStdString(value);
}

// What the document says, for one route.
struct Contract {
    TableRoute route;
    std::vector<std::string> query;
    QJsonObject responses; // by status
};

QJsonObject resolved(const QJsonObject& schema, const QJsonObject& schemas) {
    const QString reference = schema[QStringLiteral("$ref")].toString();
    return reference.isEmpty() ? schema : schemas[reference.section(u'/', -1)].toObject();
}

bool isOfType(const QJsonValue& value, const QString& type) {
    if (type == u"integer") {
        return value.isDouble() &&
               value.toDouble() == static_cast<double>(static_cast<qint64>(value.toDouble()));
    }
    return (type == u"object" && value.isObject()) || (type == u"array" && value.isArray()) ||
           (type == u"string" && value.isString()) || (type == u"boolean" && value.isBool()) ||
           (type == u"number" && value.isDouble()) || (type == u"null" && value.isNull());
}

// Empty, or where a value does not fit: as much of JSON Schema as the document uses.
std::string misfit(const QJsonValue& value, const QJsonObject& given, const QJsonObject& schemas,
                   const std::string& at) {
    const QJsonObject schema = resolved(given, schemas);
    const QJsonValue type = schema[QStringLiteral("type")];
    if (type.isString() && !isOfType(value, type.toString())) {
        return at + " is no " + type.toString().toStdString();
    }
    if (const QJsonArray names = schema[QStringLiteral("enum")].toArray();
        !names.isEmpty() && !names.contains(value)) {
        return at + " is none of its names";
    }
    const QJsonObject object = value.toObject();
    for (const QJsonValue& name : schema[QStringLiteral("required")].toArray()) {
        if (value.isObject() && !object.contains(name.toString())) {
            return at + "/" + name.toString().toStdString() + " is missing";
        }
    }
    const QJsonObject members = schema[QStringLiteral("properties")].toObject();
    for (auto member = members.begin(); member != members.end(); ++member) {
        if (object.contains(member.key())) {
            auto fault = misfit(object[member.key()], member.value().toObject(), schemas,
                                at + "/" + member.key().toStdString());
            if (!fault.empty()) {
                return fault;
            }
        }
    }
    for (const QJsonValue& element : value.toArray()) {
        auto fault = misfit(element, schema[QStringLiteral("items")].toObject(), schemas, at + "/-");
        if (!fault.empty()) {
            return fault;
        }
    }
    return {};
}

std::vector<Contract> contractsOf(const QJsonObject& document) {
    std::vector<Contract> contracts;
    for (const TableRoute& route : test::routesOf(QJsonDocument(document).toJson())) {
        const QJsonObject operation = document[QStringLiteral("paths")][text(route.path)]
                                          .toObject()[text(route.method).toLower()]
                                          .toObject();
        Contract contract{route, {}, operation[QStringLiteral("responses")].toObject()};
        for (const QJsonValue& parameter : operation[QStringLiteral("parameters")].toArray()) {
            if (parameter[QStringLiteral("in")].toString() == u"query") {
                contract.query.push_back(parameter[QStringLiteral("name")].toString().toStdString());
            }
        }
        contracts.push_back(std::move(contract));
    }
    return contracts;
}

class Generator {
public:
    explicit Generator(unsigned seed)
        : m_random(seed) {}

    [[nodiscard]] bool once(unsigned in) { return m_random() % in == 0; }

    std::string queryOf(const Contract& contract) {
        static const std::vector<std::string> kValues{"",
                                                      "1",
                                                      "0",
                                                      "-1",
                                                      "500",
                                                      "501",
                                                      "99999999999999999999",
                                                      "x",
                                                      "active",
                                                      "%E9%A1%94",
                                                      "a%00b",
                                                      "%27%20OR%201=1",
                                                      "*",
                                                      "true",
                                                      "2026-11-24T03:04:05Z",
                                                      "2026-13-45",
                                                      "%25%25",
                                                      "_",
                                                      "0193a000-0000-7000-8000-000000000001"};
        std::string query;
        for (const auto& name : contract.query) {
            if (once(2)) {
                query += (query.empty() ? "?" : "&") + name + "=" + kValues[m_random() % kValues.size()];
            }
        }
        return query;
    }

    // A body that fits, and then perhaps does not any more.
    std::string bodyOf(const Contract& contract, const std::string& id) {
        if (contract.route.bodySchema.isEmpty()) {
            return contract.route.mediaType.empty() ? std::string() : std::string("bytes");
        }
        std::string body = test::exampleBody(contract.route.bodySchema, id, once(2));
        if (once(3)) {
            return body;
        }
        QJsonObject object = QJsonDocument::fromJson(QByteArray::fromStdString(body)).object();
        for (auto count = 1 + m_random() % 3; count > 0 && !object.isEmpty(); --count) {
            const QString key =
                object.keys()[static_cast<qsizetype>(m_random() % static_cast<unsigned>(object.size()))];
            if (once(5)) {
                object.remove(key);
            } else if (once(8)) {
                object[QStringLiteral("unknown")] = 1;
            } else {
                object[key] = oddValue();
            }
        }
        body = QJsonDocument(object).toJson(QJsonDocument::Compact).toStdString();
        if (once(20)) {
            body.resize(body.size() / 2);
        }
        return body;
    }

private:
    QJsonValue oddValue() {
        static const std::vector<QJsonValue> kValues{
            QJsonValue(),
            true,
            0,
            -1,
            1.5,
            9007199254740993.0,
            1e300,
            QString(),
            QStringLiteral("x"),
            QString(5000, u'x'),
            QStringLiteral("\u0000"),
            QStringLiteral("日本語"),
            QStringLiteral("AAAA"),
            QStringLiteral("2026-11-24T03:04:05Z"),
            QStringLiteral("0193a000-0000-7000-8000-000000000001"),
            QJsonArray(),
            QJsonArray{1, QStringLiteral("a"), QJsonObject()},
            QJsonObject(),
            QJsonObject{{QStringLiteral("a"), QJsonArray{QJsonValue()}}}};
        return kValues[m_random() % kValues.size()];
    }

    std::mt19937 m_random;
};

std::string unknownPath(std::string_view pattern) {
    std::string path;
    for (auto open = pattern.find('{'); open != std::string_view::npos; open = pattern.find('{')) {
        path += std::string(pattern.substr(0, open)) + makeUuid();
        pattern.remove_prefix(pattern.find('}', open) + 1);
    }
    return path + std::string(pattern);
}

// What ends the caller's own session, the only tenant, or everybody's way in is left for the matrix test.
bool isLeftOut(const TableRoute& route) {
    static const std::set<std::string> kEnding{"DELETE /v1/session", "PUT /v1/session/password",
                                               "PUT /v1/ip-rules", "PUT /v1/account-rules",
                                               "DELETE /v1/sessions"};
    return route.isPublic || kEnding.contains(route.name());
}

void check(SoakContext& soak, const Contract& contract, const Call& call, const std::string& caller,
           const Reply& reply, const QJsonObject& schemas) {
    const std::string what = caller + " " + call.method + " " + call.target + " " + call.body.substr(0, 200);
    soak.require(reply.status != 0, "no answer: " + what);
    soak.require(reply.status != 500, "500: " + what);
    const QJsonObject response = contract.responses[QString::number(reply.status)].toObject();
    soak.require(!response.isEmpty(), "undocumented " + describe(reply) + ": " + what);
    const QJsonObject content = response[QStringLiteral("content")].toObject();
    const std::string type = reply.header("content-type");
    const QString media = text(type.substr(0, type.find(';')));
    if (reply.body.empty()) {
        return;
    }
    soak.require(content.contains(media), "undocumented " + type + ": " + what);
    if (media.endsWith(u"json")) {
        const auto value = QJsonDocument::fromJson(QByteArray::fromStdString(reply.body));
        const auto fault = misfit(value.isArray() ? QJsonValue(value.array()) : QJsonValue(value.object()),
                                  content[media][QStringLiteral("schema")].toObject(), schemas, "");
        soak.require(fault.empty(), fault + ": " + what);
    }
}

} // namespace

void documentedAnswers(SoakContext& soak) {
    const QJsonObject document = QJsonDocument::fromJson(test::ServerProcess::apiDescription()).object();
    const QJsonObject schemas = document[QStringLiteral("components")][QStringLiteral("schemas")].toObject();
    const auto contracts = contractsOf(document);
    soak.require(contracts.size() > 30, "the document has no routes");
    MatrixTenant tenant(*soak.client, soak.server.createTenant(QStringLiteral("Property"), false), "prop");
    if (!tenant.fill()) {
        soak.require(false, "the case cannot be set up: " + describe(tenant.kit.lastReply));
        return;
    }
    Generator generator(20261124);
    const int rounds = soak.pick(1, 300);
    long long cases = 0;
    std::map<int, long long> statuses;
    for (int round = 0; round < rounds; ++round) {
        for (const Contract& contract : contracts) {
            if (isLeftOut(contract.route)) {
                continue;
            }
            for (const std::string& caller : MatrixTenant::callers()) {
                if (caller == "anonymous" && !generator.once(4)) {
                    continue;
                }
                const std::string path = generator.once(3) ? unknownPath(contract.route.path)
                                                           : tenant.ownPath(contract.route.path);
                Call call{contract.route.method, path + generator.queryOf(contract),
                          generator.bodyOf(contract, makeUuid())};
                if (!generator.once(3)) {
                    call.headers["If-Match"] = "\"r1\"";
                }
                if (!contract.route.mediaType.empty()) {
                    call.headers["Content-Type"] = contract.route.mediaType;
                }
                const Reply reply = tenant.send(call, caller);
                check(soak, contract, call, caller, reply, schemas);
                ++statuses[reply.status];
                ++cases;
            }
        }
    }
    soak.measure("cases", static_cast<double>(cases));
    for (const auto& [status, count] : statuses) {
        soak.measure("status_" + std::to_string(status), static_cast<double>(count));
    }
    soak.require(statuses[200] > 0 && statuses[403] > 0 && statuses[422] > 0, "too few sorts of answers");
}

} // namespace kaomon::soak
