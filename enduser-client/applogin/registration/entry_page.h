// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "applogin/registration/registration_presenter.h"

class QCheckBox;
class QComboBox;
class QGridLayout;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;
class QRadioButton;
class QSpinBox;

namespace kaomon::applogin {

// "What is filled in": a new entry or one that is there, and when the face is asked for. GUI thread;
// `presenter` outlives it.
class EntryPage final : public QWidget {
    Q_OBJECT
public:
    explicit EntryPage(RegistrationPresenter& presenter, QWidget* parent = nullptr);

    void enter();
    void leave();
    // Empty when entry() can be saved.
    [[nodiscard]] QString problem() const;
    [[nodiscard]] RegistrationEntry entry() const;
    // What was typed of secrets goes.
    void forget();

signals:
    void entryChanged();

private:
    QLineEdit* addField(QGridLayout& grid, const char* name, const QString& label);
    void makeNew(QGridLayout& grid);
    void makeFace(QGridLayout& grid);
    void wire();
    void refresh();
    void showFace();
    void takeFace();
    [[nodiscard]] const wire::VaultEntrySummary* chosen() const;
    [[nodiscard]] QString problemOfChosen() const;

    RegistrationPresenter& m_presenter;
    std::vector<wire::VaultEntrySummary> m_logins;
    QRadioButton* m_isNew;
    QRadioButton* m_isThere;
    QComboBox* m_existing;
    QLineEdit* m_title = nullptr;
    QLineEdit* m_userName = nullptr;
    QLineEdit* m_password = nullptr;
    QLineEdit* m_again = nullptr;
    QLineEdit* m_totp = nullptr;
    QLabel* m_totpLabel = nullptr;
    QPushButton* m_generate;
    QCheckBox* m_shows;
    QPlainTextEdit* m_notes;
    QComboBox* m_face;
    QSpinBox* m_minutes;
    QWidget* m_fields;
    QLabel* m_message;
    bool m_isTouched = false; // before that nobody is told what is wrong
};

} // namespace kaomon::applogin
