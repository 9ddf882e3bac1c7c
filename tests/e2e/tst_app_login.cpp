// SPDX-License-Identifier: GPL-3.0-or-later
// Sign-ins of programs that nobody here wrote, under a real X server with a window manager and an
// accessibility bus: recognised, filled, and what came to stand in the program read back from it.
#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QProcess>
#include <QScopeGuard>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <random>
#include <thread>

#include <X11/Xlib.h>
#undef Always
#undef Bool
#undef None
#undef Status
#undef Success

#include "applogin/fill_engine.h"
#include "applogin/hot_key.h"
#include "applogin/linux_desktop.h"
#include "applogin/matcher.h"
#include "x_session.h"

using namespace kaomon;
using namespace kaomon::applogin;
using e2e::isInstalled;
using e2e::Program;

namespace {

constexpr int kPatience = 60000;
const QString kSecret = QStringLiteral("Tür-顔門-#1 long enough");
const QString kTyped = QStringLiteral("Plain-Pass_123 (x)"); // without the mark of endAndRead()

AppTemplate formOf(const char* executable, const char* rest) {
    const std::string json =
        std::string("{\"format\":1,\"name\":\"test\",\"threshold\":1,\"signals\":[{\"kind\":"
                    "\"executable\",\"pattern\":{\"mode\":\"wildcard\",\"text\":\"*/") +
        executable + "\"},\"required\":true}]," + rest + "}";
    auto form = AppTemplate::parse(json);
    if (!form) {
        qFatal("template: %s %s", form.error().field.c_str(), form.error().detail.c_str());
    }
    return std::move(*form);
}

} // namespace

