// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

#include "shell/one_time_password.h"
#include "ui/prompts.h"

class QLabel;

namespace kaomon::shell {

// Shows a one-time password once: to be copied or saved as a sheet for its user. Opened with open(); deletes
// itself, and the password with it, when closed. `prompts` outlives it; `sheetPath` replaces its file dialog.
class OneTimePasswordDialog final : public QDialog {
    Q_OBJECT
public:
    OneTimePasswordDialog(const IssuedPassword& password, ui::Prompts& prompts, QString sheetPath,
                          QWidget* parent);

private:
    void saveSheet(const QString& path);
    [[nodiscard]] QString sheetHtml() const;

    IssuedPassword m_password;
    QLabel* m_note;
};

} // namespace kaomon::shell
