// SPDX-License-Identifier: GPL-3.0-or-later
//
// Licences from outside, on the database named by KAOMON_TEST_BACKEND.
#include <algorithm>

#include <filesystem>

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QTest>

#include "contract/licence/licensed_server.h"
#include "domain/calendar.h"
#include "support/case_counter.h"
#include "support/server/tenant_kit.h"
#include "wire/changes.h"
#include "wire/licences.h"

// Compares status and, with a code, the problem of an answer; shows the answer when it differs.
#define EXPECT_STATUS(reply, expected)                                                                       \
    do {                                                                                                     \
        const auto& expectedReply_ = (reply);                                                                \
        QVERIFY2(expectedReply_.status == (expected), describe(expectedReply_).c_str());                     \
    } while (false)
#define EXPECT_PROBLEM(reply, expected, problem)                                                             \
    do {                                                                                                     \
        const auto& problemReply_ = (reply);                                                                 \
        QVERIFY2(problemReply_.status == (expected) && problemReply_.code() == (problem),                    \
                 describe(problemReply_).c_str());                                                           \
    } while (false)

namespace kaomon::test {
namespace {

using namespace Qt::StringLiterals;
using std::chrono::hours;
using std::chrono::minutes;

constexpr int kWaitMs = 40'000; // for the server's own jobs, which look twice a second

std::string describe(const Reply& reply) {
    return std::to_string(reply.status) + " " + reply.body;
}

// Licences through the API and kaomonctl: a tenant from its trial to the erasing of its faces, on a server
// with an operator's key.
class LicenceApiTest : public QObject {
    Q_OBJECT

public:
    explicit LicenceApiTest(const Backend& backend)
        : m_server(backend)
        , m_record(recordFile(backend)) {}

private slots:
    void initTestCase();
    void unneededWithoutAKey();
    void trial();
    void oneTrialPerCompany();
    void roles();
    void installs();
    void refused_data();
    void refused();
    void inspects();
    void removes();
    void seats();
    void plan();
    void readOnlyAfterTheEnd();
    void facesGo();
    void operatorsCommands();

private:
    [[nodiscard]] Reply get(const std::string& path) {
        return m_transport->send({"GET", path}, &m_kit->console);
    }
    [[nodiscard]] Reply post(const std::string& text) {
        return m_transport->send({"POST", "/v1/licences", wire::encode(wire::NewLicence{text})},
                                 &m_kit->console);
    }
    [[nodiscard]] wire::LicenceStatus status() {
        const auto overview = bodyOf<wire::LicenceOverview>(get("/v1/licences"));
        return overview ? overview->status : wire::LicenceStatus();
    }
    [[nodiscard]] static std::string day(int fromToday) {
        const auto zone = domain::TimeZone::find(domain::kDefaultTimeZone).value();
        return domain::dayText(domain::addDays(zone.dayOf(wallNow()), fromToday));
    }
    // A licence file as the operator makes it; empty when kaomonctl refused.
    [[nodiscard]] std::string issue(const std::string& serial, int seats, int firstDay, int lastDay,
                                    const std::string& tenant = {}, const QString& key = u"operator.key"_s) {
        const QString file = m_folder.filePath(QString::fromStdString(serial) + u".licence"_s);
        const auto made = m_server.control(
            {u"licence"_s, u"issue"_s, u"--key-file"_s, m_folder.filePath(key), u"--serial"_s,
             QString::fromStdString(serial), u"--seats"_s, QString::number(seats), u"--start"_s,
             QString::fromStdString(day(firstDay)), u"--end"_s, QString::fromStdString(day(lastDay)),
             u"--tenant"_s, QString::fromStdString(tenant.empty() ? m_kit->tenant.text() : tenant),
             u"--out"_s, file});
        QFile written(file);
        return made.at("exit") == "0" && written.open(QIODevice::ReadOnly) ? written.readAll().toStdString()
                                                                           : std::string();
    }
    [[nodiscard]] std::map<std::string, std::string> createTrial(const QString& company) {
        return m_server.control({u"tenant"_s, u"create"_s, u"--name"_s, u"Trial"_s, u"--trial"_s,
                                 u"--company"_s, company, u"--demo"_s});
    }
    [[nodiscard]] Reply enrolFace(const std::string& login) {
        Caller caller = Caller::console();
        const auto person = m_kit->addPerson(login, "member", &*m_pc, caller);
        if (!person || !m_kit->signInOnPc(caller, *m_pc, *person)) {
            return m_kit->lastReply;
        }
        const wire::Consent consent{ConsentId::generate(), person->id, "1", "ja", wallNow()};
        (void)m_transport->send({"POST", "/v1/consents", wire::encode(consent)}, &caller);
        const auto face = m_kit->face(*person, *m_pc, consent.id);
        return m_transport->send(
            {"POST", "/v1/users/" + person->id.text() + "/templates", wire::encode(face)}, &caller);
    }
    [[nodiscard]] static std::string recordFile(const Backend& backend) {
        const auto folder = std::filesystem::path(qgetenv("KAOMON_BUILD_DIR").toStdString()) / "check";
        std::filesystem::create_directories(folder);
        const std::string file = (folder / ("responses-licence-" + backend.name() + ".jsonl")).string();
        std::filesystem::remove(file);
        return file;
    }