class TestAppLogin final : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() {
        auto desktop = LinuxDesktop::open();
        QVERIFY2(desktop, desktop ? "" : desktop.error().detail.c_str());
        m_desktop = std::move(*desktop);
        QVERIFY(m_folder.isValid());
    }

    // The key of the session is seen whichever window is in front, with the locks on, and is nobody else's.
    void keyOfTheSession() {
        for (const char* wrong : {"", "f", "shift+f", "ctrl+", "ctrl+alt+nosuchkey", "ctrl+a+b"}) {
            const auto none = HotKey::grab(wrong);
            QVERIFY2(!none && none.error().code == ErrorCode::ValidationFailed, wrong);
        }
        auto key = HotKey::grab("ctrl+alt+f");
        QVERIFY2(key, key ? "" : key.error().detail.c_str());
        const auto taken = HotKey::grab("ctrl+alt+f");
        QVERIFY(!taken);
        QCOMPARE(taken.error().code, ErrorCode::Conflict);
        int presses = 0; // asking takes a press: a condition that is looked at twice would lose it
        const auto count = [&] { return presses += (*key)->wasPressed() ? 1 : 0; };
        const auto send = [](const char* act, const char* keys) {
            QProcess::execute(QStringLiteral("xdotool"),
                              {QString::fromLatin1(act), QString::fromLatin1(keys)});
        };
        QCOMPARE(count(), 0);
        send("key", "ctrl+alt+g");
        send("key", "ctrl+alt+f");
        QTRY_COMPARE_WITH_TIMEOUT(count(), 1, kPatience);
        send("keydown", "ctrl+alt+f"); // held, it counts once, and when it is let go
        QTRY_VERIFY_WITH_TIMEOUT((count(), (*key)->isDown()), kPatience);
        QCOMPARE(presses, 1);
        send("keyup", "ctrl+alt+f");
        QTRY_COMPARE_WITH_TIMEOUT(count(), 2, kPatience);
        for (const char* lock : {"Num_Lock", "Caps_Lock"}) {
            send("key", lock);
        }
        send("key", "ctrl+alt+f");
        QTRY_COMPARE_WITH_TIMEOUT(count(), 3, kPatience);
        for (const char* lock : {"Num_Lock", "Caps_Lock"}) {
            send("key", lock);
        }
        key->reset();
        bool isFree = false;
        QTRY_VERIFY_WITH_TIMEOUT(isFree = isFree || HotKey::grab("ctrl+alt+f").has_value(), kPatience);
    }

    // GTK: user name and password; zenity prints what it was given.
    void gtkDialog() {
        Program zenity;
        QVERIFY(zenity.start("zenity", {QStringLiteral("--password"), QStringLiteral("--username"),
                                        QStringLiteral("--title=Accounts")}));
        const AppTemplate form = formOf(
            "zenity",
            "\"steps\":[{\"name\":\"sign "
            "in\",\"wait_ms\":30000,\"fields\":[{\"content\":\"user_name\",\"control\":{\"role\":"
            "\"text\"}},{\"content\":\"password\",\"control\":{\"role\":\"password\"}}],\"submit\":"
            "\"button\",\"button\":{\"role\":\"button\",\"name\":{\"mode\":\"literal\",\"text\":\"OK\"}}}]");
        const auto report = fillWhenThere(form);
        QVERIFY2(!report.problem, report.detail.c_str());
        QCOMPARE(report.outcome, FillOutcome::Success);
        QVERIFY(zenity.process.waitForFinished(kPatience));
        const QString printed = QString::fromUtf8(zenity.process.readAllStandardOutput()).trimmed();
        QCOMPARE(printed, QStringLiteral("hanako|") + kSecret);
    }

    // Qt: the database opens with the password that was filled in, and with no other.
    void keePassXcUnlock_data() {
        QTest::addColumn<bool>("isRight");
        QTest::newRow("right password") << true;
        QTest::newRow("wrong password") << false;
    }
    void keePassXcUnlock() {
        QFETCH(bool, isRight);
        const QString database = m_folder.filePath(QStringLiteral("passwords.kdbx"));
        if (!QFile::exists(database)) {
            QProcess maker;
            maker.start(QStringLiteral("keepassxc-cli"),
                        {QStringLiteral("db-create"), QStringLiteral("-p"), QStringLiteral("-t"),
                         QStringLiteral("100"), database});
            QVERIFY(maker.waitForStarted());
            maker.write((kSecret + QLatin1Char('\n') + kSecret + QLatin1Char('\n')).toUtf8());
            maker.closeWriteChannel();
            QVERIFY(maker.waitForFinished(kPatience));
            QVERIFY2(QFile::exists(database), maker.readAllStandardError().constData());
        }
        const QString config = m_folder.filePath(QStringLiteral("keepassxc.ini"));
        QFile file(config);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(
            "[General]\nUpdateCheckMessageShown=true\nSingleInstance=false\nRememberLastDatabases=false\n");
        file.close();
        Program keePass;
        QVERIFY(
            keePass.start("keepassxc", {QStringLiteral("--config"), config, QStringLiteral("--localconfig"),
                                        config + QStringLiteral(".local"), database}));
        const AppTemplate form =
            formOf("keepassxc",
                   "\"steps\":[{\"name\":\"unlock\",\"wait_ms\":30000,\"fields\":[{\"content\":\"password\","
                   "\"control\":{\"role\":"
                   "\"password\"}}],\"submit\":\"return\"}],"
                   "\"success\":[{\"title\":{\"mode\":\"regex\",\"text\":\"passwords\\\\.kdbx - KeePassXC|"
                   "Passwords - KeePassXC\"}}],"
                   "\"failure\":[{\"control\":{\"role\":\"label\",\"name\":{\"mode\":\"regex\",\"text\":"
                   "\"(?s)(?i).*invalid credentials.*\"}}}],\"outcome_wait_ms\":30000");
        const auto report = fillWhenThere(form, isRight ? kSecret : QStringLiteral("not the password"));
        QVERIFY2(isRight == !report.problem, report.detail.c_str());
        QCOMPARE(report.outcome, isRight ? FillOutcome::Success : FillOutcome::Failure);
    }

    // A terminal: nothing is typed while the prompt shows what is typed; the hidden one gets the password.
    void terminalPrompt() {
        const QString out = m_folder.filePath(QStringLiteral("sealed"));
        Program terminal;
        QVERIFY(terminal.start(
            "xterm", {QStringLiteral("-u8"), QStringLiteral("-e"), QStringLiteral("openssl"),
                      QStringLiteral("enc"), QStringLiteral("-aes-256-cbc"), QStringLiteral("-pbkdf2"),
                      QStringLiteral("-in"), QStringLiteral("/etc/hostname"), QStringLiteral("-out"), out}));
        const AppTemplate form = formOf(
            "xterm",
            "\"steps\":["
            "{\"name\":\"once\",\"fields\":[{\"content\":\"password\",\"control\":{\"role\":\"terminal\","
            "\"name\":{\"mode\":\"literal\",\"text\":\"openssl\"}}}],\"submit\":\"return\"},"
            "{\"name\":\"again\",\"fields\":[{\"content\":\"password\",\"control\":{\"role\":\"terminal\","
            "\"name\":{\"mode\":\"literal\",\"text\":\"openssl\"}}}],\"submit\":\"return\"}]");
        const QString typed = kTyped;
        const auto report = fillWhenThere(form, typed);
        QVERIFY2(!report.problem, report.detail.c_str());
        QVERIFY(report.usedKeys);
        QCOMPARE(report.outcome, FillOutcome::Success);
        QProcess opener;
        opener.start(QStringLiteral("openssl"),
                     {QStringLiteral("enc"), QStringLiteral("-d"), QStringLiteral("-aes-256-cbc"),
                      QStringLiteral("-pbkdf2"), QStringLiteral("-in"), out, QStringLiteral("-pass"),
                      QStringLiteral("pass:") + typed});
        QVERIFY(opener.waitForFinished(kPatience));
        QFile name(QStringLiteral("/etc/hostname"));
        QVERIFY(name.open(QIODevice::ReadOnly));
        QCOMPARE(opener.readAllStandardOutput(), name.readAll());
    }

    void terminalThatShowsGetsNothing() {
        const QString out = m_folder.filePath(QStringLiteral("shown"));
        Program terminal;
        QVERIFY(terminal.start("xterm", {QStringLiteral("-e"), QStringLiteral("sh"), QStringLiteral("-c"),
                                         QStringLiteral("read line; echo \"$line\" > ") + out}));
        const AppTemplate form = formOf(
            "xterm", "\"steps\":[{\"name\":\"once\",\"wait_ms\":1000,\"fields\":[{\"content\":\"password\","
                     "\"control\":{\"role\":\"terminal\"}}],\"submit\":\"return\"}]");
        const auto report = fillWhenThere(form);
        QCOMPARE(report.problem, std::optional(FillProblem::NotReady));
        QVERIFY(!QFile::exists(out));
    }

    // Another program under the same title, with the same fields, is another program.
    void lookAlikeIsNotFilled() {
        Program zenity;
        QVERIFY(zenity.start("zenity", {QStringLiteral("--password"), QStringLiteral("--title=KeePassXC")}));
        const AppTemplate form =
            formOf("keepassxc", "\"steps\":[{\"name\":\"unlock\",\"fields\":[{\"content\":"
                                "\"password\",\"control\":{\"role\":\"password\"}}]}]");
        QTRY_VERIFY_WITH_TIMEOUT(hasPasswordField("zenity"), kPatience);
        const auto window = m_desktop->activeWindow();
        QVERIFY(window);
        QCOMPARE(window->title, std::string("KeePassXC"));
        QVERIFY(candidates({form}, *window).empty());
    }

    // Another window takes the focus in mid typing: not one key more goes anywhere.
    void focusStolenBetweenKeys() {
        const QString out = m_folder.filePath(QStringLiteral("stolen"));
        Program thief;
        QVERIFY(thief.start("xterm", catInto(out)));
        const std::uint64_t taker = activeOnceThere("xterm", 0);
        Program victim;
        QVERIFY(victim.start("xterm", {QStringLiteral("-u8"), QStringLiteral("-e"), QStringLiteral("sh"),
                                       QStringLiteral("-c"), QStringLiteral("stty -echo; read line")}));
        const std::uint64_t given = activeOnceThere("xterm", taker);
        ThievingDesktop desktop(*m_desktop, [&] { takeFocus(taker); });
        const auto form = terminalForm();
        const auto window = lookAtHiddenPrompt(form, given);
        QVERIFY(window);
        FillEngine engine(desktop);
        const auto report = engine.fill(form, *window, {"hanako", SecretString(kTyped.toStdString()), {}});
        QCOMPARE(report.problem, std::optional(FillProblem::FocusLost));
        QVERIFY(report.usedKeys);
        QCOMPARE(desktop.typed, 2); // one piece went in, the second met the thief
        QCOMPARE(endAndRead(thief, taker, out), QByteArray());
    }

    // The same by chance, at any moment and again and again: the thief never gets a single character.
    void focusStolenAtAnyMoment() {
        const QString out = m_folder.filePath(QStringLiteral("stolen-by-chance"));
        Program thief;
        QVERIFY(thief.start("xterm", catInto(out)));
        const std::uint64_t taker = activeOnceThere("xterm", 0);
        Program victim;
        QVERIFY(victim.start("xterm",
                             {QStringLiteral("-u8"), QStringLiteral("-e"), QStringLiteral("sh"),
                              QStringLiteral("-c"), QStringLiteral("stty -echo; while read l; do :; done")}));
        const std::uint64_t given = activeOnceThere("xterm", taker);
        const auto form = terminalForm();
        const auto window = lookAtHiddenPrompt(form, given);
        QVERIFY(window);
        std::atomic<bool> isOver = false;
        std::thread flipping([&] {
            Display* display = XOpenDisplay(nullptr);
            // Sometimes at once, sometimes after a moment, so that it strikes early and late within a piece.
            std::minstd_rand random(1);
            std::uniform_int_distribution<int> moment(0, 2000);
            for (bool isThief = false; !isOver; isThief = !isThief) {
                XSetInputFocus(display, isThief ? taker : given, RevertToParent, CurrentTime);
                XSync(display, False);
                std::this_thread::sleep_for(std::chrono::microseconds(moment(random)));
            }
            XCloseDisplay(display);
        });
        int stopped = 0;
        for (int run = 0; run < 10; ++run) { // each waits for pieces that never come to stand
            FillEngine engine(*m_desktop);
            const auto report =
                engine.fill(form, *window, {"hanako", SecretString(kTyped.toStdString()), {}});
            stopped += report.problem == FillProblem::FocusLost ? 1 : 0;
        }
        isOver = true;
        flipping.join();
        QVERIFY(stopped > 0); // it was stolen indeed
        QCOMPARE(endAndRead(thief, taker, out), QByteArray());
    }

