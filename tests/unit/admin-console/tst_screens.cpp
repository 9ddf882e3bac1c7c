// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures of every page in both languages and both appearances, and what a program can see of their faults.
#include <QAbstractButton>
#include <QAccessible>
#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QTabBar>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

#include "sample_organisation.h"
#include "screen_check.h"
#include "shell/console_application.h"
#include "shell/page.h"
#include "support/gui_watchdog.h"
#include "ui/state_panel.h"

using namespace kaomon;
using testing::FakeServer;
using testing::isClipped;
using testing::NoPrompts;
using testing::textOf;

namespace {

constexpr int kOrdinaryScreen = 1280; // pixels
constexpr double kLongestEvent = 50;  // ms of the GUI thread

} // namespace

class ScreensTest final : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    std::shared_ptr<FakeServer> m_server = std::make_shared<FakeServer>();
    std::unique_ptr<shell::ConsoleApplication> m_console;
    QStringList m_pages; // accessible names of the navigation, in English
    QMap<QString, QString> m_english;
    QStringList m_faults;

    testing::WatchedApplication& app() { return *dynamic_cast<testing::WatchedApplication*>(qApp); }
    QWidget& window() { return m_console->window(); }

    QList<QPushButton*> navigation() {
        QList<QPushButton*> buttons;
        for (auto* button : window().findChildren<QPushButton*>()) {
            if (button->property("part").toString() == QStringLiteral("navigation")) {
                buttons.append(button);
            }
        }
        return buttons;
    }
    void settle() {
        const auto isLoading = [this] {
            const auto panels = window().findChildren<ui::StatePanel*>();
            return std::ranges::any_of(panels, [](const ui::StatePanel* panel) {
                return panel->isVisible() && panel->state() == ui::StatePanel::State::Loading;
            });
        };
        QTRY_VERIFY(!isLoading());
        for (int i = 0; i < 5; ++i) {
            QCoreApplication::processEvents(); // layouts follow their texts
        }
    }
    void use(ui::Language language, const char* appearance) {
        for (auto* box : window().findChildren<QComboBox*>()) {
            if (box->accessibleName() == QStringLiteral("Language") ||
                box->accessibleName() == QStringLiteral("言語")) {
                const int index = box->findData(static_cast<int>(language));
                box->setCurrentIndex(index);
                emit box->activated(index);
                break;
            }
        }
        const QString other = QLatin1String(appearance) == QStringLiteral("dark") ? QStringLiteral("Dark")
                                                                                  : QStringLiteral("Light");
        const QString otherJa =
            other == QStringLiteral("Dark") ? QStringLiteral("ダーク") : QStringLiteral("ライト");
        for (auto* button : window().findChildren<QPushButton*>()) {
            if (button->text() == other || button->text() == otherJa) {
                button->click();
                break;
            }
        }
        settle();
    }
    // Tells texts apart from data: the same in both languages, although it has a word of letters in it.
    void remember(const QString& where, const QWidget& widget, ui::Language language) {
        const QString text = textOf(widget);
        static const QRegularExpression kWord(QStringLiteral("[A-Za-z]{4,}"));
        if (language == ui::Language::English) {
            m_english.insert(where, text);
        } else if (m_english.value(where) == text && text.contains(kWord) && !isData(text)) {
            m_faults.append(QStringLiteral("untranslated on %1: %2").arg(where, text));
        }
    }
    bool isData(const QString& text) {
        static const QStringList kNames{
            QStringLiteral("Kaomon"), QStringLiteral("Example"),   QStringLiteral("The Owner"),
            QStringLiteral("Sales"),  QStringLiteral("English"),   QStringLiteral("reception"),
            QStringLiteral("user"),   QStringLiteral("Offices"),   QStringLiteral("Asia/Tokyo"),
            QStringLiteral("owner"),  QStringLiteral("Shift_JIS"), QStringLiteral("Debian")};
        return std::ranges::any_of(kNames, [&](const QString& name) { return text.contains(name); });
    }
    void check(const QString& page, ui::Language language) {
        int number = 0;
        for (auto* widget : window().findChildren<QWidget*>()) {
            if (!widget->isVisibleTo(&window()) || textOf(*widget).isEmpty()) {
                continue;
            }
            remember(QStringLiteral("%1/%2").arg(page).arg(number++), *widget, language);
            if (isClipped(*widget)) {
                m_faults.append(
                    QStringLiteral("clipped on %1 (%2): %3")
                        .arg(page,
                             language == ui::Language::English ? QStringLiteral("en") : QStringLiteral("ja"),
                             textOf(*widget)));
            }
        }
        for (const auto* box : window().findChildren<QComboBox*>()) {
            for (int i = 0; i < box->count(); ++i) {
                if (box->isVisible() && box->itemText(i).isEmpty()) {
                    m_faults.append(
                        QStringLiteral("blank choice on %1: %2").arg(page, box->accessibleName()));
                }
            }
        }
        for (auto* bar : window().findChildren<QTabBar*>()) {
            if (bar->isVisible() && bar->sizeHint().width() > bar->parentWidget()->width()) {
                m_faults.append(QStringLiteral("tabs do not fit on %1").arg(page));
            }
        }
    }
    void keep(const QString& name) { QVERIFY(testing::keepPicture(window(), name)); }
    // The page is about somebody: whoever has the most to be said about.
    void askForHelp() {
        for (auto* page : window().findChildren<shell::Page*>()) {
            if (page->isVisible() && page->objectName() == QStringLiteral("logonhelp")) {
                const auto& user = m_server->users.front();
                const auto& device = m_server->devices.front();
                page->openQuery(QStringLiteral("user=%1&name=user1&device=%2&device_name=reception-01")
                                    .arg(QString::fromStdString(user.id.text()),
                                         QString::fromStdString(device.id.text())));
            }
        }
    }

