// SPDX-License-Identifier: GPL-3.0-or-later
#include "applogin/registration/entry_page.h"

#include <QCheckBox>
#include <QComboBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QSpinBox>
#include <QVBoxLayout>

#include "ui/qt_text.h"
#include "ui/theme.h"
#include "vault/password_generator.h"

namespace kaomon::applogin {

namespace {

enum Face { Always, AfterMinutes, WhilePresent, AsPolicy };
// No older than the policy allows is what the agent makes of the longest time that a template can name.
constexpr std::chrono::minutes kAsPolicy{480};
constexpr int kNotesHeight = 64;

std::optional<SecretString> secretOf(const QLineEdit& edit) {
    QString typed = edit.text();
    return typed.isEmpty() ? std::nullopt : std::optional(ui::takeSecret(typed));
}

} // namespace

EntryPage::EntryPage(RegistrationPresenter& presenter, QWidget* parent)
    : QWidget(parent)
    , m_presenter(presenter)
    , m_isNew(new QRadioButton(tr("A new entry")))
    , m_isThere(new QRadioButton(tr("An entry that is there")))
    , m_existing(new QComboBox)
    , m_generate(new QPushButton(tr("Make one up")))
    , m_shows(new QCheckBox(tr("Show it")))
    , m_notes(new QPlainTextEdit)
    , m_face(new QComboBox)
    , m_minutes(new QSpinBox)
    , m_fields(new QWidget)
    , m_message(new QLabel) {
    m_isNew->setObjectName(QStringLiteral("registrationNewEntry"));
    m_isThere->setObjectName(QStringLiteral("registrationExistingEntry"));
    m_existing->setObjectName(QStringLiteral("registrationEntries"));
    m_existing->setAccessibleName(tr("Entries"));
    m_message->setObjectName(QStringLiteral("registrationEntryMessage"));
    m_message->setWordWrap(true);
    ui::setPart(*m_message, "error");
    auto* kind = new QHBoxLayout;
    kind->setSpacing(16);
    kind->addWidget(m_isNew);
    kind->addWidget(m_isThere);
    kind->addWidget(m_existing, 1);
    auto* grid = new QGridLayout(m_fields);
    grid->setContentsMargins(0, 0, 0, 0);
    makeNew(*grid);
    auto* face = new QGridLayout;
    makeFace(*face);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(14);
    column->addLayout(kind);
    column->addWidget(m_fields);
    column->addLayout(face);
    column->addWidget(m_message);
    column->addStretch();
    m_isNew->setChecked(true);
    QWidget* before = m_existing;
    for (QWidget* next : std::initializer_list<QWidget*>{m_title, m_userName, m_password, m_again, m_totp,
                                                         m_generate, m_shows, m_notes, m_face, m_minutes}) {
        setTabOrder(before, next);
        before = next;
    }
    wire();
}

QLineEdit* EntryPage::addField(QGridLayout& grid, const char* name, const QString& text) {
    const int row = grid.rowCount();
    auto* edit = new QLineEdit;
    edit->setObjectName(QString::fromLatin1(name));
    edit->setAccessibleName(text);
    auto* label = new QLabel(text);
    label->setBuddy(edit);
    grid.addWidget(label, row, 0);
    grid.addWidget(edit, row, 1);
    return edit;
}

void EntryPage::makeNew(QGridLayout& grid) {
    m_title = addField(grid, "registrationEntryTitle", tr("Title"));
    m_userName = addField(grid, "registrationUserName", tr("User name"));
    m_password = addField(grid, "registrationPassword", tr("Password"));
    m_again = addField(grid, "registrationPasswordAgain", tr("Password once more"));
    m_totp = addField(grid, "registrationTotp", tr("One-time code key"));
    for (QLineEdit* edit : {m_password, m_again, m_totp}) {
        edit->setEchoMode(QLineEdit::Password);
    }
    m_totpLabel = qobject_cast<QLabel*>(grid.itemAtPosition(grid.rowCount() - 1, 0)->widget());
    const int passwordRow = grid.rowCount() - 3;
    m_generate->setObjectName(QStringLiteral("registrationGenerate"));
    m_generate->setAutoDefault(false); // Enter goes on
    m_shows->setObjectName(QStringLiteral("registrationShow"));
    grid.addWidget(m_generate, passwordRow, 2);
    grid.addWidget(m_shows, passwordRow + 1, 2);
    const int row = grid.rowCount();
    m_notes->setObjectName(QStringLiteral("registrationNotes"));
    m_notes->setAccessibleName(tr("Notes"));
    m_notes->setTabChangesFocus(true);
    m_notes->setFixedHeight(kNotesHeight);
    auto* label = new QLabel(tr("Notes"));
    label->setBuddy(m_notes);
    grid.addWidget(label, row, 0, Qt::AlignTop);
    grid.addWidget(m_notes, row, 1);
    grid.setColumnStretch(1, 1);
}

void EntryPage::makeFace(QGridLayout& grid) {
    m_face->setObjectName(QStringLiteral("registrationFace"));
    m_face->setAccessibleName(tr("When your face is asked for"));
    m_face->addItem(tr("each time"), Always);
    m_face->addItem(tr("when it was seen longer ago than"), AfterMinutes);
    m_face->addItem(tr("not while presence sees you"), WhilePresent);
    m_face->addItem(tr("as your administrator has set"), AsPolicy);
    m_minutes->setObjectName(QStringLiteral("registrationMinutes"));
    m_minutes->setAccessibleName(tr("Minutes"));
    m_minutes->setRange(1, static_cast<int>(kAsPolicy.count()) - 1);
    m_minutes->setSuffix(tr(" min"));
    auto* label = new QLabel(tr("Your face is asked for"));
    label->setBuddy(m_face);
    grid.addWidget(label, 0, 0);
    grid.addWidget(m_face, 0, 1);
    grid.addWidget(m_minutes, 0, 2);
    grid.setColumnStretch(3, 1);
}

void EntryPage::wire() {
    connect(m_isNew, &QRadioButton::toggled, this, &EntryPage::refresh);
    connect(m_existing, &QComboBox::currentIndexChanged, this, &EntryPage::refresh);
    for (QLineEdit* edit : {m_title, m_userName, m_password, m_again, m_totp}) {
        connect(edit, &QLineEdit::textEdited, this, [this] {
            m_isTouched = true;
            refresh();
        });
    }
    connect(m_generate, &QPushButton::clicked, this, [this] {
        const auto made = vault::makePassword({});
        const QString text = made ? ui::toQString(made->reveal()) : QString();
        m_password->setText(text);
        m_again->setText(text);
        refresh();
    });
    connect(m_shows, &QCheckBox::toggled, this, [this](bool isShown) {
        for (QLineEdit* edit : {m_password, m_again}) {
            edit->setEchoMode(isShown ? QLineEdit::Normal : QLineEdit::Password);
        }
    });
    connect(m_face, &QComboBox::currentIndexChanged, this, &EntryPage::takeFace);
    connect(m_minutes, &QSpinBox::valueChanged, this, &EntryPage::takeFace);
}

void EntryPage::enter() {
    const QString kept = chosen() != nullptr ? ui::toQString(chosen()->id.text()) : QString();
    const QString meant = m_presenter.entryId().isEmpty() ? kept : m_presenter.entryId();
    const bool isFirst = m_title->text().isEmpty() && !m_isTouched;
    const QSignalBlocker quiet(m_existing);
    m_logins = m_presenter.logins();
    m_existing->clear();
    for (const wire::VaultEntrySummary& login : m_logins) {
        m_existing->addItem(login.userName.empty() ? ui::toQString(login.title)
                                                   : tr("%1 (%2)").arg(ui::toQString(login.title),
                                                                       ui::toQString(login.userName)));
        if (ui::toQString(login.id.text()) == meant) {
            m_existing->setCurrentIndex(m_existing->count() - 1);
        }
    }
    m_isThere->setEnabled(!m_logins.empty());
    if (isFirst) {
        m_title->setText(ui::toQString(m_presenter.draft().base.name));
        const bool isKnown = m_presenter.isChange() && !m_presenter.entryId().isEmpty();
        (isKnown ? m_isThere : m_isNew)->setChecked(true);
    }
    showFace();
    refresh();
    (m_isNew->isChecked() ? static_cast<QWidget*>(m_userName) : m_existing)->setFocus();
}

void EntryPage::leave() {
    m_shows->setChecked(false);
}

void EntryPage::forget() {
    for (QLineEdit* edit : {m_password, m_again, m_totp}) {
        edit->clear();
    }
}

void EntryPage::showFace() {
    const AppTemplate& form = m_presenter.draft().base;
    const Face face = form.reauth == ReauthMode::Always         ? Always
                      : form.reauth == ReauthMode::WhilePresent ? WhilePresent
                      : form.reauthAfter >= kAsPolicy           ? AsPolicy
                                                                : AfterMinutes;
    const QSignalBlocker quietFace(m_face);
    const QSignalBlocker quietMinutes(m_minutes);
    m_face->setCurrentIndex(m_face->findData(face));
    m_minutes->setValue(face == AsPolicy ? 5 : static_cast<int>(form.reauthAfter.count()));
    m_minutes->setVisible(face == AfterMinutes);
}

void EntryPage::takeFace() {
    AppTemplate& form = m_presenter.draft().base;
    const auto face = static_cast<Face>(m_face->currentData().toInt());
    form.reauth = face == Always         ? ReauthMode::Always
                  : face == WhilePresent ? ReauthMode::WhilePresent
                                         : ReauthMode::AfterMinutes;
    form.reauthAfter = face == AsPolicy ? kAsPolicy : std::chrono::minutes(m_minutes->value());
    m_minutes->setVisible(face == AfterMinutes);
}

const wire::VaultEntrySummary* EntryPage::chosen() const {
    const int at = m_existing->currentIndex();
    return at >= 0 && static_cast<std::size_t>(at) < m_logins.size() ? &m_logins[static_cast<std::size_t>(at)]
                                                                     : nullptr;
}

QString EntryPage::problemOfChosen() const {
    const RegistrationDraft& draft = m_presenter.draft();
    const wire::VaultEntrySummary* entry = chosen();
    if (entry == nullptr) {
        return tr("Choose an entry.");
    }
    if (draft.fills(FieldContent::UserName) && entry->userName.empty()) {
        return tr("This entry has no user name. Put it in under \"Passwords\", or make a new entry.");
    }
    if (draft.fills(FieldContent::Password) && !entry->hasSecret) {
        return tr("This entry has no password. Put it in under \"Passwords\", or make a new entry.");
    }
    if (draft.fills(FieldContent::OneTimeCode) && !entry->hasTotp) {
        return tr("This entry has no one-time code key. Put it in under \"Passwords\", or make a new entry.");
    }
    return {};
}

QString EntryPage::problem() const {
    const RegistrationDraft& draft = m_presenter.draft();
    if (!m_isNew->isChecked()) {
        return problemOfChosen();
    }
    if (m_title->text().trimmed().isEmpty()) {
        return tr("Give the entry a title.");
    }
    if (draft.fills(FieldContent::UserName) && m_userName->text().isEmpty()) {
        return tr("Type the user name.");
    }
    if (draft.fills(FieldContent::Password) && m_password->text().isEmpty()) {
        return tr("Type the password, twice.");
    }
    if (m_password->text() != m_again->text()) {
        return tr("The two passwords differ. Type both again.");
    }
    if (draft.fills(FieldContent::OneTimeCode) && m_totp->text().isEmpty()) {
        return tr("Put in the key of the one-time codes that the application gave you.");
    }
    return {};
}

RegistrationEntry EntryPage::entry() const {
    RegistrationEntry entry;
    if (!m_isNew->isChecked()) {
        entry.id = chosen() != nullptr ? ui::toQString(chosen()->id.text()) : QString();
        return entry;
    }
    // Saved once, and gone back from the trial: the same entry again.
    entry.id = m_presenter.isSaved() && !m_presenter.isChange() ? m_presenter.entryId() : QString();
    entry.title = m_title->text().trimmed();
    entry.userName = m_userName->text();
    entry.notes = m_notes->toPlainText();
    entry.secret = secretOf(*m_password);
    entry.totp = secretOf(*m_totp);
    return entry;
}

void EntryPage::refresh() {
    const bool isNew = m_isNew->isChecked();
    const bool hasCode = m_presenter.draft().fills(FieldContent::OneTimeCode);
    m_fields->setVisible(isNew);
    m_existing->setEnabled(!isNew);
    m_totp->setVisible(hasCode);
    m_totpLabel->setVisible(hasCode);
    m_message->setText(m_isTouched || !isNew ? problem() : QString());
    emit entryChanged();
}

} // namespace kaomon::applogin