private:
    // Takes the focus before the second piece is typed; else the real desktop.
    class ThievingDesktop final : public Desktop {
    public:
        ThievingDesktop(Desktop& real, std::function<void()> steal)
            : m_real(real)
            , m_steal(std::move(steal)) {}
        int typed = 0;

        Result<WindowFacts> activeWindow() override { return m_real.activeWindow(); }
        Result<WindowFacts> look(std::uint64_t window) override { return m_real.look(window); }
        Result<WindowFacts> stillIn(const WindowFacts& window) override { return m_real.stillIn(window); }
        void activate(const WindowFacts& window) override { m_real.activate(window); }
        Result<ControlFacts> control(int handle) override { return m_real.control(handle); }
        Result<ControlFacts> controlIn(const WindowFacts& window, int handle) override {
            return m_real.controlIn(window, handle);
        }
        Status setText(int handle, std::string_view text) override { return m_real.setText(handle, text); }
        Result<std::string> readText(int handle) override { return m_real.readText(handle); }
        Result<std::size_t> readLength(int handle) override { return m_real.readLength(handle); }
        Status focus(int handle) override { return m_real.focus(handle); }
        Status press(int handle) override { return m_real.press(handle); }
        Status type(const WindowFacts& window, std::string_view text) override {
            if (++typed == 2) {
                m_steal(); // behind every look of the engine, in front of the key
            }
            return m_real.type(window, text);
        }
        Status typeClear(const WindowFacts& window) override { return m_real.typeClear(window); }
        Status typeReturn(const WindowFacts& window) override { return m_real.typeReturn(window); }
        Status typeTab(const WindowFacts& window) override { return m_real.typeTab(window); }
        Result<std::vector<WindowFacts>> openWindows() override { return m_real.openWindows(); }
        Result<WindowFacts> windowUnderPointer() override { return m_real.windowUnderPointer(); }
        Result<Bounds> boundsOf(const WindowFacts& window) override { return m_real.boundsOf(window); }
        Result<Bounds> boundsOf(const WindowFacts& window, int handle) override {
            return m_real.boundsOf(window, handle);
        }
        void wait(std::chrono::milliseconds time) override { m_real.wait(time); }

    private:
        Desktop& m_real;
        std::function<void()> m_steal;
    };

    static AppTemplate terminalForm() {
        return formOf("xterm",
                      "\"steps\":[{\"name\":\"once\",\"fields\":[{\"content\":\"password\",\"control\":"
                      "{\"role\":\"terminal\"}}],\"submit\":\"return\"}],\"outcome_wait_ms\":0");
    }
    static QStringList catInto(const QString& file) {
        return {QStringLiteral("-e"), QStringLiteral("sh"), QStringLiteral("-c"),
                QStringLiteral("stty -icanon; exec cat > '%1'").arg(file)};
    }
    // The active window once it is one of this program and not `other`.
    std::uint64_t activeOnceThere(const char* program, std::uint64_t other) {
        std::uint64_t found = 0;
        const bool isThere = QTest::qWaitFor(
            [&] {
                const auto window = m_desktop->activeWindow();
                found = window && window->executable.ends_with(program) ? window->window : 0;
                return found != 0 && found != other;
            },
            kPatience);
        return isThere ? found : 0;
    }
    std::optional<WindowFacts> lookAtHiddenPrompt(const AppTemplate& form, std::uint64_t window) {
        std::optional<WindowFacts> seen;
        static_cast<void>(QTest::qWaitFor(
            [&] {
                const auto facts = m_desktop->look(window);
                if (facts && findControl(*facts, form.steps[0].fields[0].control) != nullptr) {
                    seen = *facts;
                }
                return seen.has_value();
            },
            kPatience));
        return seen;
    }
    static void takeFocus(std::uint64_t window) {
        Display* display = XOpenDisplay(nullptr);
        XSetInputFocus(display, window, RevertToParent, CurrentTime);
        XCloseDisplay(display);
    }
    // What the thief's terminal got; its own mark shows that it would have got more.
    QByteArray endAndRead(Program& thief, std::uint64_t window, const QString& file) {
        takeFocus(window);
        QProcess::execute(QStringLiteral("xdotool"), {QStringLiteral("key"), QStringLiteral("m")});
        const auto read = [&] {
            QFile out(file);
            return out.open(QIODevice::ReadOnly) ? out.readAll() : QByteArray();
        };
        if (!QTest::qWaitFor([&] { return read().contains('m'); }, kPatience)) {
            return "the thief got nothing at all";
        }
        thief.process.kill();
        return read().replace('m', QByteArray());
    }
    bool hasPasswordField(const char* program) {
        const auto window = m_desktop->activeWindow();
        return window && window->executable.ends_with(program) &&
               findControl(*window, {ControlRole::Password, {}, 0}) != nullptr;
    }
    // Waits for the program's window, and for nothing else: the engine does the rest.
    FillReport fillWhenThere(const AppTemplate& form, const QString& secret = kSecret) {
        Result<WindowFacts> window = fail(ErrorCode::NotFound);
        const bool isThere = QTest::qWaitFor(
            [&] {
                window = m_desktop->activeWindow();
                return window && !candidates({form}, *window).empty();
            },
            kPatience);
        if (!isThere) {
            FillReport none;
            none.problem = FillProblem::NoMatch;
            none.detail = window ? "another window: " + window->executable + " " + window->title
                                 : window.error().detail;
            return none;
        }
        FillEngine engine(*m_desktop);
        return engine.fill(form, *window, {"hanako", SecretString(secret.toStdString()), {}});
    }

    std::unique_ptr<LinuxDesktop> m_desktop;
    QTemporaryDir m_folder;
};

int main(int argc, char** argv) {
    for (const char* program :
         {"Xvfb", "openbox", "dbus-daemon", "zenity", "keepassxc", "xterm", "xdotool"}) {
        if (!isInstalled(program)) {
            std::printf("%s is not installed\n", program);
            return 1; // a target that is missing is a failed one
        }
    }
    e2e::XSession session;
    if (!session.start()) {
        std::puts("the session does not start");
        return 1;
    }
    QCoreApplication application(argc, argv);
    TestAppLogin test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_app_login.moc"
