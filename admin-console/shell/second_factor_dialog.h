// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shell/form_dialog.h"
#include "shell/second_factor_setup.h"
#include "ui/prompts.h"

class QLabel;
class QTextEdit;

namespace kaomon::shell {

class FormField;
class QrView;

// Recovery codes as they are shown once: to be copied or saved. GUI thread.
class RecoveryCodesDialog final : public FormDialog {
    Q_OBJECT
public:
    // `prompts` outlives it.
    RecoveryCodesDialog(const std::vector<std::string>& codes, ui::Prompts& prompts, QWidget* parent);
};

// "Set up the second factor": QR code, the same as text, one code as proof. After confirmed() the owner shows
// the recovery codes and closes it. Opened with open(); deletes itself when closed.
class SecondFactorDialog final : public FormDialog {
    Q_OBJECT
public:
    SecondFactorDialog(SecondFactorSetup::Calls calls, ui::Prompts& prompts, QWidget* parent);

signals:
    void done();

private:
    void update();

    SecondFactorSetup m_setup;
    QrView* m_picture;
    FormField* m_secret;
    FormField* m_code;
};

} // namespace kaomon::shell
