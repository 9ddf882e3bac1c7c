// SPDX-License-Identifier: GPL-3.0-or-later
//
// Faults for the suite of jobs (test::isPlanted()): each function stands in for one of the server's.
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "storage/database.h"
#include "support/planted.h"

namespace kaomon::test {

// "forgotten_table": the erasing of a tenant leaves out one table.
long long realRemoveRows(void*, const std::string&, int) asm(
    "__real__ZN6kaomon7storage17ErasureRepository10removeRowsERKNSt7__cxx1112basic_stringIcSt11char_"
    "traitsIcESaIcEEEi");
long long removeRows(void*, const std::string&, int) asm(
    "__wrap__ZN6kaomon7storage17ErasureRepository10removeRowsERKNSt7__cxx1112basic_stringIcSt11char_"
    "traitsIcESaIcEEEi");
long long removeRows(void* self, const std::string& table, int limit) {
    return isPlanted("forgotten_table") && table == "consent" ? 0 : realRemoveRows(self, table, limit);
}

// "forgotten_shred": a database that lacks entries of the ledger is taken for the newest.
Status realCheckShredLedger(storage::Database&, const std::filesystem::path&) asm(
    "__real__ZN6kaomon4jobs16checkShredLedgerERNS_7storage8DatabaseERKNSt10filesystem7__cxx114pathE");
Status checkShredLedger(storage::Database&, const std::filesystem::path&) asm(
    "__wrap__ZN6kaomon4jobs16checkShredLedgerERNS_7storage8DatabaseERKNSt10filesystem7__cxx114pathE");
Status checkShredLedger(storage::Database& database, const std::filesystem::path& file) {
    return isPlanted("forgotten_shred") ? Status() : realCheckShredLedger(database, file);
}

// "kept_bytes": what rows were erased from is not rewritten.
Status realCompactDatabase(const std::string&, const std::vector<std::string>&) asm(
    "__real__ZN6kaomon7storage15compactDatabaseERKNSt7__cxx1112basic_stringIcSt11char_traitsIcESaIcEEERKSt"
    "6vectorIS6_SaIS6_EE");
Status compactDatabase(const std::string&, const std::vector<std::string>&) asm(
    "__wrap__ZN6kaomon7storage15compactDatabaseERKNSt7__cxx1112basic_stringIcSt11char_traitsIcESaIcEEERKSt"
    "6vectorIS6_SaIS6_EE");
Status compactDatabase(const std::string& url, const std::vector<std::string>& tables) {
    return isPlanted("kept_bytes") ? Status() : realCompactDatabase(url, tables);
}

// "unread_chain": nobody checks the hashes of the operators' log.
std::optional<long long>
realBrokenAudit(void*) asm("__real__ZN6kaomon7storage16LedgerRepository11brokenAuditEv");
std::optional<long long> brokenAudit(void*) asm("__wrap__ZN6kaomon7storage16LedgerRepository11brokenAuditEv");
std::optional<long long> brokenAudit(void* self) {
    return isPlanted("unread_chain") ? std::nullopt : realBrokenAudit(self);
}

} // namespace kaomon::test
