// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/id.h"
#include "storage/repositories/outbox_repository.h"
#include "storage/unit_of_work.h"

namespace kaomon::storage {

// One mail of the outbox to one person.
struct DeliveryRow {
    std::string kind;
    TimePoint due;
    std::string recipient; // user id; empty when nobody could be found
    std::string address;
    std::string messageId; // the same at each attempt
    std::string state;     // waiting, sending, sent, bounced, expired, no_address; queued: not given out yet
    int attempts = 0;
    int uncertain = 0; // attempts of which nobody knows whether the mail was taken
    TimePoint nextAt;  // of a waiting one the next attempt; of one being sent the time it may be taken over
    std::optional<TimePoint> settledAt;
    int replyCode = 0; // of the mail server, 0: none
    std::string replyText;
};

struct MailRecipient {
    UserId user;
    std::string address; // may be empty
};

// Who of a tenant a mail is for.
enum class MailGroup { Owners, Administrators };

// How the mails of the outbox reach people. Tables of the unit's tenant, but for wakeups, which are global.
// Used inside one batch of the mail job. Throws StorageFault.
class MailRepository {
public:
    explicit MailRepository(UnitOfWork& unit)
        : m_unit(unit) {}

    // Tenants with something to do; any unit.
    [[nodiscard]] std::vector<TenantId> dueTenants(TimePoint now, int limit);
    // Holds back whoever adds to the outbox until COMMIT. False when the tenant is gone.
    [[nodiscard]] bool lockWakeup();
    // When to come again, from what is in the tables: call it last, with the wakeup locked.
    void setWakeup(TimePoint notBefore);

    // Due mails that were not given out to people yet.
    [[nodiscard]] std::vector<OutboxRow> unspread(TimePoint now, int limit);
    void add(const DeliveryRow& delivery);
    [[nodiscard]] std::vector<MailRecipient> recipients(MailGroup group);
    [[nodiscard]] std::optional<MailRecipient> recipient(const std::string& user);
    [[nodiscard]] std::string payload(const std::string& kind, TimePoint due);

    // Waiting ones whose time has come, and those that were being sent by somebody who did not come back.
    [[nodiscard]] std::vector<DeliveryRow> dueDeliveries(TimePoint now, int limit);
    // Takes one for `claim` until `until`. False when somebody else has it.
    [[nodiscard]] bool claim(const DeliveryRow& delivery, const std::string& claim, TimePoint now,
                             TimePoint until);
    // Writes state, reply and next attempt of one that `claim` holds. False when it lost it.
    [[nodiscard]] bool settle(const DeliveryRow& delivery, const std::string& claim);
    // Marks mails of the outbox as sent of which nothing is open.
    void closeFinished(TimePoint now);

    // Forgets mails that were closed before `time`, with whom they went to.
    void forgetClosed(TimePoint time);

    // Takes back a mail that was not given out to people yet. False when there is none.
    bool dropQueued(const std::string& kind);

    // The latest first, with those that wait in the outbox, without those to the operator; `state` empty:
    // all. Behind `after` when given.
    struct Position {
        TimePoint due;
        std::string kind;
        std::string recipient;
    };
    [[nodiscard]] std::vector<DeliveryRow> list(const std::string& state,
                                                const std::optional<Position>& after, int limit);
    // When the first mail of this kind left; nullopt: none did.
    [[nodiscard]] std::optional<TimePoint> firstSent(const std::string& kind);

private:
    UnitOfWork& m_unit;
};

} // namespace kaomon::storage
