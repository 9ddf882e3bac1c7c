// SPDX-License-Identifier: GPL-3.0-or-later
//
// M1, M2 and M3: mails that want to say more than they may, two nodes with one outbox, and a clock that jumps
// over the edges of a maintenance. Mails go through a real mail server.
#include <map>
#include <random>
#include <thread>

#include <QElapsedTimer>
#include <QThread>

#include <boost/json.hpp>

#include "soak_context.h"
#include "support/smtp/smtp_server.h"

namespace kaomon::soak {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
using test::SmtpServer;
using test::TestTime;

constexpr int kWaitMs = 120'000; // the lease of a node that was killed lasts a minute

QStringList mailOptions(const SmtpServer& mail) {
    return {QStringLiteral("--smtp-url"), mail.url(QStringLiteral("127.0.0.1")),
            QStringLiteral("--smtp-plain-loopback"), QStringLiteral("--mail-from"),
            QStringLiteral("kaomon@example.jp")};
}

// The server once more, with a mail server behind it.
bool restartWithMail(SoakContext& soak, SmtpServer& mail) {
    bool isGood = mail.start(SmtpServer::Security::Plain) && soak.server.stop() == 0;
    soak.server.setArguments(mailOptions(mail));
    isGood = isGood && soak.server.start();
    soak.require(isGood, "the server with its mail server does not start");
    return isGood;
}

bool setAddress(SoakContext& soak, const std::string& user, const std::string& address) {
    const std::string path = "/v1/users/" + user;
    const std::string etag = soak.client->send({"GET", path}, &soak.kit->console).etag();
    const Reply set = soak.client->send(
        {"PATCH", path, R"({"mail":")" + address + "\"}", {{"If-Match", etag}}}, &soak.kit->console);
    soak.require(set.status == 200, "no address: " + describe(set));
    return set.status == 200;
}

Reply postNotice(SoakContext& soak, const std::string& title, const std::string& body, const char* audience) {
    const boost::json::object json{{"kind", "other"},
                                   {"audience", boost::json::array{audience}},
                                   {"title_ja", title},
                                   {"body_ja", body}};
    return soak.client->send({"POST", "/v1/notices", boost::json::serialize(json)}, &soak.kit->console);
}

// Until so many mails have come, or none for two minutes. How long it took.
double waitForMails(const SmtpServer& mail, qsizetype count) {
    QElapsedTimer all;
    QElapsedTimer sinceLast;
    all.start();
    sinceLast.start();
    qsizetype known = 0;
    while (known < count && sinceLast.elapsed() < kWaitMs) {
        QThread::msleep(200); // another process's file system: there is nothing to wait on
        if (const auto now = mail.mails().size(); now > known) {
            known = now;
            sinceLast.restart();
        }
    }
    return static_cast<double>(all.elapsed()) / 1000;
}

// Texts that try to leave their place.
std::vector<std::string> corpus(std::mt19937& random, int count) {
    std::vector<std::string> texts;
    const std::vector<std::string> breaks{
        "\r\n",   "\n",     "\r",     "\xC2\x85", "\xE2\x80\xA8",       "\r\n ",
        "%0d%0a", "\\r\\n", "=0D=0A", "\v",       std::string(1, '\0'), "=?UTF-8?Q?=0A?="};
    const std::vector<std::string> tails{"Bcc: evil@example.test", "\r\nbody",
                                         ".\r\nMAIL FROM:<evil@example.test>", "Subject: other",
                                         "Content-Type: text/html"};
    for (int i = 0; i < count; ++i) {
        std::string text = random() % 2 == 0 ? "保守" : "notice ";
        text += breaks[random() % breaks.size()] + tails[random() % tails.size()];
        texts.push_back(std::move(text));
    }
    return texts;
}

std::map<std::string, int> headersOf(const SmtpServer::Mail& mail) {
    std::map<std::string, int> names;
    for (const QByteArray& line : mail.raw.left(mail.raw.indexOf("\r\n\r\n")).split('\n')) {
        if (!line.startsWith(' ') && !line.startsWith('\t')) {
            ++names[line.left(line.indexOf(':')).toLower().toStdString()];
        }
    }
    return names;
}

} // namespace

