// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shell/form_dialog.h"

namespace kaomon::shell {

class FormField;

// One line of text. With `mustBe` the button stays off until exactly that has been typed: for acts that
// cannot be undone. Opened with open(); deletes itself when closed. GUI thread.
class TextDialog final : public FormDialog {
    Q_OBJECT
public:
    TextDialog(const Texts& texts, const QString& label, const QString& mustBe, QWidget* parent);

    [[nodiscard]] QString text() const;
    void setText(const QString& text);

signals:
    // Not empty, without spaces around it. The dialog closes, unless it follows a presenter's command.
    void entered(const QString& text);

private:
    QString m_mustBe;
    FormField* m_field;
};

} // namespace kaomon::shell
