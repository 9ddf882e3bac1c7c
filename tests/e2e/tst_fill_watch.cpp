// SPDX-License-Identifier: GPL-3.0-or-later
// What starts a fill in a session, under a real X server with a window manager: the key, and windows whose
// template of the company starts by itself where the policy allows it. The agent is played.
#include <QCoreApplication>
#include <QSignalSpy>
#include <QTest>

#include "applogin/hot_key.h"
#include "fake_agent.h"
#include "shell/fill_watch.h"
#include "wire/codec.h"
#include "wire/vault.h"
#include "x_session.h"

using namespace kaomon;
using e2e::Program;
using shell::FillWatch;
using test::FakeAgent;

namespace {

constexpr int kPatience = 60000;

FakeAgent::Reply stateOf(bool mayStart) {
    wire::VaultEntrySummary entry;
    entry.id = VaultItemId::generate();
    entry.kind = "company_template";
    entry.title = "Ledger";
    entry.templateJson =
        "{\"format\":3,\"name\":\"Ledger\",\"threshold\":1,\"signals\":[{\"kind\":\"executable\",\"pattern\":"
        "{"
        "\"mode\":\"wildcard\",\"text\":\"*/zenity\"},\"required\":true},{\"kind\":\"title\",\"pattern\":{"
        "\"mode\":\"literal\",\"text\":\"Ledger\"},\"required\":true}],\"steps\":[{\"name\":\"one\","
        "\"fields\":[{\"content\":\"password\",\"control\":{\"role\":\"password\"}}]}],"
        "\"starts_by_itself\":true}";
    return {"vaultState",
            {{"may_start", mayStart ? "1" : "0"},
             {"starting", wire::encode(wire::VaultEntrySummaryList{{entry}})}}};
}

void press(const char* keys) {
    QProcess::execute(QStringLiteral("xdotool"), {QStringLiteral("key"), QString::fromLatin1(keys)});
}

// Nothing comes of the window that is in front now: two more looks are over, of which one began behind it.
bool lookOn(FillWatch& watch) {
    const QSignalSpy looked(&watch, &FillWatch::looked);
    return QTest::qWaitFor([&] { return looked.count() >= 2; }, kPatience);
}

// Shown and in front.
bool show(Program& zenity, const QString& title) {
    return zenity.start("zenity", {QStringLiteral("--password"), QStringLiteral("--title=") + title}) &&
           QTest::qWaitFor([&] { return e2e::activeTitle() == title; }, kPatience);
}

} // namespace

class TestFillWatch final : public QObject {
    Q_OBJECT

private slots:
    void theKey() {
        FakeAgent agent;
        agentlink::AgentLink link(agent.path());
        FillWatch watch(link);
        QSignalSpy asked(&watch, &FillWatch::fillRequested);
        QVERIFY(watch.listen("ctrl+alt+f"));
        Program zenity;
        QVERIFY(show(zenity, QStringLiteral("Anything")));
        press("ctrl+alt+f");
        QTRY_COMPARE_WITH_TIMEOUT(asked.count(), 1, kPatience);
        press("ctrl+alt+f");
        QTRY_COMPARE_WITH_TIMEOUT(asked.count(), 2, kPatience);
        QVERIFY(watch.listen({})); // let go: somebody else can have it
        bool isFree = false;
        QTRY_VERIFY_WITH_TIMEOUT(isFree = isFree || applogin::HotKey::grab("ctrl+alt+f").has_value(),
                                 kPatience);
    }

    void aKeyThatIsTaken() {
        const auto other = applogin::HotKey::grab("ctrl+alt+f");
        QVERIFY(other);
        FakeAgent agent;
        agentlink::AgentLink link(agent.path());
        FillWatch watch(link);
        const Status refused = watch.listen("ctrl+alt+f");
        QVERIFY(!refused && refused.error().code == ErrorCode::Conflict);
        QVERIFY(!watch.listen("f")); // it would take the letter from everybody
    }

    // Once for each window that comes to the front, and for no other.
    void aWindowOfTheCompany() {
        FakeAgent agent;
        agent.on("vaultState",
                 [](const localipc::Message&) { return std::vector<FakeAgent::Reply>{stateOf(true)}; });
        agentlink::AgentLink link(agent.path());
        FillWatch watch(link);
        QSignalSpy asked(&watch, &FillWatch::fillRequested);
        watch.watchWindows();
        link.start();
        QTRY_COMPARE_WITH_TIMEOUT(agent.count("vaultState"), 1, kPatience);
        {
            Program other;
            QVERIFY(show(other, QStringLiteral("Guest book")));
            QVERIFY(lookOn(watch));
            QCOMPARE(asked.count(), 0);
        }
        for (int window = 1; window <= 2; ++window) {
            Program zenity;
            QVERIFY(show(zenity, QStringLiteral("Ledger")));
            QTRY_COMPARE_WITH_TIMEOUT(asked.count(), window, kPatience);
            QVERIFY(lookOn(watch));
            QCOMPARE(asked.count(), window);
        }
    }

    void thePolicyDecides() {
        FakeAgent agent;
        agent.on("vaultState",
                 [](const localipc::Message&) { return std::vector<FakeAgent::Reply>{stateOf(false)}; });
        agentlink::AgentLink link(agent.path());
        FillWatch watch(link);
        QSignalSpy asked(&watch, &FillWatch::fillRequested);
        watch.watchWindows();
        link.start();
        QTRY_COMPARE_WITH_TIMEOUT(agent.count("vaultState"), 1, kPatience);
        Program zenity;
        QVERIFY(show(zenity, QStringLiteral("Ledger")));
        // The answer to this question comes behind the one that the watch has asked.
        const auto later = link.request({"vaultState", 0, {}});
        QVERIFY(QTest::qWaitFor([&] { return later.isFinished(); }, kPatience));
        QVERIFY(!watch.isLooking());
        QCOMPARE(asked.count(), 0);
    }
};

int main(int argc, char** argv) {
    for (const char* program : {"Xvfb", "openbox", "dbus-daemon", "xdotool", "zenity"}) {
        if (!e2e::isInstalled(program)) {
            std::printf("%s is not installed\n", program);
            return 1; // a program that is missing is a failed test
        }
    }
    e2e::XSession session;
    if (!session.start()) {
        std::puts("the session does not start");
        return 1;
    }
    QCoreApplication application(argc, argv);
    TestFillWatch test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_fill_watch.moc"
