// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/event_list_model.h"

#include "models/display_text.h"

namespace kaomon::models {

EventListModel::EventListModel(ReasonText reasonText, QObject* parent)
    : RowTableModel(parent)
    , m_reasonText(std::move(reasonText)) {}

int EventListModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant EventListModel::data(const QModelIndex& index, int role) const {
    const wire::StoredEvent* item = row(index.row());
    if (item == nullptr || index.column() >= ColumnCount) {
        return {};
    }
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
        return text(*item, index.column());
    case IdRole:
        return QString::fromStdString(idOf(*item));
    case ToneRole:
        if (index.column() == Outcome) {
            return static_cast<int>(resultTone(item->event.result));
        }
        return {};
    default:
        return {};
    }
}

QVariant EventListModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) {
        return {};
    }
    switch (section) {
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
        return DisplayText::eventCode(row.event.code);
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
