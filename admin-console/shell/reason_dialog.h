// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shell/form_dialog.h"
#include "ui/prompts.h"

namespace kaomon::shell {

class FormField;

// A question whose answer needs a reason, which goes into the record of what administrators did. What cannot
// be taken back easily also wants a name or a number typed. It closes with the answer, unless it has to stay
// until that was done. Opened with open(); deletes itself when closed. GUI thread.
class ReasonDialog final : public FormDialog {
    Q_OBJECT
public:
    static constexpr int kMaximumBytes = 500; // as the server takes

    // What has to be typed, exactly, before the button goes on.
    struct Typed {
        QString label;
        QString mustBe;
    };
    enum class Lock { WithWrites, Never }; // never: what the server takes while it is read-only, too

    ReasonDialog(const ui::Question& question, QWidget* parent);
    ReasonDialog(const ui::Question& question, const Typed& typed, QWidget* parent);

    // Stays, with what was typed and why it was refused, until the presenter's command is done.
    void keepUntilDone(FeaturePresenter& presenter, Lock lock = Lock::WithWrites);

signals:
    // Not empty, without spaces around it.
    void confirmed(const QString& reason);

private:
    [[nodiscard]] QString reason() const;
    void check();

    QString m_mustBe;
    FormField* m_typed; // hidden where nothing has to be typed
    FormField* m_reason;
    bool m_isKept = false;
};

} // namespace kaomon::shell
