// SPDX-License-Identifier: GPL-3.0-or-later
#include <atomic>

#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QTest>

#include "applogin/fill_window.h"
#include "crypto/secret_key.h"
#include "fake_agent.h"
#include "support/scripted_desktop.h"
#include "wire/codec.h"

using namespace kaomon;
using namespace kaomon::applogin;
using kaomon::testing::ScriptedDesktop;
using localipc::Message;
using test::FakeAgent;
using Phase = FillSession::Phase;

namespace {

const std::string kSecret = "pw-Ä顔-0123456789";

std::string formOf(const char* executable, const std::string& signal = {}) {
    return std::string("{\"format\":1,\"name\":\"Accounts\",\"threshold\":1,\"signals\":[{\"kind\":"
                       "\"executable\",\"pattern\":{\"mode\":\"literal\",\"text\":\"") +
           executable + "\"},\"required\":true}" + (signal.empty() ? "" : ',' + signal) +
           "],\"steps\":[{\"name\":\"one\",\"wait_ms\":0,\"fields\":[{\"content\":"
           "\"user_name\",\"control\":{\"role\":\"text\"}},{\"content\":\"password\",\"control\":{\"role\":"
           "\"password\"}}],\"submit\":\"button\",\"button\":{\"role\":\"button\"}}],\"failure\":["
           "{\"control\":{\"role\":\"label\"}}],\"outcome_wait_ms\":0}";
}

// The agent of a person with one template and one entry for it, and a window of that program in front.
struct Bench {
    FakeAgent agent;
    agentlink::AgentLink link{agent.path()};
    wire::VaultEntrySummaryList kept;
    ScriptedDesktop* desktop = nullptr;
    std::unique_ptr<ScriptedDesktop> made = std::make_unique<ScriptedDesktop>();
    std::unique_ptr<FillSession> session;
    std::unique_ptr<FillWindow> window;

    Bench() {
        desktop = made.get();
        agent.answer("vaultState", {"vaultState", {{"enabled", "1"}, {"has_key", "1"}, {"open", "0"}}});
        agent.answer("vaultOpen", {"vaultOpened", {{"entries", "2"}}});
        agent.answer("vaultClose", {"vaultClosed", {}});
        agent.answer("fillSecret",
                     {"fillValues", {{"user_name", "hanako"}, {"secret", kSecret}, {"app", "Accounts"}}});
        agent.answer("fillDone", {"fillNoted", {}});
        agent.on("vaultList", [this](const Message& asked) {
            wire::VaultEntrySummaryList page; // one by one
            const auto after = asked.text("after");
            std::size_t at = 0;
            while (!after.empty() && kept.items.at(at++).id.text() != after) {
            }
            page.items = {kept.items.at(at)};
            const bool isLast = at + 1 == kept.items.size();
            return std::vector<FakeAgent::Reply>{
                {"vaultEntries",
                 {{"entries", wire::encode(page)}, {"next", isLast ? "" : page.items[0].id.text()}}}};
        });
        const auto form = add("template", "Accounts form", std::nullopt);
        add("login", "Accounts", form);
        session = std::make_unique<FillSession>(
            link, std::make_shared<DesktopThread>(
                      [this]() -> Result<std::unique_ptr<Desktop>> { return {std::move(made)}; }));
        window = std::make_unique<FillWindow>(*session);
    }
    VaultItemId add(const char* kind, const char* title, std::optional<VaultItemId> form,
                    const char* executable = "/usr/bin/accounts") {
        wire::VaultEntrySummary entry;
        entry.id = VaultItemId::generate();
        entry.kind = kind;
        entry.title = title;
        entry.userName = "hanako";
        entry.appTemplate = form;
        if (entry.kind == "template") {
            entry.templateJson = formOf(executable);
        }
        kept.items.push_back(entry);
        return entry.id;
    }
    void run(Phase phase = Phase::Ended) {
        link.start();
        QTRY_VERIFY(link.isConnected());
        session->begin();
        QTRY_COMPARE_WITH_TIMEOUT(session->phase(), phase, 60000); // many turns with another thread
    }
    [[nodiscard]] QString text() const {
        return window->findChild<QLabel*>(QStringLiteral("fillText"))->text();
    }
};

} // namespace

