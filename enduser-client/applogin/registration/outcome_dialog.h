// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

#include "applogin/registration/registration_presenter.h"

class QComboBox;
class QLabel;
class QListWidget;
class QPushButton;

namespace kaomon::applogin {

// "How the sign-in ends": what the program shows when it worked and when it did not, to be looked over, added
// and removed. A text is typed, or chosen from those that the window shows now. Writes into the draft of
// `presenter`, which outlives it. GUI thread.
class OutcomeDialog final : public QDialog {
    Q_OBJECT
public:
    explicit OutcomeDialog(RegistrationPresenter& presenter, QWidget* parent = nullptr);

    // Opens it, with what the draft holds and the picked window shows.
    void begin();

signals:
    void outcomesChanged();

private:
    // What a rule that is added looks at.
    enum class Sign { Closes, Title, Text };

    void wire();
    void refresh();
    void showTexts();
    void add();
    void remove();
    [[nodiscard]] std::vector<OutcomeRule>& rules(bool isSuccess);
    [[nodiscard]] Sign sign() const;
    [[nodiscard]] Result<OutcomeRule> written() const;

    RegistrationPresenter& m_presenter;
    QListWidget* m_list;
    QComboBox* m_meaning;
    QComboBox* m_sign;
    QComboBox* m_text;
    QPushButton* m_add;
    QPushButton* m_remove;
    QPushButton* m_look;
    QLabel* m_message;
    std::optional<WindowFacts> m_window; // as it was looked at last
};

} // namespace kaomon::applogin
