// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/badge_delegate.h"

#include <QHeaderView>
#include <QPainter>
#include <QTableView>

#include "models/row_table_model.h"

namespace kaomon::shell {
namespace {

constexpr int kPadding = 9;
constexpr int kCellMargin = 8; // as the text of other cells and of the header

QString softToken(ui::Tone tone) {
    return QLatin1String(ui::toneName(tone)) + QStringLiteral("-soft");
}

QFont badgeFont(const QStyleOptionViewItem& option) {
    QFont font = option.font;
    font.setPixelSize(12);
    font.setWeight(QFont::DemiBold);
    return font;
}

} // namespace

ui::Tone toneOf(models::Tone tone) {
    switch (tone) {
    case models::Tone::Good:
        return ui::Tone::Good;
    case models::Tone::Warning:
        return ui::Tone::Warning;
    case models::Tone::Bad:
        return ui::Tone::Bad;
    case models::Tone::Neutral:
        break;
    }
    return ui::Tone::Neutral;
}

void BadgeDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                          const QModelIndex& index) const {
    const QVariant tone = index.data(models::ToneRole);
    if (!tone.isValid()) {
        QStyledItemDelegate::paint(painter, option, index);
        return;
    }
    QStyleOptionViewItem ground = option;
    initStyleOption(&ground, index);
    ground.text.clear();
    const QWidget* widget = option.widget;
    widget->style()->drawControl(QStyle::CE_ItemViewItem, &ground, painter, widget);

    const ui::Tone shown = toneOf(static_cast<models::Tone>(tone.toInt()));
    const QString text = index.data(Qt::DisplayRole).toString();
    const QFont font = badgeFont(option);
    const QFontMetrics metrics(font);
    const int width = qMin(metrics.horizontalAdvance(text) + 2 * kPadding, option.rect.width() - 8);
    const int height = metrics.height() + 6;
    const QRect box(option.rect.left() + kCellMargin, option.rect.center().y() - height / 2, width, height);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(ui::themeColour(softToken(shown)));
    painter->drawRoundedRect(box, height / 2.0, height / 2.0);
    painter->setFont(font);
    painter->setPen(ui::themeColour(shown == ui::Tone::Neutral ? QStringLiteral("text-muted")
                                                               : QLatin1String(ui::toneName(shown))));
    painter->drawText(box, Qt::AlignCenter, metrics.elidedText(text, Qt::ElideRight, width - kPadding));
    painter->restore();
}

QSize BadgeDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const {
    QSize size = QStyledItemDelegate::sizeHint(option, index);
    if (index.data(models::ToneRole).isValid()) {
        const QFontMetrics metrics(badgeFont(option));
        size.setWidth(metrics.horizontalAdvance(index.data(Qt::DisplayRole).toString()) + 2 * kPadding + 14);
    }
    return size;
}

void setUpTable(QTableView& table, QAbstractItemModel* model) {
    table.setModel(model);
    table.setItemDelegate(new BadgeDelegate(&table));
    table.setSelectionBehavior(QAbstractItemView::SelectRows);
    table.setSelectionMode(QAbstractItemView::SingleSelection);
    table.setEditTriggers(QAbstractItemView::NoEditTriggers);
    table.setShowGrid(false);
    table.setAlternatingRowColors(true);
    table.setWordWrap(false);
    table.setTabKeyNavigation(false);
    table.verticalHeader()->hide();
    table.verticalHeader()->setDefaultSectionSize(36);
    table.horizontalHeader()->setHighlightSections(false);
    table.horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    table.horizontalHeader()->setStretchLastSection(true);
}

} // namespace kaomon::shell
