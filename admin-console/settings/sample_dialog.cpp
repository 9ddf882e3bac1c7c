// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/sample_dialog.h"

#include <QLabel>
#include <QRadioButton>
#include <QVBoxLayout>

#include "settings/sample_policies.h"
#include "shell/form_field.h"

namespace kaomon::settings {

SampleDialog::SampleDialog(QWidget* parent)
    : FormDialog(
          {tr("Sample policies"),
           tr("The settings are put in as changes that are not signed yet: look at them, change what does "
              "not fit, then preview and apply."),
           tr("Put in")},
          parent) {
    for (const std::string& size : SamplePolicies::sizes()) {
        auto* choice = new QRadioButton(this);
        shell::setNamedText(choice, SamplePolicies::title(size));
        auto* text = shell::makeLabel("hint", this);
        text->setText(SamplePolicies::text(size));
        body()->addWidget(choice);
        body()->addWidget(text);
        m_choices.emplace_back(size, choice);
    }
    m_choices.front().second->setChecked(true);
    connect(this, &FormDialog::submitted, this, [this] {
        for (const auto& [size, choice] : m_choices) {
            if (choice->isChecked()) {
                emit chosen(size);
            }
        }
        accept();
    });
}

} // namespace kaomon::settings
