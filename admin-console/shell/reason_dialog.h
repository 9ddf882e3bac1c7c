// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shell/form_dialog.h"
#include "ui/prompts.h"

namespace kaomon::shell {

class FormField;

// A question whose answer needs a reason, which goes into the record of what administrators did. What cannot
// be taken back easily also wants a name or a number typed. It closes with the answer, unless it follows the
// presenter whose command that is. Opened with open(); deletes itself when closed. GUI thread.
class ReasonDialog final : public FormDialog {
    Q_OBJECT
public:
    static constexpr int kMaximumBytes = 500; // as the server takes

    // What has to be typed, exactly, before the button goes on.
    struct Typed {
        QString label;
        QString mustBe;
    };

    ReasonDialog(const ui::Question& question, QWidget* parent);
    ReasonDialog(const ui::Question& question, const Typed& typed, QWidget* parent);

signals:
    // Not empty, without spaces around it.
    void confirmed(const QString& reason);

private:
    [[nodiscard]] QString reason() const;
    void check();

    QString m_mustBe;
    FormField* m_typed; // hidden where nothing has to be typed
    FormField* m_reason;
};

} // namespace kaomon::shell
