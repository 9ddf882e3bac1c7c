// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/shared_seats.h"

#include <algorithm>

#include "agent/os_accounts.h"

namespace kaomon::agent {

Result<UserId> SharedSeats::personAt(const std::string& osUser) const {
    const DeviceIdentity* device = m_state.device();
    if (device == nullptr) {
        return fail(ErrorCode::DeviceNotEnrolled, "this PC belongs to no tenant");
    }
    const auto linked = m_state.policies().linkedUsers(accountOf(osUser, device->id.text()));
    const auto seat = m_seats.find(osUser);
    // The links may have changed since: a seat is no link.
    if (linked.size() > 1 && seat != m_seats.end() &&
        std::ranges::find(linked, seat->second) != linked.end()) {
        return seat->second;
    }
    return m_state.policies().linkedUser(accountOf(osUser, device->id.text()));
}

bool SharedSeats::isShared(const std::string& osUser) const {
    const DeviceIdentity* device = m_state.device();
    return device != nullptr &&
           m_state.policies().linkedUsers(accountOf(osUser, device->id.text())).size() > 1;
}

void SharedSeats::take(const std::string& osUser, const UserId& user) {
    if (!isShared(osUser)) {
        return;
    }
    std::optional<UserId> before;
    if (const auto seat = m_seats.find(osUser); seat != m_seats.end()) {
        before = seat->second;
    }
    m_seats[osUser] = user;
    emit taken(osUser, user, before);
}

void SharedSeats::vacate(const std::string& osUser) {
    if (isShared(osUser)) {
        m_seats.erase(osUser);
        emit vacated(osUser);
    }
}

} // namespace kaomon::agent
