// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/second_factor_dialog.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include "shell/form_field.h"
#include "shell/private_file.h"
#include "shell/qr_view.h"
#include "ui/qt_text.h"

namespace kaomon::shell {

RecoveryCodesDialog::RecoveryCodesDialog(const std::vector<std::string>& codes, ui::Prompts& prompts,
                                         QWidget* parent)
    : FormDialog({tr("Recovery codes"),
                  tr("Each of these codes replaces the authenticator app once. They are shown only now: "
                     "print or save "
                     "them and lock them away."),
                  {}},
                 parent) {
    QStringList lines;
    for (const std::string& code : codes) {
        lines.append(ui::toQString(code));
    }
    const QString text = lines.join(QLatin1Char('\n'));
    auto* list = makeLabel("code", this);
    list->setText(text);
    list->setAccessibleName(tr("Recovery codes"));
    list->setObjectName(QStringLiteral("recoveryCodes"));
    list->setTextInteractionFlags(Qt::TextSelectableByKeyboard | Qt::TextSelectableByMouse);
    body()->addWidget(list);
    auto* row = new QHBoxLayout;
    auto* copy = new QPushButton(this);
    auto* save = new QPushButton(this);
    setNamedText(copy, tr("Copy"));
    setNamedText(save, tr("Save recovery codes"));
    row->addWidget(copy);
    row->addWidget(save);
    row->addStretch(1);
    body()->addLayout(row);
    connect(copy, &QPushButton::clicked, this, [text] { QGuiApplication::clipboard()->setText(text); });
    connect(save, &QPushButton::clicked, this, [this, text, &prompts] {
        prompts.saveFile(
            {tr("Save recovery codes"), QStringLiteral("recovery-codes.txt"), tr("Text file (*.txt)")},
            [this, text](const QString& path) {
                if (path.isEmpty()) {
                    return;
                }
                const Status saved = writePrivateFile(path, ui::toUtf8(text + QLatin1Char('\n')));
                if (!saved) {
                    say(saved.error().code);
                }
            });
    });
}

SecondFactorDialog::SecondFactorDialog(SecondFactorSetup::Calls calls, ui::Prompts& prompts, QWidget* parent)
    : FormDialog(
          {tr("Set up the second factor"),
           tr("Read the picture with an authenticator app, then type the six digits that the app shows."),
           tr("Confirm code")},
          parent)
    , m_setup(std::move(calls))
    , m_picture(new QrView(this))
    , m_secret(new FormField(FormField::Kind::ReadOnly, this))
    , m_code(new FormField(FormField::Kind::Text, this)) {
    m_picture->setAccessibleName(tr("Secret as a QR code"));
    m_secret->setLabel(tr("Or type this secret into the app"));
    m_code->setLabel(tr("Code of your authenticator app"));
    m_code->edit()->setMaxLength(6);
    body()->addWidget(m_picture, 0, Qt::AlignCenter);
    body()->addWidget(m_secret);
    body()->addWidget(m_code);
    connect(m_code, &FormField::textChanged, this, &SecondFactorDialog::update);
    connect(&m_setup, &SecondFactorSetup::changed, this, &SecondFactorDialog::update);
    connect(&m_setup, &SecondFactorSetup::failed, this, &FormDialog::say);
    connect(this, &FormDialog::submitted, this, [this] { m_setup.confirm(m_code->text()); });
    connect(&m_setup, &SecondFactorSetup::confirmed, this, [this, &prompts] {
        auto* codes = new RecoveryCodesDialog(m_setup.recoveryCodes(), prompts, parentWidget());
        connect(codes, &QDialog::finished, this, [this] {
            emit done();
            accept();
        });
        codes->open();
    });
    m_setup.begin();
    update();
}

void SecondFactorDialog::update() {
    const QString secret = ui::toQString(m_setup.secret().secret);
    if (!secret.isEmpty() && m_secret->text() != secret) {
        m_secret->setText(secret);
        m_picture->setVisible(m_picture->setText(ui::toQString(m_setup.secret().uri)));
        m_code->edit()->setFocus();
    }
    setComplete(!m_setup.isBusy() && !secret.isEmpty() && m_code->text().trimmed().size() == 6);
}

} // namespace kaomon::shell
