// SPDX-License-Identifier: GPL-3.0-or-later
// Whom to expect at the followed session.
#include "agent/os_accounts.h"
#include "agent/presence_service.h"

namespace kaomon::agent {

Result<UserId> PresenceService::linkedPerson() const {
    if (m_parts.seats != nullptr) {
        return m_parts.seats->personAt(m_session->osUser);
    }
    const DeviceIdentity* device = m_parts.state.device();
    if (device == nullptr) {
        return fail(ErrorCode::DeviceNotEnrolled, "this PC belongs to no tenant");
    }
    return m_parts.state.policies().linkedUser(accountOf(m_session->osUser, device->id.text()));
}

Result<UserId> PresenceService::findPerson() const {
    if (m_parts.state.device() == nullptr) {
        return fail(ErrorCode::DeviceNotEnrolled, "this PC belongs to no tenant");
    }
    if (m_parts.state.policies().policy().excludes(m_session->osUser)) {
        return fail(ErrorCode::ScenarioDenied, "the account is left alone");
    }
    if (m_parts.state.deviceState() != "active") {
        return fail(ErrorCode::DevicePending, "this PC may not be used now");
    }
    if (const auto fresh = m_parts.state.checkOffline(); !fresh) {
        return propagate(fresh.error());
    }
    if (m_parts.camera.models() == nullptr) {
        return fail(ErrorCode::ModelMissing, "no usable model pack");
    }
    auto user = linkedPerson();
    if (user && m_parts.state.templates().templatesOf(*user).empty()) {
        return fail(ErrorCode::NotEnrolled, "no face of this user can be used here");
    }
    return user;
}

} // namespace kaomon::agent
