// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

#include "models/list_state.h"
#include "ui/theme.h"

class QTableView;

namespace kaomon::shell {

[[nodiscard]] ui::Tone toneOf(models::Tone tone);

// Draws cells that have models::ToneRole as a word on a coloured ground, all others as usual. The colours
// come from the theme; the words carry the meaning. GUI thread.
class BadgeDelegate final : public QStyledItemDelegate {
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

// The look and the keys that every table of the console has: whole rows, one at a time, sorted by the server,
// badges, no grid, the last column stretched.
void setUpTable(QTableView& table, QAbstractItemModel* model);

} // namespace kaomon::shell
