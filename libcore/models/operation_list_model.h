// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/row_table_model.h"
#include "wire/operations.h"

namespace kaomon::models {

// Entries of the operation log as auditors read them, newest first.
class OperationListModel final : public RowTableModel<wire::Operation> {
    Q_OBJECT
public:
    enum Column { Time, Actor, Action, Object, Outcome, Reason, Address, Number, ColumnCount };

    using RowTableModel::RowTableModel;

protected:
    [[nodiscard]] int columns() const override { return ColumnCount; }
    [[nodiscard]] QString title(int column) const override;
    [[nodiscard]] QString text(const wire::Operation& row, int column) const override;
    [[nodiscard]] std::optional<Tone> tone(const wire::Operation& row, int column) const override;
    [[nodiscard]] std::string idOf(const wire::Operation& row) const override;
    [[nodiscard]] bool isSame(const wire::Operation& a, const wire::Operation& b) const override;
};

} // namespace kaomon::models
