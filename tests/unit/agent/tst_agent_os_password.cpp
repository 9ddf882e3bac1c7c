// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent_fixture.h"

#include <QThread>

#include "agent/local_server.h"
#include "agent/os_password_desk.h"
#include "agent/os_secret_store.h"
#include "agentlink/agent_link.h"
#include "agentlink/client_session.h"
#include "ospassword/os_password_presenter.h"
#include "support/log_catcher.h"
#include "support/password_system.h"

using namespace kaomon;
using namespace kaomon::agent;
using namespace kaomon::agent::test;
using testing::PasswordSystem;
using Kind = OsPasswordOutcome::Kind;
using Sealed = OsPasswordChange::Sealed;

namespace {

constexpr const char* kOld = "Old-Pass-12";
constexpr const char* kNew = "Zebra-Quilt-77";
constexpr int kPatience = 30000;

// What the system's own records say of a password.
enum class Records { Tell, Silent };

// A PC whose person has the account of PasswordSystem, and the helper behind its socket.
struct Office {
    explicit Office(Records records = Records::Tell, int deadline = 20, bool hasHelper = true)
        : m_records(records) {
        if (!store(*desk.state, {desk.tenant.links(desk.user, {{desk.state->device()->id.text(),
                                                                PasswordSystem::kAccount}})})) {
            qFatal("the account could not be linked");
        }
        socket = hasHelper ? system.listen(QStringLiteral(KAOMON_PASSWD), deadline)
                           : system.path("nobody.sock").toStdString();
        if (hasHelper && !QTest::qWaitFor([&] { return system.isListening(); }, kPatience)) {
            qFatal("the helper's socket is not there");
        }
        start();
    }

    // As after a start of the agent; on the disk is what was there.
    void start() {
        secrets.emplace(*desk.state, desk.events, check());
        OsPasswordDesk::Parts parts{*desk.state, *secrets, desk.events, desk.clock, socket};
        parts.nameOf = [](uid_t) { return std::optional<std::string>(PasswordSystem::kAccount); };
        parts.shadow = [this](const std::string&) { return shadow; };
        parts.check = check();
        parts.root = root.path().toStdString();
        counter = std::make_unique<OsPasswordDesk>(std::move(parts));
        counter->tellInterrupted();
    }
    [[nodiscard]] OsPasswordCheck check() {
        return [this](const std::string&, const SecretString& password) {
            return m_records == Records::Silent
                       ? std::nullopt
                       : std::optional(system.password() == QByteArray::fromStdString(password.reveal()));
        };
    }
    static OsPasswordOrder order(const QByteArray& current = kOld, const QByteArray& next = kNew) {
        return {PasswordSystem::kAccount, SecretString(current.toStdString()),
                SecretString(next.toStdString()), "en"};
    }
    Result<OsPasswordChange> change(const QByteArray& current = kOld, const QByteArray& next = kNew) {
        std::optional<Result<OsPasswordChange>> done;
        counter->change(order(current, next),
                        [&](const Result<OsPasswordChange>& changed) { done = changed; });
        if (!QTest::qWaitFor([&] { return done.has_value(); }, kPatience)) {
            qFatal("a change never ended");
        }
        return *done;
    }
    Status keep(const char* password) {
        return secrets->keep(PasswordSystem::kAccount, SecretString(password));
    }
    Result<SecretString> take() { return secrets->take(PasswordSystem::kAccount); }
    [[nodiscard]] bool isOpen() const { return secrets->isChangeOpen(PasswordSystem::kAccount); }
    [[nodiscard]] std::string codes() const {
        std::string all;
        for (const wire::Event& event : desk.outbox()) {
            all += (all.empty() ? "" : " ") + event.code;
        }
        return all;
    }

    Desk desk{true, Desk::livenessOff(), "/nonexistent"}; // nobody is looked at
    QTemporaryDir root;
    PasswordSystem system;
    std::string socket;
    std::optional<ShadowFacts> shadow;
    std::optional<OsSecretStore> secrets;
    std::unique_ptr<OsPasswordDesk> counter;

private:
    Records m_records;
};

bool isPossible() {
    return !PasswordSystem::matrix().isEmpty() && !PasswordSystem::activator().isEmpty();
}

void write(const QTemporaryDir& root, const char* name, const char* content) {
    const QString path = root.filePath(QString::fromLatin1(name));
    QDir().mkpath(QFileInfo(path).path());
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(content) < 0) {
        qFatal("%s could not be written", name);
    }
}

} // namespace

