// SPDX-License-Identifier: GPL-3.0-or-later
#include "duties/release_book.h"

#include <algorithm>

#include "domain/notice.h"

namespace kaomon::duties {
namespace {

using storage::ReleaseRepository;
using storage::ReleaseRow;

constexpr std::size_t kLongestName = 120;
constexpr std::size_t kMostFiles = 20;
constexpr std::size_t kMostSystems = 30;

Status checkDraft(const ReleaseDraft& draft, const OperatorSettings& settings, TimePoint now) {
    if (const auto version = domain::parseVersion(draft.version); !version) {
        return propagate(version.error());
    }
    if (draft.manifests.empty() || draft.manifests.size() > kMostFiles) {
        return fail(ErrorCode::ValidationFailed, "from 1 to 20 files", "/files");
    }
    if (draft.systems.empty() || draft.systems.size() > kMostSystems) {
        return fail(ErrorCode::ValidationFailed, "from 1 to 30 supported systems", "/systems");
    }
    for (const std::string& system : draft.systems) {
        if (Status checked = domain::checkNoticeTitle(system, "/systems"); !checked) {
            return checked;
        }
    }
    for (const std::string* notes : {&draft.notes.japanese(), &draft.notes.english()}) {
        if (Status checked = domain::checkNoticeBody(*notes, {}, "/notes_ja"); !checked) {
            return checked;
        }
    }
    const bool isLate =
        domain::releaseMailAt(draft.releasedAt, settings.zone) + std::chrono::hours(24) <= now;
    if (isLate && draft.lateReason.empty()) {
        return fail(ErrorCode::ValidationFailed, "it is out in less than two weeks; a reason is needed",
                    "/late_reason");
    }
    return {};
}

} // namespace

bool isReleaseFileName(std::string_view name) {
    return !name.empty() && name.size() <= kLongestName && name.front() != '.' && name.front() != '-' &&
           std::ranges::all_of(name, [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                      c == '.' || c == '-' || c == '_';
           });
}

std::filesystem::path releaseFilePath(const std::filesystem::path& folder, const std::string& version,
                                      const std::string& name) {
    return folder / version / name;
}

std::vector<domain::ReleaseTimes> timesOf(const std::vector<ReleaseRow>& releases) {
    std::vector<domain::ReleaseTimes> times;
    for (const ReleaseRow& row : releases) {
        if (const auto version = domain::parseVersion(row.version)) {
            times.push_back({*version, row.releasedAt, row.withdrawnAt.has_value()});
        }
    }
    return times;
}

Status ReleaseBook::add(const ReleaseDraft& draft, const std::vector<Bytes>& keys) {
    if (Status checked = checkDraft(draft, m_settings, m_act.now); !checked) {
        return checked;
    }
    ReleaseRow row;
    row.version = draft.version;
    row.releasedAt = draft.releasedAt;
    row.notesJa = draft.notes.japanese();
    row.notesEn = draft.notes.english();
    for (const std::string& system : draft.systems) {
        row.systems += (row.systems.empty() ? "" : "\n") + system;
    }
    row.createdAt = m_act.now;
    row.createdBy = m_act.actor;
    ReleaseRepository releases(m_act.unit);
    if (!releases.add(row)) {
        return fail(ErrorCode::Conflict, "there is a release of this version");
    }
    for (const std::string& text : draft.manifests) {
        const auto manifest = ReleaseManifest::verify(text, keys);
        if (!manifest) {
            return propagate(manifest.error());
        }
        if (manifest->version != draft.version || !isReleaseFileName(manifest->name)) {
            return fail(ErrorCode::ValidationFailed, "the manifest is of another version or file", "/files");
        }
        releases.addFile(
            {draft.version, manifest->name, manifest->platform, manifest->size, manifest->sha256, text});
    }
    noteAct(m_act, "RELEASE_ADDED",
            draft.version + (draft.lateReason.empty() ? "" : ", late: " + draft.lateReason));
    return {};
}

void ReleaseBook::tell(const ReleaseRow& row, const char* mail, const std::string& reason) {
    tellAll(m_act, std::string(mail) + ":" + row.version,
            {{"version", row.version},
             {"released_at", toRfc3339(row.releasedAt)},
             {"sunset_at", toRfc3339(domain::sunsetAfter(row.releasedAt, m_settings.zone))},
             {"notes_ja", row.notesJa},
             {"notes_en", row.notesEn},
             {"reason", reason}},
            "");
}

Status ReleaseBook::withdraw(const std::string& version, const std::string& reason) {
    if (Status checked = domain::checkNoticeTitle(reason, "/reason"); !checked) {
        return checked;
    }
    ReleaseRepository releases(m_act.unit);
    const auto row = releases.find(version);
    if (!row) {
        return fail(ErrorCode::NotFound, "no such release");
    }
    if (row->withdrawnAt) {
        return fail(ErrorCode::Conflict, "it was withdrawn before");
    }
    releases.withdraw(version, reason, m_act.now);
    if (row->announcedAt || row->publishedAt) { // nobody is told of what he never heard of
        tell(*row, "release_withdrawn", reason);
    }
    noteAct(m_act, "RELEASE_WITHDRAWN", version + " " + reason);
    return {};
}

int ReleaseBook::tellDue() {
    int told = 0;
    ReleaseRepository releases(m_act.unit);
    for (const ReleaseRow& row : releases.list()) {
        if (row.withdrawnAt || row.publishedAt) {
            continue;
        }
        if (row.releasedAt <= m_act.now) {
            releases.notePublished(row.version, m_act.now);
            tell(row, "release_published");
            ++told;
        } else if (!row.announcedAt && domain::releaseMailAt(row.releasedAt, m_settings.zone) <= m_act.now) {
            releases.noteAnnounced(row.version, m_act.now);
            tell(row, "release_planned");
            ++told;
        }
    }
    return told;
}

} // namespace kaomon::duties
