// SPDX-License-Identifier: GPL-3.0-or-later
#include "enrolment/consent_presenter.h"

#include <QFile>

namespace kaomon::enrolment {

ConsentPresenter::ConsentPresenter(agentlink::AgentLink& link, agentlink::ClientSession& session,
                                   QObject* parent)
    : QObject(parent)
    , m_link(link)
    , m_session(session) {}

QString ConsentPresenter::version() const {
    const QString wanted = m_session.consentTextVersion();
    return wanted.isEmpty() ? QString::fromLatin1(kConsentTextVersion) : wanted;
}

bool ConsentPresenter::isGiven() const {
    return m_session.status().consentVersion == version();
}

Result<QString> ConsentPresenter::text(const QString& language) const {
    QFile file(QStringLiteral(":/kaomon/consent/consent_%1_%2.html").arg(version(), language));
    if (!file.open(QIODevice::ReadOnly)) {
        return fail(ErrorCode::ClientTooOld, "no consent text of this version");
    }
    return QString::fromUtf8(file.readAll());
}

void ConsentPresenter::give(const QString& language) {
    if (m_isBusy) {
        return;
    }
    m_isBusy = true;
    emit busyChanged(true);
    localipc::Message message{.type = "giveConsent", .id = 0, .fields = {}};
    message.set("text_version", version().toStdString());
    message.set("language", language.toStdString());
    m_link.request(std::move(message))
        .then(this, [this, agreed = version()](const agentlink::Answer& answer) {
            m_isBusy = false;
            emit busyChanged(false);
            if (!answer) {
                emit failed(answer.error().code);
                return;
            }
            m_session.consentWasGiven(agreed);
            emit given();
        });
}

} // namespace kaomon::enrolment
