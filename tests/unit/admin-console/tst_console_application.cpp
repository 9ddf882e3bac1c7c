// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include <QAccessible>
#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDialog>
#include <QDir>
#include <QFile>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

#include "fake_server.h"
#include "models/event_list_model.h"
#include "models/user_list_model.h"
#include "shell/console_application.h"
#include "shell/reason_dialog.h"
#include "shell/text_dialog.h"
#include "support/log_catcher.h"
#include "ui/setting_text.h"
#include "wire/codec.h"
#include "wire/devices.h"

using namespace kaomon;
using testing::FakeServer;

namespace {

// Answers every question with yes and every file dialog with the path it was given.
class ScriptedPrompts final : public ui::Prompts {
public:
    explicit ScriptedPrompts(const QString& path)
        : m_path(path) {}
    void confirm(const ui::Question&, std::function<void(bool)> answer) override { answer(true); }
    void saveFile(const ui::FileRequest&, std::function<void(const QString&)> answer) override {
        answer(m_path);
    }
    void openFile(const ui::FileRequest&, std::function<void(const QString&)> answer) override {
        answer(m_path);
    }

private:
    const QString& m_path;
};

// As assistive technology is told: the accessible name, or the text of a button that has none of its own.
QString nameOf(const QWidget& widget) {
    const QString name = widget.accessibleName();
    return name.isEmpty() ? widget.property("text").toString() : name;
}

} // namespace

// The whole console offscreen, driven by the accessible names that README.md lists.
class ConsoleApplicationTest final : public QObject {
    Q_OBJECT

    std::unique_ptr<testing::LogCatcher> m_logs; // from the first line to the last
    std::string m_oneTimePassword;
    QTemporaryDir m_folder;
    QString m_settings = m_folder.path();
    QString m_path; // the answer of file dialogs
    std::shared_ptr<FakeServer> m_server;
    std::unique_ptr<shell::ConsoleApplication> m_console;

