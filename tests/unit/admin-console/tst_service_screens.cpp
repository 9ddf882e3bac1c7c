// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures of what lies behind the first look of the pages about the service: further tabs, dialogs, an
// opened bundle. As tst_screens.cpp.
#include <QAbstractButton>
#include <QApplication>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QTabBar>
#include <QTabWidget>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

#include "sample_organisation.h"
#include "screen_check.h"
#include "shell/console_application.h"
#include "ui/state_panel.h"

using namespace kaomon;
using testing::FakeServer;

using testing::isClipped;
using testing::NoPrompts;
using testing::textOf;

class ServiceScreensTest final : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    std::shared_ptr<FakeServer> m_server = std::make_shared<FakeServer>();
    std::unique_ptr<shell::ConsoleApplication> m_console;
    QStringList m_pages; // accessible names of the navigation, in English
    QMap<QString, QString> m_english;
    QStringList m_faults;

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
            QStringLiteral("owner"),  QStringLiteral("Shift_JIS"), QStringLiteral("Debian"),
            QStringLiteral("SIEM")};
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
    void selectFirstRow() {
        for (auto* table : window().findChildren<QTableView*>()) {
            if (table->isVisible() && table->model()->rowCount() > 0) {
                table->selectRow(0); // with its panel
                break;
            }
        }
        settle();
    }
    void lookAt(const QString& page, ui::Language language, const QString& scale) {
        check(page, language);
        keep(QStringLiteral("%1-%2-%3")
                 .arg(QString(page).toLower().replace(QLatin1Char(' '), QLatin1Char('_')),
                      QLatin1String(QTest::currentDataTag()), scale));
    }
    QPushButton* buttonOf(const QString& text) {
        for (auto* button : window().findChildren<QPushButton*>()) {
            if (button->isVisible() && button->text() == text) {
                return button;
            }
        }
        return nullptr;
    }
    void keep(const QString& name) { QVERIFY(testing::keepPicture(window(), name)); }

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

    void furtherTabs_data() {
        QTest::addColumn<int>("language");
        QTest::addColumn<QByteArray>("appearance");
        QTest::newRow("en-light") << static_cast<int>(ui::Language::English) << QByteArray("light");
        QTest::newRow("ja-light") << static_cast<int>(ui::Language::Japanese) << QByteArray("light");
        QTest::newRow("ja-dark") << static_cast<int>(ui::Language::Japanese) << QByteArray("dark");
    }
    void furtherTabs() {
        QFETCH(int, language);
        QFETCH(QByteArray, appearance);
        use(static_cast<ui::Language>(language), appearance.constData());
        m_faults.clear();
        const QString scale = QString::number(qRound(window().devicePixelRatioF() * 100));
        for (const char* page : {"Alerts", "Pictures of refused people", "Maintenance and emergencies"}) {
            const auto place = m_pages.indexOf(QLatin1String(page));
            QVERIFY(place >= 0);
            navigation().at(place)->click();
            settle();
            for (auto* tabs : window().findChildren<QTabWidget*>()) {
                for (int tab = 0; tabs->isVisible() && tab < tabs->count(); ++tab) {
                    tabs->setCurrentIndex(tab);
                    settle();
                    selectFirstRow();
                    lookAt(QStringLiteral("%1 %2").arg(QLatin1String(page)).arg(tab + 1),
                           static_cast<ui::Language>(language), scale);
                }
            }
        }
        QVERIFY2(m_faults.isEmpty(), qPrintable(QLatin1Char('\n') + m_faults.join(QLatin1Char('\n'))));
    }

    // Dialogs are pages as well: opened by their button, looked at, left.
    void dialogsInBothLanguages_data() {
        QTest::addColumn<QString>("page");
        QTest::addColumn<int>("tab");
        QTest::addColumn<QStringList>("buttons");
        QTest::newRow("notice") << QStringLiteral("Notices") << 0
                                << QStringList{QStringLiteral("Write a notice"),
                                               QStringLiteral("お知らせを作成")};
        QTest::newRow("rule") << QStringLiteral("Alerts") << 1
                              << QStringList{QStringLiteral("Add rule"), QStringLiteral("規則を追加")};
        QTest::newRow("webhook") << QStringLiteral("Alerts") << 2
                                 << QStringList{QStringLiteral("Add webhook"),
                                                QStringLiteral("Webhook を追加")};
        QTest::newRow("bundle") << QStringLiteral("Software") << 0
                                << QStringList{QStringLiteral("Bundle for PCs that join…"),
                                               QStringLiteral("PC 登録用バンドル…")};
    }
    void dialogsInBothLanguages() {
        QFETCH(QString, page);
        QFETCH(int, tab);
        QFETCH(QStringList, buttons);
        m_faults.clear();
        for (const auto language : {ui::Language::English, ui::Language::Japanese}) {
            use(language, "light");
            navigation().at(m_pages.indexOf(page))->click();
            settle();
            for (auto* tabs : window().findChildren<QTabWidget*>()) {
                if (tabs->isVisible() && tab < tabs->count()) {
                    tabs->setCurrentIndex(tab);
                }
            }
            settle();
            auto* button = buttonOf(buttons.at(language == ui::Language::English ? 0 : 1));
            QVERIFY(button != nullptr && button->isEnabled());
            button->click();
            auto* dialog = QApplication::activeModalWidget();
            QVERIFY(dialog != nullptr);
            for (int i = 0; i < 5; ++i) {
                QCoreApplication::processEvents();
            }
            for (const auto* widget : dialog->findChildren<QWidget*>()) {
                if (widget->isVisibleTo(dialog) && isClipped(*widget)) {
                    m_faults.append(QStringLiteral("clipped in the dialog %1: %2")
                                        .arg(QLatin1String(QTest::currentDataTag()), textOf(*widget)));
                }
            }
            QVERIFY(testing::keepPicture(
                *dialog, QStringLiteral("dialog_%1-%2-%3")
                             .arg(QLatin1String(QTest::currentDataTag()), ui::languageCode(language))
                             .arg(qRound(window().devicePixelRatioF() * 100))));
            dialog->close();
            QTRY_VERIFY(QApplication::activeModalWidget() == nullptr);
        }
        QVERIFY2(m_faults.isEmpty(), qPrintable(QLatin1Char('\n') + m_faults.join(QLatin1Char('\n'))));
    }

    void cleanupTestCase() { m_console.reset(); }
};

int main(int argc, char** argv) {
    QApplication app(argc, argv);
    ServiceScreensTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_service_screens.moc"
