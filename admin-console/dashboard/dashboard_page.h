// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dashboard/dashboard_presenter.h"
#include "shell/feature_page.h"

class QGridLayout;
class QLabel;

namespace kaomon::ui {
class BarChart;
class ColumnChart;
class Tile;
} // namespace kaomon::ui

namespace kaomon::dashboard {

class FaceModelsCard;

// The page "Dashboard": what needs a look today. Every number and every bar leads to the list behind it. GUI
// thread; the session outlives it.
class DashboardPage final : public shell::FeaturePage {
    Q_OBJECT
public:
    explicit DashboardPage(shell::ConsoleSession& session, QWidget* parent = nullptr);

    [[nodiscard]] QString title() const override { return tr("Dashboard"); }

protected:
    void retranslate() override;
    void refresh() override;

private:
    void build();
    void link(ui::Tile* tile, const char* page, const QString& query);
    void linkEvents(ui::Tile* tile, const QString& query);
    void openEvents(const QString& query);
    void showTiles();
    void showCharts();
    void showReasons();
    void showWork();
    void showCalendar();
    void openDay(const QString& key);
    void openWork(const QString& key);
    [[nodiscard]] ui::Tile* addTile(QGridLayout& grid);

    DashboardPresenter m_numbers;
    std::vector<ui::Tile*> m_tiles;
    ui::Tile* m_seats;
    ui::Tile* m_enrolled;
    ui::Tile* m_noFace;
    ui::Tile* m_locked;
    ui::Tile* m_provisional;
    ui::Tile* m_devices;
    ui::Tile* m_waiting;
    ui::Tile* m_silent;
    ui::Tile* m_median;
    ui::Tile* m_fallbacks;
    ui::Tile* m_spoofs;
    ui::Tile* m_licence;
    QLabel* m_daysTitle;
    ui::ColumnChart* m_days;
    QLabel* m_daysNote;
    QLabel* m_versionsTitle;
    ui::BarChart* m_versions;
    QLabel* m_reasonsTitle;
    ui::BarChart* m_reasons;
    QLabel* m_reasonsNote;
    QLabel* m_workTitle;
    ui::BarChart* m_work;
    QLabel* m_workNote;
    QLabel* m_calendar;
    FaceModelsCard* m_faceModels;
};

} // namespace kaomon::dashboard
