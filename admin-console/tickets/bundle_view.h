// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "shell/fact_panel.h"
#include "tickets/bundle_presenter.h"
#include "ui/state_panel.h"

class QComboBox;
class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;
class QTableView;

namespace kaomon::tickets {

// An opened bundle: what the PC says of itself, its lines with search, one attempt followed through all
// programs. GUI thread; the presenter outlives it.
class BundleView final : public QWidget {
    Q_OBJECT
public:
    BundleView(BundlePresenter& bundle, QWidget* parent);

    void retranslate();

signals:
    void closed();

private:
    void build();
    void connectParts();
    void refresh();
    void fillSources();
    void showPanel();
    [[nodiscard]] QString headText() const;

    BundlePresenter& m_bundle;
    QPushButton* m_back;
    QLabel* m_head;
    QComboBox* m_source;
    QComboBox* m_level;
    QLineEdit* m_words;
    QPushButton* m_all; // ends the following
    QProgressBar* m_progress;
    ui::StatePanel* m_states;
    QTableView* m_table;
    shell::FactPanel* m_panel;
    QPushButton* m_follow;
};

} // namespace kaomon::tickets
