// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures of what lies behind the first look of the pages: further tabs, dialogs, the unfolded messages. As
// tst_screens.cpp.
#include <QApplication>
#include <QTabWidget>
#include <QTest>

#include "screen_check.h"

using namespace kaomon;

class ServiceScreensTest final : public QObject {
    Q_OBJECT

    testing::ConsoleOnScreen m_desk;
    testing::ScreenChecker m_checker;

    QPushButton* buttonOf(const QString& text) {
        for (auto* button : m_desk.window().findChildren<QPushButton*>()) {
            if (button->isVisible() && button->text() == text) {
                return button;
            }
        }
        return nullptr;
    }
    void lookAt(const QString& screen, ui::Language language) {
        m_checker.check(m_desk.window(), screen, language);
        QVERIFY(testing::keepPicture(
            m_desk.window(), QStringLiteral("%1-%2-%3")
                                 .arg(QString(screen).toLower().replace(QLatin1Char(' '), QLatin1Char('_')),
                                      QLatin1String(QTest::currentDataTag()), m_desk.scale())));
    }

private slots:
    void initTestCase() { QVERIFY(m_desk.open()); }

    void furtherTabs_data() { testing::everyForm(false); }
    void furtherTabs() {
        QFETCH(int, language);
        QFETCH(int, appearance);
        const auto spoken = static_cast<ui::Language>(language);
        m_desk.use(spoken, static_cast<ui::Appearance>(appearance));
        m_checker.startOver();
        for (const QString& page : m_desk.pages) {
            QVERIFY(m_desk.go(page));
            for (auto* tabs : m_desk.window().findChildren<QTabWidget*>()) {
                for (int tab = 0; tabs->isVisible() && tab < tabs->count(); ++tab) {
                    tabs->setCurrentIndex(tab);
                    testing::settle(m_desk.window());
                    m_desk.selectFirstRow();
                    lookAt(QStringLiteral("%1 %2").arg(page).arg(tab + 1), spoken);
                }
                if (tabs->isVisible()) {
                    tabs->setCurrentIndex(0);
                }
            }
        }
        QVERIFY2(m_checker.isClean(), m_checker.faults().constData());
    }

    void unfoldedMessages_data() { testing::everyForm(false); }
    void unfoldedMessages() {
        QFETCH(int, language);
        QFETCH(int, appearance);
        m_desk.use(static_cast<ui::Language>(language), static_cast<ui::Appearance>(appearance));
        m_checker.startOver();
        QVERIFY(m_desk.go(QStringLiteral("Support")));
        auto* more = m_desk.window().findChild<QPushButton*>(QStringLiteral("moreMessages"));
        QVERIFY(more != nullptr && more->isVisible());
        more->click();
        testing::settle(m_desk.window());
        lookAt(QStringLiteral("Messages unfolded"), static_cast<ui::Language>(language));
        more->click();
        QVERIFY2(m_checker.isClean(), m_checker.faults().constData());
    }

    // Dialogs are pages as well: opened by their button, looked at, left.
    void dialogsInBothLanguages_data() {
        QTest::addColumn<QString>("page");
        QTest::addColumn<int>("tab");
        QTest::addColumn<QStringList>("buttons");
        const auto row = [](const char* name, const char* page, int tab, const char* english,
                            const char* japanese) {
            QTest::newRow(name) << QString::fromUtf8(page) << tab
                                << QStringList{QString::fromUtf8(english), QString::fromUtf8(japanese)};
        };
        row("notice", "Notices", 0, "Write a notice", "お知らせを作成");
        row("rule", "Alerts", 1, "Add rule", "規則を追加");
        row("webhook", "Alerts", 2, "Add webhook", "Webhook を追加");
        row("bundle", "Software", 0, "Bundle for PCs that join…", "PC 登録用バンドル…");
    }
    void dialogsInBothLanguages() {
        QFETCH(QString, page);
        QFETCH(int, tab);
        QFETCH(QStringList, buttons);
        const QString name = QStringLiteral("dialog_") + QLatin1String(QTest::currentDataTag());
        m_checker.startOver();
        for (const auto language : {ui::Language::English, ui::Language::Japanese}) {
            m_desk.use(language, ui::Appearance::Light);
            QVERIFY(m_desk.go(page));
            for (auto* tabs : m_desk.window().findChildren<QTabWidget*>()) {
                if (tabs->isVisible() && tab < tabs->count()) {
                    tabs->setCurrentIndex(tab);
                }
            }
            testing::settle(m_desk.window());
            auto* button = buttonOf(buttons.at(language == ui::Language::English ? 0 : 1));
            QVERIFY(button != nullptr && button->isEnabled());
            button->click();
            auto* dialog = QApplication::activeModalWidget();
            QVERIFY(dialog != nullptr);
            testing::settle(*dialog);
            m_checker.check(*dialog, name, language);
            QVERIFY(testing::keepPicture(
                *dialog, QStringLiteral("%1-%2-%3").arg(name, ui::languageCode(language), m_desk.scale())));
            dialog->close();
            QTRY_VERIFY(QApplication::activeModalWidget() == nullptr);
        }
        QVERIFY2(m_checker.isClean(), m_checker.faults().constData());
    }

    void cleanupTestCase() { m_desk.close(); }
};

QTEST_MAIN(ServiceScreensTest)
#include "tst_service_screens.moc"
