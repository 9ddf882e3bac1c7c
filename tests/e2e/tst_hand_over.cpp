// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_pc.h"

#include <algorithm>

#include <QFile>
#include <QTest>

#include "agentlink/agent_link.h"

using namespace kaomon;
using namespace std::chrono_literals;
using localipc::Message;

namespace {

constexpr int kPatience = 60000;
constexpr const char* kAccount = "root"; // this test's own, which asks
constexpr const char* kTaro = "John_Simm";
constexpr const char* kHanako = "John_Salley";

} // namespace

// Two people share an account of a PC, with the real server, the whole agent and their photographs before its
// camera: whose face opens it finds his own things and nobody else's; a password leaves nothing to reach
// until a face says who it was.
class TestHandOver : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() {
        QVERIFY(m_server.start());
        allowRoot();
        QVERIFY2(m_pc.start(), m_pc.fault.c_str());
        QVERIFY2(m_tenant.found(), m_tenant.fault.c_str());
        QVERIFY2(m_pc.join(m_tenant, "counter"), m_pc.fault.c_str());
        QVERIFY2(m_tenant.setForAll(m_settings), m_tenant.fault.c_str());
        QVERIFY2(m_pc.addPerson(m_tenant, "taro", kAccount, m_taroId, m_taro) && m_pc.enrol(*m_taro, kTaro),
                 m_pc.fault.c_str());
        QVERIFY2(m_pc.addPerson(m_tenant, "hanako", kAccount, m_hanakoId, m_hanako) &&
                     m_pc.enrol(*m_hanako, kHanako),
                 m_pc.fault.c_str());
    }

    void init() {
        QCOMPARE(m_taro->signIn(), std::string());
        show(kTaro);
        QCOMPARE(open().type, std::string("vaultOpened"));
        QCOMPARE(login(), std::string("taro"));
    }

    void theSameFaceLeavesEverythingOpen() {
        const auto before = handOvers();
        QCOMPARE(unlock().text("outcome"), std::string("accepted"));
        QCOMPARE(login(), std::string("taro"));
        QVERIFY(m_pc.ask({"vaultState", 0, {}}).flag("open"));
        QCOMPARE(handOvers(), before);
    }

    void theScreenMaySayWhoseSessionItIs() {
        const auto status = m_pc.ask({"status", 0, {}});
        QCOMPARE(status.text("shared_banner_s"), std::string("45"));
        QCOMPARE(status.text("seat_name"), std::string("taro"));
        QCOMPARE(status.text("seat"), std::string());
        usePassword();
        QCOMPARE(m_pc.ask({"status", 0, {}}).text("seat_name"), std::string()); // nobody knows
        QCOMPARE(m_pc.ask({"status", 0, {}}).text("seat"), std::string("unknown"));
    }

    // What an administrator takes back is the default again with the next round.
    void whatIsTakenBackIsTheDefaultAgain() {
        auto settings = m_settings;
        settings["name_format"] = "none";
        set(settings);
        auto status = m_pc.ask({"status", 0, {}});
        QCOMPARE(status.text("seat_name"), std::string());
        settings.erase("shared_banner_s");
        settings.erase("name_format");
        set(settings);
        status = m_pc.ask({"status", 0, {}});
        QCOMPARE(status.text("shared_banner_s"), std::string("60"));
        QCOMPARE(status.text("seat_name"),
                 std::string("taro")); // the family name, of which there is one word
        settings.erase("shared_pc_mode");
        set(settings);
        status = m_pc.ask({"status", 0, {}});
        QVERIFY(!status.has("shared_banner_s") && !status.has("seat_name"));
        set(m_settings);
        QCOMPARE(m_pc.ask({"status", 0, {}}).text("shared_banner_s"), std::string("45"));
    }

    // The face of the other one: everything of the first is closed before she is let in.
    void anotherFaceClosesEverything() {
        const auto before = handOvers();
        show(kHanako);
        const auto answer = unlock();
        QCOMPARE(answer.text("outcome"), std::string("accepted"));
        QCOMPARE(answer.text("user"), std::string(kAccount));
        QCOMPARE(login(), std::string());
        QVERIFY(!m_pc.ask({"vaultState", 0, {}}).flag("open"));
        QCOMPARE(m_pc.ask({"myData", 0, {}}).text("code"), std::string("not_signed_in"));
        const auto now = handOvers();
        QCOMPARE(now.size(), before.size() + 1);
        QVERIFY(std::ranges::find(now, m_hanakoId) != now.end());
        // Her own vault is asked for now, and opens by her face alone.
        QCOMPARE(open().type, std::string("vaultOpened"));
        show(kTaro);
        QCOMPARE(m_pc.ask({"vaultClose", 0, {}}).type, std::string("vaultClosed"));
        QCOMPARE(open().text("code"), std::string("face_no_match"));
    }

    void aPasswordLeavesNothingToReach() {
        usePassword();
        QCOMPARE(login(), std::string());
        QVERIFY(!m_pc.ask({"vaultState", 0, {}}).flag("open"));
        for (const char* type : {"myData", "enrolStart", "testFace", "vaultList"}) {
            QCOMPARE(m_pc.ask({type, 0, {}}).text("code"), std::string("not_signed_in"));
        }
        show(kHanako);
        QCOMPARE(open().text("code"), std::string("face_no_match"));
        QCOMPARE(login(), std::string());
    }

    // It was he who typed it: nothing has to be typed again, nothing was handed over.
    void theSamePersonFindsEverythingAgainByHisFace() {
        const auto before = handOvers();
        usePassword();
        QCOMPARE(login(), std::string());
        QCOMPARE(open().type, std::string("vaultOpened"));
        QCOMPARE(login(), std::string("taro"));
        usePassword();
        QCOMPARE(unlock().text("outcome"), std::string("accepted"));
        QCOMPARE(login(), std::string("taro"));
        QCOMPARE(handOvers(), before);
    }

    // Somebody sits there and does nothing: continuous authentication says who it is.
    void presenceFindsTheSamePersonAgain() {
        agentlink::AgentLink link(m_pc.socket());
        link.start();
        QTRY_VERIFY_WITH_TIMEOUT(link.isConnected(), kPatience);
        std::string state;
        connect(&link, &agentlink::AgentLink::presenceMessage, this, [&](const Message& message) {
            state = message.type == "presenceState" ? message.text("state") : state;
        });
        show(kHanako);
        usePassword();
        QVERIFY(e2e::await(link.request({"presenceWatch", 0, {}})));
        QVERIFY(e2e::await(link.request({"presenceReport", 0, {{"locked", "0"}, {"idle_ms", "0"}}})));
        QCOMPARE(login(), std::string());
        // Nothing is asked of a session that may be another's.
        QTRY_COMPARE_WITH_TIMEOUT(state, std::string("off"), kPatience);
        QTRY_COMPARE_WITH_TIMEOUT(m_pc.ask({"status", 0, {}}).text("seat"), std::string("sought"), kPatience);
        show(kTaro);
        QTRY_COMPARE_WITH_TIMEOUT(login(), std::string("taro"), kPatience);
        QTRY_COMPARE_WITH_TIMEOUT(state, std::string("present"), kPatience);
        QCOMPARE(m_pc.ask({"status", 0, {}}).text("seat"), std::string());
        QVERIFY(e2e::await(link.request({"presenceEnd", 0, {}})));
    }

    void whoComesAfterThePasswordHandsItOver() {
        const auto before = handOvers();
        usePassword();
        show(kHanako);
        QCOMPARE(unlock().text("outcome"), std::string("accepted"));
        QCOMPARE(handOvers().size(), before.size() + 1);
        show(kTaro);
        QCOMPARE(unlock().text("outcome"), std::string("accepted"));
        QCOMPARE(login(), std::string()); // the sign-in went when she came
    }

