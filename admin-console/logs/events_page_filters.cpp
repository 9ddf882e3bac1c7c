// SPDX-License-Identifier: GPL-3.0-or-later
// The part of EventsPage that filters: choices, period, chips.
#include <QCheckBox>
#include <QComboBox>
#include <QDateTime>
#include <QLineEdit>
#include <QUrlQuery>

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

void choose(QComboBox* box, const QVariant& value) {
    box->setCurrentIndex(qMax(0, box->findData(value)));
}

void add(QUrlQuery& query, const char* name, const QString& value) {
    if (!value.isEmpty()) {
        query.addQueryItem(QLatin1String(name), QString::fromLatin1(QUrl::toPercentEncoding(value)));
    }
}

QString isoText(const std::optional<TimePoint>& time) {
    return shell::toDateTime(*time).toUTC().toString(Qt::ISODate);
}

} // namespace

void EventsPage::openQuery(const QString& query) {
    const QUrlQuery asked(query);
    const auto item = [&asked](const char* name) {
        return asked.queryItemValue(QLatin1String(name), QUrl::FullyDecoded);
    };
    choose(m_kind, item("kind"));
    choose(m_result, item("result"));
    choose(m_severity, item("severity"));
    choose(m_order, item("order") == QStringLiteral("oldest"));
    m_search->setText(item("q"));
    m_events.setCode(ui::toUtf8(item("code")));
    m_events.setReason(ui::toUtf8(item("reason")));
    const auto subject = [&](const char* id, const char* name) {
        return item(id).isEmpty()
                   ? Subject()
                   : Subject{ui::toUtf8(item(id)), item(name).isEmpty() ? item("name") : item(name)};
    };
    m_events.setUser(subject("user", "user_name"));
    m_events.setDevice(subject("device", "device_name"));
    const QDateTime from = QDateTime::fromString(item("from"), Qt::ISODate);
    const QDateTime to = QDateTime::fromString(item("to"), Qt::ISODate);
    if (from.isValid() && to.isValid() && from < to) {
        showPeriod(shell::toTimePoint(from), shell::toTimePoint(to));
    } else {
        const int days = item("days").toInt();
        choose(m_period, days > 0 ? days : 0);
        usePeriod();
    }
}

QString EventsPage::currentQuery() const {
    const client::EventQuery& now = m_events.query();
    QUrlQuery query;
    add(query, "kind", ui::toQString(now.kind));
    add(query, "result", ui::toQString(now.result));
    add(query, "severity", ui::toQString(now.severity));
    add(query, "code", ui::toQString(now.code));
    add(query, "reason", ui::toQString(now.reason));
    add(query, "q", ui::toQString(now.words));
    add(query, "user", ui::toQString(m_events.user().id));
    add(query, "user_name", m_events.user().name);
    add(query, "device", ui::toQString(m_events.device().id));
    add(query, "device_name", m_events.device().name);
    if (now.from && now.to) {
        add(query, "from", isoText(now.from));
        add(query, "to", isoText(now.to));
    } else if (const int days = m_period->currentData().toInt(); days > 0) {
        add(query, "days", QString::number(days)); // counted from the day it is looked at
    }
    if (!query.isEmpty() && m_events.isOldestFirst()) {
        add(query, "order", QStringLiteral("oldest"));
    }
    return query.toString(QUrl::FullyEncoded);
}

void EventsPage::showPeriod(TimePoint from, TimePoint to) {
    choose(m_period, kOwnPeriod);
    m_events.setPeriod(from, to);
}

void EventsPage::buildFilters() {
    for (const char* kind : {"", "auth", "cont", "face", "appfill", "password", "device"}) {
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
        add("code", tr("Event"), DisplayText::eventCode(query.code, query.kind));
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
    m_views->setCurrent(currentQuery());
}

void EventsPage::retranslateFilters() {
    m_kind->setItemText(0, tr("All kinds"));
    for (int i = 1; i < m_kind->count(); ++i) {
        m_kind->setItemText(i, DisplayText::eventKind(ui::toUtf8(m_kind->itemData(i).toString())));
    }
    m_result->setItemText(0, tr("All results"));
    for (int i = 1; i < m_result->count(); ++i) {
        m_result->setItemText(i, DisplayText::eventResult(ui::toUtf8(m_result->itemData(i).toString())));
    }
    m_severity->setItemText(0, tr("Every severity"));
    for (int i = 1; i < m_severity->count(); ++i) {
        m_severity->setItemText(i,
                                DisplayText::eventSeverity(ui::toUtf8(m_severity->itemData(i).toString())));
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