    void startConsole(std::shared_ptr<const Clock> clock = std::make_shared<SystemClock>()) {
        shell::ConsoleOptions options;
        options.settings = m_settings;
        options.server = QStringLiteral("https://kaomon.example.com:8443");
        options.recoverySheet = m_folder.filePath(QStringLiteral("recovery.pdf"));
        options.bundle = m_folder.filePath(QStringLiteral("bundle.json"));
        options.language = ui::Language::English;
        options.appearance = ui::Appearance::Light;
        shell::ConsoleParts parts{std::move(clock), std::make_unique<client::MemorySecretStore>(),
                                  testing::transportsTo(m_server), std::make_unique<ScriptedPrompts>(m_path)};
        m_console.reset(); // before its successor takes the application over
        m_console = std::make_unique<shell::ConsoleApplication>(*qApp, options, std::move(parts));
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
    bool findText(const QString& name) {
        const auto buttons = m_console->window().findChildren<QPushButton*>();
        return std::ranges::any_of(buttons,
                                   [&](const QPushButton* button) { return button->text() == name; });
    }
    bool canPress(const char* name) {
        auto* button = find<QPushButton>(name);
        return button != nullptr && button->isEnabled();
    }
    void press(const char* name) { QTest::mouseClick(find<QPushButton>(name), Qt::LeftButton); }
    static QPushButton* button(const QWidget& window, const char* name) {
        const auto buttons = window.findChildren<QPushButton*>();
        const auto found = std::ranges::find_if(
            buttons, [&](const QPushButton* b) { return nameOf(*b) == QLatin1String(name); });
        return found == buttons.end() ? nullptr : *found;
    }
    // What a screen reader does with a button that can be checked.
    void toggle(const char* name) {
        QAccessible::queryAccessibleInterface(find<QPushButton>(name))
            ->actionInterface()
            ->doAction(QAccessibleActionInterface::toggleAction());
    }
    // Keeps a picture of the window for people to look at, where the environment names a folder.
    void keep(const char* name) {
        const QString folder = qEnvironmentVariable("KAOMON_SCREENSHOTS");
        if (!folder.isEmpty()) {
            QDir().mkpath(folder);
            QCoreApplication::processEvents(); // layouts follow their texts
            m_console->window().grab().save(
                QDir(folder).filePath(QStringLiteral("console-%1.png").arg(QLatin1String(name))));
        }
    }
    static wire::StoredEvent eventOf(const std::string& code, const std::string& result,
                                     std::optional<std::string> reason) {
        wire::StoredEvent stored;
        stored.event.id = EventId::generate();
        stored.event.at = stored.receivedAt = SystemClock().now();
        stored.event.kind = "auth";
        stored.event.code = code;
        stored.event.result = result;
        stored.event.detail.reason = std::move(reason);
        stored.event.detail.scenario = "logon";
        stored.event.detail.elapsedMs = 312;
        stored.event.detail.cameraName = "Integrated camera";
        stored.event.detail.livenessLevel = 1;
        stored.device = DeviceId::generate();
        stored.deviceName = "reception-01";
        stored.login = "taro";
        return stored;
    }
    void type(const char* field, const char* text) {
        find<QLineEdit>(field)->setText(QString::fromUtf8(text));
    }

private slots:
    void initTestCase() {
        m_logs = std::make_unique<testing::LogCatcher>();
        m_server = std::make_shared<FakeServer>();
    }

    void goesThroughTheFirstRun() {
        m_server->isDemo = true;
        startConsole();
        press("Connect");
        QTRY_VERIFY(find<QLineEdit>("Server fingerprint") != nullptr);
        QCOMPARE(find<QLineEdit>("Server fingerprint")->text(), QString::fromStdString(m_server->pin));
        press("Trust this server");
        QTRY_VERIFY(find<QLineEdit>("Bootstrap code") != nullptr);
        type("Bootstrap code", "ABCD-EFGH-IJKL-MNOP-QRST-UVWX-YZ23-4567");
        press("Continue");
        QTRY_VERIFY(find<QLineEdit>("Login name") != nullptr);
        type("Login name", "owner");
        type("Display name", "The Owner");
        type("Mail", "owner@example.com");
        type("Password", testing::kOwnerPassword);
        QVERIFY(!canPress("Create tenant keys"));
        type("Password again", testing::kOwnerPassword);
        QVERIFY(canPress("Create tenant keys"));
        press("Create tenant keys");
        QTRY_VERIFY_WITH_TIMEOUT(canPress("Save recovery sheet"), 30000);
        QVERIFY(!canPress("Finish"));
        press("Save recovery sheet");
        QFile sheet(m_folder.filePath(QStringLiteral("recovery.pdf")));
        QVERIFY(sheet.open(QIODevice::ReadOnly) && sheet.read(5) == "%PDF-");
        QVERIFY(!(sheet.permissions() & (QFile::ReadOther | QFile::ReadGroup)));
        find<QCheckBox>("I have stored the recovery sheet")->setChecked(true);
        press("Finish");
        QTRY_VERIFY_WITH_TIMEOUT(find<QPushButton>("Users") != nullptr, 30000);
        QVERIFY(m_console->session().isOpen());
        QVERIFY(find<QPushButton>("Dashboard")->isChecked());
        toggle("Users");
    }

    void addsAUser() {
        QTRY_VERIFY(canPress("Add user"));
        press("Add user");
        QTRY_VERIFY(find<QPushButton>("Create user") != nullptr);
        type("Login name", "taro");
        QVERIFY(!canPress("Create user"));
        type("Display name", "山田太郎");
        press("Create user");
        QTRY_VERIFY_WITH_TIMEOUT(find<QLineEdit>("One-time password") != nullptr, 30000);
        QCOMPARE(find<QLineEdit>("One-time password")->text().size(), 19);
        m_oneTimePassword = find<QLineEdit>("One-time password")->text().toStdString();
        press("Close");
        QTRY_VERIFY(find<QTableView>("List of users") != nullptr);
        auto* table = find<QTableView>("List of users");
        QTRY_COMPARE(table->model()->rowCount(), 1);
        QCOMPARE(table->model()->index(0, 0).data().toString(), QStringLiteral("taro"));
    }

    void assistiveTechnologyChangesThePage() {
        for (const auto& [button, table] :
             {std::pair("Devices", "List of PCs"), std::pair("Users", "List of users")}) {
            toggle(button);
            QTRY_VERIFY(find<QWidget>(table) != nullptr || find<QLabel>("No PCs yet") != nullptr);
            QVERIFY(find<QPushButton>(button)->isChecked());
        }
        QTRY_VERIFY(find<QTableView>("List of users") != nullptr);
    }

    // Only login and name can be sorted by: the arrow does not stay where nothing is in order.
    void theArrowStandsWhereTheOrderIs() {
        auto* header = find<QTableView>("List of users")->horizontalHeader();
        header->setSortIndicator(models::UserListModel::Name, Qt::DescendingOrder);
        QCOMPARE(header->sortIndicatorSection(), static_cast<int>(models::UserListModel::Name));
        header->setSortIndicator(models::UserListModel::Mail, Qt::AscendingOrder);
        QCOMPARE(header->sortIndicatorSection(), static_cast<int>(models::UserListModel::Name));
        QCOMPARE(header->sortIndicatorOrder(), Qt::DescendingOrder);
        header->setSortIndicator(models::UserListModel::Login, Qt::AscendingOrder);
        QCOMPARE(header->sortIndicatorSection(), static_cast<int>(models::UserListModel::Login));
    }

    void disablingAPersonAsksForAReason() {
        find<QTableView>("List of users")->selectRow(0);
        QTRY_VERIFY(canPress("Disable"));
        std::optional<wire::BulkRequest> sent;
        m_server->handlers["POST /v1/users:bulk"] = [&](const FakeServer::Request& request) {
            sent = wire::decode<wire::BulkRequest>(request.body).value();
            return FakeServer::json(
                200, wire::encode(wire::BulkReply{true, 1, 0, {{sent->rows.front().user, true}}}));
        };
        press("Disable");
        auto* dialog = m_console->window().findChild<shell::ReasonDialog*>();
        QVERIFY(dialog != nullptr);
        auto* accept = button(*dialog, "Disable");
        QVERIFY(!accept->isEnabled());
        type("Reason", "on leave");
        accept->click();
        QTRY_VERIFY(sent.has_value());
        QCOMPARE(sent->action, std::string("disable"));
        QCOMPARE(sent->reason, std::string("on leave"));
        m_server->handlers.erase("POST /v1/users:bulk");
        QTRY_VERIFY(m_console->window().findChild<shell::ReasonDialog*>() == nullptr);
    }

    // The server wants the password again: the person is asked, and the act goes on by itself.
    void asksForThePasswordAndGoesOn() {
        auto* table = find<QTableView>("List of users");
        table->selectRow(0);
        const auto before = m_server->users;
        const std::string path = "/v1/users/" + m_server->users.front().id.text();
        m_server->refuse("DELETE " + path, 403, "reauth_required");
        m_server->handlers["POST /v1/session/reauth"] = [this](const FakeServer::Request& request) {
            const auto asked = wire::decode<wire::ReauthRequest>(request.body);
            return asked && asked->auth == m_server->founded->password.auth
                       ? FakeServer::json(200, wire::encode(wire::ReauthReply{SystemClock().now()}))
                       : FakeServer::problem(401, "login_failed");
        };
        QTRY_VERIFY(canPress("Delete"));
        press("Delete");
        auto* question = m_console->window().findChild<shell::TextDialog*>();
        QVERIFY(question != nullptr);
        auto* accept = button(*question, "Delete");
        type("Login name", "jiro");
        QVERIFY(!accept->isEnabled()); // not without the name
        type("Login name", "taro");
        accept->click();
        QTRY_VERIFY(find<QLineEdit>("Your password") != nullptr);
        type("Your password", "Wrong-Horse-77");
        press("Confirm");
        QTRY_VERIFY_WITH_TIMEOUT(find<QLineEdit>("Your password")->text().isEmpty(), 30000);
        QCOMPARE(m_server->users.size(), std::size_t(1));
        type("Your password", testing::kOwnerPassword);
        press("Confirm");
        QTRY_VERIFY_WITH_TIMEOUT(m_server->users.empty(), 30000);
        QTRY_VERIFY(find<QLineEdit>("Your password") == nullptr);
        m_server->users = before; // for those who come after
        press("Refresh");
        QTRY_VERIFY(find<QTableView>("List of users") != nullptr);
    }

    void signsASettingFromThePage() {
        wire::ExplainedSetting told;
        told.name = "match_timeout_s";
        told.value = "5";
        told.source = "default";
        m_server->settings = {told};
        toggle("Settings");
        const std::string title = ui::settingText("match_timeout_s").title.toStdString();
        QTRY_VERIFY(find<QSpinBox>(title.c_str()) != nullptr);
        QVERIFY(!canPress("Preview and apply"));
        find<QSpinBox>(title.c_str())->setValue(7);
        QTRY_VERIFY(canPress("Preview and apply"));
        press("Preview and apply");
        QTRY_VERIFY(find<QPushButton>("Sign and apply") != nullptr);
        QVERIFY(!canPress("Sign and apply")); // not without a reason
        type("Reason", "slower cameras");
        press("Sign and apply");
        QTRY_VERIFY(m_server->last("PUT", "/v1/policies") != nullptr);
        const auto opened = m_console->session().keyring()->openDocument(m_server->policies.front());
        QVERIFY(opened.has_value());
        const auto body = wire::decode<wire::SettingsBody>(opened->body).value();
        QCOMPARE(body.settings.front().value, std::string("7"));
        QTRY_VERIFY(find<QPushButton>("Sign and apply") == nullptr);
        toggle("Users");
    }

    void everyPageOpensByAccessibilityAndSaysItsState() {
        for (const char* page :
             {"Dashboard", "Logon help", "Settings", "Administrators", "Addresses", "Licences",
              "Import and export", "Identity provider", "My account", "Users"}) {
            toggle(page);
            QVERIFY(find<QPushButton>(page)->isChecked());
            for (auto* widget : m_console->window().findChildren<QWidget*>()) {
                const bool isInput = qobject_cast<QLineEdit*>(widget) || qobject_cast<QComboBox*>(widget) ||
                                     qobject_cast<QTableView*>(widget) || qobject_cast<QPushButton*>(widget);
                const bool isPart = qobject_cast<QComboBox*>(widget->parentWidget()) != nullptr ||
                                    qobject_cast<QAbstractSpinBox*>(widget->parentWidget()) != nullptr;
                QVERIFY2(!isInput || isPart || !widget->isVisible() || !nameOf(*widget).isEmpty(),
                         qPrintable(QStringLiteral("%1 on %2 has no name")
                                        .arg(QLatin1String(widget->metaObject()->className()),
                                             QLatin1String(page))));
            }
        }
    }

    void suspendingAPcAsksForAReason() {
        wire::Device pc;
        pc.id = DeviceId::generate();
        pc.name = "reception-01";
        pc.group = GroupId::generate();
        pc.state = "active";
        pc.rev = 1;
        m_server->devices = {pc};
        toggle("Devices");
        QTRY_VERIFY(find<QTableView>("List of PCs") != nullptr);
        QTRY_COMPARE(find<QTableView>("List of PCs")->model()->rowCount(), 1);
        find<QTableView>("List of PCs")->selectRow(0);
        press("Suspend"); // opens the dialog, whose button has the same name
        QTRY_VERIFY(find<QLineEdit>("Reason") != nullptr);
        auto* dialog = qobject_cast<QDialog*>(find<QLineEdit>("Reason")->window());
        auto* accept = button(*dialog, "Suspend");
        type("Reason", "   ");
        QVERIFY(!accept->isEnabled());
        type("Reason", std::string(501, 'x').c_str());
        QVERIFY(!accept->isEnabled());
        type("Reason", " left in a taxi ");
        QVERIFY(accept->isEnabled());
        QTest::mouseClick(accept, Qt::LeftButton);
        const std::string path = "/v1/devices/" + pc.id.text();
        QTRY_VERIFY(m_server->last("PATCH", path) != nullptr);
        const auto patch = wire::decode<wire::DevicePatch>(m_server->last("PATCH", path)->body);
        QCOMPARE(patch->reason, std::optional<std::string>("left in a taxi"));
        toggle("Users");
    }

    void tablesFitTheWindow_data() {
        QTest::addColumn<int>("width");
        QTest::addColumn<bool>("hasCamera");
        QTest::newRow("small") << 1240 << false;
        QTest::newRow("wide") << 1600 << true;
    }
    void tablesFitTheWindow() {
        QFETCH(int, width);
        QFETCH(bool, hasCamera);
        m_server->events = {eventOf("LOGON_OK", "ok", {}), eventOf("LOGON_NG", "ng", "face_no_match"),
                            eventOf("LOGON_NG", "err", "camera_missing")};
        m_console->window().resize(width, 780);
        toggle("Events");
        QTRY_VERIFY(find<QTableView>("List of events") != nullptr);
        auto* table = find<QTableView>("List of events");
        QTRY_COMPARE(table->model()->rowCount(), 3);
        QTRY_VERIFY(table->horizontalHeader()->length() <= table->viewport()->width());
        QTRY_VERIFY(table->horizontalHeader()->length() > table->viewport()->width() - 4);
        using Column = models::EventListModel;
        for (const int column :
             {Column::Time, Column::Device, Column::User, Column::What, Column::Outcome, Column::Reason}) {
            QTRY_VERIFY(!table->isColumnHidden(column));
        }
        QTRY_COMPARE(!table->isColumnHidden(Column::Camera), hasCamera);
        keep(QTest::currentDataTag());
        table->selectRow(1); // its panel takes room
        QTRY_VERIFY(table->horizontalHeader()->length() <= table->viewport()->width());
        keep((std::string(QTest::currentDataTag()) + "-selected").c_str());
        toggle("Users");
        QTRY_VERIFY(find<QTableView>("List of users") != nullptr);
        keep((std::string(QTest::currentDataTag()) + "-users").c_str());
    }

    void changesTheLanguageWhileItRuns() {
        auto* languages = find<QComboBox>("Language");
        QVERIFY(languages != nullptr);
        const int other = 1 - languages->currentIndex();
        languages->setCurrentIndex(other);
        emit languages->activated(other);
        QTRY_VERIFY(find<QPushButton>("Users") == nullptr);
        QTRY_VERIFY(findText(QStringLiteral("ユーザー")));
        languages->setCurrentIndex(1 - other);
        emit languages->activated(1 - other);
        QTRY_VERIFY(find<QPushButton>("Users") != nullptr);
    }

    void signsOutAndInAgain() {
        press("Sign out");
        QTRY_VERIFY(find<QLineEdit>("Password") != nullptr);
        QVERIFY(!m_console->session().isOpen());
        startConsole(); // a new start knows the organisation
        QTRY_VERIFY(find<QLineEdit>("Password") != nullptr);
        QCOMPARE(find<QLineEdit>("Login name")->text(), QStringLiteral("owner"));
        type("Password", "Wrong-Horse-77");
        press("Sign in");
        QTRY_VERIFY_WITH_TIMEOUT(canPress("Set up another organisation"), 30000);
        QVERIFY(!m_console->session().isOpen());
        type("Password", testing::kOwnerPassword);
        press("Sign in");
        QTRY_VERIFY_WITH_TIMEOUT(m_console->session().isOpen(), 30000);
    }

    void opensTheOrganisationOnAnotherComputer() {
        m_path = m_folder.filePath(QStringLiteral("organisation.json"));
        press("Save organisation file");
        QFile file(m_path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(!file.readAll().contains(testing::kOwnerPassword));
        m_settings = m_folder.filePath(QStringLiteral("other-computer"));
        startConsole();
        QTRY_VERIFY(canPress("Open organisation file"));
        keep("first-run");
        m_path = m_folder.filePath(QStringLiteral("recovery.pdf")); // some other file
        press("Open organisation file");
        QVERIFY(find<QLineEdit>("Password") == nullptr);
        m_path = file.fileName();
        press("Open organisation file");
        QTRY_VERIFY(find<QLineEdit>("Password") != nullptr);
        type("Login name", "owner");
        type("Password", testing::kOwnerPassword);
        press("Sign in");
        QTRY_VERIFY_WITH_TIMEOUT(m_console->session().isOpen(), 30000);
    }

    // Its connection still tells the server of the sign-out, by its clock.
    void aConsoleThatEndsAtItsSignOutKeepsTheClockUntilThatIsTold() {
        auto clock = std::make_shared<SystemClock>();
        const std::weak_ptr<const Clock> seen = clock;
        startConsole(std::move(clock));
        QTRY_VERIFY(find<QLineEdit>("Password") != nullptr);
        type("Login name", "owner");
        type("Password", testing::kOwnerPassword);
        press("Sign in");
        QTRY_VERIFY_WITH_TIMEOUT(m_console->session().isOpen(), 30000);
        m_console->session().signOut();
        m_console.reset();
        QVERIFY(!seen.expired());
        QTRY_VERIFY_WITH_TIMEOUT(seen.expired(), 30000);
        QVERIFY(m_server->last("DELETE", "/v1/session") != nullptr);
        startConsole(); // for those who come after
        QTRY_VERIFY(find<QLineEdit>("Password") != nullptr);
        type("Login name", "owner");
        type("Password", testing::kOwnerPassword);
        press("Sign in");
        QTRY_VERIFY_WITH_TIMEOUT(m_console->session().isOpen(), 30000);
    }

    // Nothing typed is lost, and what the server refused is done after the password.
    void anExpiredSessionAsksOverThePage() {
        toggle("Users");
        QTRY_VERIFY(canPress("Add user"));
        press("Add user");
        QTRY_VERIFY(find<QLineEdit>("Display name") != nullptr);
        type("Login name", "hanako");
        type("Display name", "Hanako");
        m_server->refuse("POST /v1/users", 401, "unauthenticated");
        press("Create user");
        QTRY_VERIFY_WITH_TIMEOUT(find<QLineEdit>("Your password") != nullptr, 30000);
        QVERIFY(m_console->session().isOpen() && m_console->session().isLost());
        QVERIFY(m_console->session().keyring() == nullptr);
        QCOMPARE(find<QLineEdit>("Display name")->text(), QStringLiteral("Hanako"));
        keep("sign-in-again");
        type("Your password", "Wrong-Horse-77");
        press("Go on");
        QTRY_VERIFY_WITH_TIMEOUT(find<QLineEdit>("Your password")->isEnabled() &&
                                     find<QLineEdit>("Your password")->text().isEmpty() && !canPress("Go on"),
                                 30000);
        QVERIFY(m_console->session().isLost());
        type("Your password", testing::kOwnerPassword);
        press("Go on");
        QTRY_VERIFY_WITH_TIMEOUT(find<QLineEdit>("One-time password") != nullptr, 30000); // the user is there
        QVERIFY(!m_console->session().isLost());
        QVERIFY(m_console->session().keyring() != nullptr);
        QCOMPARE(m_server->users.back().login, std::string("hanako"));
        press("Close");
    }

    void decliningTheSignInSignsOut() {
        toggle("Users");
        QTRY_VERIFY(find<QPushButton>("Refresh") != nullptr);
        m_server->refuse("GET /v1/users", 401, "unauthenticated");
        press("Refresh");
        QTRY_VERIFY(find<QLineEdit>("Your password") != nullptr);
        auto* dialog = find<QLineEdit>("Your password")->window();
        QTest::mouseClick(button(*dialog, "Sign out"), Qt::LeftButton);
        QTRY_VERIFY(!m_console->session().isOpen());
        QTRY_VERIFY(find<QLineEdit>("Password") != nullptr);
    }

    void nothingSecretIsInTheLogs() {
        QVERIFY(m_logs->has("sign-in ended")); // it does listen
        QVERIFY(m_oneTimePassword.size() == 19);
        for (const std::string& secret :
             {std::string(testing::kOwnerPassword), std::string("Wrong-Horse-77"), m_oneTimePassword,
              std::string("ABCD-EFGH-IJKL-MNOP-QRST-UVWX-YZ23-4567")}) {
            QVERIFY(!m_logs->has(secret));
        }
    }

    void cleanupTestCase() {
        m_console.reset();
        m_logs.reset();
    }
};

QTEST_MAIN(ConsoleApplicationTest)
#include "tst_console_application.moc"
