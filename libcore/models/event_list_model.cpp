// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/event_list_model.h"

#include "models/display_text.h"

namespace kaomon::models {

EventListModel::EventListModel(ReasonText reasonText, QObject* parent)
    : RowTableModel(parent)
    , m_reasonText(std::move(reasonText)) {}

QString EventListModel::title(int column) const {
    switch (column) {
    case Time:
        return tr("Time");
    case Device:
        return tr("PC");
    case User:
        return tr("User");
    case What:
        return tr("Event");
    case Outcome:
        return tr("Result");
    case Reason:
        return tr("Reason");
    case Scenario:
        return tr("Situation");
    case Elapsed:
        return tr("Took");
    case Camera:
        return tr("Camera");
    case Liveness:
        return tr("Liveness");
    default:
        return {};
    }
}

QString EventListModel::text(const wire::StoredEvent& row, int column) const {
    const wire::EventDetail& detail = row.event.detail;
    switch (column) {
    case Time:
        return DisplayText::time(row.event.at);
    case Device:
        return QString::fromStdString(row.deviceName);
    case User:
        return QString::fromStdString(row.login.value_or(row.event.osAccount.value_or("")));
    case What:
        return DisplayText::eventCode(row.event.code, row.event.kind);
    case Outcome:
        return DisplayText::eventResult(row.event.result);
    case Reason:
        return reason(row);
    case Scenario:
        return DisplayText::scenario(detail.scenario.value_or(""));
    case Elapsed:
        return detail.elapsedMs ? tr("%1 ms").arg(*detail.elapsedMs) : QString();
    case Camera:
        return QString::fromStdString(detail.cameraName.value_or(detail.cameraId.value_or("")));
    case Liveness:
        return detail.livenessLevel ? QString::number(*detail.livenessLevel) : QString();
    default:
        return {};
    }
}

std::optional<Tone> EventListModel::tone(const wire::StoredEvent& row, int column) const {
    switch (column) {
    case Outcome:
        return resultTone(row.event.result);
    default:
        return std::nullopt;
    }
}

QString EventListModel::reason(const wire::StoredEvent& row) const {
    const std::string name = row.event.detail.reason.value_or("");
    const auto code = errorCodeFromWire(name);
    return code && row.event.result != "ok" ? m_reasonText(*code) : QString::fromStdString(name);
}

std::string EventListModel::idOf(const wire::StoredEvent& row) const {
    return row.event.id.text();
}

bool EventListModel::isSame(const wire::StoredEvent& a, const wire::StoredEvent& b) const {
    return a.event.id == b.event.id && a.deviceName == b.deviceName && a.login == b.login &&
           a.displayName == b.displayName;
}

} // namespace kaomon::models
