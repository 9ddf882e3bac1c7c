// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "contract/api/api_suite.h"
#include "contract/api/test_classes.h"
#include "exchange/csv_cell.h"
#include "exchange/text_encoding.h"
#include "wire/imports.h"

namespace kaomon::test {
namespace {

constexpr std::size_t kPart = 1024 * 1024;

// Users from CSV files, in a tenant of its own so that the counts are known.
class ImportsTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void addsPeople();
    void refusesRows();
    void refusesFiles_data();
    void refusesFiles();
    void updatesOnlyWhatIsThere();
    void readsCp932();
    void mapsChosenColumns();
    void disablesMissing();
    void refusesStaleRows();
    void undoes();
    void cancels();
    void partsInOrder();
    void exportsWhatItImports();
    void exportsCp932();
    void roles();
    void otherTenant();
    void manyRows();

private:
    [[nodiscard]] wire::ImportJob post(const std::string& id, const std::string& action,
                                       const std::string& body = {});
    [[nodiscard]] wire::ImportJob upload(const std::string& csv, const std::string& mode,
                                         std::vector<wire::ImportColumn> columns = {},
                                         const std::string& encoding = "auto");
    // Repeats the request until the step is over.
    [[nodiscard]] wire::ImportJob run(const wire::ImportJob& job, const std::string& action,
                                      std::optional<long long> confirmed = {});
    [[nodiscard]] wire::ImportJob imported(const std::string& csv, const std::string& mode);
    [[nodiscard]] std::vector<wire::ImportRow> rows(const wire::ImportJob& job,
                                                    const std::string& query = {});
    [[nodiscard]] std::optional<wire::User> user(const std::string& login);
    [[nodiscard]] std::string exported(const std::string& query);

