// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTest>
#include <QTimer>

#include <csignal>

#include <pwd.h>
#include <sys/wait.h>
#include <unistd.h>

#include "agent/agent_application.h"
#include "support/private_etc.h"
#include "unit/agent/agent_fixture.h"

// A PC whose screen is closed: the agent with photographs before its camera, PAM's files of the test's own in
// a copy of /etc, programs that end with this one. For root.
namespace kaomon::e2e {

constexpr int kLockPatience = 60000;
constexpr const char* kLockPassword = "Old-Pass-12";

// Whether every other process that this one can see was started by it.
inline bool isAlone() {
    return ::getppid() == 1 && qEnvironmentVariableIsSet("KAOMON_TEST_ALONE");
}

// Before anything else: the program begins anew in a PID namespace, below its first process, with which
// everything goes that a test has started, however it ends. /tmp is its own: an X server in there sees
// nothing of the processes that hold the displays of this machine, and would take their locks for left over.
// Only where that can be done.
inline void beAlone(char** argv) {
    const std::string self = QFile::symLinkTarget(QStringLiteral("/proc/self/exe")).toStdString();
    std::vector<std::string> line{
        "unshare", "--mount",      "--pid",
        "--fork",  "--kill-child", "--mount-proc",
        "sh",      "-c",           "mount -t tmpfs -o mode=1777 tmpfs /tmp && \"$@\"; exit $?",
        "sh"};
    const auto call = [](std::vector<std::string> words, auto run) {
        std::vector<char*> pointers;
        std::ranges::transform(words, std::back_inserter(pointers),
                               [](std::string& word) { return word.data(); });
        pointers.push_back(nullptr);
        return run(pointers.data());
    };
    const auto canBe = [](char** words) {
        const pid_t child = ::fork();
        if (child == 0) {
            ::execvp(*words, words);
            ::_exit(1);
        }
        int status = 1;
        return child > 0 && ::waitpid(child, &status, 0) == child && status == 0;
    };
    auto trial = line;
    trial.emplace_back("true");
    if (::geteuid() != 0 || self.starts_with("/tmp/") || qEnvironmentVariableIsSet("KAOMON_TEST_ALONE") ||
        !call(trial, canBe)) {
        return;
    }
    qputenv("KAOMON_TEST_ALONE", "1");
    line.push_back(self);
    for (char** word = argv + 1; *word != nullptr; ++word) {
        line.emplace_back(*word);
    }
    call(line, [](char** words) { return ::execvp(*words, words); });
}

// A folder that every account may read, or write to.
inline void openTo(const QString& folder, bool isWritable) {
    auto mode = QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner | QFile::ReadGroup | QFile::ExeGroup |
                QFile::ReadOther | QFile::ExeOther;
    QFile::setPermissions(folder, isWritable ? mode | QFile::WriteGroup | QFile::WriteOther : mode);
}

inline bool areInstalled(const std::vector<const char*>& programs) {
    return std::ranges::none_of(programs, [](const char* program) {
        return QStandardPaths::findExecutable(QString::fromLatin1(program)).isEmpty();
    });
}

// The PC of the account games, whose face is kPerson's.
class LockedPc {
public:
    explicit LockedPc(std::vector<wire::SettingValue> settings = agent::test::Desk::livenessOff())
        : desk(std::make_unique<agent::test::Desk>(true, std::move(settings))) {
        const std::string device = desk->state->device()->id.text();
        if (!agent::test::store(*desk->state, {desk->tenant.links(desk->user, {{device, "games"}})})) {
            qFatal("the account cannot be linked");
        }
        desk->state.reset(); // the agent opens it now
        openTo(run.path(), false);
        openTo(marks.path(), true);
        // Real time for the agent, on the calendar of the made-up PC.
        QObject::connect(&clock, &QTimer::timeout, &clock,
                         [this] { desk->clock.advance(std::chrono::milliseconds(20)); });
        clock.start(20);
    }
    ~LockedPc() { stop(); }

