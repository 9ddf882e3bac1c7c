// SPDX-License-Identifier: GPL-3.0-or-later
// How long a fill takes, how much of it comes out wrong and where it lands, beside `xdotool type` and
// KeePassXC's auto-type: the same window, the same entry, the same disturbances. Writes a table; see
// docs/evaluation.md. fill_comparison [runs] [file]
#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

#include <algorithm>
#include <cstdio>
#include <functional>
#include <memory>
#include <random>
#include <vector>

#include "applogin/fill_engine.h"
#include "applogin/linux_desktop.h"
#include "forwarding_desktop.h"
#include "hostile_window.h"
#include "input_method.h"
#include "x_session.h"

using namespace kaomon;
using namespace kaomon::applogin;
using apptargets::ForwardingDesktop;
using apptargets::HostileWindow;
using apptargets::InputMethod;

namespace {

constexpr int kStartTime = 60000;
constexpr int kFillTime = 10000;
// The policy's own, which is that of KeePassXC, too.
constexpr FillPace kPace{std::chrono::milliseconds(500), std::chrono::milliseconds(25)};
const QString kTitle = QStringLiteral("Accounts");
const QString kUser = QStringLiteral("hanako");
const QString kSecret = QStringLiteral("Zq7-Wx4_Vb9+Kj2");

class KeysOnly final : public ForwardingDesktop {
public:
    using ForwardingDesktop::ForwardingDesktop;
    Status setText(int handle, std::string_view text) override {
        return text.empty() ? ForwardingDesktop::setText(handle, text)
                            : Status(fail(ErrorCode::Unavailable, "keys only"));
    }
};

// Insertions, deletions and replacements that make one of the other.
int distance(const QString& one, const QString& other) {
    std::vector<int> row(static_cast<std::size_t>(other.size()) + 1);
    for (std::size_t i = 0; i < row.size(); ++i) {
        row[i] = static_cast<int>(i);
    }
    for (const QChar c : one) {
        int diagonal = row[0]++;
        for (std::size_t i = 1; i < row.size(); ++i) {
            const int above = row[i];
            row[i] = std::min({above + 1, row[i - 1] + 1,
                               diagonal + (other.at(static_cast<qsizetype>(i) - 1) == c ? 0 : 1)});
            diagonal = above;
        }
    }
    return row.back();
}

void run(const char* command, const QStringList& arguments) {
    QProcess::execute(QString::fromLatin1(command), arguments);
}

struct Sum {
    int right = 0;
    int wrongCharacters = 0; // of what was given, in runs that gave something
    int given = 0;
    int elsewhere = 0; // runs in which another window got some of the secret
    std::vector<qint64> times;
};

class Comparison {
public:
    bool start() {
        auto desktop = LinuxDesktop::open();
        if (!desktop || !m_folder.isValid() || !m_inputMethod.start(QDir(m_folder.path()))) {
            std::fputs("no desktop, or no IBus with anthy\n", stderr);
            return false;
        }
        m_desktop = std::move(*desktop);
        const QString other = m_folder.filePath(QStringLiteral("another"));
        QFile::copy(QStringLiteral(KAOMON_HOSTILE_WINDOW), other);
        const auto form = AppTemplate::parse(
            "{\"format\":1,\"name\":\"Accounts\",\"threshold\":1,\"signals\":[{\"kind\":\"executable\","
            "\"pattern\":{\"mode\":\"literal\",\"text\":\"" KAOMON_HOSTILE_WINDOW
            "\"},\"required\":true}],\"steps\":[{\"name\":\"one\",\"fields\":[{\"content\":\"user_name\","
            "\"control\":{\"role\":\"text\"}},{\"content\":\"password\",\"control\":{\"role\":\"password\"}}]"
            ","
            "\"submit\":\"return\"}],\"outcome_wait_ms\":0}");
        m_form = form.value();
        return m_thief.start(other, QStringLiteral("Another")) &&
               m_victim.start(QStringLiteral(KAOMON_HOSTILE_WINDOW), kTitle) && startKeePass();
    }

    Sum measure(const std::function<void()>& fill, int runs, bool isStolen) {
        Sum sum;
        std::mt19937 random(7);
        for (int i = 0; i < runs; ++i) {
            m_thief.tell(QStringLiteral("reset Another"));
            m_thief.tell(QStringLiteral("hide"));
            m_victim.tell(QStringLiteral("reset ") + kTitle);
            if (!waitForVictim()) {
                std::fputs("the window does not come to the front\n", stderr);
                return sum;
            }
            if (isStolen) {
                m_thief.tell(QStringLiteral("arm-now steal %1")
                                 .arg(std::uniform_int_distribution<int>(0, 700)(random)));
            }
            take(fill, sum);
        }
        return sum;
    }

