// SPDX-License-Identifier: GPL-3.0-or-later
#include "features/faces/waiting_mail.h"

#include <algorithm>
#include <chrono>

#include "storage/repositories/face_repository.h"
#include "storage/repositories/mail_repository.h"
#include "storage/repositories/outbox_repository.h"

namespace kaomon::features {
namespace {

using namespace std::chrono_literals;

constexpr const char* kKind = "faces_waiting";
constexpr auto kGathered = 5min;
constexpr auto kApart = 1h;

} // namespace

void queueWaitingMail(storage::UnitOfWork& unit, TimePoint now) {
    storage::OutboxRepository outbox(unit);
    const auto last = outbox.latestDue(kKind);
    if (last && *last > now) {
        return; // that one tells of this face too
    }
    const TimePoint due = last ? std::max<TimePoint>(now + kGathered, *last + kApart) : now + kGathered;
    outbox.add({kKind, due, R"({"since":")" + toRfc3339(now) + "\"}"}, now);
}

void dropNeedlessMail(storage::UnitOfWork& unit) {
    if (!storage::FaceRepository(unit).isAnyWaiting()) {
        storage::MailRepository(unit).dropQueued(kKind);
    }
}

} // namespace kaomon::features
