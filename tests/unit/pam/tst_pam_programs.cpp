// SPDX-License-Identifier: GPL-3.0-or-later
// The programs that people log on with, as they are shipped, through pam_kaomon.so: su and login. pam_wrapper
// gives them a folder of PAM services of the test's own.
#include <algorithm>

#include "support/private_etc.h"
#include "unit/pam/pam_case.h"

using namespace kaomon::testing;

namespace {

constexpr bool kIsStandalone = KAOMON_PAM_STANDALONE;
constexpr int kPatience = 30000;

QString wrapper() {
    for (const char* folder : {"/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/lib"}) {
        const QString path = QString::fromLatin1(folder) + u"/libpam_wrapper.so"_s;
        if (QFile::exists(path)) {
            return path;
        }
    }
    return {};
}

} // namespace

class TestPamPrograms final : public PamCase {
    Q_OBJECT

private slots:
    void init() { prepare(); }
    void cleanup() { end(); }

    void su_data() {
        QTest::addColumn<FakeAgent::Behaviour>("agent");
        QTest::addColumn<QByteArray>("password");
        QTest::addColumn<bool>("isIn");
        const auto refused = answer({{"outcome", "refused"}, {"code", "face_no_match"}});
        const auto nothing =
            answer({{"outcome", "refused"}, {"code", "face_no_match"}, {"instead", "nothing"}});
        QTest::newRow("the face") << FakeAgent::Behaviour(accept) << QByteArray("pam_deny.so") << true;
        QTest::newRow("another face") << refused << QByteArray("pam_deny.so") << false;
        QTest::newRow("the password") << refused << QByteArray("pam_permit.so") << true;
        QTest::newRow("no agent") << FakeAgent::Behaviour(die) << QByteArray("pam_permit.so") << true;
        QTest::newRow("nothing else gets in") << nothing << QByteArray("pam_permit.so") << false;
    }
    void su() {
        QFETCH(FakeAgent::Behaviour, agent);
        QFETCH(QByteArray, password);
        QFETCH(bool, isIn);
        if (!isPossible()) {
            QSKIP("needs root and the package libpam-wrapper");
        }
        installService("su", password);
        FakeAgent running(m_socket, agent);
        QProcess program;
        begin(program, u"su"_s, {u"-s"_s, u"/bin/sh"_s, u"-c"_s, u"id -un"_s, u"games"_s});
        QVERIFY(program.waitForFinished(kPatience));
        const QByteArray said = program.readAllStandardOutput();
        QVERIFY2((program.exitCode() == 0) == isIn, (said + program.readAllStandardError()).constData());
        QCOMPARE(said.trimmed().endsWith("games"), isIn);
        QCOMPARE(running.requests().at(0).text("user"), std::string("games"));
        QCOMPARE(running.requests().at(0).text("service"), std::string("su"));
    }

    // The password has expired: su itself asks for a new one, the kept one stands in for the current one, and
    // the new one is kept. pam_unix and /etc/shadow are real, in a folder of the test's own in the place of
    // /etc.
    void anExpiredPassword_data() {
        QTest::addColumn<bool>("hasLine");
        QTest::newRow("with the line before pam_unix") << true;
        QTest::newRow("without it the current password is asked for") << false;
    }
    void anExpiredPassword() {
        QFETCH(bool, hasLine);
        PrivateEtc etc;
        const QByteArray ours = QByteArray(KAOMON_PAM_MODULE) + " socket=" + m_socket.c_str();
        if (!isPossible() || !etc.prepare("Old-Pass-12", "0:0:99999") ||
            !etc.writeService(
                "su", "auth " + kControl + ' ' + ours + " timeout=5\nauth required pam_deny.so\n" +
                          "account required pam_unix.so\nsession required pam_permit.so\n" +
                          (hasLine ? "password optional " + ours + " current\n" : QByteArray()) +
                          "password required pam_unix.so\npassword optional " + ours + " capture\n")) {
            QSKIP("needs root, openssl(1) and unshare(1) with the right to mount");
        }
        const auto behaviour = [](Line& line, const Message& request) {
            if (request.type == "authenticate") {
                line.reply(request, "authResult", {{"outcome", "accepted"}, {"ticket", "t-1"}});
            } else if (request.type == "takeOsSecret") {
                line.reply(request, "osSecret", {{"secret", "Old-Pass-12"}});
            } else {
                line.reply(request, "osSecretKept");
            }
        };
        FakeAgent agent(m_socket, behaviour, hasLine ? 2 : 1);
        QProcess program;
        program.start(u"unshare"_s,
                      etc.wrapped({u"su"_s, u"-s"_s, u"/bin/sh"_s, u"-c"_s, u"id -un"_s, u"games"_s}));
        program.write("Zebra-Quilt-77\nZebra-Quilt-77\n");
        program.closeWriteChannel();
        QVERIFY(program.waitForFinished(kPatience));
        const QByteArray said = program.readAllStandardOutput() + program.readAllStandardError();
        QCOMPARE(said.contains("Current password"), !hasLine);
        QVERIFY2((program.exitCode() == 0) == hasLine, said.constData());
        QCOMPARE(etc.lastChange() != "0", hasLine);
        const auto requests = agent.requests();
        QCOMPARE(requests.back().type, std::string(hasLine ? "keepOsSecret" : "takeOsSecret"));
        if (hasLine) {
            QCOMPARE(requests.back().text("secret"), std::string("Zebra-Quilt-77"));
        }
    }

