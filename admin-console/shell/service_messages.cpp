// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/service_messages.h"

#include <chrono>

#include "models/display_text.h"
#include "shell/duty_text.h"
#include "shell/local_text.h"
#include "ui/qt_text.h"

namespace kaomon::shell {
namespace {

using namespace std::chrono_literals;
using models::DisplayText;

constexpr long long kSoon = 3 * 24 * 3600; // an announced maintenance is shown from then on
const QLatin1String kSource("service");
const QLatin1String kService("service");
const QLatin1String kNotice("notice");

QString minute(TimePoint time) {
    return DisplayText::time(time).left(16);
}

} // namespace

ServiceMessages::ServiceMessages(ConsoleSession& session, MessageBar& bar, QObject* parent)
    : QObject(parent)
    , m_watch(session)
    , m_bar(bar) {
    m_second.setInterval(1s);
    connect(&m_watch, &ServiceWatch::changed, this, &ServiceMessages::refresh);
    connect(&m_second, &QTimer::timeout, this, &ServiceMessages::refresh);
    connect(&bar, &MessageBar::activated, this, &ServiceMessages::open);
    refresh();
}

void ServiceMessages::open(const QString& key) {
    if (key == kService) {
        emit linkActivated(kService, QString());
    } else if (key == kNotice) {
        const wire::Notice* notice = m_watch.unread();
        emit linkActivated(QStringLiteral("notices"),
                           notice != nullptr ? QStringLiteral("id=") + ui::toQString(notice->id) : QString());
        m_watch.reload();
    }
}

ServiceMessages::Told ServiceMessages::maintenance() const {
    const wire::Maintenance* window = m_watch.maintenance();
    const wire::ServiceStatus& status = m_watch.status();
    if (status.isReadOnly && status.readOnlyUntil && m_watch.secondsUntil(*status.readOnlyUntil) > 0) {
        return MessageBar::Message{
            kService, ui::Tone::Warning,
            tr("Maintenance: this console is read-only until %1 (%2 left). Face logon at the PCs "
               "goes on.")
                .arg(minute(*status.readOnlyUntil),
                     durationText(m_watch.secondsUntil(*status.readOnlyUntil))),
            tr("Details")};
    }
    if (window != nullptr && window->phase == "announced" && m_watch.secondsUntil(window->startsAt) < kSoon) {
        return MessageBar::Message{
            kService, ui::Tone::Info,
            tr("Maintenance from %1 to %2: this console will be read-only then. Face logon goes on.")
                .arg(minute(window->startsAt), minute(window->endsAt)),
            tr("Details")};
    }
    return std::nullopt;
}

ServiceMessages::Told ServiceMessages::incident() const {
    const wire::IncidentStatus* incident = m_watch.incident();
    if (incident == nullptr) {
        return std::nullopt;
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
    return MessageBar::Message{kService, ui::Tone::Bad, text, tr("Details")};
}

ServiceMessages::Told ServiceMessages::notice() const {
    const wire::Notice* notice = m_watch.unread();
    if (notice == nullptr) {
        return std::nullopt;
    }
    const QString title = localText(notice->titleJa, notice->titleEn);
    const int others = m_watch.unreadCount() - 1;
    return MessageBar::Message{
        kNotice, noticeKindTone(notice->kind),
        others > 0 ? tr("%1: %2 (and %n more)", nullptr, others).arg(noticeKindText(notice->kind), title)
                   : tr("%1: %2").arg(noticeKindText(notice->kind), title),
        tr("Read")};
}

void ServiceMessages::refresh() {
    std::vector<MessageBar::Message> messages;
    for (const Told& told : {incident(), maintenance(), notice()}) {
        if (told) {
            messages.push_back(*told);
        }
    }
    m_bar.setMessages(kSource, std::move(messages));
    const bool runsDown = m_watch.status().isReadOnly || m_watch.incident() != nullptr;
    if (runsDown != m_second.isActive()) {
        runsDown ? m_second.start() : m_second.stop();
    }
}

} // namespace kaomon::shell
