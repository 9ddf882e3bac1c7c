// SPDX-License-Identifier: GPL-3.0-or-later
#include "duties/broadcast.h"

#include <boost/json.hpp>

#include "storage/repositories/broadcast_repository.h"
#include "storage/repositories/ledger_repository.h"

namespace kaomon::duties {

void tellAll(const Act& act, const std::string& mailKind, const Values& values, const std::string& noticeId) {
    boost::json::object payload;
    for (const auto& [name, value] : values) {
        payload[name] = value;
    }
    storage::BroadcastRepository(act.unit).add({.seq = 0,
                                                .noticeId = noticeId,
                                                .mailKind = mailKind,
                                                .due = act.now,
                                                .payload = boost::json::serialize(payload),
                                                .createdAt = act.now});
}

void noteAct(const Act& act, const std::string& action, const std::string& detail) {
    storage::LedgerRepository(act.unit).audit(act.actor, action, "", detail, act.now);
}

} // namespace kaomon::duties
