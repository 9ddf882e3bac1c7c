// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/result.h"

namespace kaomon::domain {

// 計画, 緊急, リリース, 重大不具合, 技術情報, その他.
enum class NoticeKind { Planned, Emergency, Release, SeriousDefect, Technical, Other };

[[nodiscard]] std::string_view toWire(NoticeKind kind);
[[nodiscard]] std::optional<NoticeKind> noticeKindFromWire(std::string_view name);

// Where a notice is shown. Login: on the sign-in screen of the console, without signing in.
enum class NoticeAudience { Console, Login, Client, Mail };

[[nodiscard]] std::string_view toWire(NoticeAudience audience);
[[nodiscard]] std::optional<NoticeAudience> noticeAudienceFromWire(std::string_view name);

enum class NoticeState { Upcoming, Active, Ended, Withdrawn };

[[nodiscard]] std::string_view toWire(NoticeState state);

// From `from` on, until before `to`.
struct NoticeTimes {
    TimePoint from;
    std::optional<TimePoint> to; // absent: until withdrawn
    std::optional<TimePoint> withdrawnAt;
};

// Pure; any thread.
[[nodiscard]] NoticeState noticeState(const NoticeTimes& times, TimePoint now);

inline constexpr std::size_t kLongestNoticeTitle = 200; // bytes
inline constexpr std::size_t kLongestNoticeBody = 8000;

// Plain text in one language: no control characters but line feeds in the body, none that turn the direction
// of writing, links only as https:// to a host of `linkHosts` or below one (empty: any host). A title is one
// line. ErrorCode::ValidationFailed with `pointer`.
[[nodiscard]] Status checkNoticeTitle(std::string_view text, const std::string& pointer);
[[nodiscard]] Status checkNoticeBody(std::string_view text, std::span<const std::string> linkHosts,
                                     const std::string& pointer);
// The ends in their order. ErrorCode::ValidationFailed.
[[nodiscard]] Status checkNoticeTimes(const NoticeTimes& times);

} // namespace kaomon::domain
