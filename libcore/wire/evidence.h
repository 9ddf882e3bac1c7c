// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/id.h"
#include "base/secret.h"

namespace kaomon {

using BlobId = Id<struct BlobTag>;
using BlobAccessId = Id<struct BlobAccessTag>;

} // namespace kaomon

namespace kaomon::wire {

// A picture of somebody who was refused, sealed on the PC for the image viewers (crypto/sealed_blob.h).
struct NewEvidence {
    BlobId id; // made by the PC, so that a repeated request is the same picture
    std::optional<EventId> event;
    std::optional<UserId> user; // whose PC it was
    TimePoint takenAt;
    long long size = 0;            // bytes, sealed
    std::vector<Bytes> partHashes; // BLAKE2b-256 of each MiB
    std::string keyId;             // of the public key it is sealed to
    Bytes sealedKey;
};

struct Evidence {
    BlobId id;
    DeviceId device;
    std::string deviceName;
    std::optional<EventId> event;
    std::optional<UserId> user;
    std::optional<std::string> login;
    TimePoint takenAt;
    TimePoint createdAt;
    TimePoint expiresAt;
    std::string state; // uploading, complete
    long long size = 0;
    int parts = 0;
    int received = 0; // parts
};

struct EvidencePage {
    std::vector<Evidence> items; // newest first
    std::optional<std::string> next;
};

// Why somebody opens a blob; goes into the log of accesses before anything is handed out.
struct BlobOpen {
    std::string reason;
};

// The right to fetch the parts of one blob for a while, and what opens it with the right key.
struct BlobAccess {
    BlobAccessId access;
    BlobId id;
    TimePoint until;
    DeviceId device;
    long long size = 0;
    int parts = 0;
    std::vector<Bytes> partHashes;
    std::string keyId;
    Bytes sealedKey;
};

struct BlobAccessEntry {
    BlobAccessId id;
    BlobId blob;
    std::string kind;   // image, diagnostics
    std::string action; // opened, deleted
    UserId user;
    std::optional<std::string> login;
    std::string reason;
    std::string address;
    TimePoint at;
};

struct BlobAccessPage {
    std::vector<BlobAccessEntry> items; // newest first
    std::optional<std::string> next;
};

// What a tenant's blobs take and may take, in bytes.
struct BlobQuota {
    std::string kind;
    long long used = 0;
    long long limit = 0;
};

struct BlobQuotaList {
    std::vector<BlobQuota> items;
};

} // namespace kaomon::wire