// One gesture of the person, from the window in front to what came of it.
class TestClientFill : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { QVERIFY(crypto::initialise()); }

    void fills() {
        Bench bench;
        bench.desktop->onSubmit = [](ScriptedDesktop& d) { d.isOpen = false; };
        bench.run();
        QVERIFY(!bench.session->end().problem);
        QCOMPARE(bench.session->end().outcome, FillOutcome::Success);
        QCOMPARE(bench.desktop->at(0).text, std::string("hanako"));
        QCOMPARE(bench.desktop->at(1).text, kSecret);
        QCOMPARE(bench.agent.last("fillSecret")->text("id"), bench.kept.items[1].id.text());
        QCOMPARE(bench.agent.last("fillDone")->text("problem"), std::string());
        QCOMPARE(bench.text(), QStringLiteral("Filled in."));
    }

    // The secret is asked for when it is known that it has a place to go to.
    void nothingIsAskedForAnotherWindow() {
        Bench bench;
        bench.desktop->window.executable = "/tmp/accounts";
        bench.run();
        QCOMPARE(bench.session->end().problem, std::optional(FillProblem::NoMatch));
        QCOMPARE(bench.agent.count("fillSecret"), 0);
        QCOMPARE(bench.agent.count("fillDone"), 0);
    }

    // A program under load tells its fields one by one, or not within the time of one look.
    void aSlowWindowIsWaitedFor_data() {
        QTest::addColumn<int>("looks"); // until the fields are told
        QTest::addColumn<bool>("isCut");
        QTest::addColumn<bool>("isFilled");
        QTest::newRow("at once") << 0 << false << true;
        QTest::newRow("later") << 50 << false << true;
        QTest::newRow("cut at first") << 2 << true << true;
        QTest::newRow("never") << 100000 << false << false;
        QTest::newRow("always cut") << 100000 << true << false;
    }
    void aSlowWindowIsWaitedFor() {
        QFETCH(int, looks);
        QFETCH(bool, isCut);
        QFETCH(bool, isFilled);
        Bench bench;
        bench.kept.items[0].templateJson =
            formOf("/usr/bin/accounts", "{\"kind\":\"control\",\"control\":{"
                                        "\"role\":\"password\"},\"required\":true}");
        auto all = bench.desktop->fields;
        bench.desktop->fields.clear();
        bench.desktop->window.isCut = isCut;
        int seen = 0;
        bench.desktop->before = [&](ScriptedDesktop& d, int) {
            if (seen++ == looks) {
                d.fields = all;
                d.window.isCut = false;
            }
        };
        bench.desktop->onSubmit = [](ScriptedDesktop& d) { d.isOpen = false; };
        bench.run();
        QCOMPARE(!bench.session->end().problem, isFilled);
        QCOMPARE(bench.agent.count("fillSecret"), isFilled ? 1 : 0);
        if (!isFilled) {
            QCOMPARE(bench.session->end().problem, std::optional(FillProblem::NoMatch));
        }
    }

    void aSlowWindowCanBeGivenUp() {
        Bench bench;
        bench.kept.items[0].templateJson =
            formOf("/usr/bin/accounts", "{\"kind\":\"control\",\"control\":{"
                                        "\"role\":\"check_box\"},\"required\":true}");
        std::atomic<bool> isGivenUp = false; // by the thread that looks, behind the face
        bench.desktop->before = [&](ScriptedDesktop&, int act) {
            if (act == 3 && !isGivenUp.exchange(true)) {
                QMetaObject::invokeMethod(bench.session.get(), [&] { bench.session->cancel(); });
            }
        };
        bench.run();
        QCOMPARE(bench.session->end().problem, std::optional(FillProblem::NotReady));
        QCOMPARE(bench.agent.count("fillSecret"), 0);
    }

    // While the camera looks, another window comes to the front.
    void theWindowIsAnotherAfterTheFace() {
        Bench bench;
        bench.agent.on("fillSecret", [&](const Message&) {
            bench.desktop->isActive = false;
            return std::vector<FakeAgent::Reply>{
                {"fillValues", {{"user_name", "hanako"}, {"secret", kSecret}}}};
        });
        bench.run();
        QCOMPARE(bench.session->end().problem, std::optional(FillProblem::FocusLost));
        QVERIFY(bench.desktop->at(1).text.empty());
        QCOMPARE(bench.agent.last("fillDone")->text("problem"), std::string("focus_lost"));
    }

    void aProgramOfAnotherUserIsLeftAlone() {
        Bench bench;
        bench.desktop->window.isOthers = true;
        bench.run();
        QCOMPARE(bench.session->end().problem, std::optional(FillProblem::Elevated));
        QCOMPARE(bench.agent.count("vaultOpen"), 0);
    }

    void refusals_data() {
        QTest::addColumn<QByteArray>("request");
        QTest::addColumn<QByteArray>("code");
        QTest::addColumn<int>("problem");
        const auto row = [](const char* request, const char* code, FillProblem problem) {
            QTest::addRow("%s: %s", request, code)
                << QByteArray(request) << QByteArray(code) << static_cast<int>(problem);
        };
        row("vaultState", "agent_unreachable", FillProblem::FaceNg);
        row("vaultOpen", "face_no_match", FillProblem::FaceNg);
        row("vaultOpen", "timeout", FillProblem::FaceTimeout);
        row("vaultOpen", "offline_expired", FillProblem::OfflineExpired);
        row("vaultOpen", "scenario_denied", FillProblem::PolicyDenied);
        row("fillSecret", "face_no_match", FillProblem::FaceNg);
        row("fillSecret", "secret_stale", FillProblem::PolicyDenied);
    }
    void refusals() {
        QFETCH(QByteArray, request);
        QFETCH(QByteArray, code);
        QFETCH(int, problem);
        Bench bench;
        bench.agent.fail(request.toStdString(), code.toStdString());
        bench.run();
        QVERIFY(bench.session->end().problem);
        QCOMPARE(static_cast<int>(*bench.session->end().problem), problem);
        QVERIFY(bench.desktop->at(0).text.empty() && bench.desktop->at(1).text.empty());
        QVERIFY(!bench.text().isEmpty());
    }

    void whereItIsSwitchedOffNoFaceIsAskedFor() {
        Bench bench;
        bench.agent.answer("vaultState", {"vaultState", {{"enabled", "0"}}});
        bench.run();
        QCOMPARE(bench.session->end().problem, std::optional(FillProblem::PolicyDenied));
        QCOMPARE(bench.agent.count("vaultOpen"), 0);
    }

    void oneOfSeveralIsChosen() {
        Bench bench;
        bench.add("login", "Accounts, second", bench.kept.items[0].id);
        bench.desktop->isActive = false; // the choice itself has the input meanwhile
        bench.desktop->onSubmit = [](ScriptedDesktop& d) { d.isOpen = false; };
        bench.run(Phase::Choosing);
        auto* list = bench.window->findChild<QListWidget*>(QStringLiteral("fillChoices"));
        QCOMPARE(list->count(), 2);
        QCOMPARE(bench.agent.count("fillSecret"), 0); // nothing is guessed
        list->setCurrentRow(1);
        QTest::mouseClick(bench.window->findChild<QPushButton*>(QStringLiteral("fillUse")), Qt::LeftButton);
        QTRY_COMPARE(bench.session->phase(), Phase::Ended);
        QVERIFY(!bench.session->end().problem);
        QCOMPARE(bench.agent.last("fillSecret")->text("id"), bench.kept.items[2].id.text());
    }

    void noneOfSeveral() {
        Bench bench;
        bench.add("login", "Accounts, second", bench.kept.items[0].id);
        bench.run(Phase::Choosing);
        QTest::mouseClick(bench.window->findChild<QPushButton*>(QStringLiteral("fillCancel")),
                          Qt::LeftButton);
        QCOMPARE(bench.session->end().problem, std::optional(FillProblem::Ambiguous));
        QCOMPARE(bench.agent.count("fillSecret"), 0);
    }

    void whatTheProgramRefusedIsTold() {
        Bench bench;
        bench.desktop->onSubmit = [](ScriptedDesktop& d) { d.add(ControlRole::Label, "Wrong password"); };
        bench.run();
        QCOMPARE(bench.agent.last("fillDone")->text("problem"), std::string("app_rejected"));
        QCOMPARE(bench.session->end().problem, std::optional(FillProblem::AppRejected));
    }

    void theFaceCanBeGivenUp() {
        Bench bench;
        bench.agent.on("vaultOpen", [](const Message&) { return std::vector<FakeAgent::Reply>(); });
        bench.run(Phase::Face);
        bench.session->cancel();
        QCOMPARE(bench.session->phase(), Phase::Ended);
        QTRY_COMPARE(bench.agent.count("vaultClose"), 1);
        QVERIFY(bench.desktop->at(1).text.empty());
    }
};

QTEST_MAIN(TestClientFill)
#include "tst_client_fill.moc"