void mailHeaders(SoakContext& soak) {
    SmtpServer mail;
    if (!restartWithMail(soak, mail) || !setAddress(soak, soak.kit->owner.id.text(), "owner@example.jp")) {
        return;
    }
    std::mt19937 random(20261129);
    int accepted = 0;
    for (const std::string& text : corpus(random, soak.pick(60, 3000))) {
        const Reply reply = postNotice(soak, text, "body", "mail");
        soak.require(reply.status == 201 || reply.status == 422, "odd answer: " + describe(reply));
        accepted += reply.status == 201 ? 1 : 0;
        // the body may have lines; the mail must still be one mail
        const Reply body = postNotice(soak, "title", text, "mail");
        accepted += body.status == 201 ? 1 : 0;
        TestTime::get().advance(seconds(1)); // one mail of each kind and time
    }
    soak.require(soak.kit->later(seconds(10)), "the owner cannot sign in again");
    soak.require(postNotice(soak, "the last one", "body", "mail").status == 201, "a plain notice is refused");
    (void)waitForMails(mail, accepted + 1);
    const auto mails = mail.mails();
    soak.measure("mails", static_cast<double>(mails.size()));
    soak.require(mails.size() == accepted + 1, "not every mail that was taken arrived");
    for (const auto& one : mails) {
        const auto headers = headersOf(one);
        soak.require(!headers.contains("bcc") && headers.size() >= 9,
                     "another header: " + one.raw.left(400).toStdString());
        for (const auto& [name, count] : headers) {
            soak.require(count == 1, "twice: " + name);
        }
        soak.require(one.to == "owner@example.jp", "to somebody else: " + one.to.toStdString());
    }
}

void mailOnTwoNodes(SoakContext& soak) {
    SmtpServer mail;
    if (!restartWithMail(soak, mail) || !setAddress(soak, soak.kit->owner.id.text(), "owner@example.jp")) {
        return;
    }
    test::ServerProcess second(soak.backend);
    second.useProgramOf(soak.server);
    if (!second.start()) {
        soak.require(false, "the second node does not start");
        return;
    }
    const int count = soak.pick(40, 1000);
    for (int i = 0; i < count; ++i) {
        const Reply reply = postNotice(soak, "notice " + std::to_string(i), "body", "mail");
        soak.require(reply.status == 201, describe(reply));
        if (i == count / 2) {
            second.kill(); // a power cut of one of them, in the middle
            soak.require(second.start(), "the second node does not come back");
        }
    }
    // whoever was killed had at most one mail under way; it is taken over after the time of its claim
    TestTime::get().advance(minutes(6));
    soak.measure("delivery_seconds", waitForMails(mail, count));
    soak.measure("connections", static_cast<double>(mail.connections()));
    QThread::msleep(2000); // for a copy that comes after
    std::map<std::string, int> copies;
    for (const auto& one : mail.mails()) {
        ++copies[one.subject().toStdString()];
    }
    int twice = 0;
    for (const auto& [subject, number] : copies) {
        twice += number - 1;
    }
    soak.measure("mails", static_cast<double>(copies.size()));
    soak.measure("copies", twice);
    soak.require(static_cast<int>(copies.size()) == count, "mails are missing");
    soak.require(twice <= 1, "mails came twice: " + std::to_string(twice));
}

void maintenanceEdges(SoakContext& soak) {
    const auto timeIn = [](std::chrono::seconds later) {
        return QString::fromStdString(toRfc3339(SystemClock().now() + later));
    };
    const TimePoint starts = SystemClock().now() + hours(24 * 20);
    const TimePoint ends = starts + hours(2);
    const auto made =
        soak.server.control({QStringLiteral("maintenance"), QStringLiteral("plan"), QStringLiteral("--from"),
                             timeIn(hours(24 * 20)), QStringLiteral("--to"), timeIn(hours(24 * 20 + 2)),
                             QStringLiteral("--text-ja"), QStringLiteral("作業")});
    soak.require(!made.empty(), "no maintenance could be planned");
    std::mt19937 random(20261129);
    for (int i = 0; i < soak.pick(40, 2000); ++i) {
        // a second before and behind each edge, or anywhere in the two days around it
        const TimePoint edge = random() % 2 == 0 ? starts : ends;
        const auto distance = random() % 3 == 0 ? seconds(static_cast<int>(random() % 172'800) - 86'400)
                                                : seconds(random() % 2 == 0 ? 5 : -5);
        TestTime::get().shiftWallClock(edge + distance - TestTime::get().now());
        if (!soak.kit->later(seconds(2))) { // its session is of another time
            soak.require(false, "nobody can sign in: " + describe(soak.kit->lastReply));
            return;
        }
        const TimePoint before = TestTime::get().now();
        const Reply reply = postNotice(soak, "a", "b", "console");
        const TimePoint after = TestTime::get().now();
        const bool isInside = before >= starts && after < ends;
        const bool isOutside = after < starts || before >= ends;
        soak.require(!isInside || (reply.status == 503 && reply.code() == "read_only_maintenance"),
                     "written inside: " + describe(reply));
        soak.require(!isOutside || reply.status == 201, "refused outside: " + describe(reply));
        soak.require(soak.client->send({"GET", "/v1/users"}, &soak.kit->console).status == 200,
                     "reading is refused");
    }
}

} // namespace kaomon::soak
