// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>

#include <QWidget>

#include "applogin/registration/registration_presenter.h"

class QLabel;
class QPushButton;

namespace kaomon::ui {
class Badge;
}

namespace kaomon::applogin {

// "Try it out": the sign-in that was just saved, with the face and for real, stage by stage. GUI thread;
// `presenter` outlives it.
class TrialPage final : public QWidget {
    Q_OBJECT
public:
    explicit TrialPage(RegistrationPresenter& presenter, QWidget* parent = nullptr);

    void enter();

private:
    void refresh();

    RegistrationPresenter& m_presenter;
    QLabel* m_saved;
    std::array<ui::Badge*, 4> m_marks{};
    std::array<QLabel*, 4> m_names{};
    QPushButton* m_try;
    QPushButton* m_cancel;
    QLabel* m_text;
};

} // namespace kaomon::applogin
