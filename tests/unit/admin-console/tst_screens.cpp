// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures of every page in both languages and both appearances, and what a program can see of their faults.
#include <QAccessible>
#include <QTest>

#include "screen_check.h"
#include "support/gui_watchdog.h"

using namespace kaomon;

namespace {

constexpr int kOrdinaryScreen = 1280; // pixels
constexpr double kLongestEvent = 50;  // ms of the GUI thread

} // namespace

class ScreensTest final : public QObject {
    Q_OBJECT

    testing::ConsoleOnScreen m_desk;
    testing::ScreenChecker m_checker;

    testing::WatchedApplication& app() { return *dynamic_cast<testing::WatchedApplication*>(qApp); }

private slots:
    void initTestCase() { QVERIFY(m_desk.open()); }

    void everyPageInEveryForm_data() { testing::everyForm(); }
    void everyPageInEveryForm() {
        QFETCH(int, language);
        QFETCH(int, appearance);
        m_desk.use(static_cast<ui::Language>(language), static_cast<ui::Appearance>(appearance));
        m_checker.startOver();
        const auto buttons = m_desk.navigation();
        for (int i = 0; i < buttons.size(); ++i) {
            QAccessible::queryAccessibleInterface(buttons.at(i))
                ->actionInterface()
                ->doAction(QAccessibleActionInterface::toggleAction());
            testing::settle(m_desk.window());
            m_desk.askForHelp();
            m_desk.selectFirstRow();
            const QString& page = m_desk.pages.at(i);
            m_checker.check(m_desk.window(), page, static_cast<ui::Language>(language));
            QVERIFY(testing::keepPicture(
                m_desk.window(), QStringLiteral("%1-%2-%3")
                                     .arg(QString(page).toLower().replace(QLatin1Char(' '), QLatin1Char('_')),
                                          QLatin1String(QTest::currentDataTag()), m_desk.scale())));
        }
        QVERIFY2(m_checker.isClean(), m_checker.faults().constData());
    }

    // Otherwise the window hangs over the edge of an ordinary portable computer's screen.
    void fitsAnOrdinaryScreen() {
        for (const auto* page : m_desk.window().findChildren<shell::Page*>()) {
            qInfo("%s needs %d", qPrintable(page->objectName()), page->minimumSizeHint().width());
        }
        QVERIFY2(m_desk.window().minimumSizeHint().width() <= kOrdinaryScreen,
                 qPrintable(QString::number(m_desk.window().minimumSizeHint().width())));
    }

    // Fonts and pages are there by now: going round once more must not keep the GUI thread.
    void noEventTakesLong() {
        const auto buttons = m_desk.navigation();
        QStringList slow;
        for (int i = 0; i < buttons.size(); ++i) {
            app().startOver();
            buttons.at(i)->click();
            testing::settle(m_desk.window());
            const QString longest = QStringLiteral("%1: %2 ms in %3")
                                        .arg(m_desk.pages.at(i))
                                        .arg(app().longestMilliseconds())
                                        .arg(app().longestEvent());
            qInfo("%s", qPrintable(longest));
            if (app().longestMilliseconds() > kLongestEvent) {
                slow.append(longest);
            }
        }
        QVERIFY2(slow.isEmpty(), qPrintable(slow.join(QLatin1Char('\n'))));
    }

    void cleanupTestCase() { m_desk.close(); }
};

int main(int argc, char** argv) {
    testing::WatchedApplication app(argc, argv);
    ScreensTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_screens.moc"