private slots:
    void initTestCase() {
        SystemClock clock;
        testing::foundOn(*m_server, clock);
        testing::fillWithSamples(*m_server);
        shell::ConsoleSettings settings(m_folder.path());
        shell::KnownTenant tenant;
        tenant.server = QStringLiteral("https://kaomon.example.com");
        tenant.tlsPins = {m_server->pin};
        tenant.tenant = m_server->tenant;
        tenant.tenantName = QStringLiteral("Example");
        tenant.login = QStringLiteral("owner");
        settings.setKnownTenant(tenant);
        shell::ConsoleOptions options;
        options.settings = m_folder.path();
        options.language = ui::Language::English;
        options.appearance = ui::Appearance::Light;
        m_console = std::make_unique<shell::ConsoleApplication>(
            *qApp, options,
            shell::ConsoleParts{std::make_shared<SystemClock>(),
                                std::make_unique<client::MemorySecretStore>(),
                                testing::transportsTo(m_server), std::make_unique<NoPrompts>()});
        m_console->start();
        for (auto* edit : window().findChildren<QLineEdit*>()) {
            if (edit->accessibleName() == QStringLiteral("Password") && edit->isVisible()) {
                edit->setText(QLatin1String(testing::kOwnerPassword));
                QTest::keyClick(edit, Qt::Key_Return);
            }
        }
        QTRY_VERIFY_WITH_TIMEOUT(m_console->session().isOpen(), 30000);
        for (const auto* button : navigation()) {
            m_pages.append(button->text());
        }
        QVERIFY(m_pages.size() >= 10);
        settle();
    }

    void everyPageInEveryForm_data() {
        QTest::addColumn<int>("language");
        QTest::addColumn<QByteArray>("appearance");
        QTest::newRow("en-light") << static_cast<int>(ui::Language::English) << QByteArray("light");
        QTest::newRow("ja-light") << static_cast<int>(ui::Language::Japanese) << QByteArray("light");
        QTest::newRow("ja-dark") << static_cast<int>(ui::Language::Japanese) << QByteArray("dark");
        QTest::newRow("en-dark") << static_cast<int>(ui::Language::English) << QByteArray("dark");
    }
    void everyPageInEveryForm() {
        QFETCH(int, language);
        QFETCH(QByteArray, appearance);
        use(static_cast<ui::Language>(language), appearance.constData());
        m_faults.clear();
        const QString scale = QString::number(qRound(window().devicePixelRatioF() * 100));
        const auto buttons = navigation();
        for (int i = 0; i < buttons.size(); ++i) {
            QAccessible::queryAccessibleInterface(buttons.at(i))
                ->actionInterface()
                ->doAction(QAccessibleActionInterface::toggleAction());
            settle();
            askForHelp();
            settle();
            for (auto* table : window().findChildren<QTableView*>()) {
                if (table->isVisible() && table->model()->rowCount() > 0) {
                    table->selectRow(0); // with its panel
                    break;
                }
            }
            settle();
            check(m_pages.at(i), static_cast<ui::Language>(language));
            keep(QStringLiteral("%1-%2-%3")
                     .arg(m_pages.at(i).toLower().replace(QLatin1Char(' '), QLatin1Char('_')),
                          QLatin1String(QTest::currentDataTag()), scale));
        }
        QVERIFY2(m_faults.isEmpty(), qPrintable(QLatin1Char('\n') + m_faults.join(QLatin1Char('\n'))));
    }

    // Otherwise the window hangs over the edge of an ordinary portable computer's screen.
    void fitsAnOrdinaryScreen() {
        for (const auto* page : window().findChildren<shell::Page*>()) {
            qInfo("%s needs %d", qPrintable(page->objectName()), page->minimumSizeHint().width());
        }
        QVERIFY2(window().minimumSizeHint().width() <= kOrdinaryScreen,
                 qPrintable(QString::number(window().minimumSizeHint().width())));
    }

    // Fonts and pages are there by now: going round once more must not keep the GUI thread.
    void noEventTakesLong() {
        const auto buttons = navigation();
        QStringList slow;
        for (int i = 0; i < buttons.size(); ++i) {
            app().startOver();
            buttons.at(i)->click();
            settle();
            const QString longest = QStringLiteral("%1: %2 ms in %3")
                                        .arg(m_pages.at(i))
                                        .arg(app().longestMilliseconds())
                                        .arg(app().longestEvent());
            qInfo("%s", qPrintable(longest));
            if (app().longestMilliseconds() > kLongestEvent) {
                slow.append(longest);
            }
        }
        QVERIFY2(slow.isEmpty(), qPrintable(slow.join(QLatin1Char('\n'))));
    }

    void cleanupTestCase() { m_console.reset(); }
};

int main(int argc, char** argv) {
    testing::WatchedApplication app(argc, argv);
    ScreensTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_screens.moc"
