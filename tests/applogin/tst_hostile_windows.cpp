// SPDX-License-Identifier: GPL-3.0-or-later
// Real windows that turn on the person at a random moment of a fill, on a real X server, by accessibility
// and by keys: nothing of the secret comes to stand in another window, and nothing stays where it can be
// read. KAOMON_HOSTILE_RUNS says how many runs (tests/applogin/run-hostile: 1,000), KAOMON_HOSTILE_SEED from
// where, KAOMON_HOSTILE_OUT where the counts are written.
#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QScopeGuard>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <map>
#include <random>

#include "applogin/fill_engine.h"
#include "applogin/linux_desktop.h"
#include "applogin/matcher.h"
#include "forwarding_desktop.h"
#include "hostile_window.h"
#include "input_method.h"
#include "x_session.h"

using namespace kaomon;
using namespace kaomon::applogin;
using apptargets::ForwardingDesktop;
using apptargets::HostileWindow;
using apptargets::InputMethod;
using apptargets::longestPiece;

namespace {

constexpr int kPatience = 60000;
constexpr int kShowAnew = 1000;
constexpr int kHidden = 300;
constexpr int kRunsOfTheSuite = 20;
// Each piece of three characters is in it once and in nothing else that is typed.
const QString kSecret = QStringLiteral("Zq7-Wx4_Vb9+Kj2");
const QString kTitle = QStringLiteral("Accounts");

const std::vector<std::string> kTricks{"none",  "look-alike", "steal", "swap", "show",
                                       "close", "cursor",     "title", "slow", "input-method"};

// Takes no text through accessibility, so that all of it is typed.
class KeysOnly final : public ForwardingDesktop {
public:
    using ForwardingDesktop::ForwardingDesktop;
    Status setText(int handle, std::string_view text) override {
        return text.empty() ? ForwardingDesktop::setText(handle, text)
                            : Status(fail(ErrorCode::Unavailable, "keys only"));
    }
};

struct Count {
    int runs = 0;
    int played = 0;
    int filled = 0;  // the program was given exactly what was kept
    int stopped = 0; // the engine said why
    int wrong = 0;   // it was given something else, and the engine said nothing of it
    int elsewhere = 0;
    int left = 0;
    std::string reason; // why a fill that nobody disturbed was stopped
    int glimpsed = 0;   // more than one piece stood for a moment where it can be read
};

} // namespace

class TestHostileWindows final : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() {
        auto desktop = LinuxDesktop::open();
        QVERIFY2(desktop, desktop ? "" : desktop.error().detail.c_str());
        m_desktop = std::move(*desktop);
        QVERIFY(m_folder.isValid());
        QVERIFY2(m_inputMethod.start(QDir(m_folder.path())), "ibus with anthy is not installed");
        // The same program under another path is another program.
        const QString real = QStringLiteral(KAOMON_HOSTILE_WINDOW);
        const QString other = m_folder.filePath(QStringLiteral("look-alike"));
        QVERIFY(QFile::copy(real, other));
        QVERIFY(m_thief.start(other, kTitle));
        QVERIFY(m_victim.start(real, kTitle));
        const auto form = AppTemplate::parse(
            "{\"format\":1,\"name\":\"Accounts\",\"threshold\":1,\"signals\":[{\"kind\":\"executable\","
            "\"pattern\":{\"mode\":\"literal\",\"text\":\"" KAOMON_HOSTILE_WINDOW
            "\"},\"required\":true},{\"kind\":\"title\",\"pattern\":{\"mode\":\"literal\",\"text\":"
            "\"Accounts\"},\"required\":true}],\"steps\":[{\"name\":\"one\",\"wait_ms\":3000,\"fields\":["
            "{\"content\":\"user_name\",\"control\":{\"role\":\"text\"}},{\"content\":\"password\","
            "\"control\":{\"role\":\"password\"}}],\"submit\":\"return\"}],\"outcome_wait_ms\":0}");
        QVERIFY2(form, form ? "" : form.error().field.c_str());
        m_form = *form;
    }

    void atAnyMoment() {
        const auto runs = number("KAOMON_HOSTILE_RUNS", kRunsOfTheSuite);
        const auto seed = number("KAOMON_HOSTILE_SEED", 7);
        std::mt19937 random(static_cast<unsigned>(seed));
        for (int run = 0; run < runs; ++run) {
            const std::string& trick = kTricks[static_cast<std::size_t>(run) % kTricks.size()];
            const bool byKeys = static_cast<std::size_t>(run) / kTricks.size() % 2 == 1;
            const int delay = std::uniform_int_distribution<int>(0, byKeys ? 150 : 20)(random);
            const QString where = QStringLiteral("run %1, %2, %3, after %4 ms")
                                      .arg(QString::number(run), QString::fromStdString(trick),
                                           byKeys ? QStringLiteral("keys") : QStringLiteral("accessibility"),
                                           QString::number(delay));
            oneRun(trick, byKeys, delay, where);
            if (QTest::currentTestFailed()) {
                break;
            }
        }
        write(runs, seed);
        Count all;
        for (const auto& [name, count] : m_counts) {
            all.played += count.played;
            all.stopped += count.stopped;
            all.filled += count.filled;
        }
        QVERIFY(all.filled > 0 && all.stopped > 0 && all.played > 0); // there was something to see
    }

