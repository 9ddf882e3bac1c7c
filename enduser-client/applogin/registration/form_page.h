// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimer>
#include <QWidget>

#include "applogin/registration/outline.h"
#include "applogin/registration/registration_presenter.h"

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QRadioButton;
class QStackedWidget;

namespace kaomon::applogin {

class FieldTable;
class KeyList;
class OutcomeDialog;

// "What was understood": by what the window is recognised and what goes where, to be looked over and changed,
// with frames over the window itself. GUI thread; `presenter` outlives it.
class FormPage final : public QWidget {
    Q_OBJECT
public:
    explicit FormPage(RegistrationPresenter& presenter, QWidget* parent = nullptr);

    void enter();
    void leave();
    // Empty when the draft is a template.
    [[nodiscard]] QString problem() const;
    [[nodiscard]] const Outline& outline() const { return m_outline; }

signals:
    void draftChanged();

private:
    void makeRecognition();
    void makeContent();
    void wire();
    void show();
    void takeTexts();
    void refresh();
    void drawOutline();
    [[nodiscard]] QString hint() const;

    RegistrationPresenter& m_presenter;
    Outline m_outline;
    QTimer m_follow; // where the window is now
    QLineEdit* m_name;
    QLabel* m_program;
    QCheckBox* m_hasTitle;
    QComboBox* m_titleMode;
    QLineEdit* m_title;
    QLabel* m_fits;
    QCheckBox* m_hasArguments;
    QLineEdit* m_arguments;
    QRadioButton* m_byFields;
    QRadioButton* m_byKeys;
    QStackedWidget* m_content;
    FieldTable* m_fields;
    KeyList* m_keys;
    QCheckBox* m_return;
    QPushButton* m_nextPage;
    QPushButton* m_outcomes;
    OutcomeDialog* m_outcomeDialog;
    QCheckBox* m_showsOutline;
    QLabel* m_message;
    bool m_isAdding = false;
    bool m_isShowing = false; // what the person has not changed
};

} // namespace kaomon::applogin
