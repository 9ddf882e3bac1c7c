// SPDX-License-Identifier: GPL-3.0-or-later
// Sign-ins of a program of Windows' own controls, in a process of its own: recognised, filled, and what came
// to stand in it read back from it; and programs that turn on whoever fills them.
#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include "applogin/fill_engine.h"
#include "applogin/front_window.h"
#include "applogin/matcher.h"
#include "applogin/windows/key_input.h"
#include "applogin/windows/process_facts_windows.h"
#include "applogin/windows/windows_desktop.h"

#include <windows.h>

using namespace kaomon;
using namespace kaomon::applogin;

namespace {

constexpr int kPatience = 60000;
const QString kTitle = QStringLiteral("帳簿 サインイン");
const std::string kUser = "山田 花子😀 &1";
const QString kSecret = QStringLiteral("Tür-顔門-#1 long enough");

AppTemplate signInForm(const char* executable = "fill_target.exe") {
    const std::string json =
        std::string("{\"format\":1,\"name\":\"test\",\"threshold\":1,\"signals\":[{\"kind\":\"executable\","
                    "\"pattern\":"
                    "{\"mode\":\"wildcard\",\"text\":\"*\\\\") +
        executable +
        "\"},\"required\":true},{\"kind\":\"title\",\"pattern\":{\"mode\":\"wildcard\",\"text\":\"帳簿*\"},"
        "\"required\":true}],\"steps\":[{\"name\":\"sign "
        "in\",\"wait_ms\":30000,\"fields\":[{\"content\":\"user_name\","
        "\"control\":{\"role\":\"text\",\"name\":{\"mode\":\"literal\",\"text\":\"User "
        "name:\"}}},{\"content\":"
        "\"password\",\"control\":{\"role\":\"password\"}}],\"submit\":\"button\",\"button\":{\"role\":"
        "\"button\","
        "\"name\":{\"mode\":\"literal\",\"text\":\"Sign "
        "in\"}}}],\"success\":[{\"window_closes\":true}],\"failure\":"
        "[{\"control\":{\"role\":\"label\",\"name\":{\"mode\":\"wildcard\",\"text\":\"*Wrong password*\"}}}],"
        "\"outcome_wait_ms\":30000}";
    auto form = AppTemplate::parse(json);
    if (!form) {
        qFatal("template: %s %s", form.error().field.c_str(), form.error().detail.c_str());
    }
    return std::move(*form);
}

// One such program, ended with this.
class Target {
public:
    explicit Target(const QString& folder)
        : m_file(QDir(folder).filePath(QStringLiteral("fields.txt"))) {
        QFile::remove(m_file);
        QFile::remove(m_file + QStringLiteral(".seen"));
    }
    ~Target() {
        m_process.kill();
        m_process.waitForFinished(kPatience);
    }
    Target(const Target&) = delete;
    Target& operator=(const Target&) = delete;

    bool start(const char* kind, const QString& title = kTitle, const QString& program = {}) {
        m_title = title;
        m_process.start(program.isEmpty() ? QStringLiteral(KAOMON_FILL_TARGET) : program,
                        {QString::fromLatin1(kind), QDir::toNativeSeparators(m_file), title});
        return m_process.waitForStarted(kPatience) &&
               QTest::qWaitFor([this] { return window() != nullptr; }, kPatience);
    }
    [[nodiscard]] HWND window() const {
        HWND found = ::FindWindowW(L"fill-target", reinterpret_cast<const wchar_t*>(m_title.utf16()));
        return found != nullptr && ::IsWindowVisible(found) != 0 ? found : nullptr;
    }
    [[nodiscard]] std::uint64_t number() const { return reinterpret_cast<std::uintptr_t>(window()); }
    // What stood in its fields when it went; asks it to go.
    QStringList fields() {
        if (HWND open = window()) {
            ::PostMessageW(open, WM_CLOSE, 0, 0);
        }
        if (m_process.state() != QProcess::NotRunning && !m_process.waitForFinished(kPatience)) {
            return {};
        }
        return read(m_file);
    }
    // Every text that the field which anybody can read has shown.
    [[nodiscard]] QString seen() const { return read(m_file + QStringLiteral(".seen")).join(u'\n'); }

private:
    static QStringList read(const QString& path) {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()).split(u'\n')
                                              : QStringList();
    }
    QString m_file;
    QString m_title;
    QProcess m_process;
};

} // namespace