    ApiSuite& m_suite = ApiSuite::get();
    TestClient& m_client = *m_suite.client;
    std::unique_ptr<TenantKit> m_kit;
    Reply m_reply; // of the last request
};

void ImportsTest::initTestCase() {
    m_kit =
        std::make_unique<TenantKit>(m_client, m_suite.server.createTenant(QStringLiteral("Imports"), false));
    QVERIFY2(m_kit->found(), describe(m_kit->lastReply).c_str());
}

wire::ImportJob ImportsTest::post(const std::string& id, const std::string& action, const std::string& body) {
    m_reply = m_client.send({"POST", "/v1/imports/" + id + ":" + action, body}, &m_kit->console);
    return bodyOf<wire::ImportJob>(m_reply).value_or(wire::ImportJob());
}

wire::ImportJob ImportsTest::upload(const std::string& csv, const std::string& mode,
                                    std::vector<wire::ImportColumn> columns, const std::string& encoding) {
    wire::NewImport body{ImportId::generate(),
                         "users.csv",
                         mode,
                         encoding,
                         std::move(columns),
                         static_cast<long long>(csv.size())};
    m_reply = m_client.send({"POST", "/v1/imports", wire::encode(body)}, &m_kit->console);
    for (std::size_t at = 0; m_reply.status < 300 && at < csv.size(); at += kPart) {
        const Call call{"PUT",
                        "/v1/imports/" + body.id.text() + "/parts/" + std::to_string(at / kPart),
                        csv.substr(at, kPart),
                        {{"Content-Type", "application/octet-stream"}}};
        m_reply = m_client.send(call, &m_kit->console);
    }
    return bodyOf<wire::ImportJob>(m_reply).value_or(wire::ImportJob());
}

wire::ImportJob ImportsTest::run(const wire::ImportJob& job, const std::string& action,
                                 std::optional<long long> confirmed) {
    const std::string body = action == "apply" ? wire::encode(wire::ImportApply{confirmed}) : std::string();
    const std::string under = action == "check" ? "checking" : action == "apply" ? "applying" : "undoing";
    wire::ImportJob now = post(job.id.text(), action, body);
    while (m_reply.status == 200 && now.state == under) {
        now = post(job.id.text(), action, body);
    }
    return now;
}

wire::ImportJob ImportsTest::imported(const std::string& csv, const std::string& mode) {
    const auto checked = run(upload(csv, mode), "check");
    return checked.state == "checked" ? run(checked, "apply") : checked;
}

std::vector<wire::ImportRow> ImportsTest::rows(const wire::ImportJob& job, const std::string& query) {
    std::vector<wire::ImportRow> all;
    std::string cursor;
    do {
        m_reply = m_client.send({"GET", "/v1/imports/" + job.id.text() + "/rows?limit=2" +
                                            (query.empty() ? "" : "&" + query) +
                                            (cursor.empty() ? "" : "&cursor=" + cursor)},
                                &m_kit->console);
        auto page = bodyOf<wire::ImportRowPage>(m_reply);
        if (!page) {
            return {};
        }
        std::ranges::move(page->items, std::back_inserter(all));
        cursor = page->next.value_or("");
    } while (!cursor.empty());
    return all;
}

std::optional<wire::User> ImportsTest::user(const std::string& login) {
    const auto page = bodyOf<wire::UserPage>(m_client.send({"GET", "/v1/users?q=" + login}, &m_kit->console));
    if (!page || page->items.size() != 1) {
        return std::nullopt;
    }
    return page->items.front();
}

std::string ImportsTest::exported(const std::string& query) {
    m_reply = m_client.send({"GET", "/v1/exports/users?" + query}, &m_kit->console);
    return m_reply.body;
}

void ImportsTest::addsPeople() {
    const std::string csv = "\xEF\xBB\xBFログインID,氏名,ふりがな,メールアドレス,部署\r\n"
                            "imp.taro,山田太郎,やまだたろう,taro@example.org,営業\r\n"
                            "\r\n"
                            "IMP.HANA,\"鈴木\r\n花子\",,,\r\n"
                            "imp.jiro,\"佐藤 \"\"J\"\" 次郎\",,,\r\n";
    const auto job = run(upload(csv, "add"), "check");
    QVERIFY2(job.state == "checked", describe(m_reply).c_str());
    QCOMPARE(job.encoding, std::string("utf-8"));
    QCOMPARE(job.found.rows, 3LL);
    QCOMPARE(job.found.added, 2LL);
    QCOMPARE(job.found.refused, 1LL); // a line break in a name
    QVERIFY(!user("imp.taro"));       // a check changes nobody
    const auto found = rows(job);
    QCOMPARE(found.size(), std::size_t{3});
    QCOMPARE(found[1].line, 4LL);
    QCOMPARE(found[2].line, 6LL);
    QCOMPARE(found[1].problems.front().reason, std::string("control_character"));
    QCOMPARE(found[1].problems.front().column, std::string("氏名"));
    const auto applied = run(job, "apply");
    QVERIFY2(applied.state == "applied", describe(m_reply).c_str());
    QCOMPARE(applied.applied, 2LL);
    const auto taro = user("imp.taro");
    QVERIFY(taro);
    QCOMPARE(taro->displayName, std::string("山田太郎"));
    QCOMPARE(taro->kana, std::string("やまだたろう"));
    QCOMPARE(taro->accountState, std::string("provisional")); // nobody has given a password yet
    QCOMPARE(user("imp.jiro")->displayName, std::string("佐藤 \"J\" 次郎"));
    QVERIFY(rows(job, "state=applied").front().user == taro->id); // for the reissue that follows
    QCOMPARE(run(job, "apply").applied, 2LL);                     // repeated: nothing more
}

void ImportsTest::refusesRows() {
    const std::string csv = "login,name,mail,state\n"
                            "owner,Renamed,,\n"        // an administrator
                            "owner,First Owner,*,*\n"  // twice
                            "imp.taro,Taro,t@e.org,\n" // exists
                            "x,Y,,\n"
                            "imp.new1,,,\n"
                            "imp.new2,N,nomail,\n"
                            "imp.new3,N,,gone\n"
                            "imp.new4,=1+1,,,=2+2\n"
                            "imp.ok,OK,,disabled\n";
    const auto job = run(upload(csv, "add"), "check");
    QVERIFY2(job.state == "checked", describe(m_reply).c_str());
    const auto found = rows(job, "action=refuse");
    QStringList reasons;
    for (const auto& row : found) {
        reasons << QString::fromStdString(row.problems.front().reason);
    }
    QCOMPARE(reasons.join(QLatin1Char(' ')),
             QStringLiteral("login_exists login_repeated login_exists login_invalid name_missing "
                            "mail_invalid state_invalid too_many_cells"));
    m_reply =
        m_client.send({"GET", "/v1/imports/" + job.id.text() + "/refused-rows?language=en"}, &m_kit->console);
    EXPECT_STATUS(m_reply, 200);
    const QString file = QString::fromStdString(m_reply.body);
    const QStringList lines = file.split(QStringLiteral("\r\n"), Qt::SkipEmptyParts);
    QCOMPARE(lines.size(), 9);
    QVERIFY(lines.front().endsWith(QStringLiteral("login,name,mail,state,Line,Reason,What to do")));
    QVERIFY(lines[4].startsWith(QStringLiteral("x,Y,,,5,login_invalid,")));
    QVERIFY(lines[8].startsWith(QStringLiteral("imp.new4,'=1+1,,,'=2+2,9,too_many_cells,")));
    QCOMPARE(run(job, "apply").applied, 1LL);
    QCOMPARE(user("imp.ok")->accountState, std::string("disabled"));
    const auto administrator = run(upload("login,name\nowner,Renamed\n", "upsert"), "check");
    QCOMPARE(rows(administrator).front().problems.front().reason, std::string("administrator"));
    QCOMPARE(run(upload("login,name\nowner,First Owner\n", "update"), "check").found.unchanged, 1LL);
    QCOMPARE(rows(run(upload("login,name\nnobody,N\n", "update"), "check")).front().problems.front().reason,
             std::string("login_unknown"));
}

void ImportsTest::refusesFiles_data() {
    QTest::addColumn<QByteArray>("csv");
    QTest::addColumn<QByteArray>("failure");
    QTest::addColumn<long long>("line");
    QTest::newRow("no login column") << QByteArray("name,mail\na,b\n") << QByteArray("login_column") << 1LL;
    QTest::newRow("login twice") << QByteArray("login,ログインID\na,b\n") << QByteArray("repeated_column")
                                 << 1LL;
    QTest::newRow("open quote") << QByteArray("login,name\nabc,\"x\nabd,y\n") << QByteArray("quote") << 2LL;
    QTest::newRow("text behind a quote") << QByteArray("login\nabc\n\"d\"e\n") << QByteArray("quote") << 3LL;
    QTest::newRow("one long record") << QByteArray("login,name\nabc,") + QByteArray(70000, 'x')
                                     << QByteArray("size") << 2LL;
    QTest::newRow("UTF-16") << QByteArray("\xFF\xFEl\0o\0g\0i\0n\0", 12) << QByteArray("text") << 1LL;
    QTest::newRow("zip") << QByteArray("PK\x03\x04\x14\0\0\0", 8) << QByteArray("text") << 1LL;
    QTest::newRow("blank") << QByteArray("\n") << QByteArray("login_column") << 1LL;
}

void ImportsTest::refusesFiles() {
    QFETCH(QByteArray, csv);
    QFETCH(QByteArray, failure);
    QFETCH(long long, line);
    const auto job = run(upload(csv.toStdString(), "upsert"), "check");
    QVERIFY2(job.state == "failed", describe(m_reply).c_str());
    QCOMPARE(QByteArray::fromStdString(job.failure.value_or("")), failure);
    QCOMPARE(job.failureLine.value_or(0), line);
    (void)run(job, "apply", {});
    EXPECT_PROBLEM(m_reply, 409, "conflict");
}

void ImportsTest::updatesOnlyWhatIsThere() {
    QCOMPARE(imported("login,name,kana,note\nimp.a,A,あ,first\nimp.b,B,い,second\n", "add").applied, 2LL);
    const auto job = imported("note,login,kana\nchanged,IMP.A,*\n*,imp.b,*\n", "upsert");
    QCOMPARE(job.found.updated, 1LL);
    QCOMPARE(job.found.unchanged, 1LL);
    const auto a = user("imp.a");
    QVERIFY(a && a->note == "changed" && a->kana == "あ" && a->displayName == "A");
    QCOMPARE(imported("login,note\nimp.a,\n", "update").applied, 1LL);
    QCOMPARE(user("imp.a")->note, std::string()); // an empty cell is a value
}

void ImportsTest::readsCp932() {
    exchange::TextConverter converter(exchange::TextEncoding::Cp932);
    const auto file = converter.fromUtf8("ログインID,氏名,備考\r\nimp.sjis,表示ソ能,①㈱～\r\n").bytes;
    const auto job = imported(file, "add");
    QCOMPARE(job.encoding, std::string("cp932"));
    QVERIFY(job.state == "applied");
    QCOMPARE(user("imp.sjis")->displayName, std::string("表示ソ能"));
    QCOMPARE(user("imp.sjis")->note, std::string("①㈱～"));
    const auto broken = run(upload("login,name\nimp.c,\x81\xFF\n", "add", {}, "utf-8"), "check");
    QCOMPARE(rows(broken).front().problems.front().reason, std::string("unreadable_text"));
}

void ImportsTest::mapsChosenColumns() {
    const auto job = run(upload("社員番号,name,login\nimp.map,Mapped,ignored\n", "add",
                                {{"社員番号", "login"}, {"Login", ""}}),
                         "check");
    QVERIFY2(job.state == "checked", describe(m_reply).c_str());
    QCOMPARE(rows(job).front().login, std::string("imp.map"));
    (void)upload("a", "add", {{"x", "role"}});
    EXPECT_PROBLEM(m_reply, 422, "validation_failed");
}

void ImportsTest::disablesMissing() {
    // with the people of the tests before, more than a fifth is missing here
    const auto risky = run(upload("login,name\nimp.a,A\n", "disable_missing"), "check");
    QVERIFY2(risky.state == "checked" && risky.isConfirmationNeeded, describe(m_reply).c_str());
    (void)run(risky, "apply");
    EXPECT_PROBLEM(m_reply, 422, "validation_failed");
    (void)run(risky, "apply", risky.found.disabled + 1);
    EXPECT_PROBLEM(m_reply, 422, "validation_failed");
    QCOMPARE(user("imp.taro")->accountState, std::string("provisional"));
    const auto applied = run(risky, "apply", risky.found.disabled);
    QCOMPARE(applied.applied, risky.found.disabled);
    QCOMPARE(user("imp.taro")->accountState, std::string("disabled"));
    QCOMPARE(user("owner")->accountState, std::string("active")); // administrators are never touched
    const auto undone = run(applied, "undo");
    QVERIFY2(undone.state == "undone", describe(m_reply).c_str());
    QCOMPARE(undone.undone, applied.applied);
    QCOMPARE(user("imp.taro")->accountState, std::string("provisional"));
    const auto unclear = run(upload("login,name\nimp.a,A\n!,B\n", "disable_missing"), "check");
    QCOMPARE(unclear.failure.value_or(""), std::string("login"));
    QCOMPARE(unclear.failureLine.value_or(0), 3LL);
}

void ImportsTest::refusesStaleRows() {
    const auto job = run(upload("login,name\nimp.a,A2\nimp.b,B2\nimp.late,L\n", "upsert"), "check");
    const auto a = user("imp.a");
    const Call change{"PATCH",
                      "/v1/users/" + a->id.text(),
                      R"({"note":"by hand"})",
                      {{"If-Match", "\"r" + std::to_string(a->rev) + "\""}}};
    EXPECT_STATUS(m_client.send(change, &m_kit->console), 200);
    EXPECT_STATUS(m_client.send({"POST", "/v1/users", wire::encode(m_kit->newUser("imp.late", "member"))},
                                &m_kit->console),
                  201);
    const auto applied = run(job, "apply");
    QCOMPARE(applied.applied, 1LL);
    QCOMPARE(applied.refusedLater, 2LL);
    QCOMPARE(user("imp.a")->displayName, std::string("A"));
    QCOMPARE(user("imp.b")->displayName, std::string("B2"));
    const auto refused = rows(job, "state=refused");
    QCOMPARE(refused.size(), std::size_t{2});
    QCOMPARE(refused[0].problems.front().reason, std::string("changed_meanwhile"));
    QCOMPARE(refused[1].problems.front().reason, std::string("login_exists"));
}

void ImportsTest::undoes() {
    const auto job = imported("login,name,note\nimp.undo1,U1,\nimp.undo2,U2,\nimp.b,B3,new\n", "upsert");
    QCOMPARE(job.applied, 3LL);
    const auto touched = user("imp.undo2");
    const Call change{"PATCH",
                      "/v1/users/" + touched->id.text(),
                      R"({"note":"x"})",
                      {{"If-Match", "\"r" + std::to_string(touched->rev) + "\""}}};
    EXPECT_STATUS(m_client.send(change, &m_kit->console), 200);
    const auto undone = run(job, "undo");
    QCOMPARE(undone.undone, 2LL);
    QCOMPARE(undone.undoRefused, 1LL);
    QVERIFY(!user("imp.undo1"));
    QVERIFY(user("imp.undo2"));
    QCOMPARE(user("imp.b")->displayName, std::string("B2"));
    QCOMPARE(user("imp.b")->note, std::string("second"));
    QCOMPARE(rows(job, "state=undo_refused").front().login, std::string("imp.undo2"));
    QCOMPARE(run(job, "undo").undone, 2LL); // once is all
    (void)run(job, "apply");
    EXPECT_PROBLEM(m_reply, 409, "conflict");
}

void ImportsTest::cancels() {
    const auto job = run(upload("login,name\nimp.cancel,C\n", "add"), "check");
    QCOMPARE(post(job.id.text(), "cancel").state, std::string("cancelled"));
    (void)run(job, "apply");
    EXPECT_PROBLEM(m_reply, 409, "conflict");
    (void)run(job, "undo");
    EXPECT_PROBLEM(m_reply, 409, "conflict");
    QVERIFY(!user("imp.cancel"));
    const auto list = bodyOf<wire::ImportJobList>(m_client.send({"GET", "/v1/imports"}, &m_kit->console));
    QVERIFY(list && list->items.front().id == job.id);
}

void ImportsTest::partsInOrder() {
    const std::string csv(kPart + 5, 'x');
    wire::NewImport body{ImportId::generate(), "parts.csv", "add", "auto", {}, kPart + 5};
    EXPECT_STATUS(m_client.send({"POST", "/v1/imports", wire::encode(body)}, &m_kit->console), 201);
    const auto put = [&](const std::string& part, const std::string& bytes) {
        return m_client.send({"PUT",
                              "/v1/imports/" + body.id.text() + "/parts/" + part,
                              bytes,
                              {{"Content-Type", "application/octet-stream"}}},
                             &m_kit->console);
    };
    EXPECT_PROBLEM(put("1", "xxxxx"), 409, "conflict");
    EXPECT_PROBLEM(put("0", "too short"), 422, "validation_failed");
    EXPECT_PROBLEM(put("-1", "x"), 404, "not_found");
    EXPECT_PROBLEM(put("0", std::string(kPart + 1, 'x')), 413, "payload_too_large");
    (void)post(body.id.text(), "check");
    EXPECT_PROBLEM(m_reply, 409, "conflict");
    EXPECT_STATUS(put("0", csv.substr(0, kPart)), 200);
    EXPECT_STATUS(put("0", csv.substr(0, kPart)), 200); // a repeated request
    EXPECT_PROBLEM(put("0", std::string(kPart, 'y')), 409, "conflict");
    EXPECT_STATUS(put("1", "xxxxx"), 200);
    body = {ImportId::generate(), "big.csv", "add", "auto", {}, 64LL * 1024 * 1024 + 1};
    EXPECT_PROBLEM(m_client.send({"POST", "/v1/imports", wire::encode(body)}, &m_kit->console), 422,
                   "validation_failed");
}

void ImportsTest::exportsWhatItImports() {
    QVERIFY(
        imported("login,name,kana,note\nimp.f1,'=1+1,'@x,''=2\nimp.f2,a'b,'*,\"l1\nl2\"\n", "add").applied ==
        2);
    QCOMPARE(user("imp.f1")->displayName, std::string("=1+1"));
    QCOMPARE(user("imp.f1")->note, std::string("'=2"));
    QCOMPARE(user("imp.f2")->kana, std::string("*"));
    for (const char* query :
         {"language=ja", "language=en&encoding=utf-8", "columns=note,login,display_name"}) {
        const std::string file = exported(query);
        EXPECT_STATUS(m_reply, 200);
        for (const auto& line : QString::fromStdString(file).split(QStringLiteral("\r\n"))) {
            QVERIFY(!line.startsWith(QLatin1Char('=')) && !line.contains(QStringLiteral(",=")));
        }
        const auto job = run(upload(file, "update"), "check");
        QVERIFY2(job.state == "checked", describe(m_reply).c_str());
        QCOMPARE(job.found.updated, 0LL);
        QCOMPARE(job.found.refused, 0LL);
        QVERIFY(job.found.unchanged > 5);
        QCOMPARE(job.found.unchanged, job.found.rows);
    }
    (void)exported("columns=login,login");
    EXPECT_PROBLEM(m_reply, 422, "validation_failed");
    (void)exported("encoding=utf-7");
    EXPECT_PROBLEM(m_reply, 422, "validation_failed");
}

void ImportsTest::exportsCp932() {
    // not recorded: its bytes are no UTF-8
    TestClient quiet(m_suite.server.port(), {});
    const auto get = [&](const std::string& query) {
        m_reply = quiet.send({"GET", "/v1/exports/users?encoding=cp932" + query}, &m_kit->console);
        return m_reply.body;
    };
    const auto job = imported("login,name\nimp.rare,𠮷野\n", "add");
    QCOMPARE(job.applied, 1LL);
    (void)get("");
    EXPECT_PROBLEM(m_reply, 422, "validation_failed");
    QVERIFY(m_reply.body.find("/encoding") != std::string::npos);
    const std::string file = get("&unmappable=mark");
    EXPECT_STATUS(m_reply, 200);
    QCOMPARE(m_reply.header("kaomon-unmappable"), std::string("1"));
    const auto text = exchange::TextConverter(exchange::TextEncoding::Cp932).toUtf8(file);
    QVERIFY(text && text->find("〓野") != std::string::npos);
    QCOMPARE(run(job, "undo").undone, 1LL);
    (void)get("");
    EXPECT_STATUS(m_reply, 200);
}

void ImportsTest::roles() {
    Caller helper = Caller::console();
    const auto person = m_kit->addPerson("imp-help", "help_desk", nullptr, helper);
    QVERIFY2(person && m_kit->signIn(helper, *person), describe(m_kit->lastReply).c_str());
    for (const char* target : {"/v1/imports", "/v1/exports/users"}) {
        EXPECT_PROBLEM(m_client.send({"GET", target}, &helper), 403, "forbidden");
    }
}

void ImportsTest::otherTenant() {
    const auto job = run(upload("login,name\nimp.other,O\n", "add"), "check");
    Caller& stranger = m_suite.other->console;
    const std::string path = "/v1/imports/" + job.id.text();
    for (const char* rest : {"", "/rows", "/refused-rows"}) {
        EXPECT_PROBLEM(m_client.send({"GET", path + rest}, &stranger), 404, "not_found");
    }
    for (const char* action : {":check", ":cancel", ":undo"}) {
        EXPECT_PROBLEM(m_client.send({"POST", path + action}, &stranger), 404, "not_found");
    }
    EXPECT_PROBLEM(m_client.send({"POST", path + ":apply", "{}"}, &stranger), 404, "not_found");
}

// Many more rows than a slice; how long 100 000 take is measured by tests/soak/run import --full.
void ImportsTest::manyRows() {
    constexpr int count = 12000;
    std::string csv = "login,name,kana,mail,note\n";
    for (int i = 0; i < count; ++i) {
        const std::string n = std::to_string(i);
        csv += "bulk" + n + ",利用者 " + n + ",りようしゃ,bulk" + n + "@example.org,\"" +
               std::string(60, 'x') + "\"\n";
    }
    const auto checked = run(upload(csv, "add"), "check");
    QVERIFY2(checked.state == "checked", describe(m_reply).c_str());
    QCOMPARE(checked.found.added, static_cast<long long>(count));
    const auto applied = run(checked, "apply");
    QCOMPARE(applied.applied, static_cast<long long>(count));
    const std::string file = exported("columns=login,display_name");
    QVERIFY(std::ranges::count(file, '\n') > count);
    const auto undone = run(applied, "undo");
    QCOMPARE(undone.undone, static_cast<long long>(count));
    QVERIFY(!user("bulk11999"));
}

} // namespace

std::unique_ptr<QObject> makeImportsTest() {
    return std::make_unique<ImportsTest>();
}

} // namespace kaomon::test

#include "imports_test.moc"
