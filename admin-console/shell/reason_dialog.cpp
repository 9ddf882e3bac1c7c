// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/reason_dialog.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include "shell/form_field.h"
#include "shell/whole_texts.h"
#include "ui/theme.h"

namespace kaomon::shell {

ReasonDialog::ReasonDialog(const ui::Question& question, QWidget* parent)
    : QDialog(parent)
    , m_reason(new FormField(FormField::Kind::Text, this))
    , m_accept(new QPushButton(this)) {
    setWindowTitle(question.title);
    setAttribute(Qt::WA_DeleteOnClose);
    setMinimumWidth(460);
    keepTextsWhole(*this);
    auto* title = makeLabel("subtitle", this);
    title->setText(question.title);
    auto* text = makeLabel("hint", this);
    text->setText(question.text);
    m_reason->setLabel(tr("Reason"));
    m_reason->setHint(tr("Kept in the record of what administrators did"));
    auto* cancel = new QPushButton(this);
    setNamedText(cancel, tr("Cancel"));
    setNamedText(m_accept, question.accept);
    ui::setPart(*m_accept, question.isDangerous ? "danger" : "primary");
    m_accept->setDefault(true);

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(24, 20, 24, 20);
    column->setSpacing(10);
    column->addWidget(title);
    column->addWidget(text);
    column->addWidget(m_reason);
    auto* buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(cancel);
    buttons->addWidget(m_accept);
    column->addSpacing(6);
    column->addLayout(buttons);

    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_accept, &QPushButton::clicked, this, [this] {
        emit confirmed(reason());
        accept();
    });
    connect(m_reason, &FormField::textChanged, this, &ReasonDialog::update);
    update();
    m_reason->edit()->setFocus();
}

QString ReasonDialog::reason() const {
    return m_reason->text().trimmed();
}

void ReasonDialog::update() {
    const bool isTooLong = reason().toUtf8().size() > kMaximumBytes;
    m_reason->setFault(isTooLong ? tr("Shorten the reason.") : QString());
    m_accept->setEnabled(!isTooLong && !reason().isEmpty());
}

} // namespace kaomon::shell
