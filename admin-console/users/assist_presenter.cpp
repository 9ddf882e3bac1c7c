// SPDX-License-Identifier: GPL-3.0-or-later
#include "users/assist_presenter.h"

#include <algorithm>

#include <QFile>
#include <QLoggingCategory>
#include <QSysInfo>

#include "agentlink/preview_frame.h"
#include "base/base64.h"
#include "client/services.h"
#include "ui/qt_text.h"
#include "users/unsent_faces.h"
#include "wire/codec.h"

namespace kaomon::users {
namespace {

using agentlink::AgentLink;
using agentlink::Answer;
using localipc::Message;
using models::ListState;

Q_LOGGING_CATEGORY(lcAssist, "kaomon.console.assist")

// Whether the same face may be sent once more.
bool isPassing(ErrorCode code) {
    switch (code) {
    case ErrorCode::ServerUnreachable:
    case ErrorCode::Timeout:
    case ErrorCode::Unavailable:
    case ErrorCode::RateLimited:
    case ErrorCode::TlsFailed:
    case ErrorCode::ReadOnlyMaintenance:
    case ErrorCode::IdempotencyInProgress:
    case ErrorCode::Unauthenticated:
    case ErrorCode::Internal:
    case ErrorCode::Cancelled:
    case ErrorCode::SeatsExceeded: // a seat may be made free meanwhile
        return true;
    default:
        return false;
    }
}

} // namespace

AssistPresenter::AssistPresenter(shell::ConsoleSession& session, std::string agentSocket, QObject* parent)
    : FeaturePresenter(session, parent)
    , m_link(std::move(agentSocket)) {
    connect(this, &FeaturePresenter::changed, this, [this] {
        if (m_step == Step::Checking && state() == ListState::Failed) {
            block(error().value_or(ErrorCode::Internal));
        }
    });
}

AssistPresenter::~AssistPresenter() {
    stop();
    m_link.flush();
}

QString AssistPresenter::consentText(const QString& language) {
    QFile file(QStringLiteral(":/kaomon/console-consent/consent_%1_%2.html")
                   .arg(QLatin1String(kConsentTextVersion), language));
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

void AssistPresenter::show(const UserId& user) {
    stop();
    m_user = user;
    m_consent.reset();
    m_face.reset();
    reload();
}

void AssistPresenter::clear() {
    stop();
    m_user = {};
    m_face.reset();
    m_consent.reset();
    FeaturePresenter::clear();
}

void AssistPresenter::reload() {
    if (m_user.isEmpty() || !beginLoading(false)) {
        return;
    }
    m_hasFacts = false;
    m_device.clear();
    setStep(Step::Checking);
    if (session().keyring() == nullptr) {
        block(ErrorCode::KeyUnavailable);
        return;
    }
    load(client::AssistedFaceService(api()).facts(m_user), [this](const wire::EnrolmentFacts& facts) {
        m_facts = facts;
        m_hasFacts = true;
        decide();
        return ListState::Content;
    });
    m_link.request({.type = "status", .id = 0, .fields = {}})
        .then(this, [this, attention = ++m_attention](const Answer& answer) {
            if (attention == m_attention) {
                onStatus(answer);
            }
        });
}

void AssistPresenter::onStatus(const Answer& answer) {
    if (!answer) {
        block(answer.error().code);
        return;
    }
    if (answer->text("state") != "active" || answer->text("tenant") != session().tenant().tenant.text()) {
        block(ErrorCode::DeviceNotEnrolled); // here: not in this organisation
        return;
    }
    m_device = answer->text("device_id");
    decide();
}

void AssistPresenter::decide() {
    if (m_step != Step::Checking || !m_hasFacts || m_device.empty()) {
        return;
    }
    if (!m_facts.mayEnrol) {
        block(m_user == session().user().id ? ErrorCode::Conflict : ErrorCode::Forbidden);
        return;
    }
    setStep(Step::Consent);
}

void AssistPresenter::recordConsent(const QString& language) {
    if (m_step != Step::Consent) {
        return;
    }
    const auto id = ConsentId::generate();
    command(
        [this, id, language] {
            return client::AssistedFaceService(api()).witnessConsent(
                m_user, {id, kConsentTextVersion, ui::toUtf8(language)});
        },
        [this](const wire::Consent& consent) {
            m_consent = consent.id;
            setStep(Step::Ready);
        });
}

void AssistPresenter::capture(const QString& variant) {
    const bool isReady = m_step == Step::Ready || m_step == Step::Failed;
    if (!isReady || !m_consent || session().keyring() == nullptr) {
        return;
    }
    crypto::EnrolmentTicket ticket;
    ticket.tenant = session().tenant().tenant.text();
    ticket.user = m_user.text();
    ticket.device = m_device;
    ticket.faceTemplate = TemplateId::generate().text();
    ticket.consent = m_consent->text();
    ticket.hasSecrets = m_facts.hasSecrets;
    const auto record = client::signEnrolmentTicket(*session().keyring(), ticket, session().clock().now());
    if (!record) {
        failWith(record.error().code);
        return;
    }
    m_progress = {};
    m_isLit = false;
    setStep(Step::Starting);
    m_link.post(agentlink::previewRequest(true));
    Message message{.type = "assistEnrolStart", .id = 0, .fields = {}};
    message.set("ticket", toBase64Url(*record));
    message.set("variant", ui::toUtf8(variant));
    message.set("label", ui::toUtf8(QSysInfo::machineHostName()));
    const quint64 capture = ++m_capture;
    m_link
        .request(
            std::move(message),
            [this, capture](const Message& report) {
                if (capture == m_capture) {
                    onProgress(report);
                }
            },
            AgentLink::kLongPatience)
        .then(this, [this, capture](const Answer& answer) {
            if (capture == m_capture) {
                onTaken(answer);
            }
        });
}

void AssistPresenter::stop() {
    if (!isRunning()) {
        return;
    }
    ++m_capture;
    m_link.post({.type = "assistEnrolCancel", .id = 0, .fields = {}});
    m_link.post(agentlink::previewRequest(false));
    setStep(Step::Ready);
}

double AssistPresenter::fraction() const {
    if (m_progress.needed <= 0) {
        return 0.0;
    }
    return std::clamp(static_cast<double>(m_progress.accepted) / m_progress.needed, 0.0, 1.0);
}

void AssistPresenter::onProgress(const Message& message) {
    m_progress = agentlink::readEnrolmentProgress(message);
    m_isLit = m_isLit || agentlink::asksForLight(message);
    setStep(Step::Capturing);
}

void AssistPresenter::onTaken(const Answer& answer) {
    m_link.post(agentlink::previewRequest(false));
    m_isLit = false;
    if (!answer) {
        failWith(answer.error().code);
        return;
    }
    if (const Status vouched = vouch(*answer); !vouched) {
        failWith(vouched.error().code);
        return;
    }
    // An end by force, or a sign-out, finds it on the disk; without that it is in memory all the same.
    const Status kept = UnsentFaces(session().folder())
                            .keep({session().tenant().tenant.text(), session().user().id.text()}, *m_face);
    if (!kept) {
        qCWarning(lcAssist) << "the face is not on the disk:" << ui::toQString(kept.error().detail);
    }
    m_tries = 0;
    send();
}

Status AssistPresenter::vouch(const Message& done) {
    auto face = wire::decode<wire::FaceTemplate>(done.text("face"));
    const auto witness = fromBase64Url(done.text("witness"));
    if (!face || !witness || face->user != m_user || face->consent != *m_consent) {
        return fail(ErrorCode::ProtocolError, "the agent answered about another person");
    }
    if (session().keyring() == nullptr) {
        return fail(ErrorCode::KeyUnavailable, "the keys are not in memory");
    }
    m_quality = face->quality.value_or(0);
    auto vouched =
        client::vouchFor(*session().keyring(), std::move(*face), *witness, session().clock().now());
    if (!vouched) {
        return propagate(vouched.error());
    }
    m_face = std::move(*vouched);
    return {};
}

void AssistPresenter::send() {
    if (!m_face || m_step == Step::Sending) {
        return;
    }
    setStep(Step::Sending);
    ++m_tries;
    shell::proven(session(), [this, face = *m_face] {
        return client::AssistedFaceService(api()).add(face);
    }).then(this, [this](const Result<wire::FaceTemplate>& stored) {
        if (!stored && stored.error().code == ErrorCode::Conflict && m_tries > 1) {
            lookForIt();
            return;
        }
        onSent(stored);
    });
}

void AssistPresenter::lookForIt() {
    client::FaceService(api()).templates(m_user).then(
        this, [this](const Result<wire::FaceTemplateList>& list) {
            const auto isIt = [this](const wire::FaceTemplate& one) { return one.id == m_face->face.id; };
            if (list) {
                const auto found = std::ranges::find_if(list->items, isIt);
                onSent(found != list->items.end() ? Result<wire::FaceTemplate>(*found)
                                                  : fail(ErrorCode::Conflict, "refused, and not there"));
            } else {
                onSent(propagate(list.error()));
            }
        });
}

void AssistPresenter::onSent(const Result<wire::FaceTemplate>& stored) {
    if (m_step != Step::Sending) {
        return;
    }
    if (!stored) {
        m_fault = stored.error().code;
        isPassing(*m_fault) ? setStep(Step::Unsent) : failWith(*m_fault);
        if (*m_fault == ErrorCode::ReadOnlyMaintenance) {
            session().noteMaintenance();
        }
        return;
    }
    UnsentFaces(session().folder()).forget(m_face->face.id);
    setStep(stored->approval ? Step::Counts : Step::Waits);
    emit facesChanged();
}

void AssistPresenter::giveUp() {
    dropFace();
    stop();
}

void AssistPresenter::dropFace() {
    if (m_face) {
        UnsentFaces(session().folder()).forget(m_face->face.id);
        m_face.reset();
    }
}

void AssistPresenter::remove() {
    if ((m_step != Step::Counts && m_step != Step::Waits) || !m_face) {
        return;
    }
    command([this, id = m_face->face.id] { return client::FaceService(api()).removeTemplate(m_user, id); },
            [this] {
                setStep(Step::Removed);
                emit facesChanged();
            });
}

void AssistPresenter::setStep(Step step) {
    m_step = step;
    if (step != Step::Blocked && step != Step::Failed && step != Step::Unsent) {
        m_fault.reset();
    }
    emit stepChanged();
}

void AssistPresenter::block(ErrorCode code) {
    m_fault = code;
    setStep(Step::Blocked);
}

void AssistPresenter::failWith(ErrorCode code) {
    if (code == ErrorCode::Cancelled) {
        setStep(Step::Ready);
        return;
    }
    dropFace();
    m_fault = code;
    setStep(Step::Failed);
}

} // namespace kaomon::users
