// SPDX-License-Identifier: GPL-3.0-or-later
#include "vault/entry_form.h"

#include <QComboBox>
#include <QEvent>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

#include "ui/qt_text.h"

namespace kaomon::vaultpage {
namespace {

SecretString secretOf(const QLineEdit& edit) {
    QString typed = edit.text();
    return ui::takeSecret(typed);
}

} // namespace

EntryForm::EntryForm(QWidget* parent)
    : QWidget(parent)
    , m_title(new QLineEdit)
    , m_userName(new QLineEdit)
    , m_secret(new QLineEdit)
    , m_totp(new QLineEdit)
    , m_url(new QLineEdit)
    , m_tags(new QLineEdit)
    , m_application(new QComboBox)
    , m_generate(new QPushButton)
    , m_save(new QPushButton)
    , m_cancel(new QPushButton) {
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    const std::initializer_list<QLineEdit*> edits{m_title, m_userName, m_secret, m_totp, m_url, m_tags};
    const char* names[] = {"entryTitle", "entryUserName", "entrySecret",
                           "entryTotp",  "entryUrl",      "entryTags"};
    int row = 0;
    for (QLineEdit* edit : edits) {
        edit->setObjectName(QString::fromLatin1(names[row]));
        m_labels[row] = new QLabel;
        m_labels[row]->setBuddy(edit);
        grid->addWidget(m_labels[row], row, 0);
        grid->addWidget(edit, row, 1);
        ++row;
    }
    m_application->setObjectName(QStringLiteral("entryApplication"));
    m_labels[row] = new QLabel;
    m_labels[row]->setBuddy(m_application);
    grid->addWidget(m_labels[row], row, 0);
    grid->addWidget(m_application, row, 1);
    ++row;
    m_secret->setEchoMode(QLineEdit::Password);
    m_totp->setEchoMode(QLineEdit::Password);
    m_generate->setObjectName(QStringLiteral("entryGenerate"));
    m_save->setObjectName(QStringLiteral("entrySave"));
    m_cancel->setObjectName(QStringLiteral("entryCancel"));
    grid->addWidget(m_generate, 2, 2);
    auto* buttons = new QHBoxLayout;
    buttons->addStretch();
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_save);
    grid->addLayout(buttons, row, 0, 1, 3);
    grid->setRowStretch(row + 1, 1);
    connect(m_save, &QPushButton::clicked, this, &EntryForm::submit);
    connect(m_cancel, &QPushButton::clicked, this, &EntryForm::cancelled);
    connect(m_generate, &QPushButton::clicked, this,
            [this] { m_secret->setText(QString::fromStdString(VaultPresenter::makeSecret().reveal())); });
    retranslate();
}

void EntryForm::begin(const wire::VaultEntrySummary* entry, const std::vector<Application>& applications) {
    end();
    m_application->addItem(QString(), QString());
    for (const Application& one : applications) {
        m_application->addItem(one.title, one.id);
    }
    if (entry != nullptr) {
        m_id = QString::fromStdString(entry->id.text());
        m_version = entry->version;
        m_title->setText(QString::fromStdString(entry->title));
        m_userName->setText(QString::fromStdString(entry->userName));
        m_url->setText(QString::fromStdString(entry->url));
        QStringList tags;
        for (const std::string& tag : entry->tags) {
            tags.append(QString::fromStdString(tag));
        }
        m_tags->setText(tags.join(QStringLiteral(", ")));
        const int at = entry->appTemplate
                           ? m_application->findData(QString::fromStdString(entry->appTemplate->text()))
                           : 0;
        m_application->setCurrentIndex(at);
    }
    retranslate();
    m_title->setFocus();
}

void EntryForm::end() {
    m_id.clear();
    m_version = 0;
    for (QLineEdit* edit : {m_title, m_userName, m_secret, m_totp, m_url, m_tags}) {
        edit->clear();
    }
    m_application->clear();
}

void EntryForm::submit() {
    EntryDraft draft;
    draft.id = m_id;
    draft.version = m_version;
    draft.title = m_title->text().trimmed();
    draft.userName = m_userName->text();
    draft.url = m_url->text().trimmed();
    for (const QString& tag : m_tags->text().split(u',', Qt::SkipEmptyParts)) {
        draft.tags.append(tag.trimmed());
    }
    if (!m_secret->text().isEmpty()) {
        draft.secret = secretOf(*m_secret);
    }
    if (!m_totp->text().isEmpty()) {
        draft.totp = secretOf(*m_totp);
    }
    if (m_application->currentIndex() >= 0) { // else it is one that is not here: it stays
        draft.application = m_application->currentData().toString();
    }
    emit submitted(draft);
}

void EntryForm::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
    }
    QWidget::changeEvent(event);
}

void EntryForm::retranslate() {
    const QString texts[] = {tr("Title"),    tr("User name"),
                             tr("Password"), tr("One-time code key"),
                             tr("Address"),  tr("Tags, separated by commas")};
    QLineEdit* edits[] = {m_title, m_userName, m_secret, m_totp, m_url, m_tags};
    for (int i = 0; i < 6; ++i) {
        m_labels[i]->setText(texts[i]);
        edits[i]->setAccessibleName(texts[i]);
    }
    m_labels[6]->setText(tr("Fills in"));
    m_application->setAccessibleName(tr("Fills in"));
    m_application->setItemText(0, tr("No application"));
    const QString kept = m_id.isEmpty() ? QString() : tr("Leave empty to keep it");
    m_secret->setPlaceholderText(kept);
    m_totp->setPlaceholderText(kept);
    m_generate->setText(tr("Make one up"));
    m_save->setText(tr("Save"));
    m_cancel->setText(tr("Cancel"));
}

} // namespace kaomon::vaultpage
