// SPDX-License-Identifier: GPL-3.0-or-later
#include "administrators/recovery_sheet_dialog.h"

#include <QCheckBox>
#include <QLabel>
#include <QPointer>
#include <QPushButton>
#include <QTextBrowser>
#include <QVBoxLayout>

#include "shell/form_field.h"
#include "shell/pdf_sheet.h"
#include "shell/recovery_sheet_document.h"
#include "ui/error_text.h"
#include "ui/theme.h"

namespace kaomon::administrators {
namespace {

constexpr int kSheetHeight = 300;

} // namespace

RecoverySheetDialog::RecoverySheetDialog(std::shared_ptr<const client::RecoverySheet> sheet, QString server,
                                         ui::Prompts& prompts, QWidget* parent)
    : FormDialog({tr("New recovery sheet"),
                  tr("The recovery key is a new one. The sheet of before opens nothing that is sealed from "
                     "now on: keep both until everybody has signed in once. This one is not shown again."),
                  tr("Done"), false, tr("Close")},
                 parent)
    , m_sheet(std::move(sheet))
    , m_server(std::move(server))
    , m_prompts(prompts)
    , m_saved(shell::makeLabel("good", this))
    , m_isStored(new QCheckBox(this)) {
    auto* view = new QTextBrowser(this);
    view->setObjectName(QStringLiteral("recoverySheet"));
    view->setAccessibleName(tr("Recovery sheet"));
    view->setHtml(shell::RecoverySheetDocument::html(*m_sheet, m_server));
    view->setMinimumHeight(kSheetHeight);
    auto* save = new QPushButton(this);
    shell::setNamedText(save, tr("Save recovery sheet"));
    shell::setNamedText(m_isStored, tr("I have stored the recovery sheet"));
    for (QWidget* part : std::initializer_list<QWidget*>{view, save, m_saved, m_isStored}) {
        body()->addWidget(part);
    }
    connect(save, &QPushButton::clicked, this, &RecoverySheetDialog::askWhere);
    connect(m_isStored, &QCheckBox::toggled, this, [this](bool isStored) { setComplete(isStored); });
    connect(this, &FormDialog::submitted, this, &QDialog::accept);
    setComplete(false);
}

void RecoverySheetDialog::askWhere() {
    const QPointer<RecoverySheetDialog> self(this);
    m_prompts.saveFile({tr("Save recovery sheet"), QStringLiteral("kaomon-recovery.pdf"), tr("PDF (*.pdf)")},
                       [self](const QString& path) {
                           if (self && !path.isEmpty()) {
                               self->save(path);
                           }
                       });
}

void RecoverySheetDialog::save(const QString& path) {
    const auto written = shell::writePdfSheet(path, shell::RecoverySheetDocument::title(),
                                              shell::RecoverySheetDocument::html(*m_sheet, m_server));
    ui::setPart(*m_saved, written ? "good" : "error");
    m_saved->setText(written ? tr("Saved as %1").arg(path) : ui::errorText(written.error().code).joined());
}

} // namespace kaomon::administrators
