// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/notice.h"

#include <algorithm>

#include "domain/wire_names.h"

namespace kaomon::domain {
namespace {

constexpr auto kKinds = std::to_array<WireName<NoticeKind>>({
    {NoticeKind::Planned, "planned"},
    {NoticeKind::Emergency, "emergency"},
    {NoticeKind::Release, "release"},
    {NoticeKind::SeriousDefect, "serious_defect"},
    {NoticeKind::Technical, "technical"},
    {NoticeKind::Other, "other"},
});
constexpr auto kAudiences = std::to_array<WireName<NoticeAudience>>({
    {NoticeAudience::Console, "console"},
    {NoticeAudience::Login, "login"},
    {NoticeAudience::Client, "client"},
    {NoticeAudience::Mail, "mail"},
});
constexpr auto kStates = std::to_array<WireName<NoticeState>>({
    {NoticeState::Upcoming, "upcoming"},
    {NoticeState::Active, "active"},
    {NoticeState::Ended, "ended"},
    {NoticeState::Withdrawn, "withdrawn"},
});
constexpr std::string_view kScheme = "https://";

// The code point at `at`, which moves behind it; nullopt for what is no UTF-8.
std::optional<char32_t> nextCodePoint(std::string_view text, std::size_t& at) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned char lead = byte(at);
    const std::size_t length = lead < 0x80        ? 1
                               : lead >> 5U == 6  ? 2
                               : lead >> 4U == 14 ? 3
                               : lead >> 3U == 30 ? 4
                                                  : 0;
    if (length == 0 || at + length > text.size()) {
        return std::nullopt;
    }
    char32_t value = length == 1 ? lead : lead & (0x7FU >> length);
    for (std::size_t i = 1; i < length; ++i) {
        if (byte(at + i) >> 6U != 2) {
            return std::nullopt;
        }
        value = value << 6U | (byte(at + i) & 0x3FU);
    }
    constexpr char32_t kSmallest[] = {0, 0, 0x80, 0x800, 0x10000};
    const bool isReal = value >= kSmallest[length] && value <= 0x10FFFF && (value < 0xD800 || value > 0xDFFF);
    at += length;
    return isReal ? std::optional(value) : std::nullopt;
}

// Characters that show as something else than they are: controls, line separators, turns of direction.
bool isHidden(char32_t c) {
    return c < 0x20 || (c >= 0x7F && c <= 0x9F) || c == 0x2028 || c == 0x2029 || c == 0x061C ||
           (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) ||
           c == 0xFEFF;
}

Status checkText(std::string_view text, std::size_t longest, bool hasLines, const std::string& pointer) {
    const bool isBlank = text.find_first_not_of(" \n") == std::string_view::npos;
    if (isBlank || text.size() > longest) {
        return fail(ErrorCode::ValidationFailed, "empty or too long", pointer);
    }
    for (std::size_t at = 0; at < text.size();) {
        const auto c = nextCodePoint(text, at);
        if (!c || (isHidden(*c) && !(hasLines && *c == U'\n'))) {
            return fail(ErrorCode::ValidationFailed, "plain text in UTF-8 without control characters",
                        pointer);
        }
    }
    return {};
}

bool isHostCharacter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-';
}

bool isAllowed(std::string_view host, std::span<const std::string> hosts) {
    return hosts.empty() || std::ranges::any_of(hosts, [&](const std::string& allowed) {
               return host == allowed || host.ends_with("." + allowed);
           });
}

// `text` begins behind "https://". A host in lower-case ASCII, then the end, a path or white space: no user
// name, no port, nothing that only looks like the host.
bool isGoodLink(std::string_view text, std::span<const std::string> hosts) {
    const auto end = std::ranges::find_if_not(text, isHostCharacter);
    const std::string_view host = text.substr(0, static_cast<std::size_t>(end - text.begin()));
    const bool isWhole = end == text.end() || *end == '/' || *end == ' ' || *end == '\n';
    return isWhole && host.find('.') != std::string_view::npos && !host.starts_with('.') &&
           !host.ends_with('.') && isAllowed(host, hosts);
}

} // namespace

std::string_view toWire(NoticeKind kind) {
    return nameOf(kKinds, kind);
}

std::optional<NoticeKind> noticeKindFromWire(std::string_view name) {
    return valueOf(kKinds, name);
}

std::string_view toWire(NoticeAudience audience) {
    return nameOf(kAudiences, audience);
}

std::optional<NoticeAudience> noticeAudienceFromWire(std::string_view name) {
    return valueOf(kAudiences, name);
}

std::string_view toWire(NoticeState state) {
    return nameOf(kStates, state);
}

NoticeState noticeState(const NoticeTimes& times, TimePoint now) {
    if (times.withdrawnAt) {
        return NoticeState::Withdrawn;
    }
    if (now < times.from) {
        return NoticeState::Upcoming;
    }
    return times.to && *times.to <= now ? NoticeState::Ended : NoticeState::Active;
}

Status checkNoticeTitle(std::string_view text, const std::string& pointer) {
    if (text.find("://") != std::string_view::npos) {
        return fail(ErrorCode::ValidationFailed, "links belong into the body", pointer);
    }
    return checkText(text, kLongestNoticeTitle, false, pointer);
}

Status checkNoticeBody(std::string_view text, std::span<const std::string> linkHosts,
                       const std::string& pointer) {
    if (Status plain = checkText(text, kLongestNoticeBody, true, pointer); !plain) {
        return plain;
    }
    for (auto at = text.find("://"); at != std::string_view::npos; at = text.find("://", at + 3)) {
        const bool isHttps = at >= 5 && text.substr(at - 5, kScheme.size()) == kScheme &&
                             (at == 5 || !isHostCharacter(text[at - 6]));
        if (!isHttps || !isGoodLink(text.substr(at + 3), linkHosts)) {
            return fail(ErrorCode::ValidationFailed, "links are https:// to an allowed host", pointer);
        }
    }
    return {};
}

Status checkNoticeTimes(const NoticeTimes& times) {
    if (times.to && *times.to <= times.from) {
        return fail(ErrorCode::ValidationFailed, "the end comes after the beginning", "/ends_at");
    }
    return {};
}

} // namespace kaomon::domain
