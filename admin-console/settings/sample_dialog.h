// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "shell/form_dialog.h"

class QRadioButton;

namespace kaomon::settings {

// Chooses one of the sample policies. Opened with open(); deletes itself when closed.
class SampleDialog final : public shell::FormDialog {
    Q_OBJECT
public:
    explicit SampleDialog(QWidget* parent);

signals:
    void chosen(const std::string& size);

private:
    std::vector<std::pair<std::string, QRadioButton*>> m_choices;
};

} // namespace kaomon::settings
