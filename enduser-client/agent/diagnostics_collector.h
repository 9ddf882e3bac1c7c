// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "agent/uid.h"
#include "base/clock.h"
#include "base/id.h"
#include "base/result.h"
#include "base/secret.h"
#include "localipc/message.h"
#include "wire/diagnostics_report.h"
#include "wire/events.h"

namespace kaomon::agent {

// What is known without reading a file, and where the rest is to be read.
struct DiagnosticsFacts {
    TimePoint now;
    localipc::Message status;                    // as the PC's programs are told it
    std::map<std::string, std::string> settings; // in force for this person here
    std::vector<wire::Event> outbox;             // that the server does not have yet
    uid_t uid = 0;
    std::string account;        // of the OS; empty when it has none
    std::optional<UserId> user; // whose account that is
    std::string logFolder;
    std::string pamFolder = "/etc/pam.d";
    std::string osRelease = "/etc/os-release";
};

// A log as it would go into the bundle.
struct DiagnosticsSection {
    std::string source; // agent, client, outbox, crashes
    std::vector<std::string> lines;
    std::size_t bytes = 0;
};

// What would be sent, to be looked at before: everything in it is redacted already.
struct DiagnosticsDraft {
    wire::DiagnosticsReport report;
    std::vector<DiagnosticsSection> sections;
    int leftOut = 0; // lines that are about other people
};

// What a person may leave out besides the logs.
inline constexpr std::string_view kSettingsPart = "settings";
inline constexpr std::string_view kChecksPart = "checks";

// Reads the logs, examines the PC as `kaomon-agent doctor` does but for the camera, and redacts. Lines and
// events that name somebody else are left out: whoever asks for help shows his own case. `clientLog` is what
// the person's own program adds. Blocks for as long as reading some megabytes takes; any thread.
[[nodiscard]] DiagnosticsDraft collectDiagnostics(const DiagnosticsFacts& facts,
                                                  const std::string& clientLog);

// The bundle without the parts of these names. PayloadTooLarge, StorageFailed. Blocks; any thread.
[[nodiscard]] Result<Bytes> bundleOf(const DiagnosticsDraft& draft, const std::set<std::string>& leftOut);

} // namespace kaomon::agent
