// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "devices/device_groups_presenter.h"
#include "ui/prompts.h"
#include "ui/state_panel.h"

class QLabel;
class QProgressBar;
class QPushButton;
class QTableView;

namespace kaomon::devices {

// The tab "Groups of PCs": list, make, change, delete, and the replacement of the face key with its
// progress. GUI thread; presenter and prompts outlive it.
class DeviceGroupsView final : public QWidget {
    Q_OBJECT
public:
    DeviceGroupsView(DeviceGroupsPresenter& presenter, ui::Prompts& prompts, QWidget* parent);

    void refresh();
    void retranslate();

private:
    void build();
    void askRotate();
    void askRemove();
    void showProgress();
    [[nodiscard]] const wire::DeviceGroup* selected() const;

    DeviceGroupsPresenter& m_groups;
    ui::Prompts& m_prompts;
    ui::StatePanel* m_states;
    QTableView* m_table;
    QWidget* m_rotation;
    QProgressBar* m_bar;
    QLabel* m_left;
    QPushButton* m_stop;
    QPushButton* m_add;
    QPushButton* m_edit;
    QPushButton* m_rotate;
    QPushButton* m_remove;
};

} // namespace kaomon::devices
