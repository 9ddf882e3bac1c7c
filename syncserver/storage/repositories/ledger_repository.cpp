// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/repositories/ledger_repository.h"

#include "crypto/bytes_io.h"
#include "crypto/hash_chain.h"
#include "storage/query.h"

namespace kaomon::storage {
namespace {

using Text = std::string;

Bytes auditHash(const Bytes& previous, const OperatorEntry& entry) {
    crypto::BytesWriter writer;
    writer.number(static_cast<std::uint64_t>(entry.seq)).time(entry.at).text(entry.actor).text(entry.action);
    writer.text(entry.tenant).text(entry.detail);
    return crypto::chainNext(previous, writer.result());
}

std::vector<ShredEntry> shredsOf(Query& query) {
    std::vector<ShredEntry> entries;
    for (auto& [seq, at, kind, tenant, hash] : query.all<long long, TimePoint, Text, Text, Bytes>()) {
        entries.push_back({seq, at, std::move(kind), std::move(tenant), std::move(hash)});
    }
    return entries;
}

} // namespace

Bytes shredEntryHash(const Bytes& previous, const ShredEntry& entry) {
    crypto::BytesWriter writer;
    writer.number(static_cast<std::uint64_t>(entry.seq)).time(entry.at).text(entry.kind).text(entry.tenant);
    return crypto::chainNext(previous, writer.result());
}

void LedgerRepository::lockChains() {
    if (m_unit.dialect() == Dialect::Postgresql) {
        (void)Query(m_unit, "SELECT CAST(pg_advisory_xact_lock(8314501) AS TEXT)").all<Text>();
    }
}

ShredEntry LedgerRepository::addShred(const std::string& kind, const std::string& tenant, TimePoint now) {
    lockChains();
    const auto last = lastShred();
    ShredEntry entry{.seq = last ? last->seq + 1 : 1, .at = now, .kind = kind, .tenant = tenant, .hash = {}};
    entry.hash = shredEntryHash(last ? last->hash : crypto::chainStart(), entry);
    restoreShred(entry);
    return entry;
}

void LedgerRepository::restoreShred(const ShredEntry& entry) {
    Query(m_unit, "INSERT INTO shred_ledger (seq, at, kind, tenant_id, hash) VALUES (:seq, :at, :kind, "
                  ":tenant, :hash)")
        .bind("seq", entry.seq)
        .bind("at", entry.at)
        .bind("kind", entry.kind)
        .bind("tenant", entry.tenant)
        .bind("hash", entry.hash)
        .run();
}

std::vector<ShredEntry> LedgerRepository::shredsAfter(long long seq) {
    Query query(m_unit, "SELECT seq, at, kind, tenant_id, hash FROM shred_ledger WHERE seq > :seq "
                        "ORDER BY seq");
    return shredsOf(query.bind("seq", seq));
}

std::optional<ShredEntry> LedgerRepository::lastShred() {
    Query query(m_unit, "SELECT seq, at, kind, tenant_id, hash FROM shred_ledger ORDER BY seq DESC LIMIT 1");
    auto rows = shredsOf(query);
    return rows.empty() ? std::nullopt : std::optional(std::move(rows.front()));
}

void LedgerRepository::audit(const std::string& actor, const std::string& action, const std::string& tenant,
                             const std::string& detail, TimePoint now) {
    lockChains();
    const auto last = Query(m_unit, "SELECT seq, hash FROM operator_audit ORDER BY seq DESC LIMIT 1")
                          .first<long long, Bytes>();
    const OperatorEntry entry{last ? std::get<0>(*last) + 1 : 1, now, actor, action, tenant, detail};
    Query(m_unit, "INSERT INTO operator_audit (seq, at, actor, action, tenant_id, detail, hash) VALUES "
                  "(:seq, :at, :actor, :action, :tenant, :detail, :hash)")
        .bind("seq", entry.seq)
        .bind("at", entry.at)
        .bind("actor", entry.actor)
        .bind("action", entry.action)
        .bind("tenant", entry.tenant)
        .bind("detail", entry.detail)
        .bind("hash", auditHash(last ? std::get<1>(*last) : crypto::chainStart(), entry))
        .run();
}

std::vector<OperatorEntry> LedgerRepository::auditOf(const std::string& tenant) {
    std::vector<OperatorEntry> entries;
    Query query(m_unit, std::string("SELECT seq, at, actor, action, tenant_id, detail FROM operator_audit") +
                            (tenant.empty() ? "" : " WHERE tenant_id = :tenant") + " ORDER BY seq");
    if (!tenant.empty()) {
        query.bind("tenant", tenant);
    }
    for (auto& [seq, at, actor, action, of, detail] :
         query.all<long long, TimePoint, Text, Text, Text, Text>()) {
        entries.push_back({seq, at, std::move(actor), std::move(action), std::move(of), std::move(detail)});
    }
    return entries;
}

std::optional<long long> LedgerRepository::brokenAudit() {
    Bytes previous = crypto::chainStart();
    long long expected = 1;
    auto rows = Query(m_unit, "SELECT seq, at, actor, action, tenant_id, detail, hash FROM operator_audit "
                              "ORDER BY seq")
                    .all<long long, TimePoint, Text, Text, Text, Text, Bytes>();
    for (auto& [seq, at, actor, action, tenant, detail, hash] : rows) {
        previous = auditHash(previous, {seq, at, actor, action, tenant, detail});
        if (seq != expected++ || previous != hash) {
            return seq;
        }
    }
    return std::nullopt;
}

void LedgerRepository::addCertificate(const CertificateRow& certificate) {
    Query(m_unit, "INSERT INTO deletion_certificate (ledger_seq, tenant_id, kind, issued_at, certificate) "
                  "VALUES (:seq, :tenant, :kind, :issued, :text) ON CONFLICT (ledger_seq) DO NOTHING")
        .bind("seq", certificate.ledgerSeq)
        .bind("tenant", certificate.tenant)
        .bind("kind", certificate.kind)
        .bind("issued", certificate.issuedAt)
        .bind("text", certificate.text)
        .run();
}

std::vector<CertificateRow> LedgerRepository::certificatesOf(const std::string& tenant) {
    std::vector<CertificateRow> certificates;
    auto rows = Query(m_unit, "SELECT ledger_seq, tenant_id, kind, issued_at, certificate FROM "
                              "deletion_certificate WHERE tenant_id = :tenant ORDER BY ledger_seq")
                    .bind("tenant", tenant)
                    .all<long long, Text, Text, TimePoint, Text>();
    for (auto& [seq, of, kind, issued, text] : rows) {
        certificates.push_back({seq, std::move(of), std::move(kind), issued, std::move(text)});
    }
    return certificates;
}

} // namespace kaomon::storage
