// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/reason_dialog.h"

#include <QLineEdit>
#include <QVBoxLayout>

#include "shell/form_field.h"

namespace kaomon::shell {

ReasonDialog::ReasonDialog(const ui::Question& question, QWidget* parent)
    : ReasonDialog(question, {}, parent) {}

ReasonDialog::ReasonDialog(const ui::Question& question, const Typed& typed, QWidget* parent)
    : FormDialog({question.title, question.text, question.accept, question.isDangerous}, parent)
    , m_mustBe(typed.mustBe)
    , m_typed(new FormField(FormField::Kind::Text, this))
    , m_reason(new FormField(FormField::Kind::Text, this)) {
    m_typed->setLabel(typed.label);
    m_typed->setVisible(!m_mustBe.isEmpty());
    m_reason->setLabel(tr("Reason"));
    m_reason->setHint(tr("Kept in the record of what administrators did"));
    for (FormField* field : {m_typed, m_reason}) {
        body()->addWidget(field);
        connect(field, &FormField::textChanged, this, &ReasonDialog::check);
    }
    connect(this, &FormDialog::submitted, this, [this] {
        emit confirmed(reason());
        closeUnlessFollowing();
    });
    check();
    (m_mustBe.isEmpty() ? m_reason : m_typed)->edit()->setFocus();
}

QString ReasonDialog::reason() const {
    return m_reason->text().trimmed();
}

void ReasonDialog::check() {
    const bool isTooLong = reason().toUtf8().size() > kMaximumBytes;
    m_reason->setFault(isTooLong ? tr("Shorten the reason.") : QString());
    const bool isTyped = m_typed->text().trimmed() == m_mustBe.trimmed();
    setComplete(isTyped && !isTooLong && !reason().isEmpty());
}

} // namespace kaomon::shell
