// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/one_time_password_dialog.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include "shell/form_field.h"
#include "shell/pdf_sheet.h"
#include "shell/whole_texts.h"
#include "ui/error_text.h"
#include "ui/theme.h"

namespace kaomon::shell {

OneTimePasswordDialog::OneTimePasswordDialog(const IssuedPassword& password, ui::Prompts& prompts,
                                             QString sheetPath, QWidget* parent)
    : QDialog(parent)
    , m_password(password)
    , m_note(makeLabel("good", this)) {
    setWindowTitle(tr("One-time password"));
    setAttribute(Qt::WA_DeleteOnClose);
    setMinimumWidth(480);
    keepTextsWhole(*this);
    auto* intro = makeLabel("hint", this);
    intro->setText(
        tr("Give this password to %1 in person or on paper. It works once, until %2, and is not shown again.")
            .arg(password.displayName, password.expiresAt.toString(QStringLiteral("yyyy-MM-dd HH:mm"))));
    auto* value = new FormField(FormField::Kind::ReadOnly, this);
    value->setLabel(tr("One-time password"));
    value->setText(password.text);
    QFont font = value->edit()->font();
    font.setFamilies({QStringLiteral("Noto Sans Mono"), QStringLiteral("DejaVu Sans Mono")});
    font.setPixelSize(20);
    value->edit()->setFont(font);

    auto* copy = new QPushButton(this);
    auto* save = new QPushButton(this);
    auto* close = new QPushButton(this);
    setNamedText(copy, tr("Copy"));
    setNamedText(save, tr("Save sheet"));
    setNamedText(close, tr("Close"));
    ui::setPart(*close, "primary");
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(24, 20, 24, 20);
    column->setSpacing(12);
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(copy);
    buttons->addWidget(save);
    buttons->addStretch(1);
    buttons->addWidget(close);
    column->addWidget(intro);
    column->addWidget(value);
    column->addWidget(m_note);
    column->addLayout(buttons);

    connect(copy, &QPushButton::clicked, this, [this] {
        QGuiApplication::clipboard()->setText(m_password.text);
        ui::setPart(*m_note, "good");
        m_note->setText(tr("Copied."));
    });
    connect(save, &QPushButton::clicked, this, [this, &prompts, sheetPath] {
        if (!sheetPath.isEmpty()) {
            saveSheet(sheetPath);
            return;
        }
        const QPointer<OneTimePasswordDialog> self(this);
        prompts.saveFile({tr("Save sheet"), QStringLiteral("kaomon-password.pdf"), tr("PDF (*.pdf)")},
                         [self](const QString& path) {
                             if (self && !path.isEmpty()) {
                                 self->saveSheet(path);
                             }
                         });
    });
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
}

QString OneTimePasswordDialog::sheetHtml() const {
    return QStringLiteral("<h1>%1</h1><p>%2</p><p><b>%3</b>: %4</p>"
                          "<p style='font-family: monospace; font-size: 18pt'>%5</p><p>%6</p>")
        .arg(tr("Your first sign-in").toHtmlEscaped(), m_password.displayName.toHtmlEscaped(),
             tr("Login name").toHtmlEscaped(), m_password.login.toHtmlEscaped(),
             m_password.text.toHtmlEscaped(),
             tr("Sign in with this one-time password on your PC. You are then asked for a password of your "
                "own.")
                 .toHtmlEscaped());
}

void OneTimePasswordDialog::saveSheet(const QString& path) {
    const auto written = writePdfSheet(path, tr("Your first sign-in"), sheetHtml());
    ui::setPart(*m_note, written ? "good" : "error");
    m_note->setText(written ? tr("Saved as %1").arg(path) : ui::errorText(written.error().code).joined());
}

} // namespace kaomon::shell
