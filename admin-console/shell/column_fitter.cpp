// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/column_fitter.h"

#include <algorithm>

#include <QEvent>
#include <QHeaderView>
#include <QTableView>

namespace kaomon::shell {

ColumnFitter::ColumnFitter(QTableView& table, std::vector<FittedColumn> columns)
    : QObject(&table)
    , m_table(table)
    , m_columns(std::move(columns)) {
    m_table.horizontalHeader()->setStretchLastSection(false);
    m_table.viewport()->installEventFilter(this);
    fit();
}

bool ColumnFitter::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::Resize) {
        fit();
    }
    return QObject::eventFilter(watched, event);
}

void ColumnFitter::fit() {
    const int available = m_table.viewport()->width();
    int highest = 0;
    for (const FittedColumn& column : m_columns) {
        highest = std::max(highest, column.rank);
    }
    const auto widthUpTo = [this](int rank) {
        int sum = 0;
        for (const FittedColumn& column : m_columns) {
            sum += column.rank <= rank ? column.width : 0;
        }
        return sum;
    };
    int shown = highest;
    while (shown > 0 && widthUpTo(shown) > available) {
        --shown;
    }
    const auto takers = std::ranges::count_if(
        m_columns, [&](const FittedColumn& column) { return column.takesRest && column.rank <= shown; });
    const int rest = takers > 0 ? std::max(0, available - widthUpTo(shown)) / static_cast<int>(takers) : 0;
    for (int i = 0; i < static_cast<int>(m_columns.size()); ++i) {
        const FittedColumn& column = m_columns[static_cast<std::size_t>(i)];
        m_table.setColumnHidden(i, column.rank > shown);
        m_table.setColumnWidth(i, column.width + (column.takesRest ? rest : 0));
    }
}

} // namespace kaomon::shell
