// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/secret.h"
#include "storage/repositories/operation_repository.h"
#include "wire/operations.h"

namespace kaomon::audit {

// Something wrong with a chain, and where.
struct Finding {
    enum class Kind {
        Changed,   // an entry does not fit its hash
        Missing,   // entries are gone: a gap, a beginning without an anchor, or an end before the last
                   // checkpoint
        Moved,     // numbers out of order
        Columns,   // what one searches by says something else than the entry
        Rewritten, // the chain fits itself but not a signed checkpoint
        Statement, // a checkpoint or an anchor whose signature is wrong
    };
    Kind kind = Kind::Changed;
    long long seq = 0;
    std::string what;
};

[[nodiscard]] std::string toText(const Finding& finding);

// Where the reading of a chain begins: behind the entry `seq`, whose hash is `head`.
struct ChainStart {
    long long seq = 0;
    Bytes head;
};

// Entries of the log that follow each other, and what can be said of each without the entries before them.
struct ExaminedPage {
    struct Facts {
        std::optional<Bytes> hash; // as stored; nullopt: no hash at all
        std::optional<bool>
            isNext; // it fits its hash and the entry before it in this page; nullopt: not known
        std::optional<Finding> own; // the record against its number and the columns beside it
    };
    std::vector<storage::OperationRow> rows;
    std::vector<Facts> facts; // of each row
};

// The costly part of the check; pure, so that several threads can do it for several pages.
[[nodiscard]] ExaminedPage examine(std::vector<storage::OperationRow> rows);

// Follows one tenant's chain entry by entry in constant memory. Statements must be given first; those with a
// wrong signature are findings. Used by one thread.
class ChainVerifier {
public:
    ChainVerifier(std::string tenant, Bytes logPublic);

    // Checkpoints, from the database and from wherever they were shipped to, and anchors.
    void addStatement(const wire::OperationCheckpoint& statement);
    // The newest anchor of the statements, or the beginning of the log.
    [[nodiscard]] ChainStart start() const;
    // Other than start(): for a piece of the chain (an export by time). What is signed before it is not
    // asked.
    void beginAt(ChainStart from);

    // `hash`: base64url as stored. After a fault it goes on from what is stored, so that one run finds all.
    void take(long long seq, std::string_view record, std::string_view hash);
    // The same for stored entries, with what is stored beside the records; see storage::columnsOf().
    void takePage(const ExaminedPage& page);
    // The end that the tenant's counter, or the end line of an export, claims.
    void finishAt(long long seq, const Bytes& head);
    // Checks what is left of the statements; call it last.
    void finish();

    [[nodiscard]] const std::vector<Finding>& findings() const { return m_findings; }
    [[nodiscard]] bool isSound() const { return m_findings.empty(); }
    [[nodiscard]] long long count() const { return m_count; }
    [[nodiscard]] const ChainStart& last() const { return m_last; }

private:
    void found(Finding::Kind kind, long long seq, std::string what);
    void begin();
    void step(long long seq, bool isNext, const std::optional<Bytes>& hash, std::string_view record);
    void checkStatements();

    std::string m_tenant;
    Bytes m_logPublic;
    std::vector<wire::OperationCheckpoint> m_anchors;
    std::vector<wire::OperationCheckpoint> m_checkpoints; // by seq, once begun
    std::size_t m_nextCheckpoint = 0;
    ChainStart m_last;
    bool m_isBegun = false;
    long long m_count = 0;
    std::vector<Finding> m_findings;
};

} // namespace kaomon::audit
