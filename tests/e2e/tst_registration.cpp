// SPDX-License-Identifier: GPL-3.0-or-later
// Sign-ins of programs that nobody here wrote, taught through the wizard's own window under a real X server:
// picked, understood, saved, tried out, and what came to stand in the program read back from it. The agent is
// that of a test; what it gives out is what the wizard has saved.
#include <QAbstractButton>
#include <QApplication>
#include <QComboBox>
#include <QDir>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QProcess>
#include <QPushButton>
#include <QRadioButton>
#include <QScreen>
#include <QTableWidget>
#include <QTemporaryDir>
#include <QTest>

#include "applogin/linux_desktop.h"
#include "applogin/registration/cross_hair.h"
#include "applogin/registration/registration_window.h"
#include "crypto/secret_key.h"
#include "support/vault_agent.h"
#include "ui/language_switcher.h"
#include "ui/theme.h"
#include "x_session.h"

using namespace kaomon;
using namespace kaomon::applogin;
using e2e::isInstalled;
using e2e::Program;
using Page = RegistrationWindow::Page;
using State = TrialRun::State;

namespace {

constexpr int kPatience = 60000;
const QString kSecret = QStringLiteral("Tür-顔門-#1 long enough");
const QString kTyped = QStringLiteral("Plain-Pass_123 (x)");

struct Wizard {
    test::FakeAgent agent;
    test::VaultAgent vault{agent};
    agentlink::AgentLink link{agent.path()};
    RegistrationPresenter presenter;
    RegistrationWindow window{presenter};

    explicit Wizard(const std::shared_ptr<DesktopThread>& desktop)
        : presenter(link, desktop) {}

    template<class Widget>
    Widget* find(const char* name) {
        auto* found = window.findChild<Widget*>(QString::fromLatin1(name));
        if (found == nullptr) {
            qFatal("no %s", name);
        }
        return found;
    }
    void press(const char* name) { find<QAbstractButton>(name)->click(); }
    [[nodiscard]] bool mayGoOn() { return find<QPushButton>("registrationNext")->isEnabled(); }

    // The row of the list whose title holds `title`; -1 for none.
    int rowOf(const QString& title) {
        const auto* list = find<QTableWidget>("registrationWindows");
        for (int row = 0; row < list->rowCount(); ++row) {
            if (list->item(row, 0)->text().contains(title)) {
                return row;
            }
        }
        return -1;
    }
    bool listUntilThere(const QString& title) {
        return QTest::qWaitFor(
            [&] {
                if (presenter.phase() != RegistrationPresenter::Phase::Ready) {
                    return false;
                }
                if (rowOf(title) < 0) {
                    presenter.scout().refresh();
                    QTest::qWait(100);
                    return false;
                }
                return true;
            },
            kPatience);
    }
    // Picks the window until its fields are on the screen: a program may show them later than its frame.
    bool pickUntil(const QString& title, const std::function<bool(const RegistrationDraft&)>& isThere) {
        link.start();
        presenter.start();
        window.show();
        return QTest::qWaitFor(
            [&] {
                if (window.page() == Page::Form && isThere(presenter.draft())) {
                    return true;
                }
                if (window.page() == Page::Form) {
                    press("registrationBack");
                }
                if (!listUntilThere(title)) {
                    return false;
                }
                find<QTableWidget>("registrationWindows")->selectRow(rowOf(title));
                press("registrationNext");
                return QTest::qWaitFor([&] { return window.page() == Page::Form; }, 10000) &&
                       isThere(presenter.draft());
            },
            kPatience);
    }
    void typeEntry(const QString& secret) {
        QTest::keyClicks(find<QLineEdit>("registrationUserName"), QStringLiteral("hanako"));
        find<QLineEdit>("registrationPassword")->setText(secret);
        find<QLineEdit>("registrationPasswordAgain")->setText(secret);
        // What is set is not typed: the last word is.
        QTest::keyClicks(find<QLineEdit>("registrationUserName"), QStringLiteral("x"));
        QTest::keyClick(find<QLineEdit>("registrationUserName"), Qt::Key_Backspace);
    }
    // From the page with the fields to the end of the trial.
    bool finish(const QString& secret) {
        press("registrationNext");
        typeEntry(secret);
        if (!mayGoOn()) {
            return false;
        }
        press("registrationNext");
        if (!QTest::qWaitFor([&] { return window.page() == Page::Trial; }, kPatience)) {
            return false;
        }
        press("registrationTry");
        return QTest::qWaitFor([&] { return !presenter.trial().isRunning(); }, kPatience);
    }
    [[nodiscard]] QByteArray said() { return find<QLabel>("registrationTrialText")->text().toUtf8(); }
    [[nodiscard]] bool isFilled() { return presenter.trial().state(TrialRun::Stage::Fill) == State::Good; }
};

// The screen as the person sees it, for those who look it over.
void keep(const char* name) {
    const QString folder = qEnvironmentVariable("KAOMON_SCREENSHOTS");
    if (!folder.isEmpty()) {
        QDir().mkpath(folder);
        QTest::qWait(300);
        const QString path = QDir(folder).filePath(QString::fromLatin1(name) + QStringLiteral(".png"));
        QGuiApplication::primaryScreen()->grabWindow(0).save(path);
    }
}

bool fillsPassword(const RegistrationDraft& draft) {
    return !draft.usesKeys && draft.fills(FieldContent::Password);
}

} // namespace

