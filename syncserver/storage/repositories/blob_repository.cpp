// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/repositories/blob_repository.h"

#include <algorithm>
#include <limits>

#include "storage/bulk.h"
#include "storage/query.h"

namespace kaomon::storage {
namespace {

using Text = std::string;
using MaybeText = std::optional<std::string>;

constexpr std::size_t kChunk = 64 * 1024;
constexpr long long kChunksOfPart = kBlobPart / kChunk;
constexpr std::size_t kHash = 32;
// What a blob costs besides its bytes: many tiny ones must not be free.
constexpr long long kOverhead = 4096;

constexpr std::string_view kColumns =
    "b.id, b.kind, b.device_id, b.user_id, b.event_id, b.state, b.size, b.received, b.part_hashes, b.key_id, "
    "b.sealed_key, b.ticket, b.note, b.taken_at, b.created_at, b.changed_at, b.expires_at, b.rev, d.name, "
    "u.login";
constexpr std::string_view kFrom =
    " FROM sealed_blob b LEFT JOIN device d ON d.tenant_id = b.tenant_id AND d.id = b.device_id LEFT JOIN "
    "user_account u ON u.tenant_id = b.tenant_id AND u.id = b.user_id WHERE b.tenant_id = :tenant";

long long costOf(long long size) {
    return size + kOverhead;
}

Bytes joined(const std::vector<Bytes>& hashes) {
    Bytes all;
    for (const Bytes& hash : hashes) {
        all.insert(all.end(), hash.begin(), hash.end());
    }
    return all;
}

std::vector<Bytes> split(const Bytes& all) {
    std::vector<Bytes> hashes;
    for (std::size_t i = 0; i + kHash <= all.size(); i += kHash) {
        const auto begin = all.begin() + static_cast<std::ptrdiff_t>(i);
        hashes.emplace_back(begin, begin + kHash);
    }
    return hashes;
}

std::vector<BlobRow> blobsOf(Query& query) {
    std::vector<BlobRow> blobs;
    auto rows = query.all<BlobId, Text, DeviceId, std::optional<UserId>, std::optional<EventId>, Text,
                          long long, int, Bytes, Text, Bytes, MaybeText, Text, TimePoint, TimePoint,
                          TimePoint, TimePoint, long long, MaybeText, MaybeText>();
    for (auto& [id, kind, device, user, event, state, size, received, hashes, keyId, key, ticket, note, taken,
                created, changed, expires, rev, name, login] : rows) {
        blobs.push_back({id,
                         kind == "image" ? BlobKind::Image : BlobKind::Diagnostics,
                         device,
                         user,
                         event,
                         std::move(state),
                         size,
                         received,
                         split(hashes),
                         std::move(keyId),
                         std::move(key),
                         std::move(ticket),
                         std::move(note),
                         taken,
                         created,
                         changed,
                         expires,
                         rev,
                         name.value_or(Text()),
                         std::move(login)});
    }
    return blobs;
}

} // namespace

const char* nameOf(BlobKind kind) {
    return kind == BlobKind::Image ? "image" : "diagnostics";
}

long long BlobRow::partSize(int part) const {
    return std::min(static_cast<long long>(kBlobPart), size - part * static_cast<long long>(kBlobPart));
}

bool BlobRepository::changeUsed(BlobKind kind, long long by, long long limit) {
    Query(m_unit,
          "INSERT INTO blob_quota (tenant_id, kind, used) VALUES (:tenant, :kind, 0) ON CONFLICT (tenant_id, "
          "kind) DO NOTHING")
        .bind("tenant", m_unit.tenant())
        .bind("kind", nameOf(kind))
        .run();
    return Query(m_unit,
                 "UPDATE blob_quota SET used = used + :by WHERE tenant_id = :tenant AND kind = :kind AND "
                 "used + :by <= :limit")
               .bind("by", by)
               .bind("tenant", m_unit.tenant())
               .bind("kind", nameOf(kind))
               .bind("limit", limit)
               .run() == 1;
}

bool BlobRepository::add(const BlobRow& blob, long long limit) {
    if (!changeUsed(blob.kind, costOf(blob.size), limit)) {
        return false;
    }
    Query(m_unit,
          "INSERT INTO sealed_blob (tenant_id, id, kind, device_id, user_id, event_id, state, size, parts, "
          "received, part_hashes, key_id, sealed_key, ticket, note, taken_at, created_at, changed_at, "
          "expires_at, rev) VALUES (:tenant, :id, :kind, :device, :user, :event, :state, :size, :parts, 0, "
          ":hashes, :keyid, :sealed, :ticket, :note, :taken, :created, :created, :expires, :rev)")
        .bind("tenant", m_unit.tenant())
        .bind("id", blob.id)
        .bind("kind", nameOf(blob.kind))
        .bind("device", blob.device)
        .bind("user", blob.user)
        .bind("event", blob.event)
        .bind("state", blob.state)
        .bind("size", blob.size)
        .bind("parts", blob.parts())
        .bind("hashes", joined(blob.partHashes))
        .bind("keyid", blob.keyId)
        .bind("sealed", blob.sealedKey)
        .bind("ticket", blob.ticket)
        .bind("note", blob.note)
        .bind("taken", blob.takenAt)
        .bind("created", blob.createdAt)
        .bind("expires", blob.expiresAt)
        .bind("rev", blob.rev)
        .run();
    return true;
}

std::optional<BlobRow> BlobRepository::find(const BlobId& id) {
    Query query(m_unit, "SELECT " + Text(kColumns) + Text(kFrom) + " AND b.id = :id");
    query.bind("tenant", m_unit.tenant()).bind("id", id);
    auto blobs = blobsOf(query);
    return blobs.empty() ? std::nullopt : std::optional(std::move(blobs.front()));
}

std::optional<BlobRow> BlobRepository::take(const BlobId& id) {
    Query(m_unit, "UPDATE sealed_blob SET rev = rev WHERE tenant_id = :tenant AND id = :id")
        .bind("tenant", m_unit.tenant())
        .bind("id", id)
        .run();
    return find(id);
}

std::vector<BlobRow> BlobRepository::list(const BlobFilter& filter) {
    Text sql = "SELECT " + Text(kColumns) + Text(kFrom) + " AND b.kind = :kind";
    sql += filter.user.empty() ? "" : " AND b.user_id = :user";
    sql += filter.device.empty() ? "" : " AND b.device_id = :device";
    sql += filter.state.empty() ? "" : " AND b.state = :state";
    sql += filter.ticket.empty() ? "" : " AND b.ticket = :ticket";
    sql += filter.beforeAt ? " AND (b.created_at, b.id) < (:beforeat, :beforeid)" : "";
    Query query(m_unit, sql + " ORDER BY b.created_at DESC, b.id DESC LIMIT :limit");
    query.bind("tenant", m_unit.tenant()).bind("kind", nameOf(filter.kind)).bind("limit", filter.limit);
    const auto bindIfAny = [&query](std::string_view name, const Text& value) {
        if (!value.empty()) {
            query.bind(name, value);
        }
    };
    bindIfAny("user", filter.user);
    bindIfAny("device", filter.device);
    bindIfAny("state", filter.state);
    bindIfAny("ticket", filter.ticket);
    if (filter.beforeAt) {
        query.bind("beforeat", *filter.beforeAt).bind("beforeid", filter.beforeId);
    }
    return blobsOf(query);
}

long long BlobRepository::unfinished(BlobKind kind, const DeviceId& device) {
    const auto row =
        Query(m_unit, "SELECT COUNT(*) FROM sealed_blob WHERE tenant_id = :tenant AND kind = :kind AND "
                      "device_id = :device AND state = 'uploading'")
            .bind("tenant", m_unit.tenant())
            .bind("kind", nameOf(kind))
            .bind("device", device)
            .first<long long>();
    return row ? std::get<0>(*row) : 0;
}

void BlobRepository::save(const BlobRow& blob) {
    Query(m_unit,
          "UPDATE sealed_blob SET state = :state, received = :received, note = :note, changed_at = :changed, "
          "rev = :rev WHERE tenant_id = :tenant AND id = :id")
        .bind("state", blob.state)
        .bind("received", blob.received)
        .bind("note", blob.note)
        .bind("changed", blob.changedAt)
        .bind("rev", blob.rev)
        .bind("tenant", m_unit.tenant())
        .bind("id", blob.id)
        .run();
}

void BlobRepository::addPart(const BlobId& id, int part, const std::string& bytes) {
    std::vector<std::vector<Cell>> rows;
    long long n = part * kChunksOfPart;
    for (std::size_t begin = 0; begin < bytes.size(); begin += kChunk) {
        const std::size_t size = std::min(kChunk, bytes.size() - begin);
        const Bytes chunk(bytes.begin() + static_cast<std::ptrdiff_t>(begin),
                          bytes.begin() + static_cast<std::ptrdiff_t>(begin + size));
        rows.push_back({cellOf(n++), cellOf(chunk)});
    }
    insertRows(
        m_unit, "INSERT INTO blob_chunk (tenant_id, blob_id, n, data) VALUES ", ":tenant, :blob",
        [&](Query& query) { query.bind("tenant", m_unit.tenant()).bind("blob", id); }, rows);
}

std::string BlobRepository::part(const BlobId& id, int part) {
    Text bytes;
    for (const auto& [chunk] :
         Query(
             m_unit,
             "SELECT data FROM blob_chunk WHERE tenant_id = :tenant AND blob_id = :blob AND n >= :begin AND "
             "n < :last ORDER BY n")
             .bind("tenant", m_unit.tenant())
             .bind("blob", id)
             .bind("begin", part * kChunksOfPart)
             .bind("last", (part + 1) * kChunksOfPart)
             .all<Bytes>()) {
        bytes.append(chunk.begin(), chunk.end());
    }
    return bytes;
}

void BlobRepository::remove(const BlobRow& blob) {
    for (const char* sql : {"DELETE FROM blob_chunk WHERE tenant_id = :tenant AND blob_id = :id",
                            "DELETE FROM sealed_blob WHERE tenant_id = :tenant AND id = :id"}) {
        Query(m_unit, sql).bind("tenant", m_unit.tenant()).bind("id", blob.id).run();
    }
    (void)changeUsed(blob.kind, -costOf(blob.size), std::numeric_limits<long long>::max());
}

std::vector<BlobRow> BlobRepository::expired(TimePoint now, TimePoint begunBefore, int limit) {
    Query query(m_unit,
                "SELECT " + Text(kColumns) + Text(kFrom) +
                    " AND (b.expires_at <= :now OR (b.state = 'uploading' AND b.changed_at < :begun)) ORDER "
                    "BY b.expires_at LIMIT :limit");
    query.bind("tenant", m_unit.tenant()).bind("now", now).bind("begun", begunBefore).bind("limit", limit);
    return blobsOf(query);
}

void BlobRepository::expireImages(TimePoint createdBefore, TimePoint now) {
    Query(m_unit, "UPDATE sealed_blob SET expires_at = :now WHERE tenant_id = :tenant AND kind = 'image' AND "
                  "created_at < :before AND expires_at > :now")
        .bind("now", now)
        .bind("tenant", m_unit.tenant())
        .bind("before", createdBefore)
        .run();
}

long long BlobRepository::used(BlobKind kind) {
    const auto row = Query(m_unit, "SELECT used FROM blob_quota WHERE tenant_id = :tenant AND kind = :kind")
                         .bind("tenant", m_unit.tenant())
                         .bind("kind", nameOf(kind))
                         .first<long long>();
    return row ? std::get<0>(*row) : 0;
}

void BlobRepository::note(const wire::BlobAccessEntry& entry, TimePoint until) {
    Query(m_unit,
          "INSERT INTO blob_access (tenant_id, id, blob_id, kind, action, user_id, reason, address, at, "
          "until) VALUES (:tenant, :id, :blob, :kind, :action, :user, :reason, :address, :at, :until)")
        .bind("tenant", m_unit.tenant())
        .bind("id", entry.id)
        .bind("blob", entry.blob)
        .bind("kind", entry.kind)
        .bind("action", entry.action)
        .bind("user", entry.user)
        .bind("reason", entry.reason)
        .bind("address", entry.address)
        .bind("at", entry.at)
        .bind("until", until)
        .run();
}

bool BlobRepository::mayRead(const BlobAccessId& access, const BlobId& blob, const UserId& user,
                             TimePoint now) {
    return Query(m_unit,
                 "SELECT id FROM blob_access WHERE tenant_id = :tenant AND id = :id AND blob_id = :blob AND "
                 "user_id = :user AND action = 'opened' AND until > :now")
        .bind("tenant", m_unit.tenant())
        .bind("id", access)
        .bind("blob", blob)
        .bind("user", user)
        .bind("now", now)
        .first<Text>()
        .has_value();
}

std::vector<wire::BlobAccessEntry> BlobRepository::accesses(const std::optional<TimePoint>& beforeAt,
                                                            const std::string& beforeId, int limit) {
    Query query(
        m_unit,
        Text("SELECT a.id, a.blob_id, a.kind, a.action, a.user_id, u.login, a.reason, a.address, a.at "
             "FROM blob_access a LEFT JOIN user_account u ON u.tenant_id = a.tenant_id AND u.id = "
             "a.user_id WHERE a.tenant_id = :tenant") +
            (beforeAt ? " AND (a.at, a.id) < (:beforeat, :beforeid)" : "") +
            " ORDER BY a.at DESC, a.id DESC LIMIT :limit");
    query.bind("tenant", m_unit.tenant()).bind("limit", limit);
    if (beforeAt) {
        query.bind("beforeat", *beforeAt).bind("beforeid", beforeId);
    }
    std::vector<wire::BlobAccessEntry> entries;
    for (auto& [id, blob, kind, action, user, login, reason, address, at] :
         query.all<BlobAccessId, BlobId, Text, Text, UserId, MaybeText, Text, Text, TimePoint>()) {
        entries.push_back({id, blob, std::move(kind), std::move(action), user, std::move(login),
                           std::move(reason), std::move(address), at});
    }
    return entries;
}

long long BlobRepository::removeAccesses(TimePoint before, int limit) {
    return Query(m_unit,
                 "DELETE FROM blob_access WHERE tenant_id = :tenant AND id IN (SELECT id FROM blob_access "
                 "WHERE tenant_id = :tenant AND at < :before LIMIT :limit)")
        .bind("tenant", m_unit.tenant())
        .bind("before", before)
        .bind("limit", limit)
        .run();
}

} // namespace kaomon::storage
