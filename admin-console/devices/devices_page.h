// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "devices/device_groups_presenter.h"
#include "devices/device_groups_view.h"
#include "devices/devices_presenter.h"
#include "devices/enrolment_codes_presenter.h"
#include "devices/enrolment_codes_view.h"
#include "shell/feature_page.h"
#include "ui/prompts.h"

class QComboBox;
class QLabel;
class QLineEdit;
class QMenu;
class QPushButton;
class QTabWidget;
class QTableView;

namespace kaomon::devices {

// The page "Devices": PCs, their groups, and the enrolment codes they come with. GUI thread.
class DevicesPage final : public shell::FeaturePage {
    Q_OBJECT
public:
    // `session` and `prompts` outlive the page. `bundlePath`: where bundles go without a dialog.
    DevicesPage(shell::ConsoleSession& session, ui::Prompts& prompts, QString bundlePath,
                QWidget* parent = nullptr);

    [[nodiscard]] QString title() const override { return tr("Devices"); }
    void activate() override;
    // "state=<state>" and "q=<text>".
    void openQuery(const QString& query) override;

protected:
    void retranslate() override;
    void refresh() override;

private:
    using Action = DevicesPresenter::Action;
    void build();
    void connectParts();
    void buildButtons();
    void ask(Action action);
    [[nodiscard]] wire::Device newest(const wire::Device& device) const;
    void askWipe(const wire::Device& device);
    void askGroup(Action action, const wire::Device& device);
    void filter();
    void fillGroups();
    [[nodiscard]] const wire::Device* selected() const; // nullptr: none, or several
    [[nodiscard]] std::vector<wire::Device> allSelected() const;
    [[nodiscard]] bool mayApprove() const;
    void askApproveAll();
    [[nodiscard]] QString factsText() const;
    [[nodiscard]] QString factsOf(const wire::Device& device) const;

    ui::Prompts& m_prompts;
    DevicesPresenter m_devices;
    DeviceGroupsPresenter m_groups;
    EnrolmentCodesPresenter m_codes;
    QTabWidget* m_tabs;
    QLineEdit* m_search;
    QComboBox* m_state;
    QComboBox* m_group;
    QTableView* m_table;
    QPushButton* m_approve;
    QPushButton* m_suspend;
    QPushButton* m_reactivate;
    QPushButton* m_revoke;
    QPushButton* m_others;
    QMenu* m_menu;
    QAction* m_move = nullptr;
    QAction* m_details = nullptr;
    QAction* m_rename = nullptr;
    QAction* m_wipe = nullptr;
    QAction* m_ask = nullptr;
    QLabel* m_facts;
    QLabel* m_count;
    QPushButton* m_more;
    DeviceGroupsView* m_groupsView;
    EnrolmentCodesView* m_codesView;
};

} // namespace kaomon::devices
