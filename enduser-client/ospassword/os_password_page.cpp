// SPDX-License-Identifier: GPL-3.0-or-later
#include "ospassword/os_password_page.h"

#include <utility>

#include <QEvent>
#include <QFrame>
#include <QHBoxLayout>
#include <QHideEvent>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QVBoxLayout>

#include "ospassword/os_password_text.h"
#include "ui/qt_text.h"
#include "ui/state_panel.h"
#include "ui/theme.h"

namespace kaomon::ospassword {

using Phase = OsPasswordPresenter::Phase;

namespace {

constexpr int kLongestPassword = 511; // bytes, of PAM; of characters there are fewer

SecretString typedIn(const QLineEdit& field) {
    QString text = field.text();
    return ui::takeSecret(text);
}

} // namespace

OsPasswordPage::OsPasswordPage(agentlink::AgentLink& link, agentlink::ClientSession& session, QWidget* parent)
    : QWidget(parent)
    , m_presenter(link, session)
    , m_panel(new ui::StatePanel)
    , m_title(new QLabel)
    , m_about(new QLabel)
    , m_current(addField("pcCurrentPassword", m_currentLabel))
    , m_rulesTitle(new QLabel)
    , m_rules(new QLabel)
    , m_new(addField("pcNewPassword", m_newLabel))
    , m_again(addField("pcNewPasswordAgain", m_againLabel))
    , m_message(new QLabel)
    , m_words(new QLabel)
    , m_change(new QPushButton) {
    ui::setPart(*m_title, "title");
    m_panel->setContent(makeForm());
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(28, 24, 28, 24);
    column->setSpacing(14);
    column->addWidget(m_title);
    column->addWidget(m_panel, 1);
    connect(m_panel, &ui::StatePanel::retryRequested, &m_presenter, &OsPasswordPresenter::load);
    connect(&m_presenter, &OsPasswordPresenter::changed, this, &OsPasswordPage::refresh);
    connect(m_change, &QPushButton::clicked, this, &OsPasswordPage::submit);
    connect(m_again, &QLineEdit::returnPressed, this, &OsPasswordPage::submit);
    setFocusProxy(m_current);
    retranslate();
}

QLineEdit* OsPasswordPage::addField(const char* name, QLabel*& label) {
    label = new QLabel(this);
    auto* field = new QLineEdit(this);
    field->setObjectName(QString::fromLatin1(name));
    field->setEchoMode(QLineEdit::Password);
    field->setMaxLength(kLongestPassword);
    label->setBuddy(field);
    connect(field, &QLineEdit::textChanged, this, &OsPasswordPage::refreshForm);
    return field;
}

QWidget* OsPasswordPage::makeForm() {
    m_about->setObjectName(QStringLiteral("pcPasswordAbout"));
    m_rules->setObjectName(QStringLiteral("pcPasswordRules"));
    m_message->setObjectName(QStringLiteral("pcPasswordMessage"));
    m_words->setObjectName(QStringLiteral("pcPasswordWords"));
    m_change->setObjectName(QStringLiteral("pcChangePassword"));
    ui::setPart(*m_about, "hint");
    ui::setPart(*m_rules, "hint");
    ui::setPart(*m_change, "primary");
    for (QLabel* label : {m_about, m_rules, m_message, m_words}) {
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText); // what the system says is shown, never interpreted
    }
    m_words->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    auto* card = new QFrame;
    ui::setPart(*card, "card");
    card->setMaximumWidth(620);
    auto* column = new QVBoxLayout(card);
    column->setContentsMargins(28, 24, 28, 24);
    column->setSpacing(8);
    for (QWidget* widget :
         std::initializer_list<QWidget*>{m_about, m_currentLabel, m_current, m_rulesTitle, m_rules,
                                         m_newLabel, m_new, m_againLabel, m_again, m_message, m_words}) {
        column->addWidget(widget);
    }
    auto* buttons = new QHBoxLayout;
    buttons->addStretch();
    buttons->addWidget(m_change);
    column->addLayout(buttons);
    setTabOrder(m_current, m_new);
    setTabOrder(m_new, m_again);
    setTabOrder(m_again, m_change);
    auto* content = new QWidget;
    auto* page = new QVBoxLayout(content);
    page->setContentsMargins(0, 0, 0, 0);
    auto* middle = new QHBoxLayout;
    middle->addWidget(card, 4);
    middle->addStretch(1);
    page->addLayout(middle);
    page->addStretch();
    return content;
}

bool OsPasswordPage::isReady() const {
    return m_presenter.phase() != Phase::Changing && !m_current->text().isEmpty() &&
           !m_new->text().isEmpty() && m_new->text() == m_again->text();
}

void OsPasswordPage::submit() {
    if (!isReady()) {
        return;
    }
    const SecretString current = typedIn(*m_current);
    const SecretString next = typedIn(*m_new);
    m_presenter.change(current, next, QLocale().name().left(2));
}

