// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <utility>
#include <vector>

#include <QFrame>

#include "ui/theme.h"

class QLabel;
class QPushButton;
class QScrollArea;
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
    QString fault = {}; // what went wrong, below the badge in the colour of errors
};

// The card at the right of a list: title, state, text, facts, and the buttons of what can be done. Hidden
// while nothing is shown. GUI thread.
class FactPanel : public QFrame {
    Q_OBJECT
public:
    static constexpr int kWidth = 350;

    explicit FactPanel(QWidget* parent = nullptr, int width = kWidth);

    void display(const Facts& facts);
    void clear() { setVisible(false); }
    // Below the facts; their texts are given by who adds them.
    [[nodiscard]] QPushButton* addButton();
    // Between the facts and the buttons.
    void addWidget(QWidget* widget);
    // Between the text and the facts.
    void addAbove(QWidget* widget);

protected:
    [[nodiscard]] QLabel* facts() const { return m_facts; }

private:
    QScrollArea* m_scroll; // reached by Tab, moved by the arrows
    QLabel* m_title;
    ui::Badge* m_badge;
    QLabel* m_fault;
    QLabel* m_text;
    QLabel* m_facts;
    QVBoxLayout* m_above;
    QVBoxLayout* m_extra;
    QVBoxLayout* m_buttons;
};

} // namespace kaomon::shell