class TestRegistration final : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() {
        QVERIFY(crypto::initialise());
        QVERIFY(m_folder.isValid());
        m_desktop = std::make_shared<DesktopThread>([]() -> Result<std::unique_ptr<Desktop>> {
            auto desktop = LinuxDesktop::open();
            if (!desktop) {
                return propagate(desktop.error());
            }
            return std::unique_ptr<Desktop>(std::move(*desktop));
        });
    }

    // GTK: zenity prints what it was given.
    void gtkDialog() {
        Program zenity;
        QVERIFY(zenity.start("zenity", {QStringLiteral("--password"), QStringLiteral("--username"),
                                        QStringLiteral("--title=Accounts")}));
        Wizard wizard(m_desktop);
        QVERIFY(wizard.pickUntil(QStringLiteral("Accounts"), [](const RegistrationDraft& draft) {
            return fillsPassword(draft) && draft.fills(FieldContent::UserName);
        }));
        keep("x11-form");
        QVERIFY(wizard.finish(kSecret));
        keep("x11-trial");
        QVERIFY2(wizard.isFilled(), wizard.said().constData());
        QTRY_COMPARE_WITH_TIMEOUT(zenity.process.state(), QProcess::NotRunning, kPatience);
        const QString printed = QString::fromUtf8(zenity.process.readAllStandardOutput()).trimmed();
        QCOMPARE(printed, QStringLiteral("hanako|") + kSecret);
    }

    // The same by the cross-hair, with a real pointer that is dragged over the screen.
    void crossHair() {
        Program zenity;
        QVERIFY(zenity.start("zenity", {QStringLiteral("--password"), QStringLiteral("--title=Vault door")}));
        Wizard wizard(m_desktop);
        wizard.link.start();
        wizard.presenter.start();
        wizard.window.show();
        QVERIFY(wizard.listUntilThere(QStringLiteral("Vault door")));
        const auto& windows = wizard.presenter.scout().windows();
        const auto meant = std::ranges::find(windows, std::string("Vault door"), &WindowFacts::title);
        QVERIFY(meant != windows.end());
        const QString id = QString::number(meant->window);
        move(QString::number(wizard.window.winId()), 0, 0);
        move(id, 820, 60);
        auto* mark = wizard.find<CrossHair>("crossHair");
        const auto middle = [&] { return mark->mapToGlobal(mark->rect().center()); };
        QTRY_VERIFY_WITH_TIMEOUT(middle().x() < 80, kPatience); // the window is where it was put
        xdotool({QStringLiteral("mousemove"), QString::number(middle().x()), QString::number(middle().y()),
                 QStringLiteral("mousedown"), QStringLiteral("1")});
        QTRY_VERIFY_WITH_TIMEOUT(mark->isDragging(), kPatience);
        // Over the window; the pointer is stirred until it is seen there.
        int step = 0;
        QVERIFY(QTest::qWaitFor(
            [&] {
                xdotool({QStringLiteral("mousemove"), QStringLiteral("--window"), id,
                         QString::number(20 + step++ % 10), QStringLiteral("20")});
                const auto& hovered = wizard.presenter.scout().hovered();
                return hovered && hovered->window.title == "Vault door";
            },
            kPatience));
        keep("x11-cross-hair");
        xdotool({QStringLiteral("mouseup"), QStringLiteral("1")});
        QTRY_COMPARE_WITH_TIMEOUT(wizard.window.page(), Page::Form, kPatience);
        QCOMPARE(wizard.presenter.draft().title.text, std::string("Vault door"));
        QVERIFY(wizard.presenter.scout().picked());
        // Each field that is filled lies within its window.
        const auto& picked = *wizard.presenter.scout().picked();
        for (const DraftField& field : wizard.presenter.draft().fields) {
            if (field.use != FieldUse::Nothing) {
                const Bounds& place = picked.places.at(static_cast<std::size_t>(field.handle));
                QVERIFY(!place.isEmpty() && place.x >= picked.bounds.x &&
                        place.x + place.width <= picked.bounds.x + picked.bounds.width);
            }
        }
    }

    // Qt: a large window is understood. That such a form fills it is shown in tst_app_login.
    void keePassXc() {
        const QString database = m_folder.filePath(QStringLiteral("passwords.kdbx"));
        QProcess maker;
        maker.start(QStringLiteral("keepassxc-cli"), {QStringLiteral("db-create"), QStringLiteral("-p"),
                                                      QStringLiteral("-t"), QStringLiteral("100"), database});
        QVERIFY(maker.waitForStarted());
        maker.write((kSecret + QLatin1Char('\n') + kSecret + QLatin1Char('\n')).toUtf8());
        maker.closeWriteChannel();
        QVERIFY(maker.waitForFinished(kPatience));
        const QString config = m_folder.filePath(QStringLiteral("keepassxc.ini"));
        QFile file(config);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("[General]\nUpdateCheckMessageShown=true\nSingleInstance=false\n");
        file.close();
        Program keePass;
        QVERIFY(
            keePass.start("keepassxc", {QStringLiteral("--config"), config, QStringLiteral("--localconfig"),
                                        config + QStringLiteral(".local"), database}));
        Wizard wizard(m_desktop);
        QVERIFY(wizard.pickUntil(QStringLiteral("KeePassXC"), fillsPassword));
        keep("x11-keepassxc");
        const auto form = wizard.presenter.draft().build();
        QVERIFY2(form, form ? "" : form.error().field.c_str());
        const Step& step = form->steps.front();
        QVERIFY(step.button && step.button->name);
        QCOMPARE(step.button->name->text(), std::string("Unlock"));
        const auto password = std::ranges::find(step.fields, FieldContent::Password, &FieldRule::content);
        QVERIFY(password != step.fields.end());
        QCOMPARE(password->control.index, 0); // not the one for the key file
    }

    // A terminal: the prompt is understood as such, and its program gets the line.
    void terminal() {
        const QString out = m_folder.filePath(QStringLiteral("read"));
        Program xterm;
        QVERIFY(
            xterm.start("xterm", {QStringLiteral("-title"), QStringLiteral("prompt"), QStringLiteral("-e"),
                                  QStringLiteral("sh"), QStringLiteral("-c"),
                                  QStringLiteral("stty -echo; read line; echo \"$line\" > '%1'").arg(out)}));
        Wizard wizard(m_desktop);
        QVERIFY(wizard.pickUntil(QStringLiteral("prompt"), fillsPassword));
        QVERIFY(wizard.finish(kTyped));
        QVERIFY2(wizard.isFilled(), wizard.said().constData());
        QTRY_COMPARE_WITH_TIMEOUT(contentOf(out), kTyped.toUtf8() + '\n', kPatience);
    }

    // A program without any accessibility: keys, in the order that was taught.
    void keysAlone() {
        const QString out = m_folder.filePath(QStringLiteral("keys"));
        Program xterm; // by a way that hides what runs in it: nothing is told of its prompt
        QVERIFY(xterm.start(
            "xterm",
            {QStringLiteral("-title"), QStringLiteral("blind"), QStringLiteral("-e"), QStringLiteral("sh"),
             QStringLiteral("-c"),
             QStringLiteral("stty -echo; read name; read line; echo \"$name|$line\" > '%1'").arg(out)}));
        Wizard wizard(m_desktop);
        QVERIFY(wizard.pickUntil(QStringLiteral("blind"), fillsPassword));
        wizard.press("registrationByKeys");
        wizard.presenter.draft().keys = {KeyPiece::UserName, KeyPiece::Return, KeyPiece::Password,
                                         KeyPiece::Return};
        QVERIFY(wizard.finish(kTyped));
        QVERIFY2(wizard.isFilled(), wizard.said().constData());
        QTRY_COMPARE_WITH_TIMEOUT(contentOf(out), "hanako|" + kTyped.toUtf8() + '\n', kPatience);
    }

private:
    static void xdotool(const QStringList& arguments) {
        QProcess::execute(QStringLiteral("xdotool"), arguments);
    }
    static void move(const QString& window, int x, int y) {
        xdotool({QStringLiteral("windowmove"), QStringLiteral("--sync"), window, QString::number(x),
                 QString::number(y)});
    }
    static QByteArray contentOf(const QString& path) {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    std::shared_ptr<DesktopThread> m_desktop;
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
    qputenv("QT_NO_GLIB", "1"); // as kaomon-client --register does
    QApplication application(argc, argv);
    ui::applyTheme(application, ui::Appearance::Light);
    ui::LanguageSwitcher languages;
    if (qEnvironmentVariable("KAOMON_SCREENSHOT_LANGUAGE") == QStringLiteral("ja")) {
        languages.use(ui::Language::Japanese);
    }
    TestRegistration test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_registration.moc"
