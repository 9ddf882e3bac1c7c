// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/device_list_model.h"

#include "models/display_text.h"

namespace kaomon::models {

QString DeviceListModel::title(int column) const {
    switch (column) {
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
    case Group: {
        const auto name = m_groupNames.find(row.group.text());
        return name != m_groupNames.end() ? name->second : QString::fromStdString(row.group.text()).left(8);
    }
    default:
        return {};
    }
}

std::optional<Tone> DeviceListModel::tone(const wire::Device& row, int column) const {
    switch (column) {
    case State:
        return deviceTone(row.state);
    default:
        return std::nullopt;
    }
}

std::string DeviceListModel::idOf(const wire::Device& row) const {
    return row.id.text();
}

bool DeviceListModel::isSame(const wire::Device& a, const wire::Device& b) const {
    return a.id == b.id && a.rev == b.rev && a.state == b.state && a.lastSeenAt == b.lastSeenAt &&
           a.clientVersion == b.clientVersion;
}

void DeviceListModel::setGroupNames(std::map<std::string, QString> names) {
    if (names != m_groupNames) {
        m_groupNames = std::move(names);
        retranslate();
    }
}

} // namespace kaomon::models
