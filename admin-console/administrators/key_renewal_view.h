// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "administrators/key_renewal_presenter.h"
#include "ui/prompts.h"
#include "ui/state_panel.h"

class QLabel;
class QProgressBar;
class QPushButton;
class QTableView;

namespace kaomon::administrators {

// The tab "Keys": what is to be replaced and because of whom, and the button that does it, with progress. GUI
// thread; presenter and prompts outlive it.
class KeyRenewalView final : public QWidget {
    Q_OBJECT
public:
    KeyRenewalView(KeyRenewalPresenter& presenter, ui::Prompts& prompts, QWidget* parent = nullptr);

    void refresh();
    void retranslate();

private:
    void build();
    void ask();
    void showProgress();
    [[nodiscard]] QString question() const;

    KeyRenewalPresenter& m_keys;
    ui::Prompts& m_prompts;
    ui::StatePanel* m_states;
    QTableView* m_table;
    QLabel* m_note;
    QWidget* m_work;
    QProgressBar* m_bar;
    QLabel* m_left;
    QPushButton* m_stop;
    QPushButton* m_replace;
};

} // namespace kaomon::administrators
