// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFile>

#include <unistd.h>

#include "target_program.h"

namespace kaomon::apptargets {
namespace {

constexpr int kPatience = 180000;
const QString kUser = QStringLiteral("hanako");
const QString kSecret = QStringLiteral("Tür-顔門-#1 long enough");
// What the keys of any layout have: a terminal hands on bytes.
const QString kTyped = QStringLiteral("Plain-Pass_123 (x)");

QString text(const char* utf8) {
    return QString::fromUtf8(utf8);
}

// What it said where it failed.
QString run(const QString& command, const QStringList& arguments, const QString& input = {}) {
    QProcess process;
    process.start(command, arguments);
    if (!process.waitForStarted()) {
        return command + text(" does not start");
    }
    process.write(input.toUtf8());
    process.closeWriteChannel();
    const bool isGood = process.waitForFinished(kPatience) && process.exitCode() == 0;
    return isGood ? QString() : command + text(": ") + QString::fromUtf8(process.readAllStandardError());
}

QString firstHolding(const QStringList& texts, const QString& part) {
    for (const QString& one : texts) {
        if (one.contains(part)) {
            return one;
        }
    }
    return {};
}

TargetProgram zenity() {
    TargetProgram one;
    one.name = text("zenity (GTK 3)");
    one.package = one.command = text("zenity");
    one.arguments = {text("--password"), text("--username"), text("--title=Accounts")};
    one.title = text("Accounts");
    one.userName = kUser;
    one.secret = kSecret;
    return one; // what it prints is the proof
}

TargetProgram keePassXc(const QDir& folder) {
    TargetProgram one;
    one.name = text("KeePassXC, unlock (Qt 5)");
    one.package = one.command = text("keepassxc");
    const QString database = folder.filePath(text("passwords.kdbx"));
    const QString config = folder.filePath(text("keepassxc.ini"));
    one.arguments = {text("--config"), config, text("--localconfig"), config + text(".local"), database};
    one.title = text("KeePassXC");
    one.secret = kSecret;
    one.prepare = [database, config] {
        QFile file(config);
        if (!file.open(QIODevice::WriteOnly)) {
            return file.errorString();
        }
        file.write("[General]\nUpdateCheckMessageShown=true\nSingleInstance=false\n");
        return run(text("keepassxc-cli"), {text("db-create"), text("-p"), text("-t"), text("100"), database},
                   kSecret + u'\n' + kSecret + u'\n');
    };
    one.proof = [](const QStringList& titles, const QStringList&) {
        const QString title = firstHolding(titles, text(" - KeePassXC"));
        return title.contains(text("Locked")) ? QString() : title;
    };
    return one;
}

// The new-connection form of the JDK's own console. It connects nowhere: it is filled and read.
TargetProgram jconsole() {
    TargetProgram one;
    one.name = text("jconsole (Java, Swing)");
    one.package = text("openjdk-17-jdk");
    one.command = text("jconsole");
    one.environment[text("JAVA_TOOL_OPTIONS")] =
        text("-Xbootclasspath/a:/usr/share/java/java-atk-wrapper.jar "
             "-Djava.library.path=/usr/lib/x86_64-linux-gnu/jni:/usr/lib/jni "
             "-Djavax.accessibility.assistive_technologies=org.GNOME.Accessibility.AtkWrapper");
    one.title = text("Java Monitoring");
    one.userName = kUser;
    one.secret = kSecret;
    one.endsWithSubmit = false;
    return one;
}

TargetProgram libreOffice(const QDir& folder, const QDir& pages) {
    TargetProgram one;
    one.name = text("LibreOffice, password of a document (VCL on GTK 3)");
    one.package = text("libreoffice-writer");
    one.command = text("soffice");
    const QString document = folder.filePath(text("ledger.odt"));
    const QString profile = folder.filePath(text("office"));
    one.arguments = {text("-env:UserInstallation=file://") + profile, text("--norestore"), text("--nologo"),
                     document};
    one.title = text("Enter Password");
    one.secret = kSecret;
    one.prepare = [document, profile, writer = pages.filePath(text("write-locked-document"))] {
        return run(writer, {document, profile}, kSecret);
    };
    one.proof = [](const QStringList& titles, const QStringList&) {
        return firstHolding(titles, text("LibreOffice Writer"));
    };
    return one;
}

void openPage(TargetProgram& one, const QString& page) {
    one.arguments.append(text("file://") + page);
    one.title = text("Ledger sign-in");
    one.userName = kUser;
    one.secret = kSecret;
    one.proof = [](const QStringList&, const QStringList& labels) {
        const QString said = firstHolding(labels, text("Given: "));
        return said == text("Given: ") + kUser + u'|' + kSecret ? text("the page holds exactly what was kept")
                                                                : said;
    };
}

TargetProgram firefox(const QDir& folder, const QString& page) {
    TargetProgram one;
    one.name = text("Firefox, a page's form");
    one.package = one.command = text("firefox-esr");
    const QString profile = folder.filePath(text("firefox"));
    folder.mkpath(profile);
    one.environment = {{text("HOME"), folder.path()}, {text("GNOME_ACCESSIBILITY"), text("1")}};
    one.arguments = {text("--no-remote"), text("--profile"), profile, text("--new-window")};
    one.prepare = [profile] {
        QFile settings(profile + text("/user.js"));
        if (!settings.open(QIODevice::WriteOnly)) {
            return settings.errorString();
        }
        settings.write("user_pref('browser.aboutwelcome.enabled', false);\n"
                       "user_pref('datareporting.policy.firstRunURL', '');\n"
                       "user_pref('browser.startup.homepage_override.mstone', 'ignore');\n"
                       "user_pref('startup.homepage_welcome_url', '');\n"
                       "user_pref('signon.rememberSignons', false);\n");
        return QString();
    };
    openPage(one, page);
    return one;
}

TargetProgram chromium(const QDir& folder, const QString& page) {
    TargetProgram one;
    one.name = text("Chromium, a page's form");
    one.package = one.command = text("chromium");
    one.environment = {{text("HOME"), folder.path()}, {text("ACCESSIBILITY_ENABLED"), text("1")}};
    one.arguments = {text("--user-data-dir=") + folder.filePath(text("chromium")),
                     text("--no-first-run"),
                     text("--no-default-browser-check"),
                     text("--password-store=basic"),
                     text("--disable-gpu"),
                     text("--force-renderer-accessibility"), // else it tells nothing of its pages
                     text("--ozone-platform=x11")};
    if (::geteuid() == 0) {
        one.arguments.append(text("--no-sandbox")); // it does not start for root with one
    }
    openPage(one, page);
    return one;
}

TargetProgram keyPassphrase(const QDir& folder) {
    TargetProgram one;
    one.name = text("xterm, prompt of ssh-keygen");
    one.package = one.command = text("xterm");
    const QString key = folder.filePath(text("key"));
    const QString out = folder.filePath(text("key.out"));
    one.title = text("key prompt");
    one.arguments = {text("-title"),
                     one.title,
                     text("-u8"),
                     text("-e"),
                     text("sh"),
                     text("-c"),
                     text("ssh-keygen -y -f '%1' > '%2'").arg(key, out)};
    one.secret = kTyped;
    one.prepare = [key] {
        return run(text("ssh-keygen"), {text("-q"), text("-t"), text("ed25519"), text("-N"), kTyped,
                                        text("-C"), text("test"), text("-f"), key});
    };
    one.proof = [key, out](const QStringList&, const QStringList&) {
        const auto content = [](const QString& path) {
            QFile file(path);
            return file.open(QIODevice::ReadOnly) ? file.readAll().trimmed() : QByteArray();
        };
        const QByteArray shown = content(out);
        return !shown.isEmpty() && shown == content(key + text(".pub")) ? text("the key was opened")
                                                                        : QString();
    };
    return one;
}

} // namespace

std::vector<TargetProgram> targetPrograms(const QDir& folder, const QDir& pages) {
    const QString page = pages.absoluteFilePath(text("sign-in.html"));
    std::vector<TargetProgram> all;
    all.push_back(zenity());
    all.push_back(keePassXc(folder));
    all.push_back(jconsole());
    all.push_back(libreOffice(folder, pages));
    all.push_back(firefox(folder, page));
    all.push_back(chromium(folder, page));
    all.push_back(keyPassphrase(folder));
    return all;
}

} // namespace kaomon::apptargets
