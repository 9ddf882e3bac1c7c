// SPDX-License-Identifier: GPL-3.0-or-later
// The part of EventsPage that filters: choices, period, chips.
#include <QCheckBox>
#include <QComboBox>
#include <QDateTime>
#include <QLineEdit>

#include "logs/events_page.h"
#include "logs/period_dialog.h"
#include "models/display_text.h"
#include "shell/local_text.h"
#include "ui/error_text.h"
#include "ui/qt_text.h"

namespace kaomon::logs {
namespace {

using models::DisplayText;

constexpr int kOwnPeriod = -1; // of the choice, instead of days

} // namespace

void EventsPage::buildFilters() {
    for (const char* kind :
         {"", "auth", "cont", "face", "appfill", "password", "device", "admin", "system"}) {
        m_kind->addItem(QString(), QString::fromLatin1(kind));
    }
    for (const char* result : {"", "ok", "ng", "err", "info"}) {
        m_result->addItem(QString(), QString::fromLatin1(result));
    }
    for (const char* severity : {"", "info", "warning", "critical"}) {
        m_severity->addItem(QString(), QString::fromLatin1(severity));
    }
    for (const int days : {0, 1, 7, 30, kOwnPeriod}) {
        m_period->addItem(QString(), days);
    }
    m_order->addItem(QString(), false);
    m_order->addItem(QString(), true);
    m_auto->setChecked(true);
    m_search->setClearButtonEnabled(true);
}

void EventsPage::usePeriod() {
    const int days = m_period->currentData().toInt();
    if (days == kOwnPeriod) {
        askForTimes();
        return;
    }
    const TimePoint now = shell::toTimePoint(QDateTime::currentDateTime());
    m_events.setPeriod(days == 0 ? std::nullopt : std::optional(now - std::chrono::hours(24) * days),
                       std::nullopt);
}

void EventsPage::askForTimes() {
    const TimePoint now = shell::toTimePoint(QDateTime::currentDateTime());
    const auto from = m_events.query().from.value_or(now - std::chrono::hours(24));
    auto* dialog = new PeriodDialog(from, m_events.query().to.value_or(now), this);
    connect(dialog, &PeriodDialog::chosen, this,
            [this](TimePoint begin, TimePoint end) { m_events.setPeriod(begin, end); });
    connect(dialog, &QDialog::rejected, this, [this] {
        if (!m_events.query().to) { // nothing was chosen
            m_period->setCurrentIndex(0);
            usePeriod();
        }
    });
    dialog->open();
}

void EventsPage::removeChip(const QString& key) {
    const auto is = [&key](const char* name) { return key == QLatin1String(name); };
    if (is("kind") || is("result") || is("severity")) {
        (is("kind") ? m_kind : is("result") ? m_result : m_severity)->setCurrentIndex(0);
    } else if (is("period")) {
        m_period->setCurrentIndex(0);
        usePeriod();
    } else if (is("code")) {
        m_events.setCode({});
    } else if (is("reason")) {
        m_events.setReason({});
    } else if (is("user")) {
        m_events.setUser({});
    } else if (is("device")) {
        m_events.setDevice({});
    } else if (is("q")) {
        m_search->clear();
    }
}

QString EventsPage::periodText() const {
    const client::EventQuery& query = m_events.query();
    if (!query.to) {
        return m_period->currentText();
    }
    return QStringLiteral("%1 – %2").arg(DisplayText::time(query.from).left(16),
                                         DisplayText::time(query.to).left(16));
}

void EventsPage::refreshChips() {
    const client::EventQuery& query = m_events.query();
    std::vector<shell::ChipRow::Chip> chips;
    const auto add = [&chips](const char* key, const QString& name, const QString& value) {
        chips.push_back({QLatin1String(key), tr("%1: %2").arg(name, value)});
    };
    if (!query.kind.empty()) {
        add("kind", tr("Kind"), m_kind->currentText());
    }
    if (!query.result.empty()) {
        add("result", tr("Result"), m_result->currentText());
    }
    if (!query.severity.empty()) {
        add("severity", tr("Severity"), m_severity->currentText());
    }
    if (query.from || query.to) {
        add("period", tr("Period"), periodText());
    }
    if (!query.code.empty()) {
        add("code", tr("Event"), DisplayText::eventCode(query.code));
    }
    if (!query.reason.empty()) {
        const auto code = errorCodeFromWire(query.reason);
        add("reason", tr("Reason"), code ? ui::errorText(*code).sentence : ui::toQString(query.reason));
    }
    if (!m_events.user().id.empty()) {
        add("user", tr("Person"), m_events.user().name);
    }
    if (!m_events.device().id.empty()) {
        add("device", tr("PC"), m_events.device().name);
    }
    if (!query.words.empty()) {
        add("q", tr("Words"), ui::toQString(query.words));
    }
    m_chips->setChips(chips);
}

void EventsPage::retranslateFilters() {
    const QString kinds[] = {tr("All kinds"), tr("Logon"),          tr("Presence"),
                             tr("Face"),      tr("Filled logins"),  tr("Password"),
                             tr("PC"),        tr("Administration"), tr("Service")};
    for (int i = 0; i < m_kind->count(); ++i) {
        m_kind->setItemText(i, kinds[i]);
    }
    m_result->setItemText(0, tr("All results"));
    for (int i = 1; i < m_result->count(); ++i) {
        m_result->setItemText(i,
                              models::DisplayText::eventResult(ui::toUtf8(m_result->itemData(i).toString())));
    }
    const QString severities[] = {tr("Every severity"), tr("For information"), tr("Warning"), tr("Critical")};
    for (int i = 0; i < m_severity->count(); ++i) {
        m_severity->setItemText(i, severities[i]);
    }
    const QString periods[] = {tr("Any time"), tr("Last 24 hours"), tr("Last 7 days"), tr("Last 30 days"),
                               tr("From … to …")};
    for (int i = 0; i < m_period->count(); ++i) {
        m_period->setItemText(i, periods[i]);
    }
    m_order->setItemText(0, tr("Newest first"));
    m_order->setItemText(1, tr("Oldest first"));
    m_kind->setAccessibleName(tr("Kind of event"));
    m_result->setAccessibleName(tr("Result"));
    m_severity->setAccessibleName(tr("Severity"));
    m_period->setAccessibleName(tr("Period"));
    m_order->setAccessibleName(tr("Order"));
    m_search->setPlaceholderText(tr("Search PC, user or code"));
    m_search->setAccessibleName(tr("Search events"));
}

} // namespace kaomon::logs
