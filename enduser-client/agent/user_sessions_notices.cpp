// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/user_sessions.h"

#include "client/duty_services.h"

namespace kaomon::agent {

void UserSessions::noteNotice(uid_t uid, const std::string& notice, bool isAcknowledged, Done<void> done) {
    const auto found = find(uid);
    if (!found) {
        done(propagate(found.error()));
        return;
    }
    client::NoticeService service(*(*found)->api);
    (isAcknowledged ? service.acknowledge(notice) : service.noteRead(notice))
        .then(this, [done = std::move(done)](const Status& told) { done(told); });
}

} // namespace kaomon::agent
