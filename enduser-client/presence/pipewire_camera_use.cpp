// SPDX-License-Identifier: GPL-3.0-or-later
#include "presence/pipewire_camera_use.h"

#include <chrono>

#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>

namespace kaomon::presence {

namespace {

constexpr std::chrono::milliseconds kPatience{3000};
constexpr qsizetype kLongestName = 64;

// kaomon-camera, and what its library calls itself.
bool isOurs(const QString& program) {
    return program.contains(QLatin1String("kaomon"), Qt::CaseInsensitive);
}

QString nameOf(const QJsonObject& properties) {
    for (const char* key : {"application.process.binary", "application.name", "node.name"}) {
        if (const QString name = properties.value(QLatin1String(key)).toString(); !name.isEmpty()) {
            return name.left(kLongestName);
        }
    }
    return QStringLiteral("?");
}

} // namespace

QString cameraProgramIn(const QByteArray& dump) {
    const QJsonArray objects = QJsonDocument::fromJson(dump).array();
    QHash<int, QJsonObject> clients; // properties by id
    QHash<int, QJsonObject> streams; // of nodes that take pictures
    QSet<int> cameras;
    for (const QJsonValue& value : objects) {
        const QJsonObject object = value.toObject();
        const QString type = object.value(QLatin1String("type")).toString();
        const int id = object.value(QLatin1String("id")).toInt(-1);
        const QJsonObject properties =
            object.value(QLatin1String("info")).toObject().value(QLatin1String("props")).toObject();
        const QString mediaClass = properties.value(QLatin1String("media.class")).toString();
        if (type.endsWith(QLatin1String(":Client"))) {
            clients.insert(id, properties);
        } else if (mediaClass == QLatin1String("Video/Source")) {
            cameras.insert(id);
        } else if (mediaClass == QLatin1String("Stream/Input/Video")) {
            streams.insert(id, properties);
        }
    }
    QStringList programs;
    for (const QJsonValue& value : objects) {
        const QJsonObject object = value.toObject();
        if (!object.value(QLatin1String("type")).toString().endsWith(QLatin1String(":Link"))) {
            continue;
        }
        const QJsonObject info = object.value(QLatin1String("info")).toObject();
        const int from = info.value(QLatin1String("output-node-id")).toInt(-1);
        const int to = info.value(QLatin1String("input-node-id")).toInt(-1);
        const auto stream = streams.constFind(to);
        if (!cameras.contains(from) || stream == streams.constEnd()) {
            continue;
        }
        const int client = stream->value(QLatin1String("client.id")).toInt(-1);
        const QString byClient = clients.contains(client) ? nameOf(clients.value(client)) : QString();
        const QString byStream = nameOf(*stream);
        if (!isOurs(byClient) && !isOurs(byStream)) {
            programs.append(byClient.isEmpty() || byClient == QLatin1String("?") ? byStream : byClient);
        }
    }
    programs.sort();
    return programs.isEmpty() ? QString() : programs.first();
}

PipeWireCameraUse::PipeWireCameraUse(QStringList command)
    : m_command(std::move(command)) {
    m_timer.setInterval(kInterval);
    m_guard.setSingleShot(true);
    m_guard.setInterval(kPatience);
    m_process.setStandardErrorFile(QProcess::nullDevice());
    connect(&m_timer, &QTimer::timeout, this, &PipeWireCameraUse::ask);
    connect(&m_guard, &QTimer::timeout, &m_process, &QProcess::kill);
    connect(&m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart) {
            m_isMissing = true; // no PipeWire here
            m_timer.stop();
            take({});
        }
    });
    connect(&m_process, &QProcess::finished, this, [this](int code, QProcess::ExitStatus status) {
        m_guard.stop();
        const bool isGood = status == QProcess::NormalExit && code == 0;
        take(isGood && m_process.bytesAvailable() <= kMostBytes
                 ? cameraProgramIn(m_process.readAllStandardOutput())
                 : QString());
    });
}

PipeWireCameraUse::~PipeWireCameraUse() {
    m_process.disconnect(this);
    m_process.kill();
    m_process.waitForFinished(1000);
}

void PipeWireCameraUse::watch(bool isWatching) {
    if (isWatching == m_timer.isActive() || m_isMissing) {
        return;
    }
    if (isWatching) {
        m_timer.start();
        ask();
    } else {
        m_timer.stop();
        take({});
    }
}

void PipeWireCameraUse::ask() {
    if (m_process.state() == QProcess::NotRunning && !m_command.isEmpty()) {
        m_process.start(m_command.first(), m_command.mid(1), QIODevice::ReadOnly);
        m_guard.start();
    }
}

std::unique_ptr<CameraUse> CameraUse::make() {
    return std::make_unique<PipeWireCameraUse>();
}

} // namespace kaomon::presence
