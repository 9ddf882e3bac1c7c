// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/recovery_sheet_document.h"

#include "models/display_text.h"
#include "ui/qt_text.h"

namespace kaomon::shell {
namespace {

QString row(const QString& label, const QString& value, bool isCode) {
    const QString shown =
        isCode ? QStringLiteral("<span style='font-family: monospace; font-size: 13pt'>%1</span>")
                     .arg(value.toHtmlEscaped())
               : value.toHtmlEscaped();
    return QStringLiteral("<tr><td style='padding: 6px 18px 6px 0'><b>%1</b></td><td style='padding: 6px "
                          "0'>%2</td></tr>")
        .arg(label.toHtmlEscaped(), shown);
}

} // namespace

QString RecoverySheetDocument::title() {
    return tr("Kaomon recovery sheet");
}

QString RecoverySheetDocument::html(const client::RecoverySheet& sheet, const QString& server) {
    const QString table = row(tr("Organisation"), ui::toQString(sheet.tenantName), false) +
                          row(tr("Server"), server, false) +
                          row(tr("Organisation id"), ui::toQString(sheet.tenant.text()), true) +
                          row(tr("Fingerprint of the root key"), ui::toQString(sheet.rootFingerprint), true) +
                          row(tr("Recovery key"), ui::toQString(sheet.recoveryKey.reveal()), true) +
                          row(tr("Made at"), models::DisplayText::time(sheet.madeAt), false);
    return QStringLiteral("<h1>%1</h1><p>%2</p><table>%3</table><p>%4</p><p>%5</p>")
        .arg(title().toHtmlEscaped(),
             tr("Print this sheet, put it into a sealed envelope and lock it away. It exists only once and "
                "cannot be "
                "made again.")
                 .toHtmlEscaped(),
             table,
             tr("Whoever holds this sheet can, together with an owner's approval, restore access to "
                "protected data. "
                "Do not store it on a computer.")
                 .toHtmlEscaped(),
             tr("Compare the fingerprint when you install the first PC: the same groups must be shown there.")
                 .toHtmlEscaped());
}

} // namespace kaomon::shell
