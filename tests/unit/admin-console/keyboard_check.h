// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractButton>
#include <QAccessible>
#include <QApplication>
#include <QButtonGroup>
#include <QSet>
#include <QTest>

namespace kaomon::testing {

// Whether a window can be used without a mouse and by a screen reader.
class KeyboardCheck {
public:
    // Tab reaches every enabled part of `root` in `window`, which is active, and each has a name.
    static void look(QWidget& window, const QWidget& root, const QString& where, QStringList& faults) {
        const QSet<QWidget*> reached = reachedByTab(window);
        for (auto* widget : root.findChildren<QWidget*>()) {
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

private:
    static constexpr int kMostSteps = 400; // of Tab, around the whole window

    static bool isInGroup(const QWidget& widget) {
        const auto* button = qobject_cast<const QAbstractButton*>(&widget);
        // Of a group Tab reaches the chosen one, the arrows the others.
        return button != nullptr &&
               ((button->group() != nullptr && button->group()->exclusive()) || button->autoExclusive());
    }
    static QString nameOf(QWidget& widget) {
        const QAccessibleInterface* told = QAccessible::queryAccessibleInterface(&widget);
        return told != nullptr ? told->text(QAccessible::Name) : QString();
    }
    static QString describe(const QWidget& widget) {
        return QStringLiteral("%1 \"%2\" %3")
            .arg(QLatin1String(widget.metaObject()->className()), widget.accessibleName(),
                 widget.objectName());
    }
    static QSet<QWidget*> reachedByTab(QWidget& window) {
        QSet<QWidget*> reached;
        const QWidget* last = nullptr;
        for (int i = 0; i < kMostSteps; ++i) {
            QTest::keyClick(QApplication::focusWidget() != nullptr ? QApplication::focusWidget() : &window,
                            Qt::Key_Tab);
            QWidget* now = QApplication::focusWidget();
            if (now != nullptr && now == last) {
                continue; // the next part of a date
            }
            last = now;
            if (now == nullptr || reached.contains(now)) {
                break; // around once
            }
            reached.insert(now);
        }
        return reached;
    }
};

} // namespace kaomon::testing
