// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

#include "models/row_table_model.h"

namespace kaomon::models {

// A table whose columns are told one by one, for lists that one page shows and nobody sorts on this side.
// Rows, updates and threads as RowTableModel.
template<class Row>
class ColumnTableModel final : public RowTableModel<Row> {
public:
    using Title = std::function<QString()>; // asked again after a change of language
    using Text = std::function<QString(const Row&)>;
    using Mark = std::function<std::optional<Tone>(const Row&)>;
    struct Column {
        Column(Title columnTitle, Text cellText, Mark cellTone = nullptr)
            : title(std::move(columnTitle))
            , text(std::move(cellText))
            , tone(std::move(cellTone)) {}

        Title title;
        Text text;
        Mark tone; // of cells that are marks
    };

    ColumnTableModel(std::vector<Column> columns, std::function<std::string(const Row&)> id,
                     QObject* parent = nullptr)
        : RowTableModel<Row>(parent)
        , m_columns(std::move(columns))
        , m_id(std::move(id)) {}

protected:
    [[nodiscard]] int columns() const override { return static_cast<int>(m_columns.size()); }
    [[nodiscard]] QString title(int column) const override { return at(column).title(); }
    [[nodiscard]] QString text(const Row& row, int column) const override { return at(column).text(row); }
    [[nodiscard]] std::optional<Tone> tone(const Row& row, int column) const override {
        return at(column).tone ? at(column).tone(row) : std::nullopt;
    }
    [[nodiscard]] std::string idOf(const Row& row) const override { return m_id(row); }
    // What a column does not show may differ too: the row is always taken anew.
    [[nodiscard]] bool isSame(const Row&, const Row&) const override { return false; }

private:
    [[nodiscard]] const Column& at(int column) const { return m_columns[static_cast<std::size_t>(column)]; }

    std::vector<Column> m_columns;
    std::function<std::string(const Row&)> m_id;
};

} // namespace kaomon::models
