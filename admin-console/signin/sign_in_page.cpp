// SPDX-License-Identifier: GPL-3.0-or-later
#include "signin/sign_in_page.h"

#include <QEvent>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

#include "shell/form_field.h"
#include "ui/qt_text.h"
#include "ui/theme.h"

namespace kaomon::signin {

SignInPage::SignInPage(shell::SignInFlow& flow, const shell::TransportFactory& transports, const Clock& clock,
                       QWidget* parent)
    : QWidget(parent)
    , m_flow(flow)
    , m_transports(transports)
    , m_clock(clock)
    , m_notes(transports, clock) {
    auto* card = new shell::CentredCard(460, this);
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(card);
    m_title = shell::makeLabel("title", this);
    m_where = shell::makeLabel("hint", this);
    m_notices = new ui::Banner(this);
    m_fingerprint = shell::makeLabel("hint", this);
    m_fingerprint->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_form = new ui::SignInForm(this);
    m_bar = new QProgressBar(this);
    m_bar->setRange(0, 0);
    m_bar->setTextVisible(false);
    m_other = new QPushButton(this);
    ui::setPart(*m_other, "link");
    for (QWidget* widget : std::initializer_list<QWidget*>{m_title, m_where, m_notices, m_form, m_bar}) {
        card->column()->addWidget(widget);
    }
    card->column()->addWidget(m_fingerprint);
    card->column()->addWidget(m_other, 0, Qt::AlignLeft);
    connect(&m_notes, &ServiceNotes::changed, this, &SignInPage::showNotices);

    connect(m_form, &ui::SignInForm::submitted, this, &SignInPage::submit);
    connect(m_other, &QPushButton::clicked, this, &SignInPage::otherTenantRequested);
    connect(&m_flow, &shell::SignInFlow::succeeded, this, [this] { setBusy(false); });
    connect(&m_flow, &shell::SignInFlow::failed, this, [this](ErrorCode code) {
        setBusy(false);
        m_form->showError(code);
    });
    setBusy(false);
    retranslate();
}

void SignInPage::setTenant(const shell::KnownTenant& tenant) {
    m_tenant = tenant;
    m_form->setLogin(tenant.login);
    if (isVisible()) {
        m_notes.look(m_tenant);
    }
    retranslate();
}

void SignInPage::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    m_notes.look(m_tenant);
}

void SignInPage::hideEvent(QHideEvent* event) {
    m_notes.stop();
    QWidget::hideEvent(event);
}

// In the language of the screen; the server has filled in the other where there is only one.
void SignInPage::showNotices() {
    //: Which of the operator's two texts is shown: en or ja
    const bool isJapanese = tr("en") == QStringLiteral("ja");
    QStringList texts;
    bool isUrgent = false;
    for (const wire::PublicNotice& notice : m_notes.notices()) {
        const std::string& title = isJapanese ? notice.titleJa : notice.titleEn;
        const std::string& body = isJapanese ? notice.bodyJa : notice.bodyEn;
        texts.append(ui::toQString(title) + QLatin1Char('\n') + ui::toQString(body));
        isUrgent = isUrgent || notice.kind == "emergency";
    }
    if (texts.isEmpty()) {
        m_notices->clear();
    } else {
        m_notices->say(isUrgent ? ui::Tone::Bad : ui::Tone::Warning, texts.join(QStringLiteral("\n\n")));
    }
}

void SignInPage::showMessage(const QString& message) {
    m_form->showMessage(message);
}

void SignInPage::submit() {
    if (m_flow.isRunning()) {
        return;
    }
    setBusy(true);
    auto connection = std::make_shared<shell::ServerConnection>(
        QUrl(m_tenant.server), client::PinSet{m_tenant.tlsPins, false}, m_transports, m_clock);
    m_flow.start(std::move(connection), m_tenant, ui::toUtf8(m_form->login().trimmed()),
                 m_form->takePassword());
}

void SignInPage::setBusy(bool isBusy) {
    m_form->setBusy(isBusy);
    m_bar->setVisible(isBusy);
    m_other->setEnabled(!isBusy);
}

void SignInPage::retranslate() {
    m_title->setText(m_tenant.tenantName.isEmpty() ? tr("Sign in") : m_tenant.tenantName);
    m_where->setText(tr("Administration through %1").arg(m_tenant.server));
    m_fingerprint->setVisible(!m_tenant.tlsPins.empty());
    m_fingerprint->setText(
        m_tenant.tlsPins.empty()
            ? QString()
            : tr("Certificate fingerprint of the server: %1").arg(ui::toQString(m_tenant.tlsPins.front())));
    shell::setNamedText(m_other, tr("Set up another organisation"));
    showNotices();
}

void SignInPage::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
    }
    QWidget::changeEvent(event);
}

} // namespace kaomon::signin
