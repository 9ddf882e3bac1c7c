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
    const Seat* seat = seatAt(osUser);
    return seat != nullptr && seat->isCertain
               ? seat->user
               : m_state.policies().linkedUser(accountOf(osUser, device->id.text()));
}

std::optional<UserId> SharedSeats::perhapsAt(const std::string& osUser) const {
    const Seat* seat = seatAt(osUser);
    return seat != nullptr && !seat->isCertain ? std::optional(seat->user) : std::nullopt;
}

bool SharedSeats::isUnknownAt(const std::string& osUser) const {
    const Seat* seat = seatAt(osUser);
    return isShared(osUser) && (seat == nullptr || !seat->isCertain);
}

std::vector<UserId> SharedSeats::sharing(const std::string& osUser) const {
    const DeviceIdentity* device = m_state.device();
    return device == nullptr ? std::vector<UserId>()
                             : m_state.policies().linkedUsers(accountOf(osUser, device->id.text()));
}

const SharedSeats::Seat* SharedSeats::seatAt(const std::string& osUser) const {
    const auto seat = m_seats.find(osUser);
    const auto linked = sharing(osUser);
    const bool isLinked = seat != m_seats.end() && linked.size() > 1 &&
                          std::ranges::find(linked, seat->second.user) != linked.end();
    return isLinked ? &seat->second : nullptr;
}

void SharedSeats::take(const std::string& osUser, const UserId& user) {
    if (!isShared(osUser)) {
        return;
    }
    std::optional<UserId> before;
    if (const auto seat = m_seats.find(osUser); seat != m_seats.end()) {
        before = seat->second.user;
    }
    m_seats[osUser] = {user, true};
    emit taken(osUser, user, before);
}

void SharedSeats::vacate(const std::string& osUser) {
    if (!isShared(osUser)) {
        return;
    }
    if (const auto seat = m_seats.find(osUser); seat != m_seats.end()) {
        seat->second.isCertain = false;
    }
    emit vacated(osUser);
}

} // namespace kaomon::agent
