// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <vector>

#include "domain/release.h"
#include "duties/broadcast.h"
#include "duties/operator_settings.h"
#include "duties/release_manifest.h"
#include "storage/repositories/release_repository.h"

namespace kaomon::duties {

struct ReleaseDraft {
    std::string version;
    TimePoint releasedAt;
    Texts notes;
    std::vector<std::string> systems; // supported operating systems
    std::string lateReason;           // needed when the mail cannot go out two weeks before
    std::vector<std::string> manifests;
};

// The calendar of the client's releases. Lives for one job. Throws StorageFault.
class ReleaseBook {
public:
    ReleaseBook(const Act& act, const OperatorSettings& settings)
        : m_act(act)
        , m_settings(settings) {}

    // Every manifest is signed by one of `keys` and speaks of this version. ErrorCode::ValidationFailed,
    // SignatureInvalid, Conflict (there is one of this version).
    [[nodiscard]] Status add(const ReleaseDraft& draft, const std::vector<Bytes>& keys);
    // ErrorCode::NotFound, Conflict (withdrawn already).
    [[nodiscard]] Status withdraw(const std::string& version, const std::string& reason);
    // Sends the mails before and at releases whose time has come; how many.
    int tellDue();

private:
    void tell(const storage::ReleaseRow& row, const char* mail, const std::string& reason = {});

    const Act& m_act;
    const OperatorSettings& m_settings;
};

// For domain::supportOf().
[[nodiscard]] std::vector<domain::ReleaseTimes> timesOf(const std::vector<storage::ReleaseRow>& releases);

// A name of a file that can be nothing else: letters, digits, dots, dashes, underscores.
[[nodiscard]] bool isReleaseFileName(std::string_view name);

// Where the server keeps a release's file.
[[nodiscard]] std::filesystem::path releaseFilePath(const std::filesystem::path& folder,
                                                    const std::string& version, const std::string& name);

} // namespace kaomon::duties
