// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <span>
#include <string_view>

namespace kaomon::domain {

// What an event is about. Wire names are the lower-case forms. An event is what a PC saw; what is done
// through the server stands in its operation log, and nowhere twice.
enum class EventKind { Auth, Cont, Face, AppFill, Password, Device };

[[nodiscard]] std::string_view toWire(EventKind kind);
[[nodiscard]] std::optional<EventKind> eventKindFromWire(std::string_view name);

struct EventCode {
    EventKind kind;
    std::string_view name; // LOGON_OK
};

// Every code that this version knows (docs/protocol.md 5). Newer agents send others, which are kept as they
// are.
[[nodiscard]] std::span<const EventCode> eventCodes();
[[nodiscard]] bool isKnownEvent(std::string_view kind, std::string_view code);

// The form of kinds and codes, known or not: [a-z][a-z0-9_]{0,31} and [A-Z][A-Z0-9_]{0,63}.
[[nodiscard]] bool isEventKind(std::string_view text);
[[nodiscard]] bool isEventCode(std::string_view text);

// Which of the two ages of records an event is kept for.
enum class EventRetention { Auth, Diagnostic };

// By kind, and for those of the PC itself by severity: mere information about a PC is diagnostic, what went
// wrong with one is kept like a logon. A kind that this version does not know is kept like a logon.
[[nodiscard]] EventRetention retentionOf(std::string_view kind, std::string_view severity);

} // namespace kaomon::domain
