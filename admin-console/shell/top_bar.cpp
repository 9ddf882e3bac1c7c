// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/top_bar.h"

#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

#include "shell/form_field.h"

namespace kaomon::shell {

TopBar::TopBar(QWidget* parent)
    : QFrame(parent)
    , m_organisation(new QLabel(this))
    , m_saveOrganisation(new QPushButton(this))
    , m_person(new QLabel(this))
    , m_language(new QComboBox(this))
    , m_appearance(new QPushButton(this))
    , m_signOut(new QPushButton(this)) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(20, 8, 16, 8);
    row->setSpacing(12);
    auto* product = new QLabel(QStringLiteral("Kaomon"), this);
    ui::setPart(*product, "subtitle");
    ui::setPart(*m_organisation, "hint");
    ui::setPart(*m_person, "value");
    row->addWidget(product);
    row->addWidget(m_organisation);
    ui::setPart(*m_saveOrganisation, "link");
    row->addWidget(m_saveOrganisation);
    row->addStretch(1);
    row->addWidget(m_person);
    row->addWidget(m_language);
    row->addWidget(m_appearance);
    row->addWidget(m_signOut);
    for (const ui::Language language : {ui::Language::English, ui::Language::Japanese}) {
        m_language->addItem(ui::languageName(language), static_cast<int>(language));
    }
    connect(m_language, &QComboBox::activated, this, [this](int index) {
        emit languageChosen(static_cast<ui::Language>(m_language->itemData(index).toInt()));
    });
    connect(m_appearance, &QPushButton::clicked, this, &TopBar::appearanceToggled);
    connect(m_saveOrganisation, &QPushButton::clicked, this, &TopBar::organisationFileRequested);
    connect(m_signOut, &QPushButton::clicked, this, &TopBar::signOutRequested);
    showPerson({}, {});
    retranslate();
}

void TopBar::showPerson(const QString& organisation, const QString& person) {
    m_organisation->setText(organisation);
    m_person->setText(person);
    m_signOut->setVisible(!person.isEmpty());
    m_saveOrganisation->setVisible(!person.isEmpty());
}

void TopBar::showLanguage(ui::Language language) {
    m_language->setCurrentIndex(m_language->findData(static_cast<int>(language)));
}

void TopBar::showAppearance(ui::Appearance appearance) {
    m_shownAppearance = appearance;
    retranslate();
}

void TopBar::retranslate() {
    m_language->setAccessibleName(tr("Language"));
    setNamedText(m_appearance, m_shownAppearance == ui::Appearance::Light ? tr("Dark") : tr("Light"));
    setNamedText(m_signOut, tr("Sign out"));
    setNamedText(m_saveOrganisation, tr("Save organisation file"));
    m_saveOrganisation->setToolTip(tr("For the console of another administrator or of another computer"));
}

void TopBar::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
    }
    QFrame::changeEvent(event);
}

} // namespace kaomon::shell
