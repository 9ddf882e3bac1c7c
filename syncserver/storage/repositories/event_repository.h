// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "domain/seq_mark.h"
#include "storage/unit_of_work.h"
#include "wire/events.h"

namespace kaomon::storage {

// Takes in what happened on the PCs of the unit's tenant, each event once and for ever: what came is known by
// the PC's mark (domain::SeqMark), also after the events themselves were deleted for their age. Every event
// gets a number in the order of arrival; the tenant's counter is locked until COMMIT, so that whoever has
// seen number N has seen all before it. Used inside one job. Throws StorageFault.
class EventRepository {
public:
    explicit EventRepository(UnitOfWork& unit)
        : m_unit(unit) {}

    // Precondition: numbers of the events rise. Fills everything of the reply.
    [[nodiscard]] wire::BatchReply store(const DeviceId& device, const std::vector<wire::Event>& events,
                                         TimePoint receivedAt);
    // Number of the newest event; 0 when there is none.
    [[nodiscard]] long long newest();

    [[nodiscard]] std::optional<domain::SeqMark> mark(const DeviceId& device);
    // PCs of which something is missing or lost, by id.
    [[nodiscard]] std::vector<wire::EventMark> marksWithGaps(const std::string& afterDevice, int limit);

    // On PostgreSQL: the table of the month in which `at` is, made when it is missing.
    void openMonth(TimePoint at);
    // On PostgreSQL: drops the tables of months that end before that time and are empty; how many.
    long long dropMonths(TimePoint before);
    // Deletes at most `limit` events filed before that time for which the condition holds, SQL over the row;
    // how many there were. Precondition: `condition` is no input.
    long long removeOld(const std::string& condition, TimePoint before, int limit);
    // Forgets texts that no event uses any more: not seen since that day. How many there were.
    long long removeTexts(TimePoint before, int limit);

private:
    [[nodiscard]] domain::SeqMark takeMark(const DeviceId& device);
    void saveMark(const DeviceId& device, const domain::SeqMark& mark);
    [[nodiscard]] long long takeNumbers(std::size_t count);
    void write(const DeviceId& device, const std::vector<const wire::Event*>& events, TimePoint receivedAt);

    UnitOfWork& m_unit;
};

// Number of the newest event of every tenant: of tables that all tenants share, since they say nothing of
// them. Works in a unit of any tenant. Throws StorageFault.
using EventCounters = std::vector<std::pair<std::string, long long>>;
[[nodiscard]] EventCounters eventCounters(UnitOfWork& unit);

// Under which time an event is filed: the PC's own, unless its clock is more than a day ahead of the server's
// or 400 days behind; then the time of arrival, so that a wrong clock neither stands on top of every list nor
// escapes its age.
[[nodiscard]] TimePoint filedAt(TimePoint at, TimePoint receivedAt);

// The clear parts of an event that people search for, in lower case.
[[nodiscard]] std::string wordsOf(const wire::Event& event);

// Fills what of a mark travels; at most 100 gaps.
void showMark(const domain::SeqMark& mark, wire::EventMark& shown);

} // namespace kaomon::storage
