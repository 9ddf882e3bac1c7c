// SPDX-License-Identifier: GPL-3.0-or-later
// Sign-ins of Debian's large programs: understood as the wizard does, filled, and read back from the program
// through its accessibility. Run by tests/applogin/run-targets, which installs them and writes the table; a
// program that is not there is a failed row.
#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QScopeGuard>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

#include <unistd.h>

#include "applogin/fill_engine.h"
#include "applogin/linux_desktop.h"
#include "applogin/matcher.h"
#include "applogin/registration_draft.h"
#include "target_program.h"
#include "x_session.h"

using namespace kaomon;
using namespace kaomon::applogin;
using apptargets::ReadBack;
using apptargets::TargetProgram;

namespace {

constexpr int kPatience = 120000;

QString pathOf(const char* variable, const char* otherwise) {
    return qEnvironmentVariable(variable, QString::fromLatin1(otherwise));
}

QString qt(const std::string& text) {
    return QString::fromStdString(text);
}

} // namespace

class AppTargets final : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() {
        QVERIFY(m_folder.isValid() && QDir().mkpath(m_out.path()));
        auto desktop = LinuxDesktop::open();
        QVERIFY2(desktop, desktop ? "" : desktop.error().detail.c_str());
        m_desktop = std::move(*desktop);
        m_table.setFileName(m_out.filePath(QStringLiteral("targets.tsv")));
        QVERIFY(m_table.open(QIODevice::WriteOnly));
    }

    void fills_data() {
        QTest::addColumn<int>("index");
        m_programs =
            apptargets::targetPrograms(QDir(m_folder.path()), QDir(pathOf("KAOMON_SOURCE_DIR", ".") +
                                                                   QStringLiteral("/tests/applogin")));
        for (std::size_t i = 0; i < m_programs.size(); ++i) {
            QTest::newRow(m_programs[i].name.toUtf8().constData()) << static_cast<int>(i);
        }
    }
    void fills() {
        QFETCH(int, index);
        const TargetProgram& one = m_programs.at(static_cast<std::size_t>(index));
        m_row = {one.name, one.package, versionOf(one.package), QStringLiteral("failed")};
        QVERIFY2(e2e::isInstalled(qPrintable(one.command)), "the program is not installed");
        const QString trouble = one.prepare();
        QVERIFY2(trouble.isEmpty(), qPrintable(trouble));
        QProcess process;
        qint64 group = 0; // the program and all that it has started
        const auto end = qScopeGuard([&] {
            if (group > 0) {
                ::kill(-static_cast<pid_t>(group), SIGKILL);
                process.waitForFinished();
            }
        });
        process.setChildProcessModifier([] { ::setsid(); });
        auto environment = QProcessEnvironment::systemEnvironment();
        for (auto each = one.environment.begin(); each != one.environment.end(); ++each) {
            environment.insert(each.key(), each.value());
        }
        process.setProcessEnvironment(environment);
        process.start(one.command, one.arguments);
        QVERIFY(process.waitForStarted(kPatience));
        group = process.processId();
        fillProgram(one, process);
    }
    void cleanup() {
        if (m_row.isEmpty()) {
            return;
        }
        m_table.write(m_row.join(QLatin1Char('\t')).toUtf8() + '\n');
        m_table.flush();
        m_row.clear();
    }