// Change of the password of the system with what was sealed for the face logon, through the real helper and
// libpam; the passwords are those of pam_matrix.
class TestAgentOsPassword : public QObject {
    Q_OBJECT
private slots:
    void changedAndSealedInOneStep() {
        if (!isPossible()) {
            QSKIP("needs the packages libpam-wrapper and systemd");
        }
        const testing::LogCatcher log;
        Office office;
        QVERIFY(office.keep(kOld));
        const auto changed = office.change();
        QVERIFY(changed);
        QCOMPARE(changed->outcome.kind, Kind::Changed);
        QCOMPARE(changed->sealed, Sealed::Yes);
        QCOMPARE(office.system.password(), QByteArray(kNew));
        QVERIFY(!office.isOpen());
        const auto taken = office.take();
        QVERIFY(taken);
        QCOMPARE(taken->reveal(), std::string(kNew));
        QCOMPARE(office.codes(), std::string("RESEALED CHANGE_OK RESEALED"));
        const auto events = office.desk.outbox();
        QCOMPARE(events[1].osAccount, std::optional<std::string>(PasswordSystem::kAccount));
        QCOMPARE(events[1].user, std::optional(office.desk.user));
        for (const char* secret : {kOld, kNew}) {
            QVERIFY(!log.has(secret));
            QVERIFY(std::ranges::none_of(events, [&](const auto& event) {
                return wire::encode(event).find(secret) != std::string::npos;
            }));
        }
    }

    void whatWasNotKeptIsNotKeptNow() {
        if (!isPossible()) {
            QSKIP("needs the packages libpam-wrapper and systemd");
        }
        Office office;
        const auto changed = office.change();
        QCOMPARE(changed->sealed, Sealed::NotKept);
        QCOMPARE(office.take().error().code, ErrorCode::NotFound);
        QCOMPARE(office.codes(), std::string("CHANGE_OK"));
    }

    void refused_data() {
        QTest::addColumn<QByteArray>("current");
        QTest::addColumn<QByteArray>("next");
        QTest::addColumn<ErrorCode>("code");
        QTest::addColumn<QString>("words");
        QTest::newRow("wrong current")
            << QByteArray("Wrong-1") << QByteArray(kNew) << ErrorCode::LoginFailed << QString();
        QTest::newRow("too short") << QByteArray(kOld) << QByteArray("aB3.x") << ErrorCode::PasswordTooWeak
                                   << QStringLiteral(
                                          "BAD PASSWORD: The password is shorter than 10 characters");
    }
    void refused() {
        QFETCH(QByteArray, current);
        QFETCH(QByteArray, next);
        QFETCH(ErrorCode, code);
        QFETCH(QString, words);
        if (!isPossible() || PasswordSystem::quality().isEmpty()) {
            QSKIP("needs the packages libpam-pwquality, libpam-wrapper and systemd");
        }
        Office office;
        office.system.setStack(
            "password requisite " + PasswordSystem::quality() + " minlen=10 minclass=2 dictcheck=0\n", {});
        QVERIFY(office.keep(kOld));
        const auto answer = office.change(current, next);
        QCOMPARE(answer->outcome.kind, Kind::Refused);
        QCOMPARE(answer->outcome.code, code);
        QStringList said;
        for (const SystemWords& word : answer->outcome.words) {
            said << QString::fromStdString(word.text);
        }
        QVERIFY2(said.contains(words) || words.isEmpty(), qPrintable(said.join(u'|')));
        QVERIFY(!office.isOpen());
        QCOMPARE(office.take()->reveal(), std::string(kOld)); // goes on as before
        const auto events = office.desk.outbox();
        QCOMPARE(events.back().code, std::string("CHANGE_NG"));
        QCOMPARE(events.back().detail.reason, std::optional(std::string(wireName(code))));
    }

