// SPDX-License-Identifier: GPL-3.0-or-later
#include "presence/consent_store_camera_use.h"

#include <QSettings>

namespace kaomon::presence {

namespace {

constexpr qsizetype kLongestName = 64;
constexpr qsizetype kMostPrograms = 2000;
const QLatin1String kNonPackaged("NonPackaged");

// The agent's own camera program, and what else is ours.
bool isOurs(const QString& program) {
    return program.contains(QLatin1String("kaomon"), Qt::CaseInsensitive);
}

// Of a path, in which Windows writes '#' for the separators, the last part.
void addUsing(const QString& folder, QStringList& programs) {
    QSettings settings(folder, QSettings::NativeFormat);
    const QStringList groups = settings.childGroups();
    for (const QString& group : groups.mid(0, kMostPrograms)) {
        settings.beginGroup(group);
        const QVariant started = settings.value(QStringLiteral("LastUsedTimeStart"));
        const QVariant stopped = settings.value(QStringLiteral("LastUsedTimeStop"));
        settings.endGroup();
        const bool isUsing = started.toULongLong() > 0 && stopped.isValid() && stopped.toULongLong() == 0;
        if (group != kNonPackaged && isUsing && !isOurs(group)) {
            programs.append(group.section(u'#', -1).left(kLongestName));
        }
    }
}

} // namespace

QString cameraProgramBelow(const QString& root) {
    QStringList programs;
    addUsing(root, programs);
    addUsing(root + u'\\' + kNonPackaged, programs);
    programs.sort();
    return programs.value(0);
}

ConsentStoreCameraUse::ConsentStoreCameraUse(QString root)
    : m_root(std::move(root)) {
    m_timer.setInterval(kInterval);
    connect(&m_timer, &QTimer::timeout, this, [this] { take(cameraProgramBelow(m_root)); });
}

void ConsentStoreCameraUse::watch(bool isWatching) {
    if (isWatching == m_timer.isActive()) {
        return;
    }
    isWatching ? m_timer.start() : m_timer.stop();
    take(isWatching ? cameraProgramBelow(m_root) : QString());
}

std::unique_ptr<CameraUse> CameraUse::make() {
    return std::make_unique<ConsentStoreCameraUse>(
        QStringLiteral("HKEY_CURRENT_USER\\Software\\Microsoft\\Windows\\CurrentVersion\\"
                       "CapabilityAccessManager\\ConsentStore\\webcam"));
}

} // namespace kaomon::presence
