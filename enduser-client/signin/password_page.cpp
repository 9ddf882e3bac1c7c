// SPDX-License-Identifier: GPL-3.0-or-later
#include "signin/password_page.h"

#include <algorithm>

#include <QEvent>
#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include "ui/error_text.h"
#include "ui/qt_text.h"
#include "ui/theme.h"

namespace kaomon::signin {
namespace {

SecretString typedIn(const QLineEdit& field) {
    QString text = field.text();
    return ui::takeSecret(text);
}

} // namespace

PasswordPage::PasswordPage(agentlink::AgentLink& link, agentlink::ClientSession& session, QWidget* parent)
    : QWidget(parent)
    , m_session(session)
    , m_presenter(link, session)
    , m_title(new QLabel)
    , m_hint(new QLabel)
    , m_current(addField("currentPassword", m_currentLabel))
    , m_new(addField("newPassword", m_newLabel))
    , m_again(addField("newPasswordAgain", m_againLabel))
    , m_message(new QLabel)
    , m_change(new QPushButton)
    , m_cancel(new QPushButton) {
    ui::setPart(*m_title, "title");
    ui::setPart(*m_hint, "hint");
    ui::setPart(*m_message, "error");
    ui::setPart(*m_change, "primary");
    m_hint->setWordWrap(true);
    m_message->setWordWrap(true);
    m_message->setObjectName(QStringLiteral("passwordMessage"));
    m_change->setObjectName(QStringLiteral("changePassword"));
    m_cancel->setObjectName(QStringLiteral("cancelPassword"));
    auto* card = new QFrame;
    ui::setPart(*card, "card");
    card->setFixedWidth(460);
    auto* column = new QVBoxLayout(card);
    column->setContentsMargins(28, 28, 28, 28);
    for (QWidget* widget : std::initializer_list<QWidget*>{m_title, m_hint, m_currentLabel, m_current,
                                                           m_newLabel, m_new, m_againLabel, m_again}) {
        column->addWidget(widget);
    }
    for (const auto requirement : {PasswordRequirement::Length, PasswordRequirement::Kinds,
                                   PasswordRequirement::NotObvious, PasswordRequirement::SameTwice}) {
        auto* rule = new QLabel;
        rule->setObjectName(QStringLiteral("rule%1").arg(static_cast<int>(requirement)));
        rule->setWordWrap(true);
        m_rules.emplace(requirement, rule);
        column->addWidget(rule);
    }
    auto* buttons = new QHBoxLayout;
    buttons->addStretch();
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_change);
    column->addWidget(m_message);
    column->addLayout(buttons);
    auto* middle = new QHBoxLayout; // stretches instead of an alignment, which would cut wrapped labels short
    middle->addStretch();
    middle->addWidget(card);
    middle->addStretch();
    auto* page = new QVBoxLayout(this);
    page->addStretch(1);
    page->addLayout(middle);
    page->addStretch(2);
    connect(m_change, &QPushButton::clicked, this, &PasswordPage::submit);
    connect(m_again, &QLineEdit::returnPressed, this, &PasswordPage::submit);
    connect(m_cancel, &QPushButton::clicked, this, &PasswordPage::cancelled);
    connect(&m_presenter, &PasswordPresenter::busyChanged, this, &PasswordPage::updateForm);
    connect(&m_presenter, &PasswordPresenter::failed, this, &PasswordPage::showError);
    connect(&m_presenter, &PasswordPresenter::succeeded, this, [this] {
        clearFields();
        emit done();
    });
    connect(&m_session, &agentlink::ClientSession::changed, this, &PasswordPage::updateForm);
    retranslate();
}

QLineEdit* PasswordPage::addField(const char* name, QLabel*& label) {
    label = new QLabel(this);
    auto* field = new QLineEdit(this);
    field->setObjectName(QString::fromLatin1(name));
    field->setEchoMode(QLineEdit::Password);
    field->setMaxLength(512);
    connect(field, &QLineEdit::textChanged, this, &PasswordPage::updateRules);
    return field;
}

void PasswordPage::submit() {
    if (!m_change->isEnabled()) {
        return;
    }
    m_error.reset();
    m_message->clear();
    m_presenter.change(typedIn(*m_current), typedIn(*m_new), typedIn(*m_again));
}

void PasswordPage::updateRules() {
    const domain::PasswordRule& rules = m_session.status().passwordRule;
    const QString texts[] = {
        tr("At least %1 characters").arg(rules.minimumLength),
        //: How many kinds, a digit.
        tr("%1 or more kinds of: small letters, capital letters, digits, others").arg(rules.minimumClasses),
        tr("Not your login name and not a common word"), tr("The same twice")};
    bool isReady = !m_presenter.needsCurrentPassword() || !m_current->text().isEmpty();
    for (const auto& [requirement, isMet] : m_presenter.check(typedIn(*m_new), typedIn(*m_again))) {
        QLabel& rule = *m_rules.at(requirement);
        //: A tick or a dot, then a rule for the new password.
        rule.setText(tr("%1  %2").arg(isMet ? QStringLiteral("✓") : QStringLiteral("・"),
                                      texts[static_cast<std::size_t>(requirement)]));
        ui::setPart(rule, isMet ? "good" : "hint");
        isReady = isReady && isMet;
    }
    m_change->setEnabled(isReady && !m_presenter.isBusy());
}

void PasswordPage::updateForm() {
    const bool isForced = m_session.status().mustChangePassword;
    const bool needsCurrent = m_presenter.needsCurrentPassword() && !m_presenter.isBusy();
    m_currentLabel->setVisible(needsCurrent || !isForced);
    m_current->setVisible(needsCurrent || !isForced);
    m_cancel->setVisible(!isForced);
    m_hint->setText(isForced
                        ? tr("The password that you were given is valid for this once. Choose your own now.")
                        : tr("After the change you are asked for the new password everywhere."));
    m_change->setText(m_presenter.isBusy() ? tr("Changing…") : tr("Change password"));
    for (QLineEdit* field : {m_current, m_new, m_again}) {
        field->setEnabled(!m_presenter.isBusy());
    }
    updateRules();
}

void PasswordPage::showError(ErrorCode code) {
    m_error = code;
    retranslate();
}

void PasswordPage::clearFields() {
    for (QLineEdit* field : {m_current, m_new, m_again}) {
        field->clear();
    }
    m_error.reset();
    m_message->clear();
}

void PasswordPage::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
    }
    QWidget::changeEvent(event);
}

void PasswordPage::showEvent(QShowEvent* event) {
    clearFields();
    updateForm();
    (m_current->isHidden() ? m_new : m_current)->setFocus();
    QWidget::showEvent(event);
}

void PasswordPage::retranslate() {
    m_title->setText(tr("Change password"));
    m_currentLabel->setText(tr("Current password"));
    m_current->setAccessibleName(tr("Current password"));
    m_newLabel->setText(tr("New password"));
    m_new->setAccessibleName(tr("New password"));
    m_againLabel->setText(tr("New password again"));
    m_again->setAccessibleName(tr("New password again"));
    m_cancel->setText(tr("Cancel"));
    m_message->setText(m_error ? ui::errorText(*m_error).joined() : QString());
    m_message->setVisible(m_error.has_value());
    updateForm();
}

} // namespace kaomon::signin