    void byKaomon(bool byKeys) {
        KeysOnly keys(*m_desktop);
        FillEngine engine(byKeys ? static_cast<Desktop&>(keys) : *m_desktop, kPace);
        const auto window = m_desktop->activeWindow();
        if (window && window->process == m_victim.process()) {
            static_cast<void>(
                engine.fill(m_form, *window, {kUser.toStdString(), SecretString(kSecret.toStdString()), {}}));
        }
    }
    static void byXdotool() {
        run("xdotool", {QStringLiteral("type"), kUser});
        run("xdotool", {QStringLiteral("key"), QStringLiteral("Tab")});
        run("xdotool", {QStringLiteral("type"), kSecret});
        run("xdotool", {QStringLiteral("key"), QStringLiteral("Return")});
    }
    // Its global key; what it does then it does by itself.
    static void byKeePass() { run("xdotool", {QStringLiteral("key"), QStringLiteral("ctrl+alt+a")}); }

private:
    void take(const std::function<void()>& fill, Sum& sum) {
        QElapsedTimer clock;
        clock.start();
        fill();
        HostileWindow::State state = m_victim.state();
        while (!state.isSubmitted && clock.elapsed() < kFillTime && m_thief.state().givenUser.isEmpty()) {
            QTest::qWait(10);
            state = m_victim.state();
            if (m_thief.state().isPlayed && clock.elapsed() > kFillTime / 3) {
                break; // the focus is gone, and so is what was to come
            }
        }
        const qint64 time = clock.elapsed();
        const auto thief = m_thief.state();
        const QString thiefs =
            thief.user + thief.password + thief.seen.join(u' ') + thief.givenUser + thief.givenSecret;
        sum.elsewhere += apptargets::longestPiece(kSecret, thiefs) >= 3 ? 1 : 0;
        if (!state.isSubmitted) {
            return;
        }
        ++sum.given;
        sum.wrongCharacters += distance(state.givenUser, kUser) + distance(state.givenSecret, kSecret);
        if (state.givenUser == kUser && state.givenSecret == kSecret) {
            ++sum.right;
            sum.times.push_back(time);
        }
    }
    bool waitForVictim() {
        return QTest::qWaitFor(
            [&] {
                const auto window = m_desktop->activeWindow();
                return window && window->process == m_victim.process() && m_desktop->stillIn(*window) &&
                       window->controls.size() >= 3;
            },
            kStartTime);
    }
    bool startKeePass() {
        const QString database = m_folder.filePath(QStringLiteral("passwords.kdbx"));
        const QString config = m_folder.filePath(QStringLiteral("keepassxc.ini"));
        QFile file(config);
        if (!file.open(QIODevice::WriteOnly)) {
            return false;
        }
        // Ctrl+Alt+A; the entry is not asked for, as it is the only one.
        file.write("[General]\nUpdateCheckMessageShown=true\nSingleInstance=false\nGlobalAutoTypeKey=65\n"
                   "GlobalAutoTypeModifiers=201326592\n[Security]\nAutotypeAsk=false\n");
        file.close();
        const auto cli = [](const QStringList& arguments, const QString& input) {
            QProcess process;
            process.start(QStringLiteral("keepassxc-cli"), arguments);
            process.waitForStarted();
            process.write(input.toUtf8());
            process.closeWriteChannel();
            return process.waitForFinished(kStartTime) && process.exitCode() == 0;
        };
        const QString master = QStringLiteral("master");
        if (!cli({QStringLiteral("db-create"), QStringLiteral("-p"), QStringLiteral("-t"),
                  QStringLiteral("100"), database},
                 master + u'\n' + master + u'\n') ||
            !cli({QStringLiteral("add"), QStringLiteral("-u"), kUser, QStringLiteral("-p"), database, kTitle},
                 master + u'\n' + kSecret + u'\n')) {
            std::fputs("no database of KeePassXC\n", stderr);
            return false;
        }
        m_keePass.process.setStandardOutputFile(QProcess::nullDevice());
        if (!m_keePass.start("keepassxc",
                             {QStringLiteral("--config"), config, QStringLiteral("--localconfig"),
                              config + QStringLiteral(".local"), QStringLiteral("--pw-stdin"), database})) {
            return false;
        }
        m_keePass.process.write(master.toUtf8() + '\n');
        m_keePass.process.closeWriteChannel();
        return QTest::qWaitFor(
            [&] {
                const auto windows = m_desktop->openWindows().value_or(std::vector<WindowFacts>());
                return std::ranges::any_of(windows, [](const WindowFacts& window) {
                    return window.title.find(" - KeePassXC") != std::string::npos &&
                           window.title.find("Locked") == std::string::npos;
                });
            },
            kStartTime);
    }

