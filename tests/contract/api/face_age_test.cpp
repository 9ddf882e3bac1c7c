// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "contract/api/settings_bench.h"
#include "contract/api/test_classes.h"
#include "wire/groups.h"
#include "wire/templates.h"
#include "wire/users.h"

namespace kaomon::test {
namespace {

using std::chrono::hours;

constexpr int kAge = 10; // days of the face

// template_age_days: who is due for new pictures, wherever the setting was given. Moves the clock on.
class FaceAgeTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void whoseWordCounts_data();
    void whoseWordCounts();
    void takenBackItIsTheDefaultAgain();
    void oneNewFaceIsEnough();
    void cleanupTestCase();

private:
    // "30", "5!" for a locked one, or empty for a document that does not say it.
    void say(const std::string& scope, const QString& word) {
        wire::SettingsBody body;
        if (!word.isEmpty()) {
            const bool isLocked = word.endsWith(QLatin1Char('!'));
            const std::string days = QString(word).remove(QLatin1Char('!')).toStdString();
            body.settings = {{"template_age_days", days, isLocked ? std::optional(true) : std::nullopt}};
        }
        EXPECT_STATUS(m_bench.say(scope, body), 200);
    }
    void sayEverywhere(const QString& tenant, const QString& primary, const QString& other,
                       const QString& user) {
        // The narrow ones first take back what a lock would refuse.
        for (const std::string& scope : {m_bench.userScope(), m_primary, m_other, std::string("tenant")}) {
            say(scope, QString());
        }
        say(m_bench.userScope(), user);
        say(m_primary, primary);
        say(m_other, other);
        say("tenant", tenant);
    }
    // One person, the filter and its number say the same.
    [[nodiscard]] std::string state() {
        const auto one =
            bodyOf<wire::User>(m_bench.get("/v1/users/" + m_bench.member->id.text())).value_or(wire::User());
        const auto page = bodyOf<wire::UserPage>(
            m_bench.get("/v1/users?q=" + m_bench.member->login + "&face=" + one.faceState));
        const auto others =
            bodyOf<wire::UserPage>(m_bench.get("/v1/users?q=" + m_bench.member->login + "&face=" +
                                               (one.faceState == "enrolled" ? "re_enrol" : "enrolled")));
        const bool agrees = page && others && page->total == 1 && page->items.size() == 1 &&
                            page->items.front().faceState == one.faceState && others->total == 0 &&
                            others->items.empty();
        return agrees ? one.faceState : "lists say otherwise";
    }
    [[nodiscard]] std::string addGroup(const std::string& name, GroupId& id) {
        const wire::NewGroup group{GroupId::generate(), name, ""};
        id = group.id;
        m_bench.kit.lastReply =
            m_bench.client.send({"POST", "/v1/user-groups", wire::encode(group)}, &m_bench.kit.console);
        return "group:" + id.text();
    }
    void addFace() {
        auto face = m_bench.kit.face(*m_bench.member, *m_bench.pc, m_consent);
        face.quality = 80;
        EXPECT_STATUS(m_bench.client.send({"POST", "/v1/users/" + m_bench.member->id.text() + "/templates",
                                           wire::encode(face)},
                                          &m_bench.memberCaller),
                      201);
    }

