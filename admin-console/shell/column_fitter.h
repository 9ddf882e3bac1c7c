// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QObject>

class QTableView;

namespace kaomon::shell {

struct FittedColumn {
    int width = 100; // pixels, the least that is worth showing
    int rank = 0;    // 0 stays; of the others the highest goes first
    bool takesRest = false;
};

// Gives the columns of a table the width of its window: hides the less important ones while there is no room
// for all, and hands what is left to the columns that take it. Whatever is hidden must be shown elsewhere,
// such as in the panel of the selected row. Owned by the table; GUI thread.
class ColumnFitter final : public QObject {
    Q_OBJECT
public:
    // `columns`: one for each column of the model, which is set already.
    ColumnFitter(QTableView& table, std::vector<FittedColumn> columns);

    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void fit();

    QTableView& m_table;
    const std::vector<FittedColumn> m_columns;
};

} // namespace kaomon::shell