private:
    void fillProgram(const TargetProgram& one, QProcess& process) {
        AppTemplate form;
        const auto window = understand(one, form);
        QVERIFY2(window, qPrintable(QStringLiteral("not understood: ") + m_trouble));
        const bool isTerminal = form.steps[0].fields.back().control.role == ControlRole::Terminal;
        const FillValues values{one.userName.toStdString(), SecretString(one.secret.toStdString()), {}};
        ReadBack read;
        QElapsedTimer clock;
        clock.start();
        FillReport report;
        if (!isTerminal) { // first without the button: what stands in the fields can be looked at
            AppTemplate quiet = form;
            quiet.steps[0].submit = SubmitKind::Nothing;
            quiet.outcomeWait = {};
            report = FillEngine(*m_desktop).fill(quiet, *window, values);
            QVERIFY2(!report.problem, report.detail.c_str());
            m_row.append(QString::number(clock.elapsed()));
            readFields(form, *window, read);
            QCOMPARE(read.userName, one.userName);
            QCOMPARE(read.secretLength, static_cast<int>(one.secret.toUcs4().size()));
            keepPicture(one);
            if (QTest::currentTestFailed()) {
                return;
            }
        }
        if (isTerminal || one.endsWithSubmit) {
            clock.restart();
            const auto submitted = FillEngine(*m_desktop).fill(form, *window, values);
            QVERIFY2(!submitted.problem, submitted.detail.c_str());
            report.usedKeys = report.usedKeys || submitted.usedKeys;
            if (isTerminal) {
                m_row.append(QString::number(clock.elapsed()));
            }
            waitForProof(one, *window, process, read);
            QVERIFY2(!read.proof.isEmpty(), "the program does not say that it has the secret");
            if (isTerminal) {
                keepPicture(one);
            }
        }
        if (QTest::currentTestFailed()) {
            return;
        }
        m_row[3] = report.usedKeys ? QStringLiteral("keys") : QStringLiteral("accessibility");
        m_row.append(read.userName.isEmpty() ? QStringLiteral("–") : read.userName);
        m_row.append(read.secretLength > 0 ? QString::number(read.secretLength) : QStringLiteral("–"));
        m_row.append(read.proof.isEmpty() ? QStringLiteral("–") : read.proof);
    }

    // The draft of the wizard for the window, once it knows where everything goes.
    std::optional<WindowFacts> understand(const TargetProgram& one, AppTemplate& form) {
        std::optional<WindowFacts> found;
        m_trouble = QStringLiteral("no such window");
        static_cast<void>(QTest::qWaitFor(
            [&] {
                const auto facts = lookAt(one.title);
                if (!facts) {
                    return false;
                }
                RegistrationDraft draft = RegistrationDraft::suggest(*facts);
                const bool fillsAll = !draft.usesKeys && draft.fills(FieldContent::Password) &&
                                      (one.userName.isEmpty() || draft.fills(FieldContent::UserName));
                m_trouble = tellOf(*facts);
                if (one.userName.isEmpty()) { // the person says that there is none
                    std::erase_if(draft.fields,
                                  [](const DraftField& field) { return field.use == FieldUse::UserName; });
                }
                if (!one.endsWithSubmit) {
                    std::erase_if(draft.fields,
                                  [](const DraftField& field) { return field.use == FieldUse::Button; });
                }
                auto built = draft.build();
                if (!fillsAll || !built || candidates({*built}, *facts).empty()) {
                    return false;
                }
                form = std::move(*built);
                form.outcomeWait = std::chrono::milliseconds(1000);
                found = *facts;
                return true;
            },
            kPatience));
        return found;
    }
    std::optional<WindowFacts> lookAt(const QString& title) {
        const auto windows = m_desktop->openWindows();
        for (const WindowFacts& window : windows.value_or(std::vector<WindowFacts>())) {
            if (qt(window.title).contains(title)) {
                m_desktop->activate(window);
                const auto facts = m_desktop->look(window.window);
                return facts ? std::optional(*facts) : std::nullopt;
            }
        }
        return std::nullopt;
    }
    static QString tellOf(const WindowFacts& window) {
        QStringList parts{qt(window.title), qt(window.address)};
        for (const ControlFacts& control : window.controls) {
            parts.append(QStringLiteral("%1:%2").arg(static_cast<int>(control.role)).arg(qt(control.name)));
        }
        return parts.join(QStringLiteral(" / "));
    }

    void readFields(const AppTemplate& form, const WindowFacts& window, ReadBack& read) {
        const auto now = m_desktop->look(window.window);
        QVERIFY(now);
        for (const FieldRule& rule : form.steps[0].fields) {
            const ControlFacts* control = findControl(*now, rule.control);
            QVERIFY(control != nullptr);
            if (rule.content == FieldContent::UserName) {
                read.userName = qt(m_desktop->readText(control->handle).value_or(std::string()));
            } else {
                read.secretLength =
                    static_cast<int>(m_desktop->readLength(control->handle).value_or(std::size_t{0}));
            }
        }
    }
    void waitForProof(const TargetProgram& one, const WindowFacts& window, QProcess& process,
                      ReadBack& read) {
        if (!one.proof) { // it prints what it was given
            QVERIFY(process.waitForFinished(kPatience));
            const QString printed = QString::fromUtf8(process.readAllStandardOutput()).trimmed();
            QCOMPARE(printed, one.userName + u'|' + one.secret);
            read.proof = QStringLiteral("it prints exactly what was kept");
            return;
        }
        static_cast<void>(QTest::qWaitFor(
            [&] {
                QStringList titles;
                for (const WindowFacts& each :
                     m_desktop->openWindows().value_or(std::vector<WindowFacts>())) {
                    titles.append(qt(each.title));
                }
                QStringList labels;
                if (const auto now = m_desktop->look(window.window)) {
                    for (const ControlFacts& control : now->controls) {
                        labels.append(qt(control.name));
                    }
                }
                read.proof = one.proof(titles, labels);
                return !read.proof.isEmpty();
            },
            kPatience));
    }

    void keepPicture(const TargetProgram& one) {
        const QString path = m_out.filePath(one.command + QStringLiteral(".png"));
        QCOMPARE(QProcess::execute(QStringLiteral("import"),
                                   {QStringLiteral("-window"), QStringLiteral("root"), path}),
                 0);
    }
    static QString versionOf(const QString& package) {
        QProcess asking;
        asking.start(QStringLiteral("dpkg-query"),
                     {QStringLiteral("-W"), QStringLiteral("-f"), QStringLiteral("${Version}"), package});
        asking.waitForFinished();
        const QString version = QString::fromUtf8(asking.readAllStandardOutput()).trimmed();
        return version.isEmpty() ? QStringLiteral("not installed") : version;
    }
    std::unique_ptr<LinuxDesktop> m_desktop;
    QTemporaryDir m_folder;
    QDir m_out{pathOf("KAOMON_TARGETS_OUT", "out/applogin")};
    QFile m_table;
    std::vector<TargetProgram> m_programs;
    QStringList m_row;
    QString m_trouble;
};

int main(int argc, char** argv) {
    e2e::XSession session;
    if (!session.start()) {
        std::puts("the session does not start");
        return 1;
    }
    QCoreApplication application(argc, argv);
    AppTargets test;
    return QTest::qExec(&test, argc, argv);
}

#include "applogin_targets.moc"
