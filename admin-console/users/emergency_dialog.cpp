// SPDX-License-Identifier: GPL-3.0-or-later
#include "users/emergency_dialog.h"

#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include "shell/form_field.h"
#include "ui/qt_text.h"
#include "ui/theme.h"

namespace kaomon::users {
namespace {

constexpr int kRequestCharacters = 16;

} // namespace

EmergencyDialog::EmergencyDialog(EmergencyPresenter& presenter, const wire::User& user, QWidget* parent)
    : FormDialog(
          {tr("Emergency code by phone"),
           tr("%1 reads the 16 characters on the logon screen out to you. Make sure first that it is really "
              "this person: the answer stands in for the face.")
               .arg(ui::toQString(user.displayName)),
           tr("Make the answer")},
          parent)
    , m_emergency(presenter)
    , m_user(user.id)
    , m_device(new shell::LookUpEdit(shell::findDevices(presenter.session()), this))
    , m_request(new shell::FormField(shell::FormField::Kind::Text, this))
    , m_reason(new shell::FormField(shell::FormField::Kind::Text, this))
    , m_answer(shell::makeLabel("code", this))
    , m_note(shell::makeLabel("hint", this)) {
    m_device->setPlaceholder(tr("PC in front of the person"));
    m_request->setLabel(tr("Request (16 characters)"));
    m_reason->setLabel(tr("Reason"));
    m_answer->setObjectName(QStringLiteral("emergencyAnswer"));
    m_answer->setTextInteractionFlags(Qt::TextSelectableByKeyboard | Qt::TextSelectableByMouse);
    m_answer->setAlignment(Qt::AlignCenter);
    m_answer->setStyleSheet(QStringLiteral("font-size: 30px; letter-spacing: 4px;"));
    for (QWidget* part : std::initializer_list<QWidget*>{m_device, m_request, m_reason, m_answer, m_note}) {
        body()->addWidget(part);
    }
    m_answer->hide();
    connect(m_device, &shell::LookUpEdit::chosenChanged, this, &EmergencyDialog::update);
    connect(m_request, &shell::FormField::textChanged, this, &EmergencyDialog::update);
    connect(m_reason, &shell::FormField::textChanged, this, &EmergencyDialog::update);
    connect(this, &FormDialog::submitted, this, [this] {
        m_emergency.answer(m_user, m_device->chosen(), m_request->text(), m_reason->text().trimmed());
    });
    connect(&presenter, &EmergencyPresenter::answered, this, &EmergencyDialog::showAnswer);
    connect(&presenter, &EmergencyPresenter::commandFailed, this, &FormDialog::say);
    connect(&presenter, &EmergencyPresenter::changed, this, &EmergencyDialog::update);
    connect(&presenter.session(), &shell::ConsoleSession::closed, this, &QDialog::reject);
    update();
}

void EmergencyDialog::update() {
    const QString typed = m_request->text().remove(QLatin1Char('-')).remove(QLatin1Char(' '));
    const bool isWhole = typed.size() >= kRequestCharacters;
    const bool isRight =
        !m_device->chosen().empty() && m_emergency.read(m_user, m_device->chosen(), m_request->text());
    m_request->setFault(
        isWhole && !m_device->chosen().empty() && !isRight
            ? tr("Misheard, or not the request of this person on this PC. Have it read out again.")
            : QString());
    m_note->setText(m_emergency.mayAnswer()
                        ? QString()
                        : tr("The emergency key is not sealed to you: another administrator has to answer."));
    m_note->setVisible(!m_emergency.mayAnswer());
    setComplete(isRight && !m_reason->text().trimmed().isEmpty() && m_emergency.mayAnswer() &&
                !m_emergency.isBusy() && m_answer->isHidden());
}

void EmergencyDialog::showAnswer(const QString& code, int hours) {
    m_answer->setText(code);
    m_answer->setAccessibleName(code);
    m_answer->show();
    m_note->setText(
        tr("Read it out. It works once, for %n hour(s), and replaces the face only.", nullptr, hours));
    m_note->show();
    m_request->edit()->setReadOnly(true);
    setComplete(false);
}

} // namespace kaomon::users