    void startAgent() {
        agent::AgentOptions options;
        options.stateFolder = desk->folder.path().toStdString();
        options.socketPath = socket();
        options.modelsFolder = agent::test::modelsFolder();
        options.makeCamera = [this] {
            auto source = std::make_unique<kaomon::testing::PictureSource>();
            pictures = source.get();
            return source;
        };
        auto made = agent::AgentApplication::create(options, desk->clock);
        QVERIFY2(made, made ? "" : made.error().detail.c_str());
        agent = std::move(*made);
    }
    // A PAM service: our line, a mark that the stack went on behind it, the password.
    [[nodiscard]] bool prepareEtc(const char* service, const char* scenario) {
        const QString module = run.filePath(QStringLiteral("pam_kaomon.so"));
        if (!QFile::exists(module) && !QFile::copy(QStringLiteral(KAOMON_PAM_MODULE), module)) {
            return false;
        }
        return etc.prepare(kLockPassword, "19000:0:99999") &&
               etc.writeService(service,
                                "auth [success=done perm_denied=die default=ignore] " + module.toUtf8() +
                                    " timeout=30 scenario=" + scenario +
                                    " socket=" + QByteArray::fromStdString(socket()) +
                                    "\nauth optional pam_exec.so quiet /usr/bin/touch " + wentOn().toUtf8() +
                                    "\nauth required pam_unix.so nodelay\naccount required pam_permit.so\n"
                                    "session required pam_permit.so\n");
    }
    // For unshare(1): `words` run with the test's /etc.
    [[nodiscard]] QStringList apart(const QStringList& words) const { return etc.wrapped(words); }
    [[nodiscard]] QStringList asGames(const QStringList& words) const {
        return apart(QStringList{QStringLiteral("setpriv"), QStringLiteral("--reuid=games"),
                                 QStringLiteral("--regid=games"), QStringLiteral("--clear-groups"),
                                 QStringLiteral("env"), QStringLiteral("HOME=") + marks.path()} +
                     words);
    }
    // Ends whatever a test has started, and what that has started.
    void stop() {
        if (isAlone()) {
            ::kill(-1, SIGKILL); // of this namespace, but for this process
        }
        program.kill();
        program.waitForFinished();
    }
    static void press(const char* key) {
        QProcess::execute(QStringLiteral("xdotool"), {QStringLiteral("key"), QLatin1String(key)});
    }
    // Presses `key`, which wakes the question, until PAM has come to the password's line, and answers it;
    // unless the program has ended, since the answer before it was the right one and came late.
    void typePassword(const char* password, const char* key) {
        QFile::remove(wentOn());
        const auto hasGoneOn = [&] {
            if (!QFile::exists(wentOn())) {
                press(key);
            }
            return QFile::exists(wentOn()) || program.state() == QProcess::NotRunning;
        };
        QTRY_VERIFY_WITH_TIMEOUT(hasGoneOn(), kLockPatience);
        QProcess::execute(QStringLiteral("xdotool"), {QStringLiteral("type"), QString::fromLatin1(password)});
        keep(password == kLockPassword ? "password" : "wrong_password");
        press("Return");
    }
    // Keeps a picture of the screen for people to look at, where the environment names a folder.
    static void keep(const char* name) {
        const QString folder = qEnvironmentVariable("KAOMON_SCREENSHOTS");
        if (!folder.isEmpty()) {
            QDir().mkpath(folder);
            const QString file =
                QStringLiteral("%1_%2.png").arg(QCoreApplication::applicationName(), QLatin1String(name));
            QProcess::execute(QStringLiteral("import"), {QStringLiteral("-window"), QStringLiteral("root"),
                                                         QDir(folder).filePath(file)});
        }
    }
    // What the agent has to tell the server of logons, in order. Ends the agent.
    [[nodiscard]] std::vector<std::string> events() {
        agent.reset();
        const auto state = agent::AgentState::open(desk->folder.path().toStdString(), desk->clock);
        const auto waiting = state ? (*state)->cache().pending(1000) : propagate(state.error());
        std::vector<std::string> codes;
        if (waiting) {
            for (const auto& item : *waiting) {
                const auto event =
                    wire::decode<wire::Event>(std::string(item.bytes.begin(), item.bytes.end()));
                if (event && event->kind == "auth") {
                    codes.push_back(event->code + ' ' + event->osAccount.value_or("-"));
                }
            }
        }
        return codes;
    }
    [[nodiscard]] std::string socket() const {
        return run.filePath(QStringLiteral("agent.sock")).toStdString();
    }
    // Is there once PAM has gone on behind our line.
    [[nodiscard]] QString wentOn() const { return marks.filePath(QStringLiteral("went-on")); }

    std::unique_ptr<agent::test::Desk> desk;
    QTimer clock;
    QTemporaryDir run;   // to be read by everybody
    QTemporaryDir marks; // to be written by everybody
    kaomon::testing::PrivateEtc etc;
    std::unique_ptr<agent::AgentApplication> agent;
    kaomon::testing::PictureSource* pictures = nullptr;
    QProcess program; // what asks for the face
};

} // namespace kaomon::e2e
