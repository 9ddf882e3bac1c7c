// SPDX-License-Identifier: GPL-3.0-or-later
// The console's own parts on Windows (TLS by Schannel, the Credential Manager, its settings) against a server
// that runs on the building machine; tests/windows/qt/with-server starts it and says where it is. The same on
// Linux (tests/e2e) shows the first run and the sign-in of the whole console there.
#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

#include "client/network_transport.h"
#include "client/secret_store.h"
#include "client/services.h"
#include "shell/console_application.h"

using namespace kaomon;

namespace {

constexpr const char* kPassword = "Correct-Horse-1-Battery";
constexpr int kPatience = 60000; // Argon2id on a busy machine

QString nameOf(const QWidget& widget) {
    const QString name = widget.accessibleName();
    return name.isEmpty() ? widget.property("text").toString() : name;
}

// A machine that builds need not have a keyring of the desktop.
shell::ConsoleParts parts() {
#ifdef _WIN32
    return shell::ConsoleParts::real();
#else
    return {std::make_shared<SystemClock>(), std::make_unique<client::MemorySecretStore>(),
            shell::networkTransports(), nullptr};
#endif
}

} // namespace

class WindowsConsoleTest final : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    const QString m_server = qEnvironmentVariable("KAOMON_TEST_SERVER_URL");
    const std::string m_pin = qEnvironmentVariable("KAOMON_TEST_PIN").toStdString();
    std::unique_ptr<shell::ConsoleApplication> m_console;

    void startConsole() {
        shell::ConsoleOptions options;
        options.settings = m_folder.filePath(QStringLiteral("設定"));
        options.server = m_server;
        options.recoverySheet = m_folder.filePath(QStringLiteral("復旧シート.pdf"));
        options.language = ui::Language::English;
        options.appearance = ui::Appearance::Light;
        m_console.reset(); // before its successor takes the application over
        m_console = std::make_unique<shell::ConsoleApplication>(*qApp, options, parts());
        m_console->start();
    }
    template<class Widget>
    Widget* find(const char* name) {
        for (QWidget* top : QApplication::topLevelWidgets()) {
            for (Widget* widget : top->findChildren<Widget*>()) {
                if (widget->isVisible() && nameOf(*widget) == QLatin1String(name)) {
                    return widget;
                }
            }
        }
        return nullptr;
    }
    bool canPress(const char* name) {
        auto* button = find<QPushButton>(name);
        return button != nullptr && button->isEnabled();
    }
    // Texts follow a change of the language only when the event loop runs, so that each is waited for.
    void press(const char* name) {
        QTRY_VERIFY2_WITH_TIMEOUT(canPress(name), name, kPatience);
        QTest::mouseClick(find<QPushButton>(name), Qt::LeftButton);
    }
    void type(const char* field, const char* text) {
        QTRY_VERIFY2_WITH_TIMEOUT(find<QLineEdit>(field) != nullptr, field, kPatience);
        find<QLineEdit>(field)->setText(QString::fromUtf8(text));
    }
    // Visible buttons that are narrower than what they say.
    [[nodiscard]] QStringList cutButtons() const {
        QStringList cut;
        for (const auto* button : m_console->window().findChildren<QPushButton*>()) {
            if (button->isVisible() && button->width() < button->sizeHint().width()) {
                cut.append(QStringLiteral("%1: %2 of %3")
                               .arg(button->text())
                               .arg(button->width())
                               .arg(button->sizeHint().width()));
            }
        }
        return cut;
    }
    // A picture in Japanese for people to look at, where the environment names a folder. The text must be on
    // the screen.
    void keep(const char* name, const char* text) {
        auto* languages = find<QComboBox>("Language");
        QVERIFY(languages != nullptr);
        const int english = languages->currentIndex();
        const auto choose = [&](int index) {
            languages->setCurrentIndex(index);
            emit languages->activated(index);
        };
        choose(1 - english);
        const QString wanted = QString::fromUtf8(text);
        QTRY_VERIFY2_WITH_TIMEOUT(std::ranges::any_of(m_console->window().findChildren<QWidget*>(),
                                                      [&](const QWidget* widget) {
                                                          return widget->isVisible() &&
                                                                 widget->property("text").toString().contains(
                                                                     wanted);
                                                      }),
                                  text, kPatience);
        // Layouts follow their texts over several rounds of the event loop.
        QTRY_VERIFY2_WITH_TIMEOUT(cutButtons().isEmpty(), qPrintable(cutButtons().join(u'\n')), kPatience);
        const QString folder = qEnvironmentVariable("KAOMON_SCREENSHOTS");
        if (!folder.isEmpty()) {
            QDir().mkpath(folder);
            QVERIFY(m_console->window().grab().save(
                QDir(folder).filePath(QStringLiteral("windows-console-%1.png").arg(QLatin1String(name)))));
        }
        choose(english);
        QTRY_VERIFY_WITH_TIMEOUT(find<QComboBox>("Language") != nullptr, kPatience);
    }

