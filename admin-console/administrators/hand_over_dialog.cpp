// SPDX-License-Identifier: GPL-3.0-or-later
#include "administrators/hand_over_dialog.h"

#include <QCheckBox>
#include <QLabel>
#include <QVBoxLayout>

#include "models/display_text.h"
#include "shell/form_field.h"
#include "ui/qt_text.h"

namespace kaomon::administrators {

HandOverDialog::HandOverDialog(AdministratorsPresenter& presenter, const wire::User& user,
                               const QString& fingerprint, QWidget* parent)
    : FormDialog({tr("Hand over keys"),
                  tr("Have %1 read out the fingerprint that stands on top of his console, face to face or on "
                     "the phone. If "
                     "it differs, somebody is in between: stop here.")
                      .arg(ui::toQString(user.displayName)),
                  tr("Hand over keys")},
                 parent)
    , m_isSame(new QCheckBox(this))
    , m_reason(new shell::FormField(shell::FormField::Kind::Text, this)) {
    auto* value = shell::makeLabel("code", this);
    value->setText(fingerprint);
    value->setObjectName(QStringLiteral("handOverFingerprint"));
    value->setAccessibleName(tr("Fingerprint of the keys"));
    value->setTextInteractionFlags(Qt::TextSelectableByKeyboard | Qt::TextSelectableByMouse);
    auto* role = shell::makeLabel("hint", this);
    role->setText(tr("Gets the keys of the role: %1").arg(models::DisplayText::role(user.role)));
    shell::setNamedText(m_isSame, tr("It is the same, sign by sign"));
    m_reason->setLabel(tr("Reason"));
    m_reason->setHint(tr("Signed where another administrator has to agree"));
    for (QWidget* part : std::initializer_list<QWidget*>{value, role, m_isSame, m_reason}) {
        body()->addWidget(part);
    }
    const auto check = [this] {
        setComplete(m_isSame->isChecked() && !m_reason->text().trimmed().isEmpty());
    };
    connect(m_isSame, &QCheckBox::toggled, this, check);
    connect(m_reason, &shell::FormField::textChanged, this, check);
    connect(this, &FormDialog::submitted, this,
            [this, &presenter, user] { presenter.handOver(user, m_reason->text().trimmed()); });
    follow(presenter);
    check();
}

} // namespace kaomon::administrators