void OsPasswordPage::refresh() {
    const Phase phase = m_presenter.phase();
    const PasswordFacts& facts = m_presenter.facts();
    if (phase == Phase::Loading) {
        m_panel->showLoading();
    } else if (phase == Phase::Unavailable && m_presenter.reason() == ErrorCode::SuperuserDenied) {
        m_panel->showEmpty(tr("The password of root is not changed here."),
                           tr("Use the command “passwd” in a terminal."));
    } else if (phase == Phase::Unavailable) {
        m_panel->showError(m_presenter.reason());
    } else if (facts.state == QLatin1String("no_password")) {
        m_panel->showEmpty(tr("This account has no password on this PC."),
                           tr("There is nothing to change. Ask your administrator if you need one."));
    } else if (!facts.isAvailable) {
        m_panel->showEmpty(tr("The password cannot be changed with Kaomon on this PC."),
                           tr("Use the command “passwd” in a terminal, or ask your administrator."));
    } else {
        m_panel->showContent();
        refreshForm();
    }
    const bool isNew = std::exchange(m_shown, phase) != phase;
    if (isNew && phase == Phase::Changed) {
        clearFields();
        m_change->setFocus(); // a screen reader reads the message from here
    } else if (isNew && phase == Phase::Refused) {
        const bool isCurrentWrong = m_presenter.reason() == ErrorCode::LoginFailed;
        (isCurrentWrong ? m_current : m_new)->setFocus();
        (isCurrentWrong ? m_current : m_new)->selectAll();
    }
}

void OsPasswordPage::refreshForm() {
    const bool isChanging = m_presenter.phase() == Phase::Changing;
    const PasswordFacts& facts = m_presenter.facts();
    QStringList about{tr("Account: %1").arg(facts.account)};
    about << OsPasswordText::age(facts) << OsPasswordText::consequences(facts);
    about.removeAll(QString());
    m_about->setText(about.join(QLatin1Char('\n')));
    QStringList rules;
    for (const QString& rule : OsPasswordText::rules(facts)) {
        //: A rule for the new password behind a dot.
        rules << tr("・ %1").arg(rule);
    }
    m_rules->setText(rules.join(QLatin1Char('\n')));
    for (QLineEdit* field : {m_current, m_new, m_again}) {
        field->setEnabled(!isChanging);
    }
    m_change->setText(isChanging ? tr("Changing…") : tr("Change the password"));
    m_change->setEnabled(isReady());
    const QString message = messageText();
    ui::setPart(*m_message, m_presenter.phase() == Phase::Refused   ? "error"
                            : m_presenter.phase() == Phase::Changed ? "good"
                                                                    : "hint");
    m_message->setText(message);
    m_message->setAccessibleName(message);
    m_message->setVisible(!message.isEmpty());
    const bool hasResult = m_presenter.phase() == Phase::Refused || m_presenter.phase() == Phase::Changed;
    const QString words = hasResult ? m_presenter.systemWords().join(QLatin1Char('\n')) : QString();
    m_words->setText(words);
    m_words->setVisible(!words.isEmpty());
    m_change->setAccessibleDescription(hasResult ? message + QLatin1Char('\n') + words : QString());
}

QString OsPasswordPage::messageText() const {
    switch (m_presenter.phase()) {
    case Phase::Changing:
        return tr("This PC is changing the password. This may take a few seconds.");
    case Phase::Changed:
        return OsPasswordText::success(m_presenter.sealed());
    case Phase::Refused:
        return OsPasswordText::refusal(m_presenter.reason(), m_presenter.isInDoubt(),
                                       !m_presenter.systemWords().isEmpty());
    default:
        return !m_again->text().isEmpty() && m_again->text() != m_new->text()
                   ? tr("The two new passwords are not the same.")
                   : QString();
    }
}

void OsPasswordPage::clearFields() {
    for (QLineEdit* field : {m_current, m_new, m_again}) {
        field->clear();
    }
}

void OsPasswordPage::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
    }
    QWidget::changeEvent(event);
}

void OsPasswordPage::showEvent(QShowEvent* event) {
    if (!event->spontaneous()) {
        m_presenter.load();
    }
    QWidget::showEvent(event);
}

void OsPasswordPage::hideEvent(QHideEvent* event) {
    if (!event->spontaneous()) {
        clearFields();
    }
    QWidget::hideEvent(event);
}

void OsPasswordPage::retranslate() {
    m_title->setText(tr("Change the password of this PC"));
    m_currentLabel->setText(tr("Current password of this PC"));
    m_newLabel->setText(tr("New password"));
    m_againLabel->setText(tr("New password again"));
    m_rulesTitle->setText(tr("What this PC asks of the new password"));
    m_current->setAccessibleName(m_currentLabel->text());
    m_new->setAccessibleName(m_newLabel->text());
    m_new->setAccessibleDescription(m_rulesTitle->text());
    m_again->setAccessibleName(m_againLabel->text());
    refresh();
}

} // namespace kaomon::ospassword
