// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/device_list_model.h"

#include "models/display_text.h"

namespace kaomon::models {

int DeviceListModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant DeviceListModel::data(const QModelIndex& index, int role) const {
    const wire::Device* item = row(index.row());
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
        if (index.column() == State) {
            return static_cast<int>(deviceTone(item->state));
        }
        return {};
    default:
        return {};
    }
}

QVariant DeviceListModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) {
        return {};
    }
    switch (section) {
    case Name:
        return tr("PC");
    case Os:
        return tr("System");
    case Version:
        return tr("Version");
    case State:
        return tr("State");
    case LastSeen:
        return tr("Last seen");
    case Group:
        return tr("Group");
    default:
        return {};
    }
}

QString DeviceListModel::text(const wire::Device& row, int column) const {
    switch (column) {
    case Name:
        return QString::fromStdString(row.name);
    case Os:
        return QString::fromStdString(row.os);
    case Version:
        return QString::fromStdString(row.clientVersion);
    case State:
        return DisplayText::deviceState(row.state);
    case LastSeen:
        return DisplayText::time(row.lastSeenAt);
    case Group:
        return QString::fromStdString(row.group.text()).left(8);
    default:
        return {};
    }
}

std::string DeviceListModel::idOf(const wire::Device& row) const {
    return row.id.text();
}

bool DeviceListModel::isSame(const wire::Device& a, const wire::Device& b) const {
    return a.id == b.id && a.rev == b.rev && a.state == b.state && a.lastSeenAt == b.lastSeenAt &&
           a.clientVersion == b.clientVersion;
}

} // namespace kaomon::models
