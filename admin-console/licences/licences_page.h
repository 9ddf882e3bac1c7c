// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "licences/licences_presenter.h"
#include "shell/feature_page.h"
#include "ui/prompts.h"

class QLabel;
class QPushButton;
class QTableView;

namespace kaomon::ui {
class MeterBar;
}

namespace kaomon::licences {

// The page "Licences": seats, licences, the calendar of what is erased when, certificates. GUI thread;
// session and prompts outlive it.
class LicencesPage final : public shell::FeaturePage {
    Q_OBJECT
public:
    LicencesPage(shell::ConsoleSession& session, ui::Prompts& prompts, QWidget* parent = nullptr);

    [[nodiscard]] QString title() const override { return tr("Licences"); }

protected:
    void retranslate() override;
    void refresh() override;

private:
    void build();
    void connectParts();
    void openFile();
    void askRemove();
    void saveCertificates();
    void showSeats();
    [[nodiscard]] QString statusText() const;
    [[nodiscard]] QString remindersText() const;
    [[nodiscard]] const wire::Licence* selected() const;

    ui::Prompts& m_prompts;
    mutable LicencesPresenter m_licences;
    QLabel* m_status;
    ui::MeterBar* m_seats;
    QLabel* m_seatsNote;
    QTableView* m_table;
    QPushButton* m_install;
    QPushButton* m_installText;
    QPushButton* m_remove;
    QLabel* m_calendarTitle;
    QLabel* m_calendarNote;
    QTableView* m_steps;
    QPushButton* m_certificates;
};

} // namespace kaomon::licences
