// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

#include <QTemporaryDir>
#include <QTest>

#include "contract/licence/licensed_server.h"
#include "support/server/tenant_kit.h"
#include "support/smtp/smtp_server.h"

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

using namespace Qt::StringLiterals;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

inline constexpr int kWaitMs = 40'000;
inline constexpr const char* kOwner = "owner@example.jp";

inline std::string describe(const Reply& reply) {
    return std::to_string(reply.status) + " " + reply.body;
}

// The duties of the service from outside, on the database named by KAOMON_TEST_BACKEND: a server with a real
// mail server behind it, kaomonctl, and the API. Moves the clock by weeks. What concerns notices and mails,
// and what concerns releases and interruptions, stand in a file each.
class DutiesApiTest : public QObject {
    Q_OBJECT

public:
    explicit DutiesApiTest(const Backend& backend)
        : m_server(backend)
        , m_record(recordFile(backend)) {}

private slots:
    void initTestCase();
    void support();
    void ownNotice();
    void noticeRules_data();
    void noticeRules();
    void operatorNotice();
    void noticesOnPcs();
    void mailsTellWhatBecameOfThem();
    void accountMails();
    void facesThatWait();
    void releaseCalendar();
    void releaseFile_data();
    void releaseFile();
    void fleet();
    void emergency();
    void maintenance();
    void oldConsolesOnlyRead();
    void countries();

private:
    [[nodiscard]] Reply get(const std::string& path) {
        return m_client->send({"GET", path}, &m_kit->console);
    }
    [[nodiscard]] Reply send(Call call) { return m_client->send(std::move(call), &m_kit->console); }
    [[nodiscard]] Reply asPc(Call call) {
        Caller pc = Caller::device(m_pc->id.text(), m_pc->sign);
        return m_client->send(std::move(call), &pc);
    }
    template<class T>
    [[nodiscard]] T body(const std::string& path) {
        return bodyOf<T>(get(path)).value_or(T());
    }
    [[nodiscard]] QStringList mailOptions() const {
        return {u"--smtp-url"_s,  m_mail.url(),           u"--smtp-ca-file"_s,       m_mail.caFile(),
                u"--smtp-user"_s, SmtpServer::user(),     u"--smtp-password-file"_s, m_mail.passwordFile(),
                u"--mail-from"_s, u"kaomon@example.jp"_s, u"--release-key"_s,        m_releaseKey};
    }
    [[nodiscard]] static std::string recordFile(const Backend& backend) {
        const auto folder = std::filesystem::path(qgetenv("KAOMON_BUILD_DIR").toStdString()) / "check";
        std::filesystem::create_directories(folder);
        const std::string file = (folder / ("responses-duties-" + backend.name() + ".jsonl")).string();
        std::filesystem::remove(file);
        return file;
    }
    // The operator's time for kaomonctl, whose clock is the machine's.
    [[nodiscard]] static QString timeIn(std::chrono::seconds later, TimePoint now = SystemClock().now()) {
        return QString::fromStdString(toRfc3339(now + later));
    }
    // Waits for the server's jobs. They look twice a second whether their period is over, by the server's
    // clock: for each look it goes on by the longest of them.
    template<class Holds>
    [[nodiscard]] static bool soon(Holds holds) {
        constexpr int kLookMs = 600;
        for (int waited = 0; waited < kWaitMs; waited += kLookMs) {
            TestTime::get().advance(seconds(10));
            if (QTest::qWaitFor(holds, kLookMs)) {
                return true;
            }
        }
        return holds();
    }
    [[nodiscard]] bool mailComes(const QString& subjectPart) const {
        return soon([&] { return isMailed(subjectPart); });
    }
    [[nodiscard]] bool isMailed(const QString& subjectPart) const {
        for (const auto& mail : m_mail.mails()) {
            if (mail.subject().contains(subjectPart)) {
                return true;
            }
        }
        return false;
    }
    // The newest with this in its subject; others may come behind it.
    [[nodiscard]] SmtpServer::Mail lastMail(const QString& subjectPart) const {
        SmtpServer::Mail last;
        for (const auto& mail : m_mail.mails()) {
            last = mail.subject().contains(subjectPart) ? mail : last;
        }
        return last;
    }
    [[nodiscard]] Reply putNotice(const char* json) { return send({"POST", "/v1/notices", json}); }
    // The member enrols another face, which waits for approval; its id.
    [[nodiscard]] TemplateId waitingFace(Caller& member);
    [[nodiscard]] int mailed(const QString& subjectPart) const;
    // Members' sign-ins, events and changes: what a PC needs.
    void pcGoesOn();

    LicensedServer m_server;
    std::string m_record;
    SmtpServer m_mail;
    QTemporaryDir m_folder;
    QString m_releaseKey;
    std::unique_ptr<TestClient> m_client;
    std::unique_ptr<TenantKit> m_kit;
    std::optional<Pc> m_pc;
    std::optional<Person> m_member;
    long long m_seq = 0;
};

} // namespace kaomon::test
