// SPDX-License-Identifier: GPL-3.0-or-later
#include "firstrun/first_run_flow.h"

#include <QLoggingCategory>
#include <QRegularExpression>

#include "client/password_work.h"
#include "client/server_pins.h"
#include "client/services.h"
#include "crypto/password.h"
#include "domain/password_form.h"
#include "ui/qt_text.h"

namespace kaomon::firstrun {
namespace {

Q_LOGGING_CATEGORY(lcFirstRun, "kaomon.console.firstrun")

bool isMail(const QString& text) {
    static const QRegularExpression kMail(QStringLiteral("^[^@\\s]+@[^@\\s]+$"));
    return kMail.match(text).hasMatch();
}

// Photographs of a face pass in a demo tenant: a demonstration on a machine without a camera shows nothing
// else.
std::vector<wire::SettingValue> firstSettings(const wire::BootstrapInfo& info) {
    if (!info.isDemo) {
        return {};
    }
    return {{"liveness_logon", "0"}, {"liveness_unlock", "0"}};
}

} // namespace

bool OwnerFaults::isClean() const {
    return !loginMissing && !loginMalformed && !nameMissing && !mailMalformed && !passwordsDiffer &&
           !password;
}

FirstRunFlow::FirstRunFlow(const Clock& clock, client::SecretStore& store, shell::TransportFactory transports,
                           QObject* parent)
    : QObject(parent)
    , m_clock(clock)
    , m_transports(std::move(transports))
    , m_signIn(clock, store) {
    connect(&m_signIn, &shell::SignInFlow::succeeded, this, [this] {
        m_password.clear();
        m_founded.reset();
        endWith(Step::Done);
        emit finished();
    });
    connect(&m_signIn, &shell::SignInFlow::failed, this, [this](ErrorCode code) { endWith(Error(code)); });
}

QString FirstRunFlow::fingerprint() const {
    return m_connection ? ui::toQString(m_connection->peerPin()) : QString();
}

QString FirstRunFlow::serverAddress() const {
    return m_connection ? m_connection->server().toString() : QString();
}

void FirstRunFlow::begin() {
    m_isBusy = true;
    m_error.reset();
    emit changed();
}

void FirstRunFlow::endWith(Step next) {
    m_isBusy = false;
    m_step = next;
    emit changed();
}

void FirstRunFlow::endWith(const Error& error) {
    qCInfo(lcFirstRun) << "step failed:" << ui::toQString(wireName(error.code))
                       << ui::toQString(error.detail);
    m_isBusy = false;
    m_error = error.code;
    emit changed();
}

void FirstRunFlow::connectTo(const QString& address) {
    if (m_isBusy) {
        return;
    }
    begin();
    auto url = shell::parseServerAddress(address);
    if (!url) {
        endWith(url.error());
        return;
    }
    m_connection =
        std::make_shared<shell::ServerConnection>(*url, client::PinSet{{}, true}, m_transports, m_clock);
    client::MetaService(m_connection->api()).meta().then(this, [this](const Result<wire::Meta>& meta) {
        if (!meta) {
            endWith(meta.error());
        } else if (meta->product != "kaomon-syncserver") {
            endWith(Error(ErrorCode::ProtocolError, "not a sync server"));
        } else {
            endWith(Step::Fingerprint);
        }
    });
}

void FirstRunFlow::trustServer() {
    m_connection->pin(m_connection->peerPin());
    m_error.reset();
    endWith(Step::Code);
}

void FirstRunFlow::submitCode(const QString& typed) {
    if (m_isBusy) {
        return;
    }
    begin();
    m_code = crypto::normaliseCode(ui::toUtf8(typed));
    client::BootstrapService(m_connection->api())
        .begin(m_code.reveal())
        .then(this, [this](const Result<wire::BootstrapInfo>& info) {
            if (!info) {
                endWith(info.error());
            } else if (info->tlsPin != m_connection->peerPin()) {
                endWith(
                    Error(ErrorCode::CertificatePinMismatch, "the server names another key than it uses"));
            } else {
                m_info = *info;
                askForNextPin();
            }
        });
}

// A server that does not tell has none prepared, or is older.
void FirstRunFlow::askForNextPin() {
    client::ServerPinsService(m_connection->api())
        .pins()
        .then(this, [this](const Result<wire::ServerPins>& told) {
            m_nextPin = told ? told->next : std::nullopt;
            endWith(Step::Owner);
        });
}

OwnerFaults FirstRunFlow::check(const OwnerForm& form) {
    static const QRegularExpression kLogin(QStringLiteral("^[^\\s\\p{C}]{1,128}$"));
    OwnerFaults faults;
    faults.loginMissing = form.login.trimmed().isEmpty();
    faults.loginMalformed = !faults.loginMissing && !kLogin.match(form.login.trimmed()).hasMatch();
    faults.nameMissing = form.displayName.trimmed().isEmpty();
    faults.mailMalformed = !form.mail.trimmed().isEmpty() && !isMail(form.mail.trimmed());
    faults.passwordsDiffer = form.password.reveal() != form.repeated.reveal();
    const auto password = domain::canonicalPassword(form.password);
    faults.password =
        password ? domain::checkNewPassword(*password, domain::PasswordRule{},
                                            ui::toUtf8(form.login.trimmed()), ui::toUtf8(form.mail.trimmed()))
                 : domain::PasswordFault::Malformed;
    return faults;
}

void FirstRunFlow::makeKeys(OwnerForm form) {
    if (m_isBusy || !check(form).isClean()) {
        return;
    }
    begin();
    m_password = form.password.clone();
    client::FoundingInput input{m_info,
                                m_code.clone(),
                                ui::toUtf8(form.login.trimmed()),
                                ui::toUtf8(form.displayName.trimmed()),
                                ui::toUtf8(form.mail.trimmed()),
                                std::move(form.password),
                                firstSettings(m_info),
                                {m_connection->peerPin()}};
    if (m_nextPin) {
        input.tlsPins.push_back(*m_nextPin);
    }
    client::foundTenantAsync(std::move(input), m_clock)
        .then(this, [this](Result<client::FoundedTenant> founded) {
            if (!founded) {
                endWith(founded.error());
                return;
            }
            m_founded = std::move(*founded);
            endWith(Step::Sheet);
        });
}

void FirstRunFlow::finish() {
    if (m_isBusy || !m_founded) {
        return;
    }
    begin();
    m_isRegistered ? startSignIn() : registerTenant();
}

void FirstRunFlow::registerTenant() {
    client::BootstrapService(m_connection->api())
        .complete(m_founded->request)
        .then(this, [this](const Result<wire::User>& owner) {
            if (!owner) {
                endWith(owner.error());
                return;
            }
            m_isRegistered = true;
            m_code.clear();
            startSignIn();
        });
}

void FirstRunFlow::startSignIn() {
    shell::KnownTenant tenant;
    tenant.server = serverAddress();
    tenant.tlsPins = {m_connection->peerPin()};
    tenant.tenant = m_info.tenant;
    tenant.tenantName = ui::toQString(m_info.tenantName);
    tenant.rootFingerprint = m_founded->sheet.rootFingerprint;
    tenant.isDemo = m_info.isDemo;
    m_signIn.start(m_connection, std::move(tenant), m_founded->request.login, m_password.clone());
}

void FirstRunFlow::back() {
    if (m_isBusy || m_isRegistered) {
        return;
    }
    m_error.reset();
    switch (m_step) {
    case Step::Fingerprint:
    case Step::Code:
        endWith(Step::Server);
        break;
    case Step::Owner:
        endWith(Step::Code);
        break;
    case Step::Sheet:
        m_founded.reset();
        endWith(Step::Owner);
        break;
    case Step::Server:
    case Step::Done:
        break;
    }
}

} // namespace kaomon::firstrun
