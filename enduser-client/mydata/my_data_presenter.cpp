// SPDX-License-Identifier: GPL-3.0-or-later
#include "mydata/my_data_presenter.h"

#include <algorithm>

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace kaomon::mydata {

namespace {

using agentlink::Answer;
using localipc::Message;

constexpr std::int64_t kMostFaces = 12;

MyData dataOf(const Message& message) {
    MyData data;
    data.user = QString::fromStdString(message.text("user"));
    data.login = QString::fromStdString(message.text("login"));
    data.displayName = QString::fromStdString(message.text("display_name"));
    data.consentVersion = QString::fromStdString(message.text("consent_version"));
    const auto count = std::clamp<std::int64_t>(message.integer("faces").value_or(0), 0, kMostFaces);
    for (std::int64_t i = 0; i < count; ++i) {
        const std::string prefix = "face" + std::to_string(i) + '.';
        data.faces.push_back(
            {QString::fromStdString(message.text(prefix + "id")),
             QString::fromStdString(message.text(prefix + "label")),
             QDateTime::fromString(QString::fromStdString(message.text(prefix + "created_at")),
                                   Qt::ISODateWithMs),
             QString::fromStdString(message.text(prefix + "model_id"))});
    }
    return data;
}

} // namespace

MyDataPresenter::MyDataPresenter(agentlink::AgentLink& link, agentlink::ClientSession& session,
                                 QObject* parent)
    : QObject(parent)
    , m_link(link)
    , m_session(session) {
    connect(&m_session, &agentlink::ClientSession::signedOut, this, [this] {
        ++m_generation;
        m_data = {};
        setPhase(Phase::Empty);
    });
}

void MyDataPresenter::setPhase(Phase phase) {
    m_phase = phase;
    emit changed();
}

void MyDataPresenter::load() {
    if (m_phase == Phase::Loading || m_phase == Phase::Erasing) {
        return;
    }
    m_error.reset();
    setPhase(Phase::Loading);
    m_link.request({.type = "myData", .id = 0, .fields = {}})
        .then(this, [this, generation = ++m_generation](const Answer& answer) {
            if (generation != m_generation) {
                return;
            }
            if (!answer) {
                m_error = answer.error().code;
                setPhase(Phase::Failed);
                return;
            }
            m_data = dataOf(*answer);
            setPhase(Phase::Shown);
        });
}

void MyDataPresenter::withdrawConsent() {
    if (m_phase != Phase::Shown) {
        return;
    }
    m_error.reset();
    setPhase(Phase::Erasing);
    m_link.request({.type = "withdrawConsent", .id = 0, .fields = {}})
        .then(this, [this, generation = ++m_generation](const Answer& answer) {
            if (generation != m_generation) {
                return;
            }
            if (!answer) {
                m_error = answer.error().code;
                setPhase(Phase::Shown);
                return;
            }
            m_erased = static_cast<int>(answer->integer("faces").value_or(0));
            m_data.faces.clear();
            m_data.consentVersion.clear();
            setPhase(Phase::Erased);
            m_session.refresh();
        });
}

QByteArray MyDataPresenter::exported() const {
    QJsonArray faces;
    for (const KeptFace& face : m_data.faces) {
        faces.append(QJsonObject{{QStringLiteral("id"), face.id},
                                 {QStringLiteral("label"), face.label},
                                 {QStringLiteral("created_at"), face.createdAt.toString(Qt::ISODateWithMs)},
                                 {QStringLiteral("model_id"), face.modelId}});
    }
    const QJsonObject all{{QStringLiteral("user"), m_data.user},
                          {QStringLiteral("login"), m_data.login},
                          {QStringLiteral("display_name"), m_data.displayName},
                          {QStringLiteral("consent_text_version"), m_data.consentVersion},
                          {QStringLiteral("faces"), faces}};
    return QJsonDocument(all).toJson(QJsonDocument::Indented);
}

} // namespace kaomon::mydata
