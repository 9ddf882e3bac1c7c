// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/eraser.h"

#include "base/base64.h"
#include "base/log.h"
#include "jobs/deletion_certificate.h"
#include "jobs/shred_ledger_file.h"
#include "storage/compaction.h"
#include "storage/repositories/erasure_repository.h"
#include "storage/repositories/outbox_repository.h"
#include "storage/repositories/tenant_life_repository.h"

namespace kaomon::jobs {
namespace {

using storage::ErasureRepository;
using storage::LedgerRepository;
using storage::TenantLife;
using storage::TenantLifeRepository;
using storage::UnitOfWork;

constexpr int kBatch = 1'000;
constexpr const char* kActor = "server";
constexpr const char* kFacesBegin = "FACES_PURGE_BEGIN";
constexpr const char* kFacesEnd = "FACES_PURGE_END";
constexpr const char* kTenantBegin = "TENANT_ERASE_BEGIN";
constexpr const char* kTenantEnd = "TENANT_ERASE_END";

Error gone() {
    return Error(ErrorCode::NotFound, "no such tenant");
}

// What beginFaces() or beginTenant() noted: when, and what there was.
storage::OperatorEntry intentOf(UnitOfWork& unit, const char* action) {
    storage::OperatorEntry intent;
    for (auto& entry : LedgerRepository(unit).auditOf(unit.tenant().text())) {
        if (entry.action == action) {
            intent = std::move(entry);
        }
    }
    return intent;
}

Result<storage::ShredEntry> ledgerEntry(UnitOfWork& unit, long long seq) {
    auto entries = LedgerRepository(unit).shredsAfter(seq - 1);
    if (entries.empty() || entries.front().seq != seq) {
        return fail(ErrorCode::StorageCorrupt, "the shred ledger lacks an entry that was begun");
    }
    return std::move(entries.front());
}

Result<storage::CertificateRow> certify(UnitOfWork& unit, const char* beginAction, long long seq,
                                        long long remaining, TimePoint now, const crypto::SigningKey& key) {
    const auto entry = ledgerEntry(unit, seq);
    if (!entry) {
        return propagate(entry.error());
    }
    const auto intent = intentOf(unit, beginAction);
    const std::string tenant = unit.tenant().text();
    const DeletionCertificate certificate{.tenantHash = deletionTenantHash(tenant),
                                          .kind = entry->kind,
                                          .ledgerSeq = seq,
                                          .ledgerHash = toBase64Url(entry->hash),
                                          .begunAt = entry->at,
                                          .finishedAt = now,
                                          .erased = intent.detail.empty() ? "nothing" : intent.detail,
                                          .remaining = remaining};
    return storage::CertificateRow{seq, tenant, entry->kind, now, certificate.sign(key)};
}

} // namespace

void Eraser::beginFaces(UnitOfWork& unit, TimePoint now) {
    TenantLifeRepository lives(unit);
    auto life = lives.find(unit.tenant());
    LedgerRepository ledger(unit);
    const std::string tenant = unit.tenant().text();
    life->facesPurgeSeq = ledger.addShred("faces", tenant, now).seq;
    ledger.audit(kActor, kFacesBegin, tenant, countsText(ErasureRepository(unit).faceCounts()), now);
    lives.update(*life);
}

void Eraser::beginTenant(UnitOfWork& unit, TimePoint now) {
    TenantLifeRepository lives(unit);
    auto life = lives.find(unit.tenant());
    LedgerRepository ledger(unit);
    const std::string tenant = unit.tenant().text();
    life->deleteSeq = ledger.addShred("tenant", tenant, now).seq;
    ledger.audit(kActor, kTenantBegin, tenant, countsText(ErasureRepository(unit).counts()), now);
    lives.update(*life);
    lives.setState(unit.tenant(), "deleting");
}

Status Eraser::followLedger() {
    auto file = ShredLedgerFile::open(m_tools.ledgerFile);
    if (!file) {
        return propagate(file.error());
    }
    return m_context.read(TenantId(), [&](UnitOfWork& unit) -> Status { return file->follow(unit); });
}

Status Eraser::repeat(const TenantId& tenant, const char* point,
                      const std::function<long long(UnitOfWork&)>& piece) {
    while (true) {
        m_context.reached(point);
        const auto removed =
            m_context.batch(tenant, [&](UnitOfWork& unit) -> Result<long long> { return piece(unit); });
        if (!removed) {
            return propagate(removed.error());
        }
        if (*removed == 0) {
            return {};
        }
    }
}

Status Eraser::purgeFaces(const TenantId& tenant) {
    m_context.reached("faces.begun");
    if (Status on = followLedger(); !on) {
        return on;
    }
    const TimePoint now = m_context.now();
    if (Status shredded =
            repeat(tenant, "faces.keys",
                   [&](UnitOfWork& unit) { return ErasureRepository(unit).removeFaceKeys(kBatch, now); });
        !shredded) {
        return shredded;
    }
    if (Status removed =
            repeat(tenant, "faces.templates",
                   [&](UnitOfWork& unit) { return ErasureRepository(unit).removeTemplates(kBatch, now); });
        !removed) {
        return removed;
    }
    m_context.reached("faces.compact");
    if (Status compacted =
            storage::compactDatabase(m_tools.databaseUrl, {"face_template", "key_seal", "idem_key"});
        !compacted) {
        return compacted;
    }
    m_context.reached("faces.certificate");
    const Status finished =
        m_context.batch(tenant, [&](UnitOfWork& unit) -> Status { return finishFaces(unit); });
    m_context.reached("faces.done");
    return finished;
}

Status Eraser::finishFaces(UnitOfWork& unit) {
    TenantLifeRepository lives(unit);
    auto life = lives.lock(unit.tenant());
    if (!life || !life->facesPurgeSeq) {
        return propagate(gone());
    }
    const long long remaining = storage::sumOf(ErasureRepository(unit).faceCounts());
    if (remaining != 0) {
        return fail(ErrorCode::Unavailable, "something came in while the faces were erased");
    }
    const TimePoint now = m_context.now();
    const auto certificate =
        certify(unit, kFacesBegin, *life->facesPurgeSeq, remaining, now, m_tools.certificateKey);
    if (!certificate) {
        return propagate(certificate.error());
    }
    LedgerRepository ledger(unit);
    ledger.addCertificate(*certificate);
    ledger.audit(kActor, kFacesEnd, unit.tenant().text(), "remaining=0", now);
    life->facesPurgedAt = now;
    lives.update(*life);
    storage::OutboxRepository(unit).add({"faces_deleted", now, "{}"}, now);
    log::info("licence.faces_erased", {{"tenant", unit.tenant().text()}});
    return {};
}

Status Eraser::eraseTenant(const TenantId& tenant) {
    m_context.reached("tenant.begun");
    if (Status on = followLedger(); !on) {
        return on;
    }
    if (Status shredded = repeat(tenant, "tenant.keys",
                                 [](UnitOfWork& unit) { return ErasureRepository(unit).removeKeys(kBatch); });
        !shredded) {
        return shredded;
    }
    const auto tables = m_context.read(tenant, [](UnitOfWork& unit) -> Result<std::vector<std::string>> {
        return ErasureRepository(unit).tables();
    });
    if (!tables) {
        return propagate(tables.error());
    }
    for (const std::string& table : *tables) {
        if (Status removed =
                repeat(tenant, "tenant.rows",
                       [&](UnitOfWork& unit) { return ErasureRepository(unit).removeRows(table, kBatch); });
            !removed) {
            return removed;
        }
    }
    m_context.reached("tenant.compact");
    if (Status compacted = storage::compactDatabase(m_tools.databaseUrl, *tables); !compacted) {
        return compacted;
    }
    m_context.reached("tenant.certificate");
    const Status finished =
        m_context.batch(tenant, [&](UnitOfWork& unit) -> Status { return finishTenant(unit); });
    m_context.reached("tenant.done");
    return finished;
}

Status Eraser::finishTenant(UnitOfWork& unit) {
    const auto life = TenantLifeRepository(unit).lock(unit.tenant());
    if (!life || !life->deleteSeq) {
        return propagate(gone());
    }
    ErasureRepository erasure(unit);
    const long long remaining = storage::sumOf(erasure.counts());
    if (remaining != 0) {
        return fail(ErrorCode::Unavailable, "something came in while the tenant was erased");
    }
    const TimePoint now = m_context.now();
    const auto certificate =
        certify(unit, kTenantBegin, *life->deleteSeq, remaining, now, m_tools.certificateKey);
    if (!certificate) {
        return propagate(certificate.error());
    }
    LedgerRepository ledger(unit);
    ledger.addCertificate(*certificate);
    ledger.audit(kActor, kTenantEnd, unit.tenant().text(), "remaining=0", now);
    erasure.removeTenant();
    log::info("licence.tenant_erased", {{"tenant", unit.tenant().text()}});
    return {};
}

} // namespace kaomon::jobs
