// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

#include "applogin/registration/registration_presenter.h"

class QLabel;
class QPushButton;
class QStackedWidget;

namespace kaomon::ui {
class StatePanel;
}

namespace kaomon::applogin {

class EntryPage;
class FormPage;
class TrialPage;
class WindowPage;

// "Register an application": which window, what goes where, which entry, try it out. It ends as a dialog
// does. GUI thread; `presenter` outlives it.
class RegistrationWindow final : public QDialog {
    Q_OBJECT
public:
    explicit RegistrationWindow(RegistrationPresenter& presenter, QWidget* parent = nullptr);

    enum class Page { Window, Form, Entry, Trial };
    [[nodiscard]] Page page() const;

protected:
    void closeEvent(QCloseEvent* event) override;

private:
    QWidget* makePages();
    void wire();
    void begin();
    void go(Page page);
    void next();
    void back();
    void refresh();
    void refreshButtons();

    RegistrationPresenter& m_presenter;
    ui::StatePanel* m_panel;
    QLabel* m_title;
    QLabel* m_way;
    QStackedWidget* m_pages;
    WindowPage* m_window;
    FormPage* m_form;
    EntryPage* m_entry;
    TrialPage* m_trial;
    QLabel* m_message;
    QPushButton* m_cancel;
    QPushButton* m_back;
    QPushButton* m_next;
    bool m_hasBegun = false;
};

} // namespace kaomon::applogin
