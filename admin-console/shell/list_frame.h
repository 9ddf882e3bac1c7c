// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QHBoxLayout;
class QPushButton;
class QTableView;
class QWidget;

namespace kaomon::ui {
class StatePanel;
}

namespace kaomon::shell {

// What pages with a list have in common. GUI thread.

// The table, with the button that fetches more below it, as the content of the list's states.
void setList(ui::StatePanel& states, QTableView& table, QPushButton& more);
// The list, and the panel about the selected row at its right.
[[nodiscard]] QHBoxLayout* beside(ui::StatePanel& states, QWidget& panel);

} // namespace kaomon::shell
