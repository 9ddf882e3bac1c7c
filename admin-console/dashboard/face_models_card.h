// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include <QFrame>

#include "wire/face_models.h"

class QLabel;

namespace kaomon::ui {
class BarChart;
}

namespace kaomon::dashboard {

// How far the tenant has come in moving to another face model: how many people have a face of each, and how
// many must still enrol again. Hidden while there is one model only. Pressing a bar leads to its people. GUI
// thread.
class FaceModelsCard final : public QFrame {
    Q_OBJECT
public:
    explicit FaceModelsCard(QWidget* parent = nullptr);

    // Nothing where the administrator may not know.
    void setUses(std::optional<wire::FaceModelUses> uses);

signals:
    void activated(const QString& model);

protected:
    void changeEvent(QEvent* event) override;

private:
    void updateTexts();

    std::optional<wire::FaceModelUses> m_uses;
    QLabel* m_title;
    ui::BarChart* m_models;
    QLabel* m_note;
};

} // namespace kaomon::dashboard
