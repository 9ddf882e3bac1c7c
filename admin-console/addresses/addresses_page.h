// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "addresses/addresses_presenter.h"
#include "shell/feature_page.h"

class QLabel;
class QPushButton;
class QTableView;

namespace kaomon::addresses {

// The page "Addresses": from where the organisation may be reached. GUI thread; the session outlives it.
class AddressesPage final : public shell::FeaturePage {
    Q_OBJECT
public:
    explicit AddressesPage(shell::ConsoleSession& session, QWidget* parent = nullptr);

    [[nodiscard]] QString title() const override { return tr("Addresses"); }

protected:
    void retranslate() override;
    void refresh() override;

private:
    void build();
    void openRule(std::optional<int> position);
    void save();
    void askMerge(const std::vector<AddressesPresenter::Collision>& collisions);
    void showCountdown();
    [[nodiscard]] int selected() const; // -1: none

    AddressesPresenter m_addresses;
    ui::Banner* m_countdown;
    QLabel* m_own;
    QTableView* m_table;
    QPushButton* m_add;
    QPushButton* m_edit;
    QPushButton* m_remove;
    QPushButton* m_discard;
    QPushButton* m_save;
};

} // namespace kaomon::addresses