    // login wants a terminal of its own, which script(1) gives it.
    void login() {
        if (!isPossible() || QStandardPaths::findExecutable(u"script"_s).isEmpty()) {
            QSKIP("needs root, script(1) and the package libpam-wrapper");
        }
        installService("login", "pam_deny.so");
        FakeAgent running(m_socket, accept);
        QProcess program;
        begin(program, u"script"_s, {u"-qec"_s, u"login root"_s, u"/dev/null"_s});
        QByteArray said;
        const auto isIn = [&] {
            program.write("echo in-as-$(id -un)\n");
            said += program.readAllStandardOutput();
            return said.contains("in-as-root");
        };
        QTRY_VERIFY2_WITH_TIMEOUT(isIn(), said.constData(), kPatience);
        program.write("exit\n");
        program.closeWriteChannel();
        QVERIFY(program.waitForFinished(kPatience) || program.state() == QProcess::NotRunning);
        QCOMPARE(running.requests().at(0).text("service"), std::string("login"));
        QVERIFY2(said.contains("Looking for your face"), said.constData());
    }

private:
    static bool isPossible() { return kIsStandalone && ::geteuid() == 0 && !wrapper().isEmpty(); }

    void installService(const char* name, const QByteArray& password) {
        writeService(QString::fromLatin1(name),
                     "auth " + kControl + ' ' + KAOMON_PAM_MODULE + " socket=" + m_socket.c_str() +
                         " timeout=5\n" + "auth required " + password +
                         "\naccount required pam_permit.so\nsession required pam_permit.so\n");
        writeService(u"other"_s, "auth required pam_deny.so\naccount required pam_deny.so\n"
                                 "password required pam_deny.so\nsession required pam_deny.so\n");
    }
    // Readable by whoever the program becomes: pam_wrapper copies the files anew in each process.
    void writeService(const QString& name, const QByteArray& lines) const {
        constexpr auto kRead = QFile::ReadOwner | QFile::ReadGroup | QFile::ReadOther;
        constexpr auto kEnter = QFile::ExeOwner | QFile::ExeGroup | QFile::ExeOther;
        QVERIFY(QDir(m_folder->path()).mkpath(u"services"_s));
        for (const QString& folder : {m_folder->path(), m_folder->filePath(u"services"_s)}) {
            QVERIFY(QFile::setPermissions(folder, kRead | kEnter | QFile::WriteOwner));
        }
        QFile file(m_folder->filePath(u"services/"_s + name));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(lines) == lines.size());
        QVERIFY(file.setPermissions(kRead | QFile::WriteOwner));
    }
    void begin(QProcess& program, const QString& name, const QStringList& arguments) const {
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"LD_PRELOAD"_s, wrapper());
        environment.insert(u"PAM_WRAPPER"_s, u"1"_s);
        environment.insert(u"PAM_WRAPPER_SERVICE_DIR"_s, m_folder->filePath(u"services"_s));
        program.setProcessEnvironment(environment);
        program.start(name, arguments);
    }
};

QTEST_GUILESS_MAIN(TestPamPrograms)
#include "tst_pam_programs.moc"
