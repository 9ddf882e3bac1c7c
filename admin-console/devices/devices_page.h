// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "devices/devices_presenter.h"
#include "devices/enrolment_codes_presenter.h"
#include "devices/enrolment_codes_view.h"
#include "shell/page.h"
#include "ui/banner.h"
#include "ui/prompts.h"
#include "ui/state_panel.h"

class QLabel;
class QPushButton;
class QTabWidget;
class QTableView;

namespace kaomon::devices {

// The page "Devices": the PCs of the tenant with what can be done to them, and the enrolment codes. GUI
// thread.
class DevicesPage final : public shell::Page {
    Q_OBJECT
public:
    // `session` and `prompts` outlive the page. `bundlePath`: where bundles go without a dialog.
    DevicesPage(shell::ConsoleSession& session, ui::Prompts& prompts, QString bundlePath,
                QWidget* parent = nullptr);

    [[nodiscard]] QString title() const override { return tr("Devices"); }
    void activate() override;
    void deactivate() override;

protected:
    void changeEvent(QEvent* event) override;

private:
    void build();
    void refresh();
    void retranslate();
    void ask(DevicesPresenter::Action action);
    [[nodiscard]] const wire::Device* selected() const;

    ui::Prompts& m_prompts;
    DevicesPresenter m_devices;
    EnrolmentCodesPresenter m_codes;
    QLabel* m_title;
    QPushButton* m_refresh;
    ui::Banner* m_error;
    QTabWidget* m_tabs;
    ui::StatePanel* m_states;
    QTableView* m_table;
    QPushButton* m_suspend;
    QPushButton* m_reactivate;
    QPushButton* m_revoke;
    QLabel* m_count;
    QPushButton* m_more;
    EnrolmentCodesView* m_codesView;
};

} // namespace kaomon::devices
