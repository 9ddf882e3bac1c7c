// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/row_table_model.h"
#include "wire/devices.h"

namespace kaomon::models {

// The enrolment codes of a tenant; the codes themselves are not known to the server and never in here.
class EnrolmentCodeListModel final : public RowTableModel<wire::EnrolmentCode> {
    Q_OBJECT
public:
    enum Column { Label, State, Uses, NotAfter, CreatedAt, ColumnCount };

    using RowTableModel::RowTableModel;

    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

protected:
    [[nodiscard]] std::string idOf(const wire::EnrolmentCode& row) const override;
    [[nodiscard]] bool isSame(const wire::EnrolmentCode& a, const wire::EnrolmentCode& b) const override;

private:
    [[nodiscard]] QString text(const wire::EnrolmentCode& row, int column) const;
};

} // namespace kaomon::models