private:
    void allowRoot() const {
        QFile superusers(m_pc.file("superusers"));
        QVERIFY(superusers.open(QIODevice::WriteOnly) && superusers.write("root\n") > 0);
        superusers.close();
        superusers.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    }
    void set(const std::map<std::string, std::string>& settings) {
        QVERIFY2(m_tenant.setForAll(settings), m_tenant.fault.c_str());
        QVERIFY2(m_pc.sync(), m_pc.fault.c_str());
    }
    void show(const char* face) { QVERIFY(m_pc.show(face)); }
    Message open() const { return m_pc.ask({"vaultOpen", 0, {}}); }
    Message unlock() const {
        return m_pc.ask(
            {"authenticate", 0, {{"scenario", "unlock"}, {"user", kAccount}, {"service", "test-locker"}}});
    }
    // Of who is signed in; empty for nobody.
    [[nodiscard]] std::string login() const { return m_pc.ask({"status", 0, {}}).text("login"); }
    // As pam_kaomon.so says it, when the password's line has let somebody in.
    void usePassword() const {
        const auto noted = m_pc.ask({"passwordUsed",
                                     0,
                                     {{"scenario", "unlock"},
                                      {"user", kAccount},
                                      {"service", "test-locker"},
                                      {"attempt_id", AttemptId::generate().text()},
                                      {"code", "face_too_dark"}}});
        QCOMPARE(noted.type, std::string("passwordNoted"));
    }
    // To whom the account was handed over, as the server was told.
    std::vector<UserId> handOvers() {
        if (!m_pc.sync()) {
            return {};
        }
        std::vector<UserId> people;
        for (const auto& stored : m_tenant.events()) {
            if (stored.event.code == "HANDED_OVER") {
                people.push_back(stored.event.user.value_or(UserId()));
            }
        }
        return people;
    }

    const std::map<std::string, std::string> m_settings{
        {"shared_pc_mode", "true"},   {"shared_banner_s", "45"},  {"name_format", "login"},
        {"liveness_continuous", "0"}, {"cont_interval_s", "0.3"}, {"cont_stranger_action", "log"},
        {"cont_action", "log"}};
    SystemClock m_clock;
    e2e::TestPc m_pc{m_clock};
    e2e::TestServer m_server;
    e2e::FoundedTenant m_tenant{m_server};
    std::unique_ptr<e2e::AgentPerson> m_taro;
    std::unique_ptr<e2e::AgentPerson> m_hanako;
    UserId m_taroId;
    UserId m_hanakoId;
};

QTEST_GUILESS_MAIN(TestHandOver)
#include "tst_hand_over.moc"
