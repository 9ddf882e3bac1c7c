// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/text_dialog.h"

#include <QLineEdit>
#include <QVBoxLayout>

#include "shell/form_field.h"

namespace kaomon::shell {

TextDialog::TextDialog(const Texts& texts, const QString& label, const QString& mustBe, QWidget* parent)
    : FormDialog(texts, parent)
    , m_mustBe(mustBe)
    , m_field(new FormField(FormField::Kind::Text, this)) {
    m_field->setLabel(label);
    m_field->edit()->setMaxLength(500);
    body()->addWidget(m_field);
    const auto check = [this] { setComplete(m_mustBe.isEmpty() ? !text().isEmpty() : text() == m_mustBe); };
    connect(m_field, &FormField::textChanged, this, check);
    connect(this, &FormDialog::submitted, this, [this] {
        emit entered(text());
        closeUnlessFollowing();
    });
    check();
    m_field->edit()->setFocus();
}

void TextDialog::setText(const QString& text) {
    m_field->setText(text);
}

QString TextDialog::text() const {
    return m_field->text().trimmed();
}

} // namespace kaomon::shell
