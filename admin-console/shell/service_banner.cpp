// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/service_banner.h"

#include <chrono>

#include <QEvent>
#include <QLabel>
#include <QVBoxLayout>

#include "models/display_text.h"
#include "shell/duty_text.h"
#include "shell/local_text.h"
#include "ui/qt_text.h"

namespace kaomon::shell {
namespace {

using namespace std::chrono_literals;
using models::DisplayText;

constexpr long long kSoon = 3 * 24 * 3600; // an announced maintenance is shown from then on

QString minute(TimePoint time) {
    return DisplayText::time(time).left(16);
}

} // namespace

ServiceBanner::ServiceBanner(ConsoleSession& session, QWidget* parent)
    : QWidget(parent)
    , m_watch(session)
    , m_maintenance(new ui::Banner(this))
    , m_incident(new ui::Banner(this))
    , m_notice(new ui::Banner(this)) {
    setObjectName(QStringLiteral("serviceBanner"));
    m_second.setInterval(1s);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    for (ui::Banner* banner : {m_incident, m_maintenance, m_notice}) {
        // texts of the operator: plain, whatever they look like
        banner->findChild<QLabel*>(QStringLiteral("bannerText"))->setTextFormat(Qt::PlainText);
        column->addWidget(banner);
    }
    connect(&m_watch, &ServiceWatch::changed, this, &ServiceBanner::refresh);
    connect(&m_second, &QTimer::timeout, this, &ServiceBanner::refresh);
    for (ui::Banner* banner : {m_incident, m_maintenance}) {
        connect(banner, &ui::Banner::actionTriggered, this,
                [this] { emit linkActivated(QStringLiteral("service"), QString()); });
    }
    connect(m_notice, &ui::Banner::actionTriggered, this, [this] {
        const wire::Notice* notice = m_watch.unread();
        emit linkActivated(QStringLiteral("notices"),
                           notice != nullptr ? QStringLiteral("id=") + ui::toQString(notice->id) : QString());
        m_watch.reload();
    });
    refresh();
}

void ServiceBanner::showMaintenance() {
    const wire::Maintenance* window = m_watch.maintenance();
    const wire::ServiceStatus& status = m_watch.status();
    if (status.isReadOnly && status.readOnlyUntil && m_watch.secondsUntil(*status.readOnlyUntil) > 0) {
        m_maintenance->say(
            ui::Tone::Warning,
            tr("Maintenance: this console is read-only until %1 (%2 left). Face logon at the PCs "
               "goes on.")
                .arg(minute(*status.readOnlyUntil),
                     durationText(m_watch.secondsUntil(*status.readOnlyUntil))),
            tr("Details"));
    } else if (window != nullptr && window->phase == "announced" &&
               m_watch.secondsUntil(window->startsAt) < kSoon) {
        m_maintenance->say(
            ui::Tone::Info,
            tr("Maintenance from %1 to %2: this console will be read-only then. Face logon goes on.")
                .arg(minute(window->startsAt), minute(window->endsAt)),
            tr("Details"));
    } else {
        m_maintenance->clear();
    }
}

void ServiceBanner::showIncident() {
    const wire::IncidentStatus* incident = m_watch.incident();
    if (incident == nullptr) {
        m_incident->clear();
        return;
    }
    QString text = tr("Emergency: %1").arg(interruptionReasonText(incident->reason));
    if (const QString told = localText(incident->textJa, incident->textEn); !told.isEmpty()) {
        text += QStringLiteral(" – ") + told.section(QLatin1Char('\n'), 0, 0);
    }
    if (incident->secondsLeft && incident->mailDueAt) {
        const long long left = m_watch.secondsUntil(*incident->mailDueAt);
        text += QLatin1Char(' ') +
                (left > 0 ? tr("The operator's mail is due in %1.").arg(durationText(left))
                          : tr("The operator's mail is overdue by %1.").arg(durationText(left)));
    }
    m_incident->say(ui::Tone::Bad, text, tr("Details"));
}

void ServiceBanner::showNotice() {
    const wire::Notice* notice = m_watch.unread();
    if (notice == nullptr) {
        m_notice->clear();
        return;
    }
    const QString title = localText(notice->titleJa, notice->titleEn);
    const int others = m_watch.unreadCount() - 1;
    m_notice->say(noticeKindTone(notice->kind),
                  others > 0
                      ? tr("%1: %2 (and %n more)", nullptr, others).arg(noticeKindText(notice->kind), title)
                      : QStringLiteral("%1: %2").arg(noticeKindText(notice->kind), title),
                  tr("Read"));
}

void ServiceBanner::refresh() {
    showMaintenance();
    showIncident();
    showNotice();
    const bool runsDown = m_watch.status().isReadOnly || m_watch.incident() != nullptr;
    if (runsDown != m_second.isActive()) {
        runsDown ? m_second.start() : m_second.stop();
    }
    // isHidden: visible to its parent, also before that is shown
    setVisible(!m_maintenance->isHidden() || !m_incident->isHidden() || !m_notice->isHidden());
}

void ServiceBanner::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        refresh();
    }
    QWidget::changeEvent(event);
}

} // namespace kaomon::shell
