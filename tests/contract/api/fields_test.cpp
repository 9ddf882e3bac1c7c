// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <limits>
#include <set>

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

#include "contract/api/api_suite.h"
#include "contract/api/matrix_callers.h"
#include "contract/api/test_classes.h"
#include "support/http/test_time.h"

namespace kaomon::test {
namespace {

// More than any text may be, and still less than a body.
constexpr qsizetype kLongText = 40'000;
constexpr qsizetype kLongList = 1'500;

// A place in a body: names of members; "0" for the first element of a list.
using Place = QStringList;

struct Field {
    Place place;
    QJsonObject schema;
    bool isRequired = false;

    [[nodiscard]] QString type() const { return schema[QLatin1String("type")].toString(); }
    [[nodiscard]] std::string pointer() const { return "/" + place.join(u'/').toStdString(); }
};

// One wrong value of a field.
struct Fault {
    std::string name;
    QJsonValue value; // undefined: the member is left out
    bool isForm;      // what the description of the body alone forbids
};

void addFields(const QJsonObject& schema, const Place& at, std::vector<Field>& fields) {
    const QJsonObject members = schema[QLatin1String("properties")].toObject();
    const QJsonArray required = schema[QLatin1String("required")].toArray();
    for (auto member = members.begin(); member != members.end(); ++member) {
        const Place place = at + Place{member.key()};
        const QJsonObject inner = member.value().toObject();
        fields.push_back({place, inner, required.contains(member.key())});
        addFields(inner, place, fields);
        if (const QJsonObject items = inner[QLatin1String("items")].toObject(); !items.isEmpty()) {
            fields.push_back({place + Place{QStringLiteral("0")}, items, true});
            addFields(items, place + Place{QStringLiteral("0")}, fields);
        }
    }
}

QJsonValue replaced(const QJsonValue& in, const Place& place, const QJsonValue& value) {
    if (place.isEmpty()) {
        return value;
    }
    const Place rest = place.mid(1);
    if (in.isArray()) {
        QJsonArray array = in.toArray();
        if (array.isEmpty()) {
            return in;
        }
        array[0] = replaced(array[0], rest, value);
        return array;
    }
    QJsonObject object = in.toObject();
    if (rest.isEmpty() && value.isUndefined()) {
        object.remove(place.front());
    } else {
        object[place.front()] = replaced(object[place.front()], rest, value);
    }
    return object;
}

QJsonValue valueAt(QJsonValue in, const Place& place) {
    for (const QString& step : place) {
        in = in.isArray() ? in.toArray().first() : in.toObject()[step];
    }
    return in;
}

std::vector<Fault> faultsOf(const Field& field, const QJsonValue& fitting) {
    std::vector<Fault> faults;
    const bool isElement = field.place.back() == u"0";
    const QString type = field.type();
    if (type.isEmpty()) {
        return faults; // any JSON
    }
    faults.push_back({"another type", type == u"object" ? QJsonValue(7) : QJsonValue(QJsonObject()), true});
    if (type != u"string") {
        faults.push_back({"a text", QStringLiteral("x"), true});
    }
    if (type == u"integer") {
        faults.push_back({"a fraction", 1.5, true});
        faults.push_back({"too large", 1e300, true});
        faults.push_back({"the largest", static_cast<double>(std::numeric_limits<qint64>::max()), false});
        faults.push_back({"negative", -9007199254740991.0, false});
    }
    if (field.isRequired) {
        faults.push_back({"null", QJsonValue(QJsonValue::Null), true});
        if (!isElement) {
            faults.push_back({"missing", QJsonValue(QJsonValue::Undefined), true});
        }
    }
    if (type == u"string") {
        faults.push_back({"too long", QString(kLongText, u'A'), false});
        faults.push_back({"controls", QStringLiteral("a\u0000\u001b[2J\u202eb"), false});
    }
    if (type == u"array" && !fitting.toArray().isEmpty()) {
        QJsonArray many;
        const auto size = QJsonDocument(fitting.toArray()).toJson(QJsonDocument::Compact).size();
        for (qsizetype i = 0; i < std::min(kLongList, 60'000 / size); ++i) {
            many.append(fitting.toArray().first());
        }
        if (many.size() == kLongList) { // else the limit of the body comes first
            faults.push_back({"too many", many, false});
        }
    }
    return faults;
}

// Every member of every body that the table describes, with what does not belong there: a problem that says
// so, and never a fault of the server. What is tried comes from the description, so a new route or member is
// tried from then on.
class FieldsTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void members_data();
    void members();
    void nothingLongWasTaken();
    void cleanupTestCase();

private:
    [[nodiscard]] Reply send(const TableRoute& route, const QJsonValue& body);
    [[nodiscard]] std::string faultOf(const Field& field, const Fault& fault, const Reply& base,
                                      const Reply& reply) const;

    ApiSuite& m_suite = ApiSuite::get();
    std::unique_ptr<MatrixTenant> m_tenant;
    std::vector<TableRoute> m_routes;
    int m_tried = 0;
};

// These end the caller's own way in.
bool isLeftOut(const TableRoute& route) {
    static const std::set<std::string> kEnding{"PUT /v1/session/password", "PUT /v1/ip-rules",
                                               "PUT /v1/account-rules"};
    return route.bodySchema.isEmpty() || route.method == "GET" || kEnding.contains(route.name());
}

void FieldsTest::initTestCase() {
    m_tenant = std::make_unique<MatrixTenant>(
        *m_suite.client, m_suite.server.createTenant(QStringLiteral("Fields"), false), "fields");
    QVERIFY2(m_tenant->fill(), describe(m_tenant->kit.lastReply).c_str());
    for (TableRoute& route : routesOf(ServerProcess::apiDescription())) {
        if (!isLeftOut(route)) {
            m_routes.push_back(std::move(route));
        }
    }
    QVERIFY(m_routes.size() > 50);
}

void FieldsTest::members_data() {
    QTest::addColumn<int>("index");
    for (std::size_t i = 0; i < m_routes.size(); ++i) {
        QTest::addRow("%s", m_routes[i].name().c_str()) << static_cast<int>(i);
    }
}

Reply FieldsTest::send(const TableRoute& route, const QJsonValue& body) {
    static const std::vector<std::string> kCallers{"owner", "member", "device", "anonymous"};
    const auto caller =
        std::ranges::find_if(kCallers, [&](const std::string& name) { return route.allows(name); });
    Call call{route.method, m_tenant->ownPath(route.path),
              QJsonDocument(body.toObject()).toJson(QJsonDocument::Compact).toStdString()};
    call.headers["If-Match"] = "\"r1\"";
    call.headers["Idempotency-Key"] = makeUuid();
    return m_tenant->send(std::move(call), caller == kCallers.end() ? "anonymous" : *caller);
}

// Empty, or what is wrong with an answer. `base`: the answer to the same body without the fault.
std::string FieldsTest::faultOf(const Field& field, const Fault& fault, const Reply& base,
                                const Reply& reply) const {
    const std::string what = field.pointer() + " " + fault.name + ": " + describe(reply);
    if (reply.status == 0 || reply.status >= 500) {
        return what;
    }
    if (reply.status < 300) { // a number may be as large as it likes, and a hint may be absent
        const bool isBound = fault.isForm || fault.name == "too long" || fault.name == "too many";
        // an act on many refuses each row by itself, with the code and the place
        const auto bulk = wire::decode<wire::BulkReply>(reply.body);
        const bool isRefusedRow = bulk && bulk->done == 0 && bulk->refused > 0;
        return isBound && !isRefusedRow ? what : std::string();
    }
    if (reply.code().empty()) {
        return what;
    }
    // Where the same request is refused before its body is read (another revision, nobody's object), the
    // form does not show.
    const bool isSameRefusal =
        reply.status == base.status && reply.code() == base.code() && reply.code() != "validation_failed";
    const bool saysWhere =
        reply.code() == "validation_failed" && reply.body.find('"' + field.pointer()) != std::string::npos;
    return fault.isForm && !isSameRefusal && !saysWhere ? what : std::string();
}

void FieldsTest::members() {
    QFETCH(int, index);
    const TableRoute& route = m_routes[static_cast<std::size_t>(index)];
    const auto document =
        QJsonDocument::fromJson(QByteArray::fromStdString(exampleBody(route.bodySchema, makeUuid(), true)));
    std::vector<Field> fields;
    addFields(route.bodySchema, {}, fields);
    const Reply base = send(route, document.object());
    QVERIFY2(base.status != 0 && base.status < 500, describe(base).c_str());
    for (const Field& field : fields) {
        for (const Fault& fault : faultsOf(field, valueAt(document.object(), field.place))) {
            const Reply reply = send(route, replaced(document.object(), field.place, fault.value));
            const std::string wrong = faultOf(field, fault, base, reply);
            QVERIFY2(wrong.empty(), wrong.c_str());
            ++m_tried;
        }
    }
}

// Whatever the answers were: none of the long texts stands in anything that the tenant shows.
void FieldsTest::nothingLongWasTaken() {
    qInfo("%d wrong values", m_tried);
    QVERIFY(m_tried > 500);
    const std::string all = m_tenant->everything(routesOf(ServerProcess::apiDescription()));
    QVERIFY(all.find(std::string(5'000, 'A')) == std::string::npos);
}

// All that was asked within a minute would keep those who come afterwards out.
void FieldsTest::cleanupTestCase() {
    TestTime::get().advance(std::chrono::seconds(61));
}

} // namespace

std::unique_ptr<QObject> makeFieldsTest() {
    return std::make_unique<FieldsTest>();
}

} // namespace kaomon::test

#include "fields_test.moc"
