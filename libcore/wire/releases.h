// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"

namespace kaomon::wire {

struct ReleaseFile {
    std::string name;
    std::string platform;
    long long size = 0;
    std::string sha256;   // hex
    std::string manifest; // signed by a release key of the operator
};

// A release of the client software.
struct Release {
    std::string version;
    std::string state; // planned, released, withdrawn
    TimePoint releasedAt;
    std::string notesJa;
    std::string notesEn;
    std::vector<std::string> systems; // supported operating systems
    bool isLatest = false;
    std::optional<TimePoint> supportEndsAt; // a newer one is out
    bool isSupported = true;
    std::string withdrawReason;
    std::vector<ReleaseFile> files; // of one that is out
};

struct ReleaseList {
    std::vector<Release> items;
    std::vector<std::string> keys; // names of the release keys that this server pins
};

struct FleetVersion {
    std::string version; // as the PCs told it
    long long devices = 0;
    bool isLatest = false;
    bool isSupported = true;
    std::optional<TimePoint> supportEndsAt;
};

struct FleetStatistics {
    std::vector<FleetVersion> items;
    long long devices = 0;
    long long unsupported = 0;
};

} // namespace kaomon::wire
