// SPDX-License-Identifier: GPL-3.0-or-later
// Whether somebody has to be asked before his face is looked at.
#include "agent/logon_service.h"

#include <QDateTime>

namespace kaomon::agent {

namespace {

const std::string kAsked = "face_asked."; // and the person's id: the day on which he said yes

} // namespace

std::string LogonService::today() const {
    const auto now = std::chrono::floor<std::chrono::milliseconds>(m_parts.clock.now()).time_since_epoch();
    return QDateTime::fromMSecsSinceEpoch(now.count()).date().toString(Qt::ISODate).toStdString();
}

// Who fills in a password has asked for it himself. Of whoever is still to be found nobody knows when he was
// asked.
bool LogonService::mustAsk(const Attempt& attempt, domain::ConsentMode mode) const {
    const domain::Scenario scenario = attempt.request.scenario;
    if (attempt.request.isIntended || scenario == domain::Scenario::AppFill) {
        return false;
    }
    if (scenario == domain::Scenario::Elevation) {
        return true;
    }
    if (!attempt.isSearch && m_parts.state.templates().countOf(attempt.user) == 0) {
        return false; // nobody is looked at
    }
    if (mode == domain::ConsentMode::Each) {
        return true;
    }
    if (mode == domain::ConsentMode::First) {
        return false; // at the enrolment
    }
    const auto asked = m_parts.state.cache().state(kAsked + attempt.user.text());
    return !asked || std::string(asked->reveal().begin(), asked->reveal().end()) != today();
}

Status LogonService::noteConsent(const Attempt& attempt) {
    const bool isDaily =
        m_parts.state.policies().policyFor(attempt.user).consentMode == domain::ConsentMode::Daily;
    if (!attempt.request.isIntended || !isDaily) {
        return {};
    }
    const std::string day = today();
    return m_parts.state.cache().setState(kAsked + attempt.user.text(), Bytes(day.begin(), day.end()));
}

} // namespace kaomon::agent
