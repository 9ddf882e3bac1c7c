// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

#include "ui/prompts.h"

class QPushButton;

namespace kaomon::shell {

class FormField;

// A question whose answer needs a reason, which goes into the record of what administrators did. Opened with
// open(); deletes itself when closed. GUI thread.
class ReasonDialog final : public QDialog {
    Q_OBJECT
public:
    static constexpr int kMaximumBytes = 500; // as the server takes

    ReasonDialog(const ui::Question& question, QWidget* parent);

signals:
    // Not empty, without spaces around it.
    void confirmed(const QString& reason);

private:
    [[nodiscard]] QString reason() const;
    void update();

    FormField* m_reason;
    QPushButton* m_accept;
};

} // namespace kaomon::shell