    SettingsBench m_bench;
    ConsentId m_consent = ConsentId::generate();
    std::string m_primary; // scopes of the person's groups
    std::string m_other;
};

void FaceAgeTest::initTestCase() {
    QVERIFY(m_bench.kit.later(std::chrono::minutes(1)));
    QVERIFY2(m_bench.setUp("faceage"), describe(m_bench.kit.lastReply).c_str());
    GroupId primary;
    GroupId other;
    m_primary = addGroup("Face age, primary", primary);
    m_other = addGroup("Face age, other", other);
    EXPECT_STATUS(m_bench.put(m_bench.kit.membership(m_bench.member->id, {primary, other}, 1)), 200);
    const wire::Consent consent{m_consent, m_bench.member->id, "1", "ja", wallNow()};
    EXPECT_STATUS(m_bench.client.send({"POST", "/v1/consents", wire::encode(consent)}, &m_bench.memberCaller),
                  201);
    addFace();
    QVERIFY(m_bench.kit.later(hours(24) * kAge));
}

void FaceAgeTest::whoseWordCounts_data() {
    QTest::addColumn<QString>("tenant");
    QTest::addColumn<QString>("primary");
    QTest::addColumn<QString>("other");
    QTest::addColumn<QString>("user");
    QTest::addColumn<bool>("isDue");
    const auto row = [](const char* name, const char* tenant, const char* primary, const char* other,
                        const char* user, bool isDue) {
        QTest::newRow(name) << QString::fromLatin1(tenant) << QString::fromLatin1(primary)
                            << QString::fromLatin1(other) << QString::fromLatin1(user) << isDue;
    };
    row("nobody says it", "", "", "", "", false);
    row("younger than the tenant likes", "11", "", "", "", false);
    row("as old as the tenant likes", "10", "", "", "", true);
    row("any age", "0", "", "", "", false);
    row("the person's own", "5", "", "", "30", false);
    row("the person's own is shorter", "30", "", "", "5", true);
    row("any age for this person", "5", "5", "5", "0", false);
    row("a group", "30", "", "5", "", true);
    row("the primary group", "30", "90", "5", "", false);
    row("the primary group is shorter", "30", "5", "90", "", true);
    row("the person before his groups", "30", "5", "5", "90", false);
    row("the tenant locks", "5!", "90", "90", "90", true);
    row("the tenant locks any age", "0!", "5", "5", "5", false);
    row("the primary group locks", "30", "5!", "90", "90", true);
    row("the other group locks", "30", "90", "5!", "90", true);
    row("the first lock counts", "30", "90!", "5!", "", true);
}

void FaceAgeTest::whoseWordCounts() {
    QFETCH(QString, tenant);
    QFETCH(QString, primary);
    QFETCH(QString, other);
    QFETCH(QString, user);
    QFETCH(bool, isDue);
    sayEverywhere(tenant, primary, other, user);
    QCOMPARE(state(), std::string(isDue ? "re_enrol" : "enrolled"));
    // The console explains it alike, and PCs resolve it by the same rules.
    const auto explained = m_bench.explained("?user=" + m_bench.member->id.text(), "template_age_days").value;
    const int days = QString::fromStdString(explained).toInt();
    QCOMPARE(days > 0 && days <= kAge, isDue);
}

void FaceAgeTest::takenBackItIsTheDefaultAgain() {
    sayEverywhere(QStringLiteral("5"), {}, {}, {});
    QCOMPARE(state(), std::string("re_enrol"));
    say("tenant", QString());
    QCOMPARE(state(), std::string("enrolled"));
}

void FaceAgeTest::oneNewFaceIsEnough() {
    sayEverywhere(QStringLiteral("5"), {}, {}, {});
    QCOMPARE(state(), std::string("re_enrol"));
    QVERIFY2(m_bench.kit.signInOnPc(m_bench.memberCaller, *m_bench.pc, *m_bench.member),
             describe(m_bench.kit.lastReply).c_str());
    addFace();
    QCOMPARE(state(), std::string("enrolled"));
    QVERIFY(m_bench.kit.later(hours(24) * 5));
    QCOMPARE(state(), std::string("re_enrol"));
}

void FaceAgeTest::cleanupTestCase() {
    sayEverywhere({}, {}, {}, {});
    QVERIFY2(m_bench.tearDown(), describe(m_bench.kit.lastReply).c_str());
}

} // namespace

std::unique_ptr<QObject> makeFaceAgeTest() {
    return std::make_unique<FaceAgeTest>();
}

} // namespace kaomon::test

#include "face_age_test.moc"
