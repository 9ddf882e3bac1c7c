// SPDX-License-Identifier: GPL-3.0-or-later
#include "devices/issued_code_dialog.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include "shell/form_field.h"
#include "shell/qr_view.h"
#include "shell/whole_texts.h"
#include "ui/error_text.h"
#include "ui/theme.h"

namespace kaomon::devices {

IssuedCodeDialog::IssuedCodeDialog(const IssuedCode& code, ui::Prompts& prompts, QString bundlePath,
                                   QWidget* parent)
    : QDialog(parent)
    , m_code(code)
    , m_prompts(prompts)
    , m_bundlePath(std::move(bundlePath))
    , m_note(shell::makeLabel("good", this)) {
    setWindowTitle(tr("Enrolment code"));
    setAttribute(Qt::WA_DeleteOnClose);
    setMinimumWidth(580);
    shell::keepTextsWhole(*this);
    auto* intro = shell::makeLabel("hint", this);
    intro->setText(
        tr("Take the bundle file to the PC, or type the code there. Number of PCs that can join with it: %1. "
           "Valid until %2. It is not shown again.")
            .arg(code.uses)
            .arg(code.notAfter.toString(QStringLiteral("yyyy-MM-dd HH:mm"))));
    auto* value = new shell::FormField(shell::FormField::Kind::ReadOnly, this);
    value->setLabel(tr("Enrolment code"));
    value->setText(code.code);
    QFont font = value->edit()->font();
    font.setFamilies({QStringLiteral("Noto Sans Mono"), QStringLiteral("DejaVu Sans Mono")});
    value->edit()->setFont(font);
    auto* picture = new shell::QrView(this);
    picture->setAccessibleName(tr("Enrolment code as a QR code"));
    picture->setVisible(picture->setText(code.code));

    auto* copy = new QPushButton(this);
    auto* bundle = new QPushButton(this);
    auto* close = new QPushButton(this);
    shell::setNamedText(copy, tr("Copy"));
    shell::setNamedText(bundle, tr("Save bundle"));
    shell::setNamedText(close, tr("Close"));
    ui::setPart(*bundle, "primary");
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(24, 20, 24, 20);
    column->setSpacing(12);
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(copy);
    buttons->addStretch(1);
    buttons->addWidget(close);
    buttons->addWidget(bundle);
    column->addWidget(intro);
    column->addWidget(value);
    column->addWidget(picture, 0, Qt::AlignHCenter);
    column->addWidget(m_note);
    column->addLayout(buttons);
    connect(copy, &QPushButton::clicked, this, [this] {
        QGuiApplication::clipboard()->setText(m_code.code);
        ui::setPart(*m_note, "good");
        m_note->setText(tr("Copied."));
    });
    connect(bundle, &QPushButton::clicked, this, &IssuedCodeDialog::askWhereToSave);
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
}

void IssuedCodeDialog::askWhereToSave() {
    if (!m_bundlePath.isEmpty()) {
        save(m_bundlePath);
        return;
    }
    const QPointer<IssuedCodeDialog> self(this);
    m_prompts.saveFile(
        {tr("Save bundle"), QStringLiteral("kaomon-enrolment.json"), tr("Enrolment bundle (*.json)")},
        [self](const QString& path) {
            if (self && !path.isEmpty()) {
                self->save(path);
            }
        });
}

void IssuedCodeDialog::save(const QString& path) {
    const auto saved = EnrolmentCodesPresenter::saveBundle(m_code, path);
    ui::setPart(*m_note, saved ? "good" : "error");
    m_note->setText(saved ? tr("Saved as %1").arg(path) : ui::errorText(saved.error().code).joined());
}

} // namespace kaomon::devices