    // The agent ends between the change and the new seal; the next logon by password mends it.
    void endedBeforeItWasSealed_data() {
        QTest::addColumn<Records>("records");
        QTest::newRow("the system tells") << Records::Tell;
        QTest::newRow("an account of a directory") << Records::Silent;
    }
    void endedBeforeItWasSealed() {
        QFETCH(Records, records);
        if (!isPossible()) {
            QSKIP("needs the packages libpam-wrapper and systemd");
        }
        Office office(records);
        QVERIFY(office.keep(kOld));
        office.counter->change(Office::order(), [](const auto&) { QFAIL("nobody is there to hear it"); });
        // Without the event loop: no answer is taken.
        QDeadlineTimer timer(kPatience);
        while (office.system.password() != kNew && !timer.hasExpired()) {
            QThread::yieldCurrentThread();
        }
        QCOMPARE(office.system.password(), QByteArray(kNew));
        office.counter.reset();
        office.secrets.reset();

        office.start();
        QVERIFY(office.isOpen());
        QCOMPARE(office.codes(), std::string("RESEALED RESEAL_PENDING"));
        office.start(); // told once
        QCOMPARE(office.codes(), std::string("RESEALED RESEAL_PENDING"));
        localipc::Message status;
        office.counter->addStatus(status, 1);
        QVERIFY(status.flag("os_reseal_pending"));

        QCOMPARE(office.take().error().code, ErrorCode::SecretStale); // never tried; the person is asked once
        QVERIFY(office.keep(kNew)); // which pam_kaomon does behind his password
        QVERIFY(!office.isOpen());
        QCOMPARE(office.take()->reveal(), std::string(kNew));
        QCOMPARE(office.codes(), std::string("RESEALED RESEAL_PENDING STALE_SECRET RESEALED"));
    }

    // Nothing was changed: what is kept is right, and where the system says so it goes on being used.
    void endedBeforeItWasChanged() {
        Office office(Records::Tell, 20, false);
        QVERIFY(office.keep(kOld));
        QVERIFY(office.secrets->beginChange(PasswordSystem::kAccount));
        office.start();
        QVERIFY(office.isOpen());
        QCOMPARE(office.take()->reveal(), std::string(kOld));
        QVERIFY(!office.isOpen());
    }

    void theHelperHangs_data() {
        QTest::addColumn<Records>("records");
        QTest::addColumn<Kind>("kind");
        QTest::addColumn<bool>("isOpen");
        QTest::newRow("the system tells") << Records::Tell << Kind::Refused << false;
        QTest::newRow("an account of a directory") << Records::Silent << Kind::InDoubt << true;
    }
    void theHelperHangs() {
        QFETCH(Records, records);
        QFETCH(Kind, kind);
        QFETCH(bool, isOpen);
        if (!isPossible()) {
            QSKIP("needs the packages libpam-wrapper and systemd");
        }
        Office office(records, 1);
        office.system.setStack(office.system.script("while kill -0 $PPID 2>/dev/null; do sleep 0.1; done\n"),
                               {});
        QVERIFY(office.keep(kOld));
        const auto answer = office.change();
        QCOMPARE(answer->outcome.kind, kind);
        QCOMPARE(answer->outcome.code, ErrorCode::Unavailable);
        QCOMPARE(office.isOpen(), isOpen);
        QCOMPARE(office.desk.outbox().back().code, std::string(isOpen ? "RESEAL_PENDING" : "CHANGE_NG"));
        // The agent is as it was.
        office.system.setStack({}, {});
        QCOMPARE(office.change()->outcome.kind, Kind::Changed);
    }

    // A module behind the change breaks off, or refuses what is done already.
    void theHelperEndsAfterTheChange_data() {
        QTest::addColumn<QByteArray>("script");
        QTest::newRow("breaks off") << QByteArray("kill -9 $PPID\n");
        QTest::newRow("refuses") << QByteArray("exit 1\n");
    }
    void theHelperEndsAfterTheChange() {
        QFETCH(QByteArray, script);
        if (!isPossible()) {
            QSKIP("needs the packages libpam-wrapper and systemd");
        }
        Office office;
        office.system.setStack({}, office.system.script(script));
        QVERIFY(office.keep(kOld));
        const auto answer = office.change();
        QCOMPARE(answer->outcome.kind, Kind::Changed); // the system's records have the last word
        QCOMPARE(answer->sealed, Sealed::Yes);
        QCOMPARE(office.take()->reveal(), std::string(kNew));
    }

