// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <string>

#include <QWidget>

#include "devices/enrolment_codes_presenter.h"
#include "ui/prompts.h"
#include "ui/state_panel.h"

class QPushButton;
class QTableView;

namespace kaomon::devices {

// The tab "Enrolment codes" of the devices page: list, new, revoke. GUI thread.
class EnrolmentCodesView final : public QWidget {
    Q_OBJECT
public:
    // Both outlive the view. `bundlePath`: where bundles go without a dialog.
    EnrolmentCodesView(EnrolmentCodesPresenter& presenter, ui::Prompts& prompts, QString bundlePath,
                       QWidget* parent = nullptr);

    void retranslate();
    // Names of the groups of PCs by id.
    void setGroups(std::map<std::string, QString> groups) { m_groups = std::move(groups); }

private:
    void refresh();
    void askForNew();
    void askForRevoke();
    [[nodiscard]] const wire::EnrolmentCode* selected() const;

    EnrolmentCodesPresenter& m_codes;
    ui::Prompts& m_prompts;
    QString m_bundlePath;
    std::map<std::string, QString> m_groups;
    QPushButton* m_new;
    QPushButton* m_revoke;
    ui::StatePanel* m_states;
    QTableView* m_table;
};

} // namespace kaomon::devices
