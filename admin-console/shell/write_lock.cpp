// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/write_lock.h"

#include <utility>

#include <QAction>
#include <QCoreApplication>
#include <QEvent>
#include <QMenu>
#include <QWidget>

#include "models/display_text.h"
#include "shell/console_session.h"

namespace kaomon::shell {
namespace {

// Keeps one widget off. Qt tells that it was switched on, not that its page wanted it off once more: so when
// the lock opens, what was kept off is switched on first and the pages say then what they want
// (ConsoleSession::rightsChanged() comes after readOnlyChanged()).
class WidgetLock final : public QObject {
public:
    WidgetLock(ConsoleSession& session, QWidget& widget)
        : QObject(&widget)
        , m_session(session)
        , m_widget(widget) {
        widget.setProperty("writes", true);
        widget.installEventFilter(this);
        connect(&session, &ConsoleSession::readOnlyChanged, this, &WidgetLock::apply);
        apply();
    }

    bool eventFilter(QObject* watched, QEvent* event) override {
        if (event->type() == QEvent::EnabledChange || event->type() == QEvent::LanguageChange) {
            apply();
        }
        return QObject::eventFilter(watched, event);
    }

private:
    void apply() {
        const QString reason = readOnlyText(m_session);
        if (!reason.isEmpty()) {
            if (!m_isLocked) {
                m_isLocked = true;
                m_toolTip = m_widget.toolTip();
            }
            m_widget.setToolTip(reason);
            m_widget.setAccessibleDescription(reason);
            if (m_widget.isEnabledTo(m_widget.parentWidget())) {
                m_isKeptOff = true;
                m_widget.setEnabled(false);
            }
        } else if (m_isLocked) {
            m_isLocked = false;
            m_widget.setToolTip(m_toolTip);
            m_widget.setAccessibleDescription({});
            if (std::exchange(m_isKeptOff, false)) {
                m_widget.setEnabled(true);
            }
        }
    }

    ConsoleSession& m_session;
    QWidget& m_widget;
    QString m_toolTip;
    bool m_isLocked = false;
    bool m_isKeptOff = false;
};

// As WidgetLock, for an entry of a menu.
class ActionLock final : public QObject {
public:
    ActionLock(ConsoleSession& session, QAction& action)
        : QObject(&action)
        , m_session(session)
        , m_action(action) {
        action.setProperty("writes", true);
        connect(&action, &QAction::enabledChanged, this, &ActionLock::apply);
        connect(&session, &ConsoleSession::readOnlyChanged, this, &ActionLock::apply);
        apply();
    }

private:
    void apply() {
        const QString reason = readOnlyText(m_session);
        if (!reason.isEmpty()) {
            m_action.setToolTip(reason);
            for (QObject* place : m_action.associatedObjects()) {
                if (auto* menu = qobject_cast<QMenu*>(place)) {
                    menu->setToolTipsVisible(true);
                }
            }
            if (m_action.isEnabled()) {
                m_isKeptOff = true;
                m_action.setEnabled(false);
            }
        } else {
            m_action.setToolTip({}); // its text again
            if (std::exchange(m_isKeptOff, false)) {
                m_action.setEnabled(true);
            }
        }
    }

    ConsoleSession& m_session;
    QAction& m_action;
    bool m_isKeptOff = false;
};

} // namespace

void lockWrites(ConsoleSession& session, std::initializer_list<QWidget*> widgets) {
    for (QWidget* widget : widgets) {
        new WidgetLock(session, *widget);
    }
}

void lockWrites(ConsoleSession& session, std::initializer_list<QAction*> actions) {
    for (QAction* action : actions) {
        new ActionLock(session, *action);
    }
}

QString readOnlyText(const ConsoleSession& session) {
    const auto& until = session.readOnlyUntil();
    return until ? QCoreApplication::translate(
                       "kaomon::shell::WriteLock",
                       "Nothing can be changed from consoles until %1: a maintenance is under way.")
                       .arg(models::DisplayText::time(*until).left(16))
                 : QString();
}

} // namespace kaomon::shell
