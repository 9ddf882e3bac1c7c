// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pictures/pictures_presenter.h"
#include "shell/fact_panel.h"
#include "shell/feature_page.h"

class QLabel;
class QPushButton;
class QTableView;
class QTabWidget;

namespace kaomon::pictures {

// The page "Pictures": of refused people, for image viewers, and who opened which. GUI thread; the session
// outlives it.
class PicturesPage final : public shell::FeaturePage {
    Q_OBJECT
public:
    explicit PicturesPage(shell::ConsoleSession& session, QWidget* parent = nullptr);

    [[nodiscard]] QString title() const override { return tr("Pictures of refused people"); }
    void activate() override;
    void deactivate() override;
    // "user=" and "device=".
    void openQuery(const QString& query) override;

protected:
    void retranslate() override;
    void refresh() override;

private:
    enum Tab { Pictures, Accesses };

    void build();
    [[nodiscard]] QWidget* accessesTab();
    void connectParts();
    void select();
    void askReason();
    void showPanel();
    [[nodiscard]] QString quotaText() const;
    [[nodiscard]] const wire::Evidence* selected() const;

    mutable PicturesPresenter m_pictures;
    AccessesPresenter m_accesses;
    QTabWidget* m_tabs;
    QTableView* m_table;
    QPushButton* m_more;
    shell::FactPanel* m_panel;
    QLabel* m_image;
    QPushButton* m_open;
    ui::StatePanel* m_accessStates;
    QTableView* m_accessTable;
    QPushButton* m_moreAccesses;
    QLabel* m_quota;
};

} // namespace kaomon::pictures
