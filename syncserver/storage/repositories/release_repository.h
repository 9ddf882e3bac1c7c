// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "storage/unit_of_work.h"

namespace kaomon::storage {

struct ReleaseFileRow {
    std::string version;
    std::string name;
    std::string platform; // windows-x64, debian-12-amd64
    long long size = 0;
    std::string sha256;   // hex
    std::string manifest; // crypto::SignedText of the release key over the columns before
};

struct ReleaseRow {
    std::string version;
    TimePoint releasedAt; // planned
    std::string notesJa;
    std::string notesEn;
    std::string systems;                  // supported operating systems, one a line
    std::optional<TimePoint> announcedAt; // the mail before it is on its way
    std::optional<TimePoint> publishedAt; // it is out, and the mail about it on its way
    std::optional<TimePoint> withdrawnAt;
    std::string withdrawReason;
    TimePoint createdAt;
    std::string createdBy;
};

struct VersionCount {
    std::string version;
    long long devices = 0;
};

// The client's releases, the operator's; works in a unit of any tenant. Throws StorageFault.
class ReleaseRepository {
public:
    explicit ReleaseRepository(UnitOfWork& unit)
        : m_unit(unit) {}

    // False when there is one of this version.
    [[nodiscard]] bool add(const ReleaseRow& release);
    void addFile(const ReleaseFileRow& file);
    [[nodiscard]] std::optional<ReleaseRow> find(const std::string& version);
    [[nodiscard]] std::vector<ReleaseRow> list();
    [[nodiscard]] std::vector<ReleaseFileRow> files(const std::string& version);
    [[nodiscard]] std::optional<ReleaseFileRow> file(const std::string& version, const std::string& name);
    void noteAnnounced(const std::string& version, TimePoint now);
    void notePublished(const std::string& version, TimePoint now);
    void withdraw(const std::string& version, const std::string& reason, TimePoint now);

    // PCs of the unit's tenant that are in use, by the version that they last told.
    [[nodiscard]] std::vector<VersionCount> fleet();

private:
    UnitOfWork& m_unit;
};

} // namespace kaomon::storage