    LicensedServer m_server;
    std::string m_record;
    std::unique_ptr<TestClient> m_transport;
    std::unique_ptr<TenantKit> m_other; // without a licence
    QTemporaryDir m_folder;
    std::unique_ptr<TenantKit> m_kit;
    std::optional<Pc> m_pc;
    QString m_operatorKey;
    std::string m_upcoming;
};

void LicenceApiTest::initTestCase() {
    QVERIFY(m_server.start({}));
    m_transport = std::make_unique<TestClient>(m_server.port(), m_record);
    const auto created = createTrial(u"株式会社みほん"_s);
    QVERIFY2(created.at("exit") == "0", created.at("error").c_str());
    m_kit = std::make_unique<TenantKit>(*m_transport, created);
    QVERIFY2(m_kit->found(), describe(m_kit->lastReply).c_str());
    m_other = std::make_unique<TenantKit>(
        *m_transport, m_server.control({u"tenant"_s, u"create"_s, u"--name"_s, u"Other"_s}));
    QVERIFY2(m_other->found(), describe(m_other->lastReply).c_str());
    for (const QString& name : {u"operator.key"_s, u"stranger.key"_s}) {
        const auto key =
            m_server.control({u"licence"_s, u"keygen"_s, u"--key-file"_s, m_folder.filePath(name)});
        QVERIFY2(key.at("exit") == "0", key.at("error").c_str());
        if (m_operatorKey.isEmpty()) {
            m_operatorKey = QString::fromStdString(key.at("operator_key"));
        }
        QCOMPARE(QFile::permissions(m_folder.filePath(name)) &
                     (QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther),
                 QFile::Permissions());
    }
}

void LicenceApiTest::unneededWithoutAKey() {
    EXPECT_PROBLEM(post("KAOMON LICENCE 1"), 404, "not_found");
    const auto other =
        bodyOf<wire::LicenceOverview>(m_transport->send({"GET", "/v1/licences"}, &m_other->console));
    QVERIFY(other);
    QCOMPARE(other->status.state, std::string("unlimited"));
    QVERIFY(!other->status.seats);
    QVERIFY(m_server.start({u"--operator-key"_s, m_operatorKey}));
    QVERIFY(m_kit->later(minutes(2)) && m_other->later(minutes(0)));
}

void LicenceApiTest::trial() {
    const auto now = status();
    QCOMPARE(now.state, std::string("trial"));
    QCOMPARE(now.seats, std::optional(100));
    QCOMPARE(now.timeZone, std::string("Asia/Tokyo"));
    QCOMPARE(now.reminders.size(), std::size_t(5));
}

void LicenceApiTest::oneTrialPerCompany() {
    const auto again = createTrial(u"㈱みほん"_s);
    QCOMPARE(again.at("exit"), std::string("1"));
    QVERIFY2(again.at("error").find("had its trial already") != std::string::npos, again.at("error").c_str());
    QCOMPARE(createTrial(QString()).at("exit"), std::string("1")); // a company is needed
}

void LicenceApiTest::roles() {
    Caller caller = Caller::console();
    const auto auditor = m_kit->addPerson("auditor", "auditor", nullptr, caller);
    QVERIFY2(auditor, describe(m_kit->lastReply).c_str());
    QVERIFY(m_kit->signIn(caller, *auditor));
    EXPECT_STATUS(m_transport->send({"GET", "/v1/licences"}, &caller), 200);
    const Call call{"POST", "/v1/licences", wire::encode(wire::NewLicence{"x"})};
    EXPECT_PROBLEM(m_transport->send(call, &caller), 403, "forbidden");
    EXPECT_PROBLEM(m_transport->send({"DELETE", "/v1/licences/" + makeUuid()}, &caller), 403, "forbidden");
}

void LicenceApiTest::installs() {
    const Reply reply = post(issue("paid-1", 2, -1, 40));
    EXPECT_STATUS(reply, 201);
    const auto licence = bodyOf<wire::Licence>(reply);
    QCOMPARE(licence->state, std::string("active"));
    EXPECT_STATUS(get("/v1/licences/" + licence->id), 200);
    EXPECT_PROBLEM(get("/v1/licences/" + makeUuid()), 404, "not_found");
    const auto now = status();
    QCOMPARE(now.state, std::string("valid"));
    QCOMPARE(now.seats, std::optional(2));
    QCOMPARE(now.lastDay, std::optional(day(40)));
    QCOMPARE(now.daysLeft, std::optional(41));
}

void LicenceApiTest::refused_data() {
    QTest::addColumn<QString>("what");
    QTest::addColumn<int>("httpStatus");
    QTest::addColumn<QString>("code");
    QTest::newRow("twice") << u"twice"_s << 409 << u"conflict"_s;
    QTest::newRow("stranger") << u"stranger"_s << 422 << u"signature_invalid"_s;
    QTest::newRow("forged") << u"forged"_s << 422 << u"signature_invalid"_s;
    QTest::newRow("another tenant's") << u"other"_s << 422 << u"validation_failed"_s;
    QTest::newRow("over") << u"over"_s << 422 << u"validation_failed"_s;
    QTest::newRow("garbage") << u"garbage"_s << 422 << u"validation_failed"_s;
    QTest::newRow("nothing") << u"nothing"_s << 422 << u"validation_failed"_s;
    QTest::newRow("too long") << u"long"_s << 422 << u"validation_failed"_s;
}

void LicenceApiTest::refused() {
    QFETCH(QString, what);
    QFETCH(int, httpStatus);
    QFETCH(QString, code);
    std::string text = what == u"garbage"_s ? "x" : what == u"long"_s ? std::string(17'000, 'x') : "";
    if (what == u"twice"_s) {
        QFile file(m_folder.filePath(u"paid-1.licence"_s));
        QVERIFY(file.open(QIODevice::ReadOnly));
        text = file.readAll().toStdString();
    } else if (what == u"stranger"_s) {
        text = issue("stranger", 2, -1, 40, {}, u"stranger.key"_s);
    } else if (what == u"forged"_s) {
        text = issue("forged", 2, -1, 40);
        text.replace(text.find("seats: 2"), 8, "seats: 9");
    } else if (what == u"other"_s) {
        text = issue("other", 2, -1, 40, m_other->tenant.text());
    } else if (what == u"over"_s) {
        text = issue("over", 2, -9, -1);
    }
    EXPECT_PROBLEM(post(text), httpStatus, code.toStdString());
}

void LicenceApiTest::inspects() {
    const QString file = m_folder.filePath(u"paid-1.licence"_s);
    const auto valid =
        m_server.control({u"licence"_s, u"inspect"_s, file, u"--operator-key"_s, m_operatorKey});
    QCOMPARE(valid.at("exit"), std::string("0"));
    QCOMPARE(valid.at("signature"), std::string("valid"));
    QCOMPARE(valid.at("seats"), std::string("2"));
    const auto forged =
        m_server.control({u"licence"_s, u"inspect"_s, m_folder.filePath(u"stranger.licence"_s),
                          u"--operator-key"_s, m_operatorKey});
    QCOMPARE(forged.at("exit"), std::string("1"));
    QCOMPARE(forged.at("signature"), std::string("INVALID"));
}

void LicenceApiTest::removes() {
    const auto next = bodyOf<wire::Licence>(post(issue("paid-2", 5, 41, 400)));
    QVERIFY(next);
    QCOMPARE(next->state, std::string("upcoming"));
    const auto overview = bodyOf<wire::LicenceOverview>(get("/v1/licences"));
    QCOMPARE(overview->items.size(), std::size_t(3)); // the trial, the paid one, the next one
    // those that began on the same day are in no order
    const auto trial = std::ranges::find(overview->items, std::string("trial"), &wire::Licence::kind);
    QVERIFY(trial != overview->items.end());
    QCOMPARE(trial->state, std::string("superseded"));
    const auto active = std::ranges::find(overview->items, std::string("paid-1"), &wire::Licence::serial);
    QVERIFY(active != overview->items.end());
    EXPECT_PROBLEM(m_transport->send({"DELETE", "/v1/licences/" + active->id}, &m_kit->console), 409,
                   "conflict");
    EXPECT_STATUS(m_transport->send({"DELETE", "/v1/licences/" + next->id}, &m_kit->console), 204);
    EXPECT_PROBLEM(m_transport->send({"DELETE", "/v1/licences/" + next->id}, &m_kit->console), 404,
                   "not_found");
    QCOMPARE(status().lastDay, std::optional(day(40)));
}

void LicenceApiTest::seats() {
    m_pc = m_kit->addPc();
    QVERIFY2(m_pc, describe(m_kit->lastReply).c_str());
    EXPECT_STATUS(enrolFace("first"), 201);
    EXPECT_STATUS(enrolFace("second"), 201);
    QCOMPARE(status().seatsTaken, 2);
    const Reply third = enrolFace("third");
    EXPECT_PROBLEM(third, 409, "seats_exceeded");
    QVERIFY2(third.body.find("2 of 2 seats are taken") != std::string::npos, third.body.c_str());
}

void LicenceApiTest::plan() {
    const auto plan = bodyOf<wire::ErasurePlan>(get("/v1/licences:erasure-plan"));
    QVERIFY(plan);
    QCOMPARE(plan->steps.size(), std::size_t(3));
    QCOMPARE(plan->steps[0].step, std::string("read_only"));
    QCOMPARE(plan->steps[1].step, std::string("faces"));
    QCOMPARE(plan->steps[1].state, std::string("planned"));
    QCOMPARE(plan->steps[1].erases.front().what, std::string("templates"));
    QCOMPARE(plan->steps[1].erases.front().count, 2);
    QVERIFY(plan->steps[0].at <= plan->steps[1].at && plan->steps[1].at <= plan->steps[2].at);
}

void LicenceApiTest::readOnlyAfterTheEnd() {
    QVERIFY2(m_kit->later(status().endsAt.value() - wallNow() + minutes(1)),
             describe(m_kit->lastReply).c_str());
    const auto ended = status();
    QCOMPARE(ended.isReadOnly, true);
    EXPECT_STATUS(get("/v1/users"), 200);
    const auto user = m_kit->newUser("late", "member");
    EXPECT_PROBLEM(m_transport->send({"POST", "/v1/users", wire::encode(user)}, &m_kit->console), 403,
                   "licence_ended");
    const Call addresses{"PUT", "/v1/ip-rules", R"({"rules":[]})", {{"If-Match", "\"r0\""}}};
    EXPECT_PROBLEM(m_transport->send(addresses, &m_kit->console), 403, "licence_ended");
    if (ended.state == "ended") { // on the last day of a month the faces go at once
        QVERIFY(wallNow() < ended.facesDeletedAt.value());
    }
}

void LicenceApiTest::facesGo() {
    const TimePoint due = std::max(wallNow(), status().facesDeletedAt.value());
    QVERIFY2(m_kit->later(due - wallNow() + minutes(5)), m_server.lastWords().constData());
    // the server's own job looks twice a second; each round of the test gives it another hour
    QElapsedTimer timer;
    timer.start();
    while (status().state != "faces_deleted" && timer.elapsed() < kWaitMs) {
        QVERIFY2(m_kit->later(minutes(61)), describe(m_kit->lastReply).c_str());
    }
    QCOMPARE(status().state, std::string("faces_deleted"));
    QCOMPARE(status().seatsTaken, 0);
    const auto list = bodyOf<wire::ErasureCertificateList>(get("/v1/licences:certificates"));
    QVERIFY(list && list->items.size() == 1);
    QFile file(m_folder.filePath(u"certificate"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(list->items.front().text.c_str());
    file.close();
    const auto verified = m_server.control({u"certificate"_s, u"verify"_s, file.fileName()});
    QVERIFY2(verified.at("exit") == "0", verified.at("error").c_str());
    QCOMPARE(verified.at("kind"), std::string("faces"));
    QCOMPARE(verified.at("remaining"), std::string("0"));
    QVERIFY(verified.at("erased").find("templates=2") != std::string::npos);

    Caller pc = Caller::device(m_pc->id.text(), m_pc->sign);
    const auto page = bodyOf<wire::ChangePage>(m_transport->send({"GET", "/v1/changes?limit=500"}, &pc));
    QVERIFY(page);
    const auto end = std::ranges::find(page->items, std::string("tenant_end"), &wire::Change::kind);
    QVERIFY(end != page->items.end() && end->body);
    QVERIFY(wire::decode<wire::TenantEnd>(end->body->text)->facesUntil.value() <= wallNow());
    // the tenant lives on and may be renewed
    EXPECT_STATUS(post(issue("paid-3", 5, -1, 365)), 201);
    QCOMPARE(status().state, std::string("valid"));
    const auto user = m_kit->newUser("again", "member");
    EXPECT_STATUS(m_transport->send({"POST", "/v1/users", wire::encode(user)}, &m_kit->console), 201);
}

void LicenceApiTest::operatorsCommands() {
    const QString tenant = QString::fromStdString(m_kit->tenant.text());
    const auto run = [&](QStringList arguments) {
        return m_server.control(arguments << u"--operator-key"_s << m_operatorKey);
    };
    const auto shown = run({u"tenant"_s, u"show"_s, tenant});
    QVERIFY2(shown.at("exit") == "0", shown.at("error").c_str());
    QCOMPARE(shown.at("company"), std::string("株式会社みほん"));
    const QString later = QString::fromStdString(day(400));
    const auto schedule = [&](const QString& on, const QString& reason) {
        return run({u"tenant"_s, u"schedule-deletion"_s, tenant, u"--on"_s, on, u"--reason"_s, reason})
            .at("exit");
    };
    QCOMPARE(schedule(u"yesterday"_s, u"x"_s), std::string("1"));
    QCOMPARE(schedule(u"2020-01-01"_s, u"x"_s), std::string("1"));
    QCOMPARE(schedule(later, QString()), std::string("1"));
    QCOMPARE(schedule(later, u"asked for by the customer"_s), std::string("0"));
    QVERIFY(run({u"tenant"_s, u"show"_s, tenant}).contains("operator_deletes_at"));
    QCOMPARE(run({u"tenant"_s, u"cancel-deletion"_s, tenant}).at("exit"), std::string("0"));
    QCOMPARE(run({u"tenant"_s, u"cancel-deletion"_s, tenant}).at("exit"), std::string("1"));
    QVERIFY(!run({u"tenant"_s, u"show"_s, tenant}).contains("operator_deletes_at"));
}

} // namespace
} // namespace kaomon::test

int main(int argc, char** argv) {
    using namespace kaomon::test;
    QCoreApplication app(argc, argv);
    const Backend backend;
    CaseCounter counter("licence-api", backend.name());
    LicenceApiTest test(backend);
    counter.run(test);
    return counter.finish();
}

#include "tst_licence_api.moc"
