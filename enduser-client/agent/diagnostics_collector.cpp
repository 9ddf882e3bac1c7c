// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/diagnostics_collector.h"

#include <algorithm>
#include <array>

#include "agent/doctor.h"
#include "agent/doctor_facts.h"
#include "agent/os_password_desk.h"
#include "diagnostics/bundle_reader.h"
#include "diagnostics/bundle_writer.h"
#include "diagnostics/log_keeper.h"
#include "diagnostics/redaction.h"
#include "wire/codec.h"

namespace kaomon::agent {

namespace {

using diagnostics::LogKeeper;
using diagnostics::redactedLine;
using diagnostics::redactedText;

constexpr std::size_t kMostOfALog = std::size_t{2} * 1024 * 1024;
constexpr std::string_view kSettingPrefix = "setting.";
// Said by the status and nobody's business, or of no use.
constexpr auto kUntold = std::to_array<std::string_view>({"display_name"});

// Whether a line tells of a person, and of another one than this.
bool isOfSomebodyElse(const std::string& line, const DiagnosticsFacts& facts) {
    const auto fields = diagnostics::fieldsOf(diagnostics::readLine("log", line));
    return std::ranges::any_of(fields, [&](const wire::DiagnosticsFact& field) {
        if (field.value.empty()) {
            return false;
        }
        if (field.name == "user" || field.name == "person") {
            return !facts.user || field.value != facts.user->text();
        }
        if (field.name == "account" || field.name == "os_account" || field.name == "os_user") {
            return field.value != facts.account;
        }
        return field.name == "uid" && field.value != std::to_string(facts.uid);
    });
}

void add(DiagnosticsDraft& draft, const std::string& source, const std::vector<std::string>& lines,
         const DiagnosticsFacts& facts) {
    DiagnosticsSection section{source, {}, 0};
    for (const std::string& line : lines) {
        if (isOfSomebodyElse(line, facts)) {
            ++draft.leftOut;
            continue;
        }
        section.lines.push_back(redactedLine(line));
        section.bytes += section.lines.back().size() + 1;
    }
    if (!section.lines.empty()) {
        draft.sections.push_back(std::move(section));
    }
}

// In the form of a log line, so that it stands among the others by its time.
std::string lineOf(const wire::Event& event) {
    const std::string level = event.severity == "critical" ? "error" : event.severity;
    return R"({"time":")" + toRfc3339(event.at) + R"(","level":")" + level + R"(","event":")" + event.code +
           "\"," + wire::encode(event).substr(1);
}

std::vector<std::string> linesOf(const std::string& text) {
    std::vector<std::string> lines;
    for (std::size_t at = 0; at < text.size();) {
        const auto end = std::min(text.find('\n', at), text.size());
        if (end > at) {
            lines.push_back(text.substr(at, end - at));
        }
        at = end + 1;
    }
    return lines;
}

std::string_view nameOf(Subject subject) {
    switch (subject) {
    case Subject::System:
        return "system";
    case Subject::Agent:
        return "agent";
    case Subject::Enrolment:
        return "enrolment";
    case Subject::Server:
        return "server";
    case Subject::Clock:
        return "clock";
    case Subject::Models:
        return "models";
    case Subject::Camera:
        return "camera";
    case Subject::Light:
        return "light";
    case Subject::Pam:
        return "pam";
    case Subject::Password:
        return "password";
    case Subject::Provider:
        return "provider";
    }
    return "other";
}

// The camera is not turned on for it: what its last use said counts.
std::vector<Finding> examineThisPc(const DiagnosticsFacts& known) {
    DoctorFacts facts;
    facts.osRelease = systemRelease(known.osRelease);
    facts.status = known.status;
    if (known.status.text("model_id").empty()) {
        facts.modelFault = ErrorCode::ModelMissing;
    }
    facts.pictureFault = errorCodeFromWire(known.status.text("camera_error"));
    addLogonFacts(facts, known.pamFolder, kPasswordHelperSocket);
    return examine(facts);
}

std::string systemName(const std::string& osRelease) {
    for (const std::string& line : linesOf(systemRelease(osRelease))) {
        if (constexpr std::string_view kName = "PRETTY_NAME="; line.starts_with(kName)) {
            std::string name = line.substr(kName.size());
            std::erase(name, '"');
            return name;
        }
    }
    return "Linux";
}

wire::DiagnosticsReport reportOf(const DiagnosticsFacts& facts) {
    wire::DiagnosticsReport report;
    report.madeAt = facts.now;
    report.program = "kaomon-agent";
    report.version = facts.status.text("version");
    report.system = systemName(facts.osRelease);
    for (const auto& [name, value] : facts.status.fields) {
        if (std::ranges::find(kUntold, name) == kUntold.end()) {
            report.facts.push_back({name, redactedText(value)});
        }
    }
    for (const auto& [name, value] : facts.settings) {
        report.facts.push_back({std::string(kSettingPrefix) + name, redactedText(value)});
    }
    for (const Finding& finding : examineThisPc(facts)) {
        const char* result = finding.health == Health::Good  ? "ok"
                             : finding.health == Health::Bad ? "failed"
                                                             : "warning";
        report.checks.push_back({std::string(nameOf(finding.subject)), result,
                                 finding.health == Health::Good ? std::string() : finding.code});
    }
    return report;
}

} // namespace

DiagnosticsDraft collectDiagnostics(const DiagnosticsFacts& facts, const std::string& clientLog) {
    DiagnosticsDraft draft;
    draft.report = reportOf(facts);
    add(draft, "agent", LogKeeper::read(facts.logFolder + "/agent.jsonl", kMostOfALog), facts);
    add(draft, "client", linesOf(clientLog.substr(0, kMostOfALog)), facts);
    std::vector<std::string> waiting;
    std::ranges::transform(facts.outbox, std::back_inserter(waiting), lineOf);
    add(draft, "outbox", waiting, facts);
    add(draft, "crashes", LogKeeper::read(facts.logFolder + "/crashes.jsonl", kMostOfALog), facts);
    return draft;
}

Result<Bytes> bundleOf(const DiagnosticsDraft& draft, const std::set<std::string>& leftOut) {
    wire::DiagnosticsReport report = draft.report;
    if (leftOut.contains(std::string(kChecksPart))) {
        report.checks.clear();
    }
    if (leftOut.contains(std::string(kSettingsPart))) {
        std::erase_if(report.facts, [](const auto& fact) { return fact.name.starts_with(kSettingPrefix); });
    }
    Bytes bundle;
    auto writer =
        diagnostics::BundleWriter::begin(report, [&](std::span<const std::uint8_t> bytes) -> Status {
            bundle.insert(bundle.end(), bytes.begin(), bytes.end());
            return {};
        });
    if (!writer) {
        return propagate(writer.error());
    }
    for (const DiagnosticsSection& section : draft.sections) {
        if (leftOut.contains(section.source)) {
            continue;
        }
        if (const auto begun = writer->beginLog(section.source); !begun) {
            return propagate(begun.error());
        }
        for (const std::string& line : section.lines) {
            if (const auto added = writer->addLine(line); !added) {
                return propagate(added.error());
            }
        }
    }
    if (const auto finished = writer->finish(); !finished) {
        return propagate(finished.error());
    }
    return bundle;
}

} // namespace kaomon::agent
