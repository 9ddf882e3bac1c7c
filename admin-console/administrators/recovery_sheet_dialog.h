// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "client/tenant_founder.h"
#include "shell/form_dialog.h"
#include "ui/prompts.h"

class QCheckBox;
class QLabel;

namespace kaomon::administrators {

// The recovery sheet of a new recovery key, shown once, to be saved or written down. Opened with open();
// deletes itself when closed, and the sheet with it. The prompts outlive it.
class RecoverySheetDialog final : public shell::FormDialog {
    Q_OBJECT
public:
    RecoverySheetDialog(std::shared_ptr<const client::RecoverySheet> sheet, QString server,
                        ui::Prompts& prompts, QWidget* parent);

private:
    void askWhere();
    void save(const QString& path);

    std::shared_ptr<const client::RecoverySheet> m_sheet;
    QString m_server;
    ui::Prompts& m_prompts;
    QLabel* m_saved;
    QCheckBox* m_isStored;
};

} // namespace kaomon::administrators
