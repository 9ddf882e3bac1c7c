// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <string>

#include <QDialog>

#include "devices/enrolment_codes_presenter.h"
#include "ui/banner.h"

class QCheckBox;
class QComboBox;
class QPushButton;
class QSpinBox;

namespace kaomon::shell {
class FormField;
}

namespace kaomon::devices {

// "New enrolment code": label, uses, days. Closes itself when the server has stored the code. Opened with
// open(); deletes itself when closed. The presenter outlives it.
class NewCodeDialog final : public QDialog {
    Q_OBJECT
public:
    // `groups`: names of the groups of PCs by id.
    NewCodeDialog(EnrolmentCodesPresenter& presenter, const std::map<std::string, QString>& groups,
                  QWidget* parent);

private:
    [[nodiscard]] CodeForm form() const;
    void update();

    EnrolmentCodesPresenter& m_presenter;
    ui::Banner* m_error;
    shell::FormField* m_label;
    QSpinBox* m_uses;
    QSpinBox* m_days;
    QComboBox* m_group;
    QCheckBox* m_approve;
    QPushButton* m_create;
};

} // namespace kaomon::devices
