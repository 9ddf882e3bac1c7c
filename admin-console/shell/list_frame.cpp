// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/list_frame.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

#include "ui/state_panel.h"

namespace kaomon::shell {

void setList(ui::StatePanel& states, QTableView& table, QPushButton& more) {
    auto* content = new QWidget(&states);
    auto* list = new QVBoxLayout(content);
    list->setContentsMargins(0, 0, 0, 0);
    list->addWidget(&table, 1);
    list->addWidget(&more, 0, Qt::AlignRight);
    states.setContent(content);
}

QHBoxLayout* beside(ui::StatePanel& states, QWidget& panel) {
    auto* row = new QHBoxLayout;
    row->setSpacing(16);
    row->addWidget(&states, 1);
    row->addWidget(&panel);
    return row;
}

} // namespace kaomon::shell
