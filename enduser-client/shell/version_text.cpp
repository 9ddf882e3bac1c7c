// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/version_text.h"

#include <QDateTime>
#include <QLocale>

#include "domain/release.h"

namespace kaomon::shell {

namespace {

using agentlink::AgentStatus;

// The mail about a release comes as long before it: by then an administrator has had a month and a half.
constexpr std::chrono::days kSoon{14};

QString localDay(const QString& utc) {
    const QDateTime time = QDateTime::fromString(utc, Qt::ISODate);
    return QLocale().toString(time.toLocalTime().date(), QLocale::ShortFormat);
}

} // namespace

VersionState versionState(const AgentStatus& status, const QString& ownVersion, TimePoint now) {
    const auto own = domain::parseVersion(ownVersion.toStdString());
    const auto agent = domain::parseVersion(status.version.toStdString());
    if (own && agent && *own != *agent) {
        return *own < *agent ? VersionState::ProgramOld : VersionState::AgentOld;
    }
    const auto endsAt = fromRfc3339(status.supportEndsAt.toStdString());
    if (!endsAt) {
        return VersionState::Good;
    }
    if (status.isUnsupported || *endsAt <= now) {
        return VersionState::Unsupported;
    }
    return *endsAt <= now + kSoon ? VersionState::EndsSoon : VersionState::NewerIsOut;
}

bool isWorthTelling(VersionState state) {
    return state != VersionState::Good && state != VersionState::NewerIsOut;
}

VersionText VersionText::of(VersionState state, const AgentStatus& status, const QString& ownVersion) {
    switch (state) {
    case VersionState::Good:
        break;
    case VersionState::ProgramOld:
        //: %1 is the new version, %2 the one that still runs.
        return {tr("Kaomon on this PC was updated to version %1; this window still belongs to version %2.")
                    .arg(status.version, ownVersion),
                tr("Sign out of this PC and in again, so that the new version runs.")};
    case VersionState::AgentOld:
        return {tr("The service of Kaomon on this PC is version %1 and this program is version %2: the "
                   "update is not complete.")
                    .arg(status.version, ownVersion),
                tr("Restart this PC. If you still see this afterwards, tell your administrator.")};
    case VersionState::Unsupported:
        return {tr("This version of Kaomon is no longer supported."),
                tr("Face logon goes on. Ask your administrator to install the newer version on this PC.")};
    case VersionState::EndsSoon:
        return {tr("This version of Kaomon is supported until %1 only.").arg(localDay(status.supportEndsAt)),
                tr("Ask your administrator to install the newer version on this PC.")};
    case VersionState::NewerIsOut:
        return {tr("A newer version of Kaomon is out. This one is supported until %1.")
                    .arg(localDay(status.supportEndsAt)),
                tr("Your administrator installs it; there is nothing for you to do.")};
    }
    return {};
}

} // namespace kaomon::shell
