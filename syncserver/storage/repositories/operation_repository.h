// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "storage/unit_of_work.h"
#include "wire/operations.h"

namespace kaomon::storage {

struct OperationFilter {
    std::string action;
    std::string kind;
    std::string actor;
    std::string objectKind;
    std::string object;
    std::string outcome;
    std::string text; // anywhere in names, reason, detail and changed values
    std::optional<TimePoint> from;
    std::optional<TimePoint> to;        // exclusive
    std::optional<long long> beforeSeq; // with newestFirst
    std::optional<long long> afterSeq;  // otherwise
    bool newestFirst = true;
    int limit = 100;

    // Nothing but a range of numbers or times: the entries are a piece of the chain.
    [[nodiscard]] bool isWhole() const {
        return action.empty() && kind.empty() && actor.empty() && objectKind.empty() && object.empty() &&
               outcome.empty() && text.empty();
    }
};

// A link of the chain as it is stored. The columns repeat parts of the record; see columnsOf().
struct OperationRow {
    long long seq = 0;
    std::string columns;
    std::string record; // canonical JSON
    std::string hash;   // base64url
};

struct OperationHead {
    long long seq = 0;
    Bytes hash; // chainStart() when there is no entry yet
};

// The operation log of the unit's tenant. Entries are appended under the row lock of the tenant's revisions,
// which is held until COMMIT, so that their order is commit order and no number is missing. Used inside one
// job. Throws StorageFault.
class OperationRepository {
public:
    explicit OperationRepository(UnitOfWork& unit)
        : m_unit(unit) {}

    // Gives each entry its number and hash.
    void append(std::vector<wire::Operation> operations);

    [[nodiscard]] std::vector<OperationRow> list(const OperationFilter& filter);
    // Those with a number from `first` to `last`, in order.
    [[nodiscard]] std::vector<OperationRow> chain(long long first, long long last);
    // The number of the first entry from `first` to `last`.
    [[nodiscard]] std::optional<long long> firstOf(long long first, long long last);
    [[nodiscard]] OperationHead head();
    [[nodiscard]] std::optional<Bytes> hashAt(long long seq);
    // The last entry before this time; 0: none.
    [[nodiscard]] long long lastBefore(TimePoint at);

    void addCheckpoint(const wire::OperationCheckpoint& checkpoint);
    // Of one kind, the newest first.
    [[nodiscard]] std::vector<wire::OperationCheckpoint> checkpoints(const std::string& kind, int limit);
    // Entries up to `seq`, at most `limit`; the number of rows. Precondition: an anchor for them is stored.
    long long removeUpTo(long long seq, int limit);
    // All but the newest checkpoint that the entries up to `seq` were covered by.
    void removeCheckpointsBefore(long long seq);

private:
    void adoptOldActs(std::vector<wire::Operation>& operations);

    UnitOfWork& m_unit;
};

// What the columns beside the record must say, as one text; made from the record.
[[nodiscard]] std::string columnsOf(const wire::Operation& operation);

} // namespace kaomon::storage
