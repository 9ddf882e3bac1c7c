// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/repositories/release_repository.h"

#include "storage/query.h"

namespace kaomon::storage {
namespace {

using Text = std::string;
using MaybeTime = std::optional<TimePoint>;

constexpr std::string_view kSelect =
    "SELECT version, released_at, notes_ja, notes_en, systems, announced_at, "
    "published_at, withdrawn_at, withdraw_reason, created_at, created_by FROM "
    "client_release";
constexpr std::string_view kSelectFile = "SELECT version, name, platform, size, sha256, manifest FROM "
                                         "client_release_file WHERE version = :version";

std::vector<ReleaseRow> rowsOf(Query& query) {
    std::vector<ReleaseRow> rows;
    for (auto& [version, released, notesJa, notesEn, systems, announced, published, withdrawn, reason,
                created, by] : query.all<Text, TimePoint, Text, Text, Text, MaybeTime, MaybeTime, MaybeTime,
                                         Text, TimePoint, Text>()) {
        rows.push_back({std::move(version), released, std::move(notesJa), std::move(notesEn),
                        std::move(systems), announced, published, withdrawn, std::move(reason), created,
                        std::move(by)});
    }
    return rows;
}

std::vector<ReleaseFileRow> filesOf(Query& query) {
    std::vector<ReleaseFileRow> rows;
    for (auto& [version, name, platform, size, sha, manifest] :
         query.all<Text, Text, Text, long long, Text, Text>()) {
        rows.push_back({std::move(version), std::move(name), std::move(platform), size, std::move(sha),
                        std::move(manifest)});
    }
    return rows;
}

} // namespace

bool ReleaseRepository::add(const ReleaseRow& release) {
    return Query(m_unit,
                 "INSERT INTO client_release (version, released_at, notes_ja, notes_en, systems, "
                 "withdraw_reason, created_at, created_by) VALUES (:version, :released, :notesja, :notesen, "
                 ":systems, '', :created, :by) ON CONFLICT (version) DO NOTHING")
               .bind("version", release.version)
               .bind("released", release.releasedAt)
               .bind("notesja", release.notesJa)
               .bind("notesen", release.notesEn)
               .bind("systems", release.systems)
               .bind("created", release.createdAt)
               .bind("by", release.createdBy)
               .run() == 1;
}

void ReleaseRepository::addFile(const ReleaseFileRow& file) {
    Query(m_unit, "INSERT INTO client_release_file (version, name, platform, size, sha256, manifest) VALUES "
                  "(:version, :name, :platform, :size, :sha, :manifest)")
        .bind("version", file.version)
        .bind("name", file.name)
        .bind("platform", file.platform)
        .bind("size", file.size)
        .bind("sha", file.sha256)
        .bind("manifest", file.manifest)
        .run();
}

std::optional<ReleaseRow> ReleaseRepository::find(const std::string& version) {
    Query query(m_unit, Text(kSelect) + " WHERE version = :version");
    auto rows = rowsOf(query.bind("version", version));
    return rows.empty() ? std::nullopt : std::optional(std::move(rows.front()));
}

std::vector<ReleaseRow> ReleaseRepository::list() {
    Query query(m_unit, Text(kSelect) + " ORDER BY released_at DESC, version DESC");
    return rowsOf(query);
}

std::vector<ReleaseFileRow> ReleaseRepository::files(const std::string& version) {
    Query query(m_unit, Text(kSelectFile) + " ORDER BY name");
    return filesOf(query.bind("version", version));
}

std::optional<ReleaseFileRow> ReleaseRepository::file(const std::string& version, const std::string& name) {
    Query query(m_unit, Text(kSelectFile) + " AND name = :name");
    auto rows = filesOf(query.bind("version", version).bind("name", name));
    return rows.empty() ? std::nullopt : std::optional(std::move(rows.front()));
}

void ReleaseRepository::noteAnnounced(const std::string& version, TimePoint now) {
    Query(m_unit, "UPDATE client_release SET announced_at = :now WHERE version = :version")
        .bind("now", now)
        .bind("version", version)
        .run();
}

void ReleaseRepository::notePublished(const std::string& version, TimePoint now) {
    Query(m_unit, "UPDATE client_release SET published_at = :now WHERE version = :version")
        .bind("now", now)
        .bind("version", version)
        .run();
}

void ReleaseRepository::withdraw(const std::string& version, const std::string& reason, TimePoint now) {
    Query(m_unit,
          "UPDATE client_release SET withdrawn_at = :now, withdraw_reason = :reason WHERE version = :version")
        .bind("now", now)
        .bind("reason", reason)
        .bind("version", version)
        .run();
}

std::vector<VersionCount> ReleaseRepository::fleet() {
    std::vector<VersionCount> counts;
    for (auto& [version, devices] :
         Query(m_unit, "SELECT client_version, COUNT(*) FROM device WHERE tenant_id = :tenant AND state IN "
                       "('active', 'suspended') GROUP BY client_version ORDER BY client_version LIMIT 1000")
             .bind("tenant", m_unit.tenant())
             .all<Text, long long>()) {
        counts.push_back({std::move(version), devices});
    }
    return counts;
}

} // namespace kaomon::storage
