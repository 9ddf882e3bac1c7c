// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/id.h"
#include "base/secret.h"
#include "storage/unit_of_work.h"

namespace kaomon::storage {

// What was shredded for ever. The hash chains each entry to the one before it.
struct ShredEntry {
    long long seq = 0; // 1, 2, 3, ...
    TimePoint at;
    std::string kind; // faces, tenant
    std::string tenant;
    Bytes hash;
};

// chainNext() over the entry's canonical form.
[[nodiscard]] Bytes shredEntryHash(const Bytes& previous, const ShredEntry& entry);

struct OperatorEntry {
    long long seq = 0;
    TimePoint at;
    std::string actor; // "server", or "kaomonctl:<system user>"
    std::string action;
    std::string tenant; // may be empty
    std::string detail;
};

struct CertificateRow {
    long long ledgerSeq = 0;
    std::string tenant;
    std::string kind;
    TimePoint issuedAt;
    std::string text;
};

// What outlives tenants: the ledger of shredding, the operator's audit log, certificates of deletion. Global
// tables, works in a unit of any tenant. Throws StorageFault.
class LedgerRepository {
public:
    explicit LedgerRepository(UnitOfWork& unit)
        : m_unit(unit) {}

    // Takes the next number; writers of both chains come one after the other.
    ShredEntry addShred(const std::string& kind, const std::string& tenant, TimePoint now);
    // With number and hash as they were: from the file, after an older backup was put back.
    void restoreShred(const ShredEntry& entry);
    // After `seq`, in order.
    [[nodiscard]] std::vector<ShredEntry> shredsAfter(long long seq);
    [[nodiscard]] std::optional<ShredEntry> lastShred();

    void audit(const std::string& actor, const std::string& action, const std::string& tenant,
               const std::string& detail, TimePoint now);
    // Empty tenant: all.
    [[nodiscard]] std::vector<OperatorEntry> auditOf(const std::string& tenant);
    // Number of the first entry that does not fit its hash; nullopt when the chain holds.
    [[nodiscard]] std::optional<long long> brokenAudit();

    // Again with the same number changes nothing.
    void addCertificate(const CertificateRow& certificate);
    [[nodiscard]] std::vector<CertificateRow> certificatesOf(const std::string& tenant);

private:
    void lockChains();

    UnitOfWork& m_unit;
};

} // namespace kaomon::storage