private slots:
    void initTestCase() { QVERIFY(!m_server.isEmpty() && !m_pin.empty()); }

    // Schannel trusts nobody here but the key that the pin names.
    void aServerWithAnotherKeyIsRefused() {
        const SystemClock clock;
        for (const bool isRight : {false, true}) {
            const std::string pin = isRight ? m_pin : std::string(m_pin.rbegin(), m_pin.rend());
            client::ApiClient api(
                std::make_shared<client::NetworkTransport>(QUrl(m_server), client::PinSet{{pin}, false}),
                clock);
            auto meta = client::BootstrapService(api).begin("ABCD-EFGH-IJKL-MNOP-QRST-UVWX-YZ23-4567");
            QTRY_VERIFY_WITH_TIMEOUT(meta.isFinished(), kPatience);
            const auto answer = meta.result();
            QVERIFY(!answer.has_value());
            const bool isOther = answer.error().code == ErrorCode::CertificatePinMismatch;
            QVERIFY2(isOther != isRight, wireName(answer.error().code).data());
        }
    }

    void theOwnerGoesThroughTheFirstRun() {
        startConsole();
        keep("first-run", "サーバー");
        press("Connect");
        QTRY_VERIFY_WITH_TIMEOUT(find<QLineEdit>("Server fingerprint") != nullptr, kPatience);
        QCOMPARE(find<QLineEdit>("Server fingerprint")->text().toStdString(), m_pin);
        keep("fingerprint", "サーバー");
        press("Trust this server");
        type("Bootstrap code", qPrintable(qEnvironmentVariable("KAOMON_TEST_CODE")));
        press("Continue");
        type("Login name", "owner");
        type("Display name", "山田花子");
        type("Mail", "owner@example.com");
        type("Password", kPassword);
        type("Password again", kPassword);
        keep("owner", "パスワード");
        press("Create tenant keys");
        press("Save recovery sheet");
        QFile sheet(m_folder.filePath(QStringLiteral("復旧シート.pdf")));
        QVERIFY(sheet.open(QIODevice::ReadOnly) && sheet.read(5) == "%PDF-");
        auto* stored = find<QCheckBox>("I have stored the recovery sheet");
        QVERIFY(stored != nullptr);
        stored->setChecked(true);
        press("Finish");
        QTRY_VERIFY_WITH_TIMEOUT(m_console->session().isOpen(), kPatience);
    }

    void aUserIsAdded() {
        QTRY_VERIFY_WITH_TIMEOUT(find<QPushButton>("Users") != nullptr, kPatience);
        find<QPushButton>("Users")->click();
        press("Add user");
        type("Login name", "taro");
        type("Display name", "佐藤太郎");
        press("Create user");
        QTRY_VERIFY_WITH_TIMEOUT(find<QLineEdit>("One-time password") != nullptr, kPatience);
        press("Close");
        QTRY_VERIFY_WITH_TIMEOUT(find<QTableView>("List of users") != nullptr, kPatience);
        auto* table = find<QTableView>("List of users"); // hidden while it loads
        QTRY_COMPARE_WITH_TIMEOUT(table->model()->rowCount(), 2, kPatience);
    }

    // Another start knows the organisation and the key that the server knows the console by.
    void anotherStartSignsIn() {
        press("Sign out");
        QTRY_VERIFY_WITH_TIMEOUT(!m_console->session().isOpen(), kPatience);
        startConsole();
        QTRY_VERIFY_WITH_TIMEOUT(find<QLineEdit>("Password") != nullptr, kPatience);
        keep("sign-in", "パスワード");
        type("Password", "Wrong-Horse-77");
        press("Sign in");
        QTRY_VERIFY_WITH_TIMEOUT(canPress("Set up another organisation"), kPatience);
        QVERIFY(!m_console->session().isOpen());
        type("Password", kPassword);
        press("Sign in");
        QTRY_VERIFY_WITH_TIMEOUT(m_console->session().isOpen(), kPatience);
        QTRY_VERIFY_WITH_TIMEOUT(find<QPushButton>("Users") != nullptr, kPatience);
        find<QPushButton>("Users")->click();
        QTRY_VERIFY_WITH_TIMEOUT(find<QTableView>("List of users") != nullptr, kPatience);
        auto* table = find<QTableView>("List of users");
        QTRY_COMPARE_WITH_TIMEOUT(table->model()->rowCount(), 2, kPatience);
        keep("users", "ユーザー");
    }

    void cleanupTestCase() { m_console.reset(); }
};

QTEST_MAIN(WindowsConsoleTest)
#include "tst_windows_console.moc"
