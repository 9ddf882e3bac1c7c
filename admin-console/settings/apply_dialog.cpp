// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/apply_dialog.h"

#include <QLabel>
#include <QLineEdit>
#include <QTextBrowser>
#include <QVBoxLayout>

#include "settings/setting_value_text.h"
#include "shell/form_field.h"
#include "shell/reason_dialog.h"
#include "ui/qt_text.h"

namespace kaomon::settings {
namespace {

QString saying(const std::string& name, const std::optional<std::string>& value) {
    return value ? SettingValueText::value(name, *value).toHtmlEscaped() : QStringLiteral("–");
}

} // namespace

ApplyDialog::ApplyDialog(SettingsPresenter& presenter, const QString& place, QWidget* parent)
    : FormDialog({tr("Sign and apply"), tr("New settings of: %1").arg(place), tr("Sign and apply")}, parent)
    , m_settings(presenter)
    , m_reason(new shell::FormField(shell::FormField::Kind::Text, this)) {
    const wire::SettingsPreview& preview = presenter.lastPreview();
    auto* effect = shell::makeLabel("value", this);
    effect->setObjectName(QStringLiteral("settingsEffect"));
    effect->setText(tr("Another value applies to %1 of %2 people and on %3 of %4 PCs.")
                        .arg(preview.users)
                        .arg(preview.allUsers)
                        .arg(preview.devices)
                        .arg(preview.allDevices));
    auto* changes = new QTextBrowser(this);
    changes->setHtml(changesHtml(preview));
    changes->setAccessibleName(tr("What changes"));
    changes->setMinimumHeight(150);
    setMinimumWidth(620);
    m_reason->setLabel(tr("Reason"));
    m_reason->setHint(tr("Signed with the settings and shown in their history"));
    body()->addWidget(effect);
    body()->addWidget(changes);
    body()->addWidget(m_reason);
    connect(m_reason, &shell::FormField::textChanged, this, &ApplyDialog::update);
    connect(this, &FormDialog::submitted, this, [this] { m_settings.apply(m_reason->text().trimmed()); });
    follow(presenter);
    // What is shown is of an older version: look at it again before signing.
    connect(&presenter, &SettingsPresenter::commandFailed, this, [this](ErrorCode code) {
        if (code == ErrorCode::StaleRevision) {
            reject();
        }
    });
    update();
    m_reason->edit()->setFocus();
}

QString ApplyDialog::changesHtml(const wire::SettingsPreview& preview) {
    QString rows;
    for (const wire::SettingChange& change : preview.changes) {
        QString after = saying(change.name, change.newValue);
        if (change.newLocked) {
            after = tr("%1, locked").arg(after);
        }
        rows += QStringLiteral(
                    "<tr><td style='padding:3px 16px 3px 0'>%1</td><td style='padding:3px 8px'>%2</td>"
                    "<td style='padding:3px 8px'>→</td><td style='padding:3px 8px'><b>%3</b></td></tr>")
                    .arg(SettingValueText::title(change.name).toHtmlEscaped(),
                         saying(change.name, change.oldValue), after);
    }
    return QStringLiteral("<table>%1</table>").arg(rows);
}

void ApplyDialog::update() {
    const auto length = m_reason->text().trimmed().toUtf8().size();
    m_reason->setFault(length > shell::ReasonDialog::kMaximumBytes ? tr("Shorten the reason.") : QString());
    setComplete(length > 0 && length <= shell::ReasonDialog::kMaximumBytes);
}

} // namespace kaomon::settings