    void withoutAHelperNothingChanges() {
        Office office(Records::Tell, 20, false);
        QVERIFY(office.keep(kOld));
        const auto answer = office.change();
        QCOMPARE(answer->outcome.kind, Kind::Refused);
        QCOMPARE(answer->outcome.code, ErrorCode::Unavailable);
        QVERIFY(!office.isOpen());
    }

    void whatNoSystemTakes() {
        Office office(Records::Tell, 20, false);
        const std::vector<std::pair<QByteArray, QByteArray>> orders{
            {QByteArray(), kNew}, {kOld, QByteArray()}, {kOld, QByteArray(512, 'x')}, {kOld, "one\ntwo"}};
        for (const auto& [current, next] : orders) {
            QCOMPARE(office.change(current, next).error().code, ErrorCode::ValidationFailed);
        }
        QVERIFY(office.codes().empty());
    }

    void oneAtATime() {
        Office office(Records::Tell, 20, false);
        bool isDone = false;
        office.counter->change(Office::order(), [&](const auto&) { isDone = true; });
        std::optional<ErrorCode> second;
        office.counter->change(Office::order(), [&](const auto& answer) { second = answer.error().code; });
        QCOMPARE(second, std::optional(ErrorCode::AgentBusy));
        QVERIFY(QTest::qWaitFor([&] { return isDone; }, kPatience));
    }

    void anExpiryIsToldOnce() {
        Office office(Records::Tell, 20, false);
        office.shadow = ShadowFacts{true, 0, 0, 99999, 7};
        localipc::Message status;
        office.counter->addStatus(status, 1);
        office.counter->addStatus(status, 1);
        QCOMPARE(status.text("os_password"), std::string("must_change"));
        QCOMPARE(office.codes(), std::string("EXPIRED"));
        office.shadow->lastChange = 1; // another password, which has expired long ago
        office.shadow->maximum = 30;
        office.counter->addStatus(status, 1);
        QCOMPARE(status.text("os_password"), std::string("expired"));
        QCOMPARE(office.codes(), std::string("EXPIRED EXPIRED"));
        QVERIFY(office.desk.outbox().back().detail.daysLeft.value_or(0) < 0);
    }

    // From the client's page to the system's password and back, over the agent's socket.
    void fromTheClientToTheSystem() {
        if (!isPossible()) {
            QSKIP("needs the packages libpam-wrapper and systemd");
        }
        Office office;
        write(office.root, "etc/pam.d/kaomon-passwd", "password required pam_unix.so minlen=9\n");
        QVERIFY(office.keep(kOld));
        const QTemporaryDir folder;
        const std::string path = folder.filePath(QStringLiteral("agent.sock")).toStdString();
        const auto server = LocalServer::listen(path).value();
        Router router;
        office.counter->addTo(router);
        connect(
            server.get(), &LocalServer::requested, server.get(),
            [&](const Caller& caller, const localipc::Message& message) { router.route(caller, message); });
        agentlink::AgentLink link(path);
        agentlink::ClientSession session(link);
        ospassword::OsPasswordPresenter presenter(link, session);
        using Phase = ospassword::OsPasswordPresenter::Phase;
        link.start();
        presenter.load();
        QTRY_COMPARE_WITH_TIMEOUT(presenter.phase(), Phase::Ready, kPatience);
        QCOMPARE(presenter.facts().account, QString::fromLatin1(PasswordSystem::kAccount));
        QVERIFY(presenter.facts().isKept && presenter.facts().isAvailable);
        QCOMPARE(presenter.facts().rules.size(), 1);
        presenter.change(SecretString("Wrong-1"), SecretString(kNew), QStringLiteral("en"));
        QTRY_COMPARE_WITH_TIMEOUT(presenter.phase(), Phase::Refused, kPatience);
        QCOMPARE(presenter.reason(), ErrorCode::LoginFailed);
        presenter.change(SecretString(kOld), SecretString(kNew), QStringLiteral("en"));
        QTRY_COMPARE_WITH_TIMEOUT(presenter.phase(), Phase::Changed, kPatience);
        QCOMPARE(presenter.sealed(), ospassword::OsPasswordPresenter::Sealed::Yes);
        QCOMPARE(office.system.password(), QByteArray(kNew));
    }
};

QTEST_GUILESS_MAIN(TestAgentOsPassword)
#include "tst_agent_os_password.moc"
