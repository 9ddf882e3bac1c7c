// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/row_table_model.h"
#include "wire/devices.h"

namespace kaomon::models {

// The PCs of a tenant.
class DeviceListModel final : public RowTableModel<wire::Device> {
    Q_OBJECT
public:
    enum Column { Name, Os, Version, State, LastSeen, Group, ColumnCount };

    using RowTableModel::RowTableModel;

    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

protected:
    [[nodiscard]] std::string idOf(const wire::Device& row) const override;
    [[nodiscard]] bool isSame(const wire::Device& a, const wire::Device& b) const override;

private:
    [[nodiscard]] QString text(const wire::Device& row, int column) const;
};

} // namespace kaomon::models
