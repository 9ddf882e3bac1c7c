// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <utility>
#include <vector>

#include <QFrame>

#include "ui/theme.h"

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace kaomon::ui {
class Badge;
}

namespace kaomon::shell {

// What a panel says of the row that is selected.
struct Facts {
    QString title;
    ui::Tone tone = ui::Tone::Neutral;
    QString badge = {}; // empty: none
    QString text = {};  // plain
    std::vector<std::pair<QString, QString>> rows = {};
};

// The card at the right of a list: title, state, text, facts, and the buttons of what can be done. Hidden
// while nothing is shown. GUI thread.
class FactPanel final : public QFrame {
    Q_OBJECT
public:
    explicit FactPanel(QWidget* parent = nullptr);

    void display(const Facts& facts);
    void clear() { setVisible(false); }
    // Below the facts; their texts are given by who adds them.
    [[nodiscard]] QPushButton* addButton();
    // Between the facts and the buttons.
    void addWidget(QWidget* widget);

private:
    QLabel* m_title;
    ui::Badge* m_badge;
    QLabel* m_text;
    QLabel* m_facts;
    QVBoxLayout* m_extra;
    QVBoxLayout* m_buttons;
};

} // namespace kaomon::shell
