// SPDX-License-Identifier: GPL-3.0-or-later
// Every page without a mouse and for a screen reader: Tab reaches everything that can be used and leads on
// again, and everything that it reaches has a name.
#include <QTabWidget>
#include <QTest>

#include "keyboard_check.h"
#include "screen_check.h"

using namespace kaomon;

class KeyboardTest final : public QObject {
    Q_OBJECT

    testing::ConsoleOnScreen m_desk;

    void lookAt(const QString& where, QStringList& faults) {
        m_desk.navigation().at(m_desk.pages.indexOf(where.section(QLatin1Char('/'), 0, 0)))->setFocus();
        testing::KeyboardCheck::look(m_desk.window(), *m_desk.page(), where, faults);
    }

private slots:
    void initTestCase() {
        QVERIFY(m_desk.open());
        m_desk.window().activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&m_desk.window(), 60000));
    }

    void everyPageWithoutAMouse() {
        QStringList faults;
        for (const QString& title : m_desk.pages) {
            QVERIFY(m_desk.go(title));
            m_desk.askForHelp();
            m_desk.selectFirstRow();
            const auto tabs = m_desk.page()->findChildren<QTabWidget*>();
            const int count = tabs.isEmpty() ? 1 : tabs.first()->count();
            for (int tab = 0; tab < count; ++tab) {
                if (!tabs.isEmpty()) {
                    tabs.first()->setCurrentIndex(tab);
                    m_desk.selectFirstRow();
                }
                lookAt(QStringLiteral("%1/%2").arg(title).arg(tab), faults);
            }
        }
        QVERIFY2(faults.isEmpty(), qPrintable(QLatin1Char('\n') + faults.join(QLatin1Char('\n'))));
    }

    void cleanupTestCase() { m_desk.close(); }
};

QTEST_MAIN(KeyboardTest)
#include "tst_keyboard.moc"