    std::unique_ptr<LinuxDesktop> m_desktop;
    QTemporaryDir m_folder;
    InputMethod m_inputMethod;
    HostileWindow m_victim;
    HostileWindow m_thief;
    e2e::Program m_keePass;
    AppTemplate m_form;
};

QString rowOf(const QString& disturbance, const QString& tool, int runs, Sum sum) {
    std::ranges::sort(sum.times);
    const int length = static_cast<int>(kUser.size() + kSecret.size());
    const QString time =
        sum.times.empty() ? QStringLiteral("–") : QString::number(sum.times[sum.times.size() / 2]);
    const QString wrong = sum.given == 0
                              ? QStringLiteral("–")
                              : QString::number(100.0 * sum.wrongCharacters / (sum.given * length), 'f', 1);
    return QStringLiteral("| %1 | %2 | %3/%4 | %5 | %6 | %7 |")
        .arg(disturbance, tool)
        .arg(sum.right)
        .arg(runs)
        .arg(time, wrong)
        .arg(sum.elsewhere);
}

} // namespace

int main(int argc, char** argv) {
    e2e::XSession session;
    if (!session.start()) {
        std::puts("the session does not start");
        return 1;
    }
    QCoreApplication application(argc, argv);
    const int runs = std::max(1, QCoreApplication::arguments().value(1, QStringLiteral("20")).toInt());
    Comparison comparison;
    if (!comparison.start()) {
        return 1;
    }
    std::vector<std::unique_ptr<QProcess>> load;
    struct Disturbance {
        const char* name;
        std::function<void()> begin;
        std::function<void()> end;
        bool isStolen = false;
    };
    const std::vector<Disturbance> disturbances{
        {"none", [] {}, [] {}},
        {"every core busy twice over",
         [&] {
             for (int i = 0; i < 2 * QThread::idealThreadCount(); ++i) {
                 load.push_back(std::make_unique<QProcess>());
                 load.back()->start(QStringLiteral("sh"),
                                    {QStringLiteral("-c"), QStringLiteral("while :; do :; done")});
                 load.back()->waitForStarted();
             }
         },
         [&] {
             for (const auto& process : load) {
                 process->kill();
                 process->waitForFinished();
             }
             load.clear();
         }},
        {"German layout", [] { run("setxkbmap", {QStringLiteral("de")}); },
         [] { run("setxkbmap", {QStringLiteral("us")}); }},
        {"Japanese input method on (IBus, anthy)", [] { InputMethod::use("anthy"); },
         [] { InputMethod::use(InputMethod::kDirect); }},
        {"another window takes the focus", [] {}, [] {}, true},
    };
    const std::vector<std::pair<const char*, std::function<void()>>> tools{
        {"Kaomon, accessibility", [&] { comparison.byKaomon(false); }},
        {"Kaomon, keys", [&] { comparison.byKaomon(true); }},
        {"xdotool type", [] { Comparison::byXdotool(); }},
        {"KeePassXC auto-type", [] { Comparison::byKeePass(); }},
    };
    QStringList table{QStringLiteral("| disturbance | tool | filled exactly | ms (median) | wrong "
                                     "characters, % | runs in which another window got some of the secret |"),
                      QStringLiteral("|---|---|---|---|---|---|")};
    for (const Disturbance& one : disturbances) {
        for (const auto& [name, fill] : tools) {
            one.begin();
            const Sum sum = comparison.measure(fill, runs, one.isStolen);
            one.end();
            table.append(rowOf(QString::fromUtf8(one.name), QString::fromUtf8(name), runs, sum));
            std::puts(qPrintable(table.back()));
            std::fflush(stdout);
        }
    }
    QFile file(QCoreApplication::arguments().value(2));
    if (!file.fileName().isEmpty() && file.open(QIODevice::WriteOnly)) {
        file.write(table.join(u'\n').toUtf8() + '\n');
    }
    return 0;
}
