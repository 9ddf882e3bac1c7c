// SPDX-License-Identifier: GPL-3.0-or-later
// Every page without a mouse and for a screen reader: Tab reaches everything that can be used and leads on
// again, and everything that it reaches has a name.
#include <QAbstractButton>
#include <QAccessible>
#include <QButtonGroup>
#include <QRadioButton>
#include <QSet>
#include <QTabWidget>
#include <QTest>

#include "screen_check.h"

using namespace kaomon;

namespace {

constexpr int kMostSteps = 400; // of Tab, around the whole window

bool isInGroup(const QWidget& widget) {
    const auto* button = qobject_cast<const QAbstractButton*>(&widget);
    // Of a group Tab reaches the chosen one, the arrows the others.
    return button != nullptr &&
           ((button->group() != nullptr && button->group()->exclusive()) || button->autoExclusive());
}

QString nameOf(QWidget& widget) {
    const QAccessibleInterface* told = QAccessible::queryAccessibleInterface(&widget);
    return told != nullptr ? told->text(QAccessible::Name) : QString();
}

QString describe(const QWidget& widget) {
    return QStringLiteral("%1 \"%2\" %3")
        .arg(QLatin1String(widget.metaObject()->className()), widget.accessibleName(), widget.objectName());
}

} // namespace

class KeyboardTest final : public QObject {
    Q_OBJECT

    testing::ConsoleOnScreen m_desk;

    QSet<QWidget*> reachedByTab() {
        QSet<QWidget*> reached;
        for (int i = 0; i < kMostSteps; ++i) {
            QTest::keyClick(QApplication::focusWidget() != nullptr ? QApplication::focusWidget()
                                                                   : static_cast<QWidget*>(&m_desk.window()),
                            Qt::Key_Tab);
            QWidget* now = QApplication::focusWidget();
            if (now == nullptr || reached.contains(now)) {
                break; // around once
            }
            reached.insert(now);
        }
        return reached;
    }
    void lookAt(const QString& where, QStringList& faults) {
        m_desk.navigation().at(m_desk.pages.indexOf(where.section(QLatin1Char('/'), 0, 0)))->setFocus();
        const QSet<QWidget*> reached = reachedByTab();
        for (auto* widget : m_desk.page()->findChildren<QWidget*>()) {
            const bool isForKeys = (widget->focusPolicy() & Qt::TabFocus) == Qt::TabFocus &&
                                   widget->isVisible() && widget->isEnabled();
            if (!isForKeys || widget->focusProxy() != nullptr) {
                continue;
            }
            if (!reached.contains(widget) && !isInGroup(*widget)) {
                faults.append(QStringLiteral("%1: Tab does not reach %2").arg(where, describe(*widget)));
            }
            if (nameOf(*widget).isEmpty()) {
                faults.append(QStringLiteral("%1: no name for %2").arg(where, describe(*widget)));
            }
        }
    }

private slots:
    void initTestCase() {
        QVERIFY(m_desk.open());
        m_desk.window().activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&m_desk.window()));
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
