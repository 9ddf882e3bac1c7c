// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/repositories/import_repository.h"

#include "storage/query.h"
#include "wire/codec.h"

namespace kaomon::storage {
namespace {

constexpr std::string_view kColumns = "job, is_utf8, utf8_tail, parts, next_part, part_offset, carry, "
                                      "delimiter, line, position, after_login, active_members";

Bytes bytesOf(const std::string& text) {
    return {text.begin(), text.end()};
}

std::string textOf(const Bytes& bytes) {
    return {bytes.begin(), bytes.end()};
}

wire::ImportJob jobOf(const std::string& text) {
    auto job = wire::decode<wire::ImportJob>(text);
    if (!job) {
        throw StorageFault(StorageFault::Kind::Corrupt, "import job");
    }
    return std::move(*job);
}

std::optional<ImportRecord> recordOf(Query& query) {
    using Text = std::string;
    auto row = query.first<Text, int, Bytes, long long, long long, long long, Bytes, Text, long long,
                           long long, Text, long long>();
    if (!row) {
        return std::nullopt;
    }
    auto& [job, isUtf8, tail, parts, next, offset, carry, delimiter, line, position, after, members] = *row;
    return ImportRecord{.job = jobOf(job),
                        .isUtf8 = isUtf8 != 0,
                        .utf8Tail = textOf(tail),
                        .parts = parts,
                        .nextPart = next,
                        .partOffset = offset,
                        .carry = textOf(carry),
                        .delimiter = std::move(delimiter),
                        .line = line,
                        .position = position,
                        .afterLogin = std::move(after),
                        .activeMembers = members};
}

void bindRecord(Query& query, const ImportRecord& record) {
    query.bind("id", record.job.id)
        .bind("job", wire::encode(record.job))
        .bind("utf8", record.isUtf8 ? 1 : 0)
        .bind("tail", bytesOf(record.utf8Tail))
        .bind("parts", record.parts)
        .bind("next", record.nextPart)
        .bind("offset", record.partOffset)
        .bind("carry", bytesOf(record.carry))
        .bind("delimiter", record.delimiter)
        .bind("line", record.line)
        .bind("position", record.position)
        .bind("after", record.afterLogin)
        .bind("members", record.activeMembers);
}

} // namespace

void ImportRepository::add(const ImportRecord& record) {
    Query query(m_unit, "INSERT INTO import_job (tenant_id, id, job, is_utf8, utf8_tail, parts, next_part, "
                        "part_offset, carry, delimiter, line, position, after_login, active_members, turn, "
                        "changed_at) VALUES (:tenant, :id, :job, :utf8, :tail, :parts, :next, :offset, "
                        ":carry, :delimiter, :line, :position, :after, :members, 0, :now)");
    bindRecord(query, record);
    query.bind("tenant", m_unit.tenant()).bind("now", m_now).run();
}

std::optional<ImportRecord> ImportRepository::find(const ImportId& id) {
    Query query(m_unit, "SELECT " + std::string(kColumns) +
                            " FROM import_job WHERE tenant_id = :tenant AND id = :id");
    query.bind("tenant", m_unit.tenant()).bind("id", id);
    return recordOf(query);
}

std::optional<ImportRecord> ImportRepository::take(const ImportId& id) {
    Query query(m_unit, "UPDATE import_job SET turn = turn + 1 WHERE tenant_id = :tenant AND id = :id "
                        "RETURNING " +
                            std::string(kColumns));
    query.bind("tenant", m_unit.tenant()).bind("id", id);
    return recordOf(query);
}

void ImportRepository::save(ImportRecord& record) {
    record.job.changedAt = m_now;
    Query query(m_unit,
                "UPDATE import_job SET job = :job, is_utf8 = :utf8, utf8_tail = :tail, parts = :parts, "
                "next_part = :next, part_offset = :offset, carry = :carry, delimiter = :delimiter, "
                "line = :line, position = :position, after_login = :after, active_members = :members, "
                "changed_at = :now WHERE tenant_id = :tenant AND id = :id");
    bindRecord(query, record);
    query.bind("tenant", m_unit.tenant()).bind("now", m_now).run();
}

std::vector<wire::ImportJob> ImportRepository::list(int limit) {
    std::vector<wire::ImportJob> jobs;
    const auto rows = Query(m_unit, "SELECT job FROM import_job WHERE tenant_id = :tenant "
                                    "ORDER BY changed_at DESC, id DESC LIMIT :limit")
                          .bind("tenant", m_unit.tenant())
                          .bind("limit", limit)
                          .all<std::string>();
    for (const auto& [job] : rows) {
        jobs.push_back(jobOf(job));
    }
    return jobs;
}

void ImportRepository::removeOlderThan(TimePoint time) {
    constexpr std::string_view kOld =
        " (SELECT id FROM import_job WHERE tenant_id = :tenant AND changed_at < :time)";
    for (const std::string_view table : {"import_part", "import_row", "import_undo"}) {
        Query(m_unit, "DELETE FROM " + std::string(table) + " WHERE tenant_id = :tenant AND import_id IN" +
                          std::string(kOld))
            .bind("tenant", m_unit.tenant())
            .bind("time", time)
            .run();
    }
    Query(m_unit, "DELETE FROM import_job WHERE tenant_id = :tenant AND changed_at < :time")
        .bind("tenant", m_unit.tenant())
        .bind("time", time)
        .run();
}

void ImportRepository::addPart(const ImportId& id, long long part, const std::string& bytes) {
    Query(m_unit,
          "INSERT INTO import_part (tenant_id, import_id, part, data) VALUES (:tenant, :id, :part, :data)")
        .bind("tenant", m_unit.tenant())
        .bind("id", id)
        .bind("part", part)
        .bind("data", bytesOf(bytes))
        .run();
}

std::string ImportRepository::part(const ImportId& id, long long part) {
    const auto row = Query(m_unit, "SELECT data FROM import_part WHERE tenant_id = :tenant AND "
                                   "import_id = :id AND part = :part")
                         .bind("tenant", m_unit.tenant())
                         .bind("id", id)
                         .bind("part", part)
                         .first<Bytes>();
    if (!row) {
        throw StorageFault(StorageFault::Kind::Corrupt, "part of an import");
    }
    return textOf(std::get<0>(*row));
}

void ImportRepository::removeParts(const ImportId& id) {
    Query(m_unit, "DELETE FROM import_part WHERE tenant_id = :tenant AND import_id = :id")
        .bind("tenant", m_unit.tenant())
        .bind("id", id)
        .run();
}

} // namespace kaomon::storage
