// SPDX-License-Identifier: GPL-3.0-or-later
#include "delivery/syslog_message.h"

#include <algorithm>
#include <optional>

#include "wire/codec.h"

namespace kaomon::delivery {
namespace {

constexpr int kFacility = 10;
constexpr std::size_t kLongestHost = 255;
constexpr std::size_t kLongestMessageId = 32;
constexpr std::size_t kLongestValue = 512;
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

// Printable ASCII without spaces, or the nil value.
std::string plain(std::string_view text, std::size_t longest) {
    std::string name;
    for (const char c : text.substr(0, longest)) {
        name += c > 0x20 && c < 0x7f ? c : '_';
    }
    return name.empty() ? "-" : name;
}

int severityOf(const std::string& severity) {
    if (severity == "critical") {
        return 2;
    }
    return severity == "warning" ? 4 : 6;
}

// UTF-8 is allowed; three characters are escaped, control characters dropped.
void add(std::string& data, std::string_view name, std::string_view value) {
    if (value.empty()) {
        return;
    }
    std::size_t end = std::min(value.size(), kLongestValue);
    while (end < value.size() && end > 0 && (static_cast<unsigned char>(value[end]) & 0xc0U) == 0x80U) {
        --end; // not in the middle of a character
    }
    data += ' ' + std::string(name) + "=\"";
    for (const char c : value.substr(0, end)) {
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) {
            continue;
        }
        if (c == '"' || c == '\\' || c == ']') {
            data += '\\';
        }
        data += c;
    }
    data += '"';
}

} // namespace

std::string syslogMessage(const TenantId& tenant, const wire::StoredEvent& stored) {
    const wire::Event& event = stored.event;
    const wire::EventDetail& detail = event.detail;
    std::string data = "[kaomon@32473";
    add(data, "tenant", tenant.text());
    add(data, "number", std::to_string(stored.number.value_or(0)));
    add(data, "eventId", event.id.text());
    add(data, "kind", event.kind);
    add(data, "code", event.code);
    add(data, "result", event.result);
    add(data, "severity", event.severity);
    add(data, "reason", detail.reason.value_or(""));
    add(data, "login", stored.login.value_or(""));
    add(data, "user", event.user ? event.user->text() : "");
    add(data, "osAccount", event.osAccount.value_or(""));
    add(data, "device", stored.device.text());
    add(data, "deviceName", stored.deviceName);
    add(data, "scenario", detail.scenario.value_or(""));
    add(data, "camera", detail.cameraName.value_or(""));
    add(data, "received", toRfc3339(stored.receivedAt));
    data += ']';
    const std::string who = stored.login.value_or(event.osAccount.value_or("-"));
    return '<' + std::to_string(kFacility * 8 + severityOf(event.severity)) + ">1 " + toRfc3339(event.at) +
           " " + plain(stored.deviceName, kLongestHost) + " kaomon - " +
           plain(event.code, kLongestMessageId) + " " + data + " " + std::string(kByteOrderMark) +
           event.kind + " " + event.code + " " + event.result + " " + plain(who, kLongestHost);
}

std::string syslogCheckpoint(const wire::OperationCheckpoint& statement) {
    std::string data = "[kaomon@32473";
    add(data, "tenant", statement.tenant);
    add(data, "seq", std::to_string(statement.seq));
    data += ']';
    return '<' + std::to_string(kFacility * 8 + severityOf("info")) + ">1 " + toRfc3339(statement.at) +
           " - kaomon - OPERATION_CHECKPOINT " + data + " " + std::string(kByteOrderMark) +
           wire::encode(statement);
}

std::string syslogFrame(const std::string& message) {
    return std::to_string(message.size()) + " " + message;
}

} // namespace kaomon::delivery
