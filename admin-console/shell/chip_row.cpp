// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/chip_row.h"

#include <QHBoxLayout>
#include <QPushButton>

#include "ui/theme.h"

namespace kaomon::shell {
namespace {

constexpr int kHeight = 40;
constexpr int kLongest = 40; // characters of a chip

} // namespace

ChipRow::ChipRow(QWidget* parent)
    : QScrollArea(parent) {
    auto* inside = new QWidget(this);
    m_row = new QHBoxLayout(inside);
    m_row->setContentsMargins(0, 0, 0, 0);
    m_row->setSpacing(6);
    setWidget(inside);
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::NoFocus);
    setFixedHeight(kHeight);
    setVisible(false);
}

void ChipRow::setChips(const std::vector<Chip>& chips) {
    if (m_chips != chips) {
        m_chips = chips;
        retranslate();
    }
}

void ChipRow::retranslate() {
    while (QLayoutItem* item = m_row->takeAt(0)) {
        if (item->widget() != nullptr) {
            item->widget()->hide();
            item->widget()->deleteLater(); // it may be the one that was pressed
        }
        delete item;
    }
    for (const Chip& chip : m_chips) {
        const QString shown =
            chip.text.size() > kLongest ? chip.text.left(kLongest - 1) + QChar(0x2026) : chip.text;
        auto* button = new QPushButton(shown + QStringLiteral("  \u00D7"), this);
        ui::setPart(*button, "chip");
        button->setAccessibleName(tr("Remove filter %1").arg(chip.text));
        button->setToolTip(chip.text);
        connect(button, &QPushButton::clicked, this, [this, key = chip.key] { emit removed(key); });
        m_row->addWidget(button);
    }
    auto* all = new QPushButton(tr("Clear filters"), this);
    ui::setPart(*all, "link");
    all->setAccessibleName(tr("Clear filters"));
    connect(all, &QPushButton::clicked, this, &ChipRow::cleared);
    m_row->addWidget(all);
    m_row->addStretch(1);
    setVisible(!m_chips.empty());
}

} // namespace kaomon::shell
