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

protected:
    [[nodiscard]] int columns() const override { return ColumnCount; }
    [[nodiscard]] QString title(int column) const override;
    [[nodiscard]] QString text(const wire::EnrolmentCode& row, int column) const override;
    [[nodiscard]] std::optional<Tone> tone(const wire::EnrolmentCode& row, int column) const override;
    [[nodiscard]] std::string idOf(const wire::EnrolmentCode& row) const override;
    [[nodiscard]] bool isSame(const wire::EnrolmentCode& a, const wire::EnrolmentCode& b) const override;
};

} // namespace kaomon::models