private:
    static int number(const char* variable, int otherwise) {
        bool isNumber = false;
        const int value = qEnvironmentVariableIntValue(variable, &isNumber);
        return isNumber ? value : otherwise;
    }

    void oneRun(const std::string& trick, bool byKeys, int delay, const QString& where) {
        const QString name = QString::fromStdString(trick);
        QVERIFY2(!m_thief.tell(QStringLiteral("reset ") + kTitle).isEmpty(), qPrintable(where));
        m_thief.tell(QStringLiteral("hide"));
        QVERIFY2(!m_victim.tell(QStringLiteral("reset ") + kTitle).isEmpty(), qPrintable(where));
        const auto window = recognised();
        QVERIFY2(window, qPrintable(where + QStringLiteral(": the window does not come to the front")));
        if (trick == "input-method") {
            QVERIFY2(InputMethod::choose("anthy"), qPrintable(where));
        }
        const auto direct = qScopeGuard([&] {
            if (trick == "input-method") {
                (void)InputMethod::choose(InputMethod::kDirect);
            }
        });
        if (trick == "look-alike") {
            m_thief.tell(QStringLiteral("reset ") + kTitle); // in front of it
            QTest::qWait(20);
            QVERIFY2(isNobodyElse(*window), qPrintable(where));
        } else if (trick == "steal") {
            m_thief.tell(QStringLiteral("arm-now steal %1").arg(delay));
        } else if (trick != "none" && trick != "input-method") {
            m_victim.tell(QStringLiteral("arm %1 %2").arg(name).arg(delay));
        }
        KeysOnly keys(*m_desktop);
        FillEngine engine(byKeys ? static_cast<Desktop&>(keys) : *m_desktop);
        const auto report = engine.fill(m_form, *window, {"hanako", SecretString(kSecret.toStdString()), {}});
        m_victim.tell(QStringLiteral("disarm"));
        m_thief.tell(QStringLiteral("disarm"));
        judge(trick, byKeys, report, where);
    }

    void judge(const std::string& trick, bool byKeys, const FillReport& report, const QString& where) {
        const auto victim = m_victim.state();
        const auto thief = m_thief.state();
        Count& count = m_counts[trick + (byKeys ? ", keys" : ", accessibility")];
        ++count.runs;
        count.played += victim.isPlayed || thief.isPlayed || trick == "look-alike" ? 1 : 0;
        const bool isRight = victim.givenUser == QStringLiteral("hanako") && victim.givenSecret == kSecret;
        count.filled += isRight ? 1 : 0;
        count.stopped += report.problem ? 1 : 0;
        if (report.problem && trick == "none") {
            count.reason = report.detail;
        }
        const bool isWrong = !report.problem && victim.isSubmitted && !isRight;
        count.wrong += isWrong ? 1 : 0;
        const QString thiefs =
            thief.user + thief.password + thief.seen.join(u' ') + thief.givenUser + thief.givenSecret;
        count.elsewhere += thiefs.isEmpty() ? 0 : 1;
        const int left =
            std::max(longestPiece(kSecret, victim.shown), longestPiece(kSecret, victim.givenUser));
        count.left += left >= 3 ? 1 : 0;
        int glimpse = 0;
        for (const QString& text : victim.seen) {
            glimpse = std::max(glimpse, longestPiece(kSecret, text));
        }
        count.glimpsed += glimpse > static_cast<int>(FillEngine::kChunk) ? 1 : 0;
        const QByteArray told = QStringLiteral("%1: %2; %3")
                                    .arg(where, QString::fromStdString(report.detail), victim.shown)
                                    .toUtf8();
        QVERIFY2(thiefs.isEmpty(), told.constData());
        QVERIFY2(left < 3, told.constData());
        QVERIFY2(!isWrong, told.constData());
        // What was not taken is never called a success.
        QVERIFY2(isRight || report.outcome != FillOutcome::Success, told.constData());
    }

    // The victim's window, once it has the input and tells of a field that has its cursor, as in front of a
    // person. Now and then Qt has missed that the input came back to it from the other window: then it is
    // shown anew.
    std::optional<WindowFacts> recognised() {
        std::optional<WindowFacts> found;
        QElapsedTimer since;
        since.start();
        static_cast<void>(QTest::qWaitFor(
            [&] {
                const auto facts = m_desktop->activeWindow();
                const bool isFront = facts && facts->process == m_victim.process() &&
                                     m_desktop->stillIn(*facts) && !candidates({m_form}, *facts).empty();
                if (isFront && std::ranges::any_of(facts->controls, &ControlFacts::isFocused)) {
                    found = *facts;
                } else if (since.elapsed() > kShowAnew) {
                    m_victim.tell(QStringLiteral("hide"));
                    QTest::qWait(kHidden); // gone and back at once is what it misses
                    m_victim.tell(QStringLiteral("reset ") + kTitle);
                    since.restart();
                }
                return found.has_value();
            },
            kPatience));
        return found;
    }
    // What is in front now is no candidate, unless it is the window itself again.
    bool isNobodyElse(const WindowFacts& window) {
        const auto front = m_desktop->activeWindow();
        return !front || front->window == window.window || candidates({m_form}, *front).empty();
    }

    void write(int runs, int seed) const {
        QFile file(qEnvironmentVariable("KAOMON_HOSTILE_OUT"));
        if (file.fileName().isEmpty() || !file.open(QIODevice::WriteOnly)) {
            return;
        }
        file.write(QStringLiteral("# %1 runs from seed %2\n").arg(runs).arg(seed).toUtf8());
        file.write("trick\truns\tplayed\tfilled\tstopped\twrong\telsewhere\tleft\tglimpsed\tundisturbed and "
                   "stopped\n");
        for (const auto& [name, c] : m_counts) {
            QStringList row{QString::fromStdString(name)};
            for (const int value :
                 {c.runs, c.played, c.filled, c.stopped, c.wrong, c.elsewhere, c.left, c.glimpsed}) {
                row.append(QString::number(value));
            }
            row.append(QString::fromStdString(c.reason.empty() ? "–" : c.reason));
            file.write(row.join(u'\t').toUtf8() + '\n');
        }
    }

    std::unique_ptr<LinuxDesktop> m_desktop;
    QTemporaryDir m_folder;
    InputMethod m_inputMethod;
    HostileWindow m_victim;
    HostileWindow m_thief;
    AppTemplate m_form;
    std::map<std::string, Count> m_counts;
};

int main(int argc, char** argv) {
    for (const char* program : {"Xvfb", "openbox", "dbus-daemon"}) {
        if (!e2e::isInstalled(program)) {
            std::printf("%s is not installed\n", program);
            return 1;
        }
    }
    e2e::XSession session;
    if (!session.start()) {
        std::puts("the session does not start");
        return 1;
    }
    QCoreApplication application(argc, argv);
    TestHostileWindows test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_hostile_windows.moc"
