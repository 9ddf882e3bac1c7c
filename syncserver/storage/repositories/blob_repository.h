// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/id.h"
#include "base/secret.h"
#include "storage/unit_of_work.h"
#include "wire/evidence.h"

namespace kaomon::storage {

inline constexpr std::size_t kBlobPart = 1024 * 1024;

enum class BlobKind { Image, Diagnostics };
[[nodiscard]] const char* nameOf(BlobKind kind); // image, diagnostics

// Something sealed that a PC sent for a few people to open; the server has no key.
struct BlobRow {
    BlobId id;
    BlobKind kind = BlobKind::Image;
    DeviceId device;
    std::optional<UserId> user;
    std::optional<EventId> event;
    std::string state = "uploading"; // complete, in_progress, closed
    long long size = 0;
    int received = 0; // parts
    std::vector<Bytes> partHashes;
    std::string keyId;
    Bytes sealedKey;
    std::optional<std::string> ticket;
    std::string note;
    TimePoint takenAt;
    TimePoint createdAt;
    TimePoint changedAt;
    TimePoint expiresAt;
    long long rev = 1;
    // as they are now; only read
    std::string deviceName = {};
    std::optional<std::string> login = {};

    [[nodiscard]] int parts() const { return static_cast<int>(partHashes.size()); }
    [[nodiscard]] long long partSize(int part) const;
};

struct BlobFilter {
    BlobKind kind = BlobKind::Image;
    std::string user;
    std::string device;
    std::string state;
    std::string ticket;
    std::optional<TimePoint> beforeAt; // with beforeId: the last one shown
    std::string beforeId;
    int limit = 100;
};

// Blobs of the unit's tenant. The bytes are rows of 64 KiB, not files: every node of a cluster serves them
// without a folder that all share, they go with the tenant's rows (backup, archive, erasure, row-level
// security), and a part is there or not there together with the count of parts. Used inside one job. Throws
// StorageFault.
class BlobRepository {
public:
    explicit BlobRepository(UnitOfWork& unit)
        : m_unit(unit) {}

    // Takes the bytes out of the quota: false, and nothing is added, when `limit` would be passed.
    [[nodiscard]] bool add(const BlobRow& blob, long long limit);
    [[nodiscard]] std::optional<BlobRow> find(const BlobId& id);
    // The same, keeping other writers of this blob out until COMMIT.
    [[nodiscard]] std::optional<BlobRow> take(const BlobId& id);
    [[nodiscard]] std::vector<BlobRow> list(const BlobFilter& filter); // newest first
    [[nodiscard]] long long unfinished(BlobKind kind, const DeviceId& device);
    void save(const BlobRow& blob); // state, received, note, changedAt, rev
    void addPart(const BlobId& id, int part, const std::string& bytes);
    [[nodiscard]] std::string part(const BlobId& id, int part);
    // With its bytes; gives the quota back.
    void remove(const BlobRow& blob);
    // Those whose time is over, and those begun before `begunBefore` whose upload was given up.
    [[nodiscard]] std::vector<BlobRow> expired(TimePoint now, TimePoint begunBefore, int limit);
    // Makes pictures taken in before `createdBefore` expire now (a shorter age was set).
    void expireImages(TimePoint createdBefore, TimePoint now);
    [[nodiscard]] long long used(BlobKind kind);

    void note(const wire::BlobAccessEntry& entry, TimePoint until);
    // Whether this person opened the blob under that access and its time is not over.
    [[nodiscard]] bool mayRead(const BlobAccessId& access, const BlobId& blob, const UserId& user,
                               TimePoint now);
    [[nodiscard]] std::vector<wire::BlobAccessEntry> accesses(const std::optional<TimePoint>& beforeAt,
                                                              const std::string& beforeId, int limit);
    long long removeAccesses(TimePoint before, int limit);

private:
    [[nodiscard]] bool changeUsed(BlobKind kind, long long by, long long limit);

    UnitOfWork& m_unit;
};

} // namespace kaomon::storage
