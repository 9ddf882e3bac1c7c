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
    const auto isShown = [shown](const FittedColumn& column) { return column.rank <= shown; };
    const auto takers = std::ranges::count_if(
        m_columns, [&](const FittedColumn& column) { return column.takesRest && isShown(column); });
    const int rest = std::max(0, available - widthUpTo(shown));
    const auto last = std::find_if(m_columns.rbegin(), m_columns.rend(), isShown);
    for (int i = 0; i < static_cast<int>(m_columns.size()); ++i) {
        const FittedColumn& column = m_columns[static_cast<std::size_t>(i)];
        // Where none of those that should take the rest is shown, the last one does: no gap at the right.
        const bool isFallback = takers == 0 && last != m_columns.rend() && &column == &*last;
        const int share = isFallback                       ? rest
                          : column.takesRest && takers > 0 ? rest / static_cast<int>(takers)
                                                           : 0;
        m_table.setColumnHidden(i, !isShown(column));
        m_table.setColumnWidth(i, column.width + share);
    }
}

} // namespace kaomon::shell
