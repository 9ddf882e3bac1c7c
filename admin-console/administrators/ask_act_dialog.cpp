// SPDX-License-Identifier: GPL-3.0-or-later
#include "administrators/ask_act_dialog.h"

#include <QLabel>
#include <QRadioButton>
#include <QVBoxLayout>

#include "shell/form_field.h"
#include "shell/reason_dialog.h"
#include "ui/qt_text.h"

namespace kaomon::administrators {

using crypto::ActKind;

AskActDialog::AskActDialog(RecoveryPresenter& presenter, const shell::Found& person, QWidget* parent)
    : FormDialog(
          {tr("Ask for an act of two"),
           tr("You sign the request now; nothing happens before another administrator has signed the same."),
           tr("Sign and ask")},
          parent)
    , m_recovery(presenter)
    , m_vault(new QRadioButton(this))
    , m_face(new QRadioButton(this))
    , m_owner(new QRadioButton(this))
    , m_note(shell::makeLabel("hint", this))
    , m_person(new shell::LookUpEdit(shell::findPeople(presenter.session()), this))
    , m_reason(new shell::FormField(shell::FormField::Kind::Text, this)) {
    shell::setNamedText(m_vault, tr("Recovery of a vault"));
    shell::setNamedText(m_face, tr("New face after a reissue"));
    shell::setNamedText(m_owner, tr("Change of an owner's account"));
    m_owner->setEnabled(presenter.mayAsk(ActKind::OwnerChange));
    m_vault->setEnabled(presenter.mayAsk(ActKind::VaultRecovery));
    m_face->setEnabled(presenter.mayAsk(ActKind::FaceAfterReissue));
    (m_vault->isEnabled() ? m_vault : m_face)->setChecked(true);
    m_person->setPlaceholder(tr("Person"));
    if (!person.id.empty()) {
        m_person->choose(person);
    }
    m_reason->setLabel(tr("Reason"));
    m_reason->setHint(tr("The other administrator and the auditors read it."));
    for (QWidget* part :
         std::initializer_list<QWidget*>{m_vault, m_face, m_owner, m_note, m_person, m_reason}) {
        body()->addWidget(part);
    }
    for (const QRadioButton* choice : {m_vault, m_face, m_owner}) {
        connect(choice, &QRadioButton::toggled, this, &AskActDialog::update);
    }
    connect(m_person, &shell::LookUpEdit::chosenChanged, this, &AskActDialog::update);
    connect(m_reason, &shell::FormField::textChanged, this, &AskActDialog::update);
    connect(this, &FormDialog::submitted, this, [this] {
        if (const auto user = UserId::parse(m_person->chosen())) {
            m_recovery.ask(kind(), *user, m_reason->text().trimmed());
        }
    });
    follow(presenter);
    update();
}

ActKind AskActDialog::kind() const {
    if (m_owner->isChecked()) {
        return ActKind::OwnerChange;
    }
    return m_vault->isChecked() ? ActKind::VaultRecovery : ActKind::FaceAfterReissue;
}

QString AskActDialog::note() const {
    switch (kind()) {
    case ActKind::VaultRecovery:
        return tr(
            "For somebody who has forgotten the password and has no PC left that opens the vault. An owner "
            "and a user administrator open it together, each with one half of the recovery key; the person "
            "gets a one-time password and is told.");
    case ActKind::FaceAfterReissue:
        return tr(
            "For somebody whose password was reissued and whose face from before cannot be shown any more. "
            "One new face may be enrolled; the vault goes on resting.");
    case ActKind::OwnerChange:
        break;
    }
    return tr(
        "For somebody who becomes an owner, or for an owner who is to get another role, to be disabled, "
        "deleted or restored, or to lose the second factor. When another administrator has agreed, do it "
        "yourself: the agreement is good for one such change, for a week.");
}

void AskActDialog::update() {
    m_note->setText(note());
    const QString reason = m_reason->text().trimmed();
    const bool isTooLong = reason.toUtf8().size() > shell::ReasonDialog::kMaximumBytes;
    m_reason->setFault(isTooLong ? tr("Shorten the reason.") : QString());
    setComplete(UserId::parse(m_person->chosen()).has_value() && !reason.isEmpty() && !isTooLong);
}

} // namespace kaomon::administrators
