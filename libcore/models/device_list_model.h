// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>

#include "models/row_table_model.h"
#include "wire/devices.h"

namespace kaomon::models {

// The PCs of a tenant.
class DeviceListModel final : public RowTableModel<wire::Device> {
    Q_OBJECT
public:
    enum Column { Name, Os, Version, State, LastSeen, Group, ColumnCount };

    using RowTableModel::RowTableModel;

    // Names of the groups by id; of others the beginning of the id is shown.
    void setGroupNames(std::map<std::string, QString> names);

protected:
    [[nodiscard]] int columns() const override { return ColumnCount; }
    [[nodiscard]] QString title(int column) const override;
    [[nodiscard]] QString text(const wire::Device& row, int column) const override;
    [[nodiscard]] std::optional<Tone> tone(const wire::Device& row, int column) const override;
    [[nodiscard]] std::string idOf(const wire::Device& row) const override;
    [[nodiscard]] bool isSame(const wire::Device& a, const wire::Device& b) const override;

private:
    std::map<std::string, QString> m_groupNames;
};

} // namespace kaomon::models
