// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

#include "ui/language_switcher.h"
#include "ui/theme.h"

class QComboBox;
class QLabel;
class QPushButton;

namespace kaomon::shell {

// The strip at the top of the window: product, organisation, who is signed in, language, light or dark, sign
// out. Decides nothing. GUI thread.
class TopBar final : public QFrame {
    Q_OBJECT
public:
    explicit TopBar(QWidget* parent = nullptr);

    // Empty texts: nobody is signed in.
    void showPerson(const QString& organisation, const QString& person);
    void showLanguage(ui::Language language);
    void showAppearance(ui::Appearance appearance);

signals:
    void languageChosen(kaomon::ui::Language language);
    void appearanceToggled();
    void signOutRequested();
    void organisationFileRequested();

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();

    QLabel* m_organisation;
    QPushButton* m_saveOrganisation;
    QLabel* m_person;
    QComboBox* m_language;
    QPushButton* m_appearance;
    QPushButton* m_signOut;
    ui::Appearance m_shownAppearance = ui::Appearance::Light;
};

} // namespace kaomon::shell
