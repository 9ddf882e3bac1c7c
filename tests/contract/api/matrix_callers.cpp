// SPDX-License-Identifier: GPL-3.0-or-later
#include "contract/api/matrix_callers.h"

#include <algorithm>

#include <QJsonArray>
#include <QJsonDocument>

#include "wire/notices.h"

namespace kaomon::test {
namespace {

QString text(const char* value) {
    return QString::fromLatin1(value);
}

QJsonValue exampleOf(const QJsonObject& schema, const QString& id, bool isWhole) {
    const QString type = schema[text("type")].toString();
    if (type == text("object")) {
        const QJsonObject properties = schema[text("properties")].toObject();
        const QJsonArray required = schema[text("required")].toArray();
        QJsonObject object;
        for (auto it = properties.begin(); it != properties.end(); ++it) {
            if (isWhole || required.contains(it.key())) {
                object[it.key()] = exampleOf(it.value().toObject(), id, isWhole);
            }
        }
        return object;
    }
    if (type == text("array")) {
        return isWhole ? QJsonArray{exampleOf(schema[text("items")].toObject(), id, isWhole)} : QJsonArray();
    }
    if (type == text("integer") || type == text("number")) {
        return 1;
    }
    if (type == text("boolean")) {
        return false; // a yes to a rule may bar every caller who comes afterwards
    }
    if (schema.contains(text("enum"))) {
        return schema[text("enum")].toArray().first();
    }
    const QString format = schema[text("format")].toString();
    if (format == text("uuid")) {
        return id;
    }
    if (format == text("date-time")) {
        return QString::fromStdString(toRfc3339(wallNow() + std::chrono::hours(1)));
    }
    return schema.contains(text("pattern")) ? text("AAAA") : text("x");
}

TableRoute routeOf(const QString& path, const QString& method, const QJsonObject& operation,
                   const QJsonObject& schemas) {
    TableRoute route;
    route.method = method.toUpper().toStdString();
    route.path = path.toStdString();
    route.operation = operation[text("operationId")].toString().toStdString();
    const QJsonArray security = operation[text("security")].toArray();
    route.isPublic = security.isEmpty();
    for (const QJsonValue& choice : security) {
        route.allowsDevice = route.allowsDevice || choice.toObject().keys() == QStringList{text("proof")};
    }
    route.isRecorded = operation[text("x-recorded")].toBool();
    for (const QJsonValue& role : operation[text("x-roles")].toArray()) {
        route.roles.push_back(role.toString().toStdString());
    }
    const QJsonObject bodies = operation[text("requestBody")].toObject()[text("content")].toObject();
    route.mediaType = bodies.isEmpty() ? std::string() : bodies.begin().key().toStdString();
    const QJsonObject content = bodies[text("application/json")].toObject();
    const QString reference = content[text("schema")].toObject()[text("$ref")].toString();
    route.bodySchema = schemas[reference.section(QLatin1Char('/'), -1)].toObject();
    return route;
}

// Times and revisions go on without anybody doing anything to the tenant.
QJsonValue withoutTimes(const QJsonValue& value) {
    if (value.isArray()) {
        QJsonArray array;
        for (const QJsonValue& element : value.toArray()) {
            array.append(withoutTimes(element));
        }
        return array;
    }
    if (!value.isObject()) {
        return value;
    }
    QJsonObject object;
    const QJsonObject source = value.toObject();
    for (auto it = source.begin(); it != source.end(); ++it) {
        const bool isVolatile = it.key().endsWith(text("_at")) || it.key().endsWith(text("_time")) ||
                                it.key() == text("time") || it.key() == text("rev") ||
                                it.key() == text("next") || it.key() == text("trace_id");
        if (!isVolatile) {
            object[it.key()] = withoutTimes(it.value());
        }
    }
    return object;
}

} // namespace

bool TableRoute::allows(const std::string& caller) const {
    if (caller == "anonymous") {
        return isPublic;
    }
    if (caller == "device") {
        return isPublic || allowsDevice;
    }
    return isPublic || std::ranges::find(roles, caller) != roles.end();
}

std::vector<TableRoute> routesOf(const QByteArray& openApi) {
    const QJsonObject document = QJsonDocument::fromJson(openApi).object();
    const QJsonObject schemas = document[text("components")].toObject()[text("schemas")].toObject();
    const QJsonObject paths = document[text("paths")].toObject();
    std::vector<TableRoute> routes;
    for (auto path = paths.begin(); path != paths.end(); ++path) {
        if (path.key().startsWith(text("/scim/"))) {
            continue;
        }
        const QJsonObject operations = path.value().toObject();
        for (auto operation = operations.begin(); operation != operations.end(); ++operation) {
            if (operation.value().toObject().contains(text("operationId"))) {
                routes.push_back(routeOf(path.key(), operation.key(), operation.value().toObject(), schemas));
            }
        }
    }
    // what ends a session or a tenant comes last
    std::ranges::stable_sort(routes, {}, [](const TableRoute& route) { return route.method == "DELETE"; });
    return routes;
}

std::string exampleBody(const QJsonObject& schema, const std::string& id, bool isWhole) {
    if (schema.isEmpty()) {
        return {};
    }
    const QJsonObject body = exampleOf(schema, QString::fromStdString(id), isWhole).toObject();
    return QJsonDocument(body).toJson(QJsonDocument::Compact).toStdString();
}

MatrixTenant::MatrixTenant(TestClient& client, const std::map<std::string, std::string>& created,
                           std::string mark)
    : kit(client, created)
    , m_mark(std::move(mark)) {}

const std::vector<std::string>& MatrixTenant::callers() {
    static const std::vector<std::string> all{"owner",        "user_admin", "help_desk", "auditor",
                                              "image_viewer", "member",     "device",    "anonymous"};
    return all;
}

bool MatrixTenant::fill() {
    if (!kit.found()) {
        return false;
    }
    m_pc = kit.addPc();
    if (!m_pc) {
        return false;
    }
    m_callers["owner"] = kit.console.clone();
    m_people.emplace("owner", Person{kit.owner.id, kit.owner.login, kit.owner.password, {}});
    m_callers["device"] = Caller::device(m_pc->id.text(), m_pc->sign);
    for (const std::string& role : callers()) {
        if (role == "owner" || role == "device" || role == "anonymous") {
            continue;
        }
        Caller caller = Caller::console();
        auto person = kit.addPerson(m_mark + "-" + role, role, role == "member" ? &*m_pc : nullptr, caller);
        if (!person) {
            return false;
        }
        m_people.emplace(role, std::move(*person));
        m_callers.emplace(role, std::move(caller));
    }
    const auto code = crypto::EnrolmentCode::generate();
    return kit.addCode(code, 1) && addFace() && addNotice();
}

bool MatrixTenant::addFace() {
    const Person& member = m_people.at("member");
    const wire::Consent consent{ConsentId::generate(), member.id, "1", "ja", wallNow()};
    kit.lastReply = send({"POST", "/v1/consents", wire::encode(consent)}, "member");
    if (kit.lastReply.status != 201) {
        return false;
    }
    auto face = kit.face(member, *m_pc, consent.id);
    face.label = m_mark;
    kit.lastReply =
        send({"POST", "/v1/users/" + member.id.text() + "/templates", wire::encode(face)}, "member");
    m_ids["/v1/users"] = member.id.text(); // the one who has more than a name
    return kit.lastReply.status == 201;
}

bool MatrixTenant::addNotice() {
    wire::NoticeDraft draft;
    draft.kind = "other";
    draft.audience = {"console", "client"};
    draft.titleJa = m_mark;
    draft.bodyJa = m_mark;
    kit.lastReply = send({"POST", "/v1/notices", wire::encode(draft)}, "owner");
    return kit.lastReply.status == 201;
}

bool MatrixTenant::signIn(const std::string& role) {
    if (role == "device" || role == "anonymous") {
        return true;
    }
    Caller& caller = m_callers[role];
    caller = Caller::console();
    const bool isIn = role == "member" ? kit.signInOnPc(caller, *m_pc, m_people.at(role))
                                       : kit.signIn(caller, m_people.at(role));
    return isIn;
}

Reply MatrixTenant::send(Call call, const std::string& caller) {
    if (caller == "anonymous") {
        return kit.client.send(std::move(call));
    }
    Reply reply = kit.client.send(call, &m_callers.at(caller));
    if (reply.status == 401 && signIn(caller)) {
        reply = kit.client.send(call, &m_callers.at(caller));
    }
    return reply;
}

std::string MatrixTenant::ownPath(const std::string& pattern) {
    std::string path;
    std::string_view rest = pattern;
    for (auto open = rest.find('{'); open != std::string_view::npos; open = rest.find('{')) {
        const auto close = rest.find('}', open);
        path += rest.substr(0, open);
        path +=
            firstIdIn(path.substr(0, path.size() - 1), std::string(rest.substr(open + 1, close - open - 1)));
        rest.remove_prefix(close + 1);
    }
    return path + std::string(rest);
}

std::string MatrixTenant::firstIdIn(const std::string& listPath, const std::string& parameter) {
    auto [known, isNew] = m_ids.emplace(listPath, "");
    if (!isNew) {
        return known->second;
    }
    const Reply reply = send({"GET", listPath}, "owner");
    const QJsonObject page = QJsonDocument::fromJson(QByteArray::fromStdString(reply.body)).object();
    for (const QJsonValue& list : page) {
        const QJsonObject first = list.toArray().first().toObject();
        for (const std::string& name : {std::string("id"), parameter + "_id"}) {
            const QString id = first[QString::fromStdString(name)].toString();
            if (!id.isEmpty()) {
                return known->second = id.toStdString();
            }
        }
    }
    qInfo("no object of the other tenant for {%s} behind %s", parameter.c_str(), listPath.c_str());
    return known->second = kit.owner.id.text();
}

std::string MatrixTenant::everything(const std::vector<TableRoute>& routes) {
    std::string all;
    for (const TableRoute& route : routes) {
        if (route.method != "GET" || route.isPublic || !route.allows("owner")) {
            continue;
        }
        const std::string path = ownPath(route.path);
        if (path.find("/operation") != std::string::npos || path == "/v1/account-acts" ||
            path.ends_with("/face-accesses")) {
            continue; // that everything is read here stands in the logs, too, and in the view of one
        }
        const Reply reply = send({"GET", path}, "owner");
        const auto body = QJsonDocument::fromJson(QByteArray::fromStdString(reply.body)).object();
        all += path + " " + std::to_string(reply.status) + " " +
               QJsonDocument(withoutTimes(body).toObject()).toJson(QJsonDocument::Compact).toStdString() +
               "\n";
    }
    return all;
}

} // namespace kaomon::test
