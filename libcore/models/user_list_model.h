// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/row_table_model.h"
#include "wire/users.h"

namespace kaomon::models {

// The users of a tenant, as the server lists them.
class UserListModel final : public RowTableModel<wire::User> {
    Q_OBJECT
public:
    enum Column { Login, Name, Mail, Role, Account, Face, ColumnCount };

    using RowTableModel::RowTableModel;

protected:
    [[nodiscard]] int columns() const override { return ColumnCount; }
    [[nodiscard]] QString title(int column) const override;
    [[nodiscard]] QString text(const wire::User& row, int column) const override;
    [[nodiscard]] std::optional<Tone> tone(const wire::User& row, int column) const override;
    [[nodiscard]] std::string idOf(const wire::User& row) const override;
    [[nodiscard]] bool isSame(const wire::User& a, const wire::User& b) const override;
};

} // namespace kaomon::models