class WindowsFillTest final : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    std::unique_ptr<WindowsDesktop> m_desktop;

    FillReport fill(std::uint64_t window, const AppTemplate& form = signInForm()) {
        const auto seen = m_desktop->look(window);
        if (!seen) {
            FillReport report;
            report.problem = FillProblem::NoMatch;
            report.detail = seen.error().detail;
            return report;
        }
        m_desktop->activate(*seen);
        FillValues values;
        values.userName = kUser;
        values.password = SecretString(kSecret.toStdString());
        return FillEngine(*m_desktop).fill(form, *seen, values);
    }
    static QByteArray told(const FillReport& report) {
        return (report.problem ? std::string(wireName(*report.problem)) + ": " + report.detail
                               : std::string("filled"))
            .c_str();
    }

private slots:
    void initTestCase() {
        QVERIFY(m_folder.isValid());
        m_desktop = WindowsDesktop::open();
    }

    void aWindowAndItsProcessAreTold() {
        Target target(m_folder.path());
        QVERIFY(target.start("plain"));
        const auto facts = m_desktop->look(target.number());
        QVERIFY(facts.has_value());
        QCOMPARE(QString::fromStdString(facts->title), kTitle);
        QCOMPARE(facts->windowClass, std::string("fill-target"));
        QVERIFY2(facts->executable.ends_with("\\fill_target.exe"), facts->executable.c_str());
        QVERIFY(!facts->isOthers);
        QVERIFY(facts->startedAt > 0);
        QStringList controls;
        for (const ControlFacts& control : facts->controls) {
            controls.append(QString::number(static_cast<int>(control.role)) + u':' +
                            QString::fromStdString(control.name));
        }
        const auto named = [](ControlRole role, const char* name) {
            return QString::number(static_cast<int>(role)) + u':' + QString::fromLatin1(name);
        };
        QCOMPARE(
            controls,
            (QStringList{named(ControlRole::Label, "User name:"), named(ControlRole::Text, "User name:"),
                         named(ControlRole::Label, "Password:"), named(ControlRole::Password, "Password:"),
                         named(ControlRole::Button, "Sign in")}));
        const auto bounds = m_desktop->boundsOf(*facts, facts->controls[1].handle);
        QVERIFY(bounds && bounds->width == 260 && bounds->height == 24);
        const auto open = m_desktop->openWindows();
        QVERIFY(open && std::ranges::any_of(
                            *open, [&](const WindowFacts& one) { return one.window == target.number(); }));
    }

    void theWindowInFrontIsTold() {
        Target target(m_folder.path());
        QVERIFY(target.start("plain"));
        auto front = FrontWindow::open();
        QVERIFY(front.has_value());
        m_desktop->activate(*m_desktop->look(target.number()));
        QTRY_VERIFY_WITH_TIMEOUT((*front)->look().value_or(WindowFacts()).window == target.number(),
                                 kPatience);
        QCOMPARE(m_desktop->activeWindow().value_or(WindowFacts()).window, target.number());
    }

    // By messages, and where a control ignores them by keys; with a key that somebody holds.
    void fieldsAreFilled_data() {
        QTest::addColumn<QByteArray>("kind");
        QTest::addColumn<bool>("isHeld");
        QTest::newRow("by messages") << QByteArray("plain") << false;
        QTest::newRow("by keys") << QByteArray("ignores") << false;
        QTest::newRow("by keys, with Shift held") << QByteArray("ignores") << true;
    }
    void fieldsAreFilled() {
        QFETCH(QByteArray, kind);
        QFETCH(bool, isHeld);
        Target target(m_folder.path());
        QVERIFY(target.start(kind.constData()));
        if (isHeld) {
            ::keybd_event(VK_LSHIFT, 0, 0, 0);
        }
        const FillReport report = fill(target.number());
        ::keybd_event(VK_LSHIFT, 0, KEYEVENTF_KEYUP, 0);
        QVERIFY2(!report.problem, told(report).constData());
        QCOMPARE(report.outcome, FillOutcome::Success);
        QCOMPARE(report.usedKeys, kind == "ignores");
        QCOMPARE(target.fields(), (QStringList{QString::fromStdString(kUser), kSecret, {}}));
    }

    void aRefusedPasswordIsSeen() {
        Target target(m_folder.path());
        QVERIFY(target.start("refuses"));
        const FillReport report = fill(target.number());
        QCOMPARE(told(report).left(12), QByteArray("app_rejected"));
        QCOMPARE(report.outcome, FillOutcome::Failure);
    }

    // The same window of another program, and another window of the same program.
    void whatOnlyLooksAlikeIsNotFilled_data() {
        QTest::addColumn<QString>("title");
        QTest::addColumn<QString>("program");
        QTest::newRow("another program") << kTitle << m_folder.filePath(QStringLiteral("look_alike.exe"));
        QTest::newRow("another title") << QStringLiteral("偽の帳簿 サインイン") << QString();
    }
    void whatOnlyLooksAlikeIsNotFilled() {
        QFETCH(QString, title);
        QFETCH(QString, program);
        if (!program.isEmpty()) {
            QVERIFY(QFile::copy(QStringLiteral(KAOMON_FILL_TARGET), program));
        }
        Target target(m_folder.path());
        QVERIFY(target.start("plain", title, program));
        const FillReport report = fill(target.number());
        QCOMPARE(told(report).left(8), QByteArray("no_match"));
        QCOMPARE(target.fields(), (QStringList{QStringLiteral("before"), {}, {}}));
    }

    // In the middle of the password. None of it stays where it can be read.
    void aProgramThatTurnsIsLeft_data() {
        QTest::addColumn<QByteArray>("kind");
        QTest::addColumn<QByteArrayList>("problems");
        QTest::newRow("the field turns visible") << QByteArray("shows") << QByteArrayList{"field_missing"};
        QTest::newRow("the window closes")
            << QByteArray("closes") << QByteArrayList{"focus_lost", "field_missing"};
        QTest::newRow("a visible field takes the focus")
            << QByteArray("refocuses") << QByteArrayList{"focus_lost"};
        QTest::newRow("another program takes the input")
            << QByteArray("steals") << QByteArrayList{"focus_lost"};
    }
    void aProgramThatTurnsIsLeft() {
        QFETCH(QByteArray, kind);
        QFETCH(QByteArrayList, problems);
        QTemporaryDir other;
        Target thief(other.path());
        if (kind == "steals") {
            QVERIFY(thief.start("plain", QStringLiteral("thief")));
        }
        Target target(m_folder.path());
        QVERIFY(target.start(kind.constData()));
        const FillReport report = fill(target.number());
        QVERIFY2(problems.contains(told(report).split(':').first()), told(report).constData());
        QVERIFY(!report.isInSight);
        const QStringList fields = target.fields();
        QCOMPARE(fields.size(), 3);
        QCOMPARE(fields[0], QString::fromStdString(kUser));
        // What is hidden may stay where nobody can reach it any more.
        const bool isReachable = kind == "shows";
        QVERIFY2(isReachable ? fields[1].isEmpty() : kSecret.left(2).startsWith(fields[1]),
                 qPrintable(fields[1]));
        for (const QString& shown : target.seen().split(u'\n')) {
            QVERIFY2(QString::fromStdString(kUser).startsWith(shown) || shown == QLatin1String("before"),
                     qPrintable(shown));
        }
        if (kind == "steals") {
            QCOMPARE(thief.fields(), (QStringList{QStringLiteral("before"), {}, {}}));
        }
    }

    void whatIsOutOfReachIsSaid_data() {
        QTest::addColumn<QString>("user");
        QTest::addColumn<uint>("integrity");
        QTest::addColumn<bool>("isOut");
        QTest::newRow("the same") << "S-1-5-21-1-1001" << 0x2000U << false;
        QTest::newRow("less") << "S-1-5-21-1-1001" << 0x1000U << false;
        QTest::newRow("an administrator's") << "S-1-5-21-1-1001" << 0x3000U << true;
        QTest::newRow("another person's") << "S-1-5-21-1-1002" << 0x2000U << true;
        QTest::newRow("not told") << "" << 0U << true;
    }
    void whatIsOutOfReachIsSaid() {
        QFETCH(QString, user);
        QFETCH(uint, integrity);
        QFETCH(bool, isOut);
        QCOMPARE(isOutOfReach({"S-1-5-21-1-1001", 0x2000}, {user.toStdString(), integrity}), isOut);
    }

    void aProcessThatIsGoneIsNotFound() {
        WindowFacts facts;
        QProcess process;
        process.start(QStringLiteral("cmd.exe"), {QStringLiteral("/c"), QStringLiteral("exit")});
        QVERIFY(process.waitForStarted(kPatience));
        QVERIFY(process.waitForFinished(kPatience));
        QVERIFY(readProcess(0x7FFFFFF0, facts).error().code == ErrorCode::NotFound);
    }

    void controlCharactersAreNotTyped() {
        const KeyTarget target{[] { return Status(); }, [] { return std::optional<std::size_t>(); }};
        QVERIFY(typeText(target, "\n").error().code == ErrorCode::Unavailable);
    }
};

QTEST_GUILESS_MAIN(WindowsFillTest)
#include "tst_windows_fill.moc"
