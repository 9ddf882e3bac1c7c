// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFile>

#include "contract/duties/duties_api_test.h"
#include "wire/events.h"
#include "wire/meta.h"
#include "wire/releases.h"
#include "wire/service_status.h"

namespace kaomon::test {

void DutiesApiTest::releaseCalendar() {
    QFile file(m_folder.filePath(u"kaomon-client.msi"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    for (int i = 0; i < 100'000; ++i) {
        file.write("0123456789");
    }
    file.close();
    const QStringList make{u"release"_s,   u"sign"_s,  u"--key-file"_s, m_folder.filePath(u"release.key"_s),
                           u"--version"_s, u"1.5.0"_s, u"--platform"_s, u"windows-x64"_s,
                           file.fileName()};
    QCOMPARE(m_server.control(make).at("exit"), "0");
    const QStringList add{u"release"_s,       u"add"_s,
                          u"--release-key"_s, m_releaseKey,
                          u"--version"_s,     u"1.5.0"_s,
                          u"--system"_s,      u"Windows 11"_s,
                          u"--system"_s,      u"Debian 12"_s,
                          u"--text-ja"_s,     u"新しい版です。"_s,
                          u"--at"_s,          timeIn(hours(24 * 10)),
                          file.fileName()};
    const auto late = m_server.control(add);
    QVERIFY(late.at("exit") != "0" && late.at("error").find("reason") != std::string::npos);
    const auto added = m_server.control(add + QStringList{u"--late-reason"_s, u"a security fix"_s});
    QVERIFY2(added.at("exit") == "0", added.at("error").c_str());
    QVERIFY(mailComes(u"1.5.0 を"_s));
    const auto planned = body<wire::ReleaseList>("/v1/releases");
    QCOMPARE(planned.items.size(), 1U);
    QVERIFY(planned.items[0].state == "planned" && planned.items[0].files.empty());
    EXPECT_PROBLEM(get("/v1/releases/1.5.0/files/kaomon-client.msi"), 404, "not_found"); // not out yet
    QVERIFY2(m_kit->later(hours(24 * 11)), describe(m_kit->lastReply).c_str());
    QVERIFY(mailComes(u"1.5.0 を公開しました"_s));
    const auto out = body<wire::ReleaseList>("/v1/releases").items.front();
    QVERIFY(out.state == "released" && out.isLatest && out.isSupported && !out.supportEndsAt);
    QCOMPARE(out.systems, (std::vector<std::string>{"Windows 11", "Debian 12"}));
    QCOMPARE(out.files.size(), 1U);
    QCOMPARE(out.files[0].size, 1'000'000);
    QVERIFY(out.files[0].manifest.find(out.files[0].sha256) != std::string::npos);
}

void DutiesApiTest::releaseFile_data() {
    QTest::addColumn<QByteArray>("range");
    QTest::addColumn<bool>("isOldEtag");
    QTest::addColumn<int>("status");
    QTest::addColumn<int>("first");
    QTest::addColumn<int>("size");
    QTest::newRow("whole") << QByteArray() << false << 200 << 0 << 1'000'000;
    QTest::newRow("beginning") << QByteArray("bytes=0-99") << false << 206 << 0 << 100;
    QTest::newRow("middle") << QByteArray("bytes=500001-500010") << false << 206 << 500'001 << 10;
    QTest::newRow("rest") << QByteArray("bytes=999990-") << false << 206 << 999'990 << 10;
    QTest::newRow("over the end") << QByteArray("bytes=999990-2000000") << false << 206 << 999'990 << 10;
    QTest::newRow("last ten") << QByteArray("bytes=-10") << false << 206 << 999'990 << 10;
    QTest::newRow("more than all") << QByteArray("bytes=-2000000") << false << 206 << 0 << 1'000'000;
    QTest::newRow("behind") << QByteArray("bytes=1000000-") << false << 416 << 0 << 0;
    QTest::newRow("last none") << QByteArray("bytes=-0") << false << 416 << 0 << 0;
    QTest::newRow("changed meanwhile") << QByteArray("bytes=5-9") << true << 200 << 0 << 1'000'000;
    QTest::newRow("several") << QByteArray("bytes=0-1,5-6") << false << 200 << 0 << 1'000'000;
    QTest::newRow("backwards") << QByteArray("bytes=9-5") << false << 200 << 0 << 1'000'000;
    QTest::newRow("nonsense") << QByteArray("lines=1-2") << false << 200 << 0 << 1'000'000;
    QTest::newRow("huge") << QByteArray("bytes=99999999999999999999-") << false << 200 << 0 << 1'000'000;
}

void DutiesApiTest::releaseFile() {
    QFETCH(QByteArray, range);
    QFETCH(bool, isOldEtag);
    QFETCH(int, status);
    QFETCH(int, first);
    QFETCH(int, size);
    const std::string path = "/v1/releases/1.5.0/files/kaomon-client.msi";
    Call call{"GET", path};
    if (!range.isEmpty()) {
        call.headers["Range"] = range.toStdString();
        const auto releases = body<wire::ReleaseList>("/v1/releases").items;
        QVERIFY(releases.size() == 1 && releases[0].files.size() == 1);
        const std::string sha = releases[0].files[0].sha256;
        call.headers["If-Range"] = isOldEtag ? "\"other\"" : "\"" + sha + "\"";
    }
    const Reply reply = asPc(call);
    QCOMPARE(reply.status, status);
    if (status == 416) {
        QCOMPARE(reply.header("content-range"), "bytes */1000000");
        return;
    }
    QCOMPARE(reply.body.size(), static_cast<std::size_t>(size));
    QVERIFY(reply.body.starts_with(static_cast<char>('0' + first % 10)));
    QCOMPARE(reply.header("accept-ranges"), "bytes");
    if (status == 206) {
        const std::string wanted =
            "bytes " + std::to_string(first) + "-" + std::to_string(first + size - 1) + "/1000000";
        QCOMPARE(reply.header("content-range"), wanted);
    }
}

void DutiesApiTest::fleet() {
    EXPECT_STATUS(asPc({"GET", "/v1/device", "", {{"Kaomon-Client", "agent/1.4.0; api=1.0"}}}), 200);
    auto statistics = body<wire::FleetStatistics>("/v1/releases:fleet");
    QCOMPARE(statistics.devices, 1);
    QCOMPARE(statistics.items.size(), 1U);
    QCOMPARE(statistics.items[0].version, "1.4.0");
    QVERIFY(statistics.items[0].isSupported && statistics.items[0].supportEndsAt &&
            !statistics.items[0].isLatest);
    QCOMPARE(statistics.unsupported, 0);
    EXPECT_STATUS(asPc({"GET", "/v1/device", "", {{"Kaomon-Client", "agent/1.5.0"}}}), 200);
    statistics = body<wire::FleetStatistics>("/v1/releases:fleet");
    QVERIFY(statistics.items[0].isLatest && !statistics.items[0].supportEndsAt);
}

void DutiesApiTest::emergency() {
    const auto opened =
        m_server.control({u"incident"_s, u"open"_s, u"--reason"_s, u"third_party_software"_s, u"--text-ja"_s,
                          u"一部の画面が開きません。"_s, u"--text-en"_s, u"Some pages fail."_s});
    const QString id = QString::fromStdString(opened.at("incident_id"));
    QVERIFY(
        body<wire::ServiceStatus>("/v1/service-status").incidents.empty()); // a suspicion is the operator's
    const auto step = [&](const QString& name, const QStringList& more = {}) {
        return m_server.control(QStringList{u"incident"_s, name, u"--id"_s, id} + more).at("exit");
    };
    QVERIFY(step(u"announce"_s) != "0"); // not confirmed
    QCOMPARE(step(u"confirm"_s), "0");
    // kaomonctl has the machine's clock, the server the test's: eleven days later it is overdue and told by
    // itself
    const auto first = body<wire::ServiceStatus>("/v1/service-status").incidents;
    QCOMPARE(first.size(), 1U);
    QVERIFY(first[0].mailDueAt && *first[0].mailDueAt == *first[0].confirmedAt + minutes(120));
    TestTime::get().advance(seconds(2));
    QVERIFY(bodyOf<wire::Meta>(m_client->send({"GET", "/v1/meta"}))
                ->banner.value_or("")
                .find("Some pages fail.") != std::string::npos);
    QVERIFY(mailComes(u"障害のお知らせ"_s));
    QVERIFY(soon(
        [&] { return body<wire::ServiceStatus>("/v1/service-status").incidents[0].mailSentAt.has_value(); }));
    const auto told = body<wire::ServiceStatus>("/v1/service-status").incidents[0];
    QVERIFY(told.isOverdue && told.state == "announced" && !told.secondsLeft);
    QCOMPARE(step(u"update"_s, {u"--text-ja"_s, u"調査中です。"_s}), "0");
    QVERIFY(mailComes(u"障害の続報"_s));
    QCOMPARE(step(u"resolve"_s), "0");
    QCOMPARE(step(u"report"_s, {u"--text-ja"_s, u"原因は更新の誤りでした。"_s}), "0");
    QVERIFY(mailComes(u"障害の報告書"_s));
    TestTime::get().advance(seconds(2));
    QVERIFY(!bodyOf<wire::Meta>(m_client->send({"GET", "/v1/meta"}))->banner);
}

void DutiesApiTest::pcGoesOn() {
    wire::Event event;
    event.id = EventId::generate();
    event.seq = ++m_seq;
    event.at = wallNow();
    event.kind = "auth";
    event.code = "LOGON_OK";
    event.result = "ok";
    event.severity = "info";
    event.clientVersion = "0.0.1";
    EXPECT_STATUS(asPc({"POST",
                        "/v1/events",
                        wire::encode(wire::EventBatch{{event}}),
                        {{"Kaomon-Client", "agent/0.0.1"}}}),
                  200);
    EXPECT_STATUS(asPc({"GET", "/v1/changes", "", {{"Kaomon-Client", "agent/0.0.1"}}}), 200);
    EXPECT_STATUS(asPc({"GET", "/v1/policies", "", {{"Kaomon-Client", "agent/0.0.1"}}}), 200);
    Caller member = Caller::console();
    QVERIFY2(m_kit->signInOnPc(member, *m_pc, *m_member), describe(m_kit->lastReply).c_str());
    const wire::Consent consent{ConsentId::generate(), m_member->id, "1", "ja", wallNow()};
    EXPECT_STATUS(m_client->send({"POST", "/v1/consents", wire::encode(consent)}, &member), 201);
    const auto face = m_kit->face(*m_member, *m_pc, consent.id);
    EXPECT_STATUS(
        m_client->send({"POST", "/v1/users/" + m_member->id.text() + "/templates", wire::encode(face)},
                       &member),
        201);
}

// Consoles only read; PCs and the people on them notice nothing.
void DutiesApiTest::maintenance() {
    const TimePoint now = SystemClock().now(); // two looks at the clock are no two hours apart
    const QStringList plan{u"maintenance"_s, u"plan"_s,
                           u"--from"_s,      timeIn(hours(24 * 20), now),
                           u"--to"_s,        timeIn(hours(24 * 20 + 2), now),
                           u"--text-ja"_s,   u"機器を交換します。"_s};
    const auto made = m_server.control(plan);
    QVERIFY2(made.at("exit") == "0", made.at("error").c_str());
    QVERIFY(m_server
                .control({u"maintenance"_s, u"plan"_s, u"--from"_s, timeIn(hours(24)), u"--to"_s,
                          timeIn(hours(26)), u"--text-ja"_s, u"急ぎ"_s})
                .at("exit") != "0"); // two weeks, or a reason
    QVERIFY(mailComes(u"メンテナンスのお知らせ"_s));
    TestTime::get().advance(seconds(2));
    QVERIFY(bodyOf<wire::Meta>(m_client->send({"GET", "/v1/meta"}))
                ->banner.value_or("")
                .find("機器を交換します。") != std::string::npos); // before it
    EXPECT_STATUS(putNotice(R"({"kind":"other","audience":["console"],"title_ja":"a","body_ja":"b"})"), 201);
    const auto startsAt = body<wire::ServiceStatus>("/v1/service-status").maintenance.at(0).startsAt;
    QVERIFY2(m_kit->later(startsAt - wallNow() + minutes(1)),
             describe(m_kit->lastReply).c_str()); // signing in goes on
    const auto status = body<wire::ServiceStatus>("/v1/service-status");
    QVERIFY(status.isReadOnly && status.readOnlyUntil);
    QCOMPARE(toRfc3339(*status.readOnlyUntil), toRfc3339(startsAt + hours(2)));
    QCOMPARE(status.maintenance[0].phase, "running");
    const Reply refused =
        putNotice(R"({"kind":"other","audience":["console"],"title_ja":"a","body_ja":"b"})");
    EXPECT_PROBLEM(refused, 503, "read_only_maintenance");
    const int wait = std::atoi(refused.header("retry-after").c_str());
    QVERIFY2(wait > 6000 && wait <= 7200, refused.header("retry-after").c_str());
    EXPECT_STATUS(get("/v1/users"), 200);
    pcGoesOn();
    const QString id = QString::fromStdString(made.at("maintenance_id"));
    QVERIFY2(m_kit->later(hours(3)), describe(m_kit->lastReply).c_str());
    EXPECT_STATUS(putNotice(R"({"kind":"other","audience":["console"],"title_ja":"a","body_ja":"b"})"), 201);
    QVERIFY(mailComes(u"メンテナンスが終わりました"_s));
    QVERIFY(!bodyOf<wire::Meta>(m_client->send({"GET", "/v1/meta"}))->banner);
    // set back into it by a clock that jumps, and out again
    TestTime::get().shiftWallClock(-hours(2));
    TestTime::get().shiftWallClock(hours(2));
    EXPECT_STATUS(get("/v1/service-status"), 200);
}

void DutiesApiTest::oldConsolesOnlyRead() {
    const auto withVersion = [&](const char* method, const char* path, const char* text,
                                 const char* version) {
        return send({method, path, text, {{"Kaomon-Client", version}}});
    };
    const char* notice = R"({"kind":"other","audience":["console"],"title_ja":"a","body_ja":"b"})";
    const Reply warned = withVersion("POST", "/v1/notices", notice, "console/1.4.0; api=1.0");
    EXPECT_STATUS(warned, 201);
    QVERIFY(warned.header("deprecation").starts_with("@") && warned.header("sunset").ends_with(" GMT"));
    QVERIFY(get("/v1/users").header("sunset").empty()); // says no version
    QVERIFY(withVersion("GET", "/v1/users", "", "console/1.5.0").header("sunset").empty());
    QVERIFY2(m_kit->later(hours(24 * 65)), describe(m_kit->lastReply).c_str());
    EXPECT_PROBLEM(withVersion("POST", "/v1/notices", notice, "console/1.4.0"), 426, "client_too_old");
    EXPECT_STATUS(withVersion("GET", "/v1/users", "", "console/1.4.0"), 200);
    EXPECT_STATUS(withVersion("POST", "/v1/notices", notice, "console/1.5.0"), 201);
    const std::string device = "/v1/devices/" + m_pc->id.text();
    const std::string etag = get(device).etag();
    EXPECT_STATUS(send({"PATCH",
                        device,
                        R"({"state":"suspended","reason":"lost"})",
                        {{"If-Match", etag}, {"Kaomon-Client", "console/1.4.0"}}}),
                  200); // revocation never waits
    EXPECT_STATUS(send({"PATCH",
                        device,
                        R"({"state":"active"})",
                        {{"If-Match", get(device).etag()}, {"Kaomon-Client", "console/1.4.0"}}}),
                  200);
    pcGoesOn(); // face logon's PCs are never refused for their age
    QCOMPARE(
        m_server
            .control({u"release"_s, u"withdraw"_s, u"--version"_s, u"1.5.0"_s, u"--reason"_s, u"defect"_s})
            .at("exit"),
        "0");
    TestTime::get().advance(seconds(2));
    EXPECT_STATUS(withVersion("POST", "/v1/notices", notice, "console/1.4.0"), 201); // nothing newer is out
}

void DutiesApiTest::countries() {
    const auto write = [&](const char* name, const QByteArray& text) {
        QFile file(m_folder.filePath(QString::fromLatin1(name)));
        return file.open(QIODevice::WriteOnly) && file.write(text) == text.size() ? file.fileName()
                                                                                  : QString();
    };
    // loopback is in no country, so that callers come through a proxy that names them
    const QString table = write("countries.csv", "192.0.2.0/24,JP\n198.51.100.0,198.51.100.255,US\n");
    QVERIFY(m_server.start(mailOptions() + QStringList{u"--country-table"_s, table, u"--countries"_s, u"JP"_s,
                                                       u"--trusted-proxies"_s,
                                                       QString::fromLatin1(kProxyAddress)}));
    TestClient proxy(m_server.port(), m_record, kProxyAddress);
    const auto from = [&](const char* address) {
        return proxy.send({"GET", "/v1/meta", "", {{"X-Forwarded-For", address}}});
    };
    EXPECT_STATUS(from("192.0.2.7"), 200);
    EXPECT_PROBLEM(from("198.51.100.7"), 403, "address_not_allowed");
    EXPECT_PROBLEM(from("203.0.113.7"), 403, "address_not_allowed"); // of nobody knows where
    EXPECT_STATUS(from("10.1.2.3"), 200);
    EXPECT_STATUS(proxy.send({"GET", "/healthz"}), 200);
}

} // namespace kaomon::test
