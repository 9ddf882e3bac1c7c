// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/id.h"
#include "wire/evidence.h"

namespace kaomon::wire {

// Logs and facts of a PC for the help desk, sealed on the PC (crypto/sealed_blob.h).
struct NewDiagnostics {
    BlobId id; // made by the PC, so that a repeated request is the same bundle
    std::optional<UserId> user;
    TimePoint takenAt;
    long long size = 0;            // bytes, sealed; at most 200 MB
    std::vector<Bytes> partHashes; // BLAKE2b-256 of each MiB
    std::string keyId;
    Bytes sealedKey;
    std::string note;                        // what the person says about it
    std::optional<std::string> request = {}; // the administrator's request that this answers
};

struct Diagnostics {
    BlobId id;
    std::string ticket; // 482-719-350-6, domain/ticket_number.h
    DeviceId device;
    std::string deviceName;
    std::optional<UserId> user;
    std::optional<std::string> login;
    std::string state; // uploading, complete, in_progress, closed
    std::string note;
    TimePoint takenAt;
    TimePoint createdAt;
    TimePoint changedAt;
    TimePoint expiresAt;
    long long size = 0;
    int parts = 0;
    int received = 0; // parts
    long long rev = 0;
};

struct DiagnosticsPage {
    std::vector<Diagnostics> items; // newest first
    std::optional<std::string> next;
};

struct DiagnosticsPatch {
    std::optional<std::string> state; // in_progress, closed, complete (again)
    std::optional<std::string> note;
};

// An administrator asks the people at a PC for diagnostics.
struct DiagnosticsOrder {
    std::string reason; // shown to them, 1 to 500 bytes
};

// The newest one of a PC. state: open, answered, declined.
struct DiagnosticsRequest {
    std::string id;
    DeviceId device;
    std::string deviceName;
    std::string reason;
    std::string requestedBy; // login
    TimePoint requestedAt;
    std::string state = "open";
    std::optional<TimePoint> settledAt = {};
    std::optional<std::string> ticket = {};
};

struct DiagnosticsRequestList {
    std::vector<DiagnosticsRequest> items; // newest first
};

// The people at the PC do not want to.
struct DiagnosticsRefusal {
    std::string request;
};

} // namespace kaomon::wire
