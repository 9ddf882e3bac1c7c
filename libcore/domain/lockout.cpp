// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/lockout.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

namespace kaomon::domain {
namespace {

using std::chrono::seconds;

// Counters stop here, far above every limit, so that they cannot overflow.
constexpr int kCounterLimit = 1'000'000;
constexpr std::string_view kFaceTag = "face1";
constexpr std::string_view kPasswordTag = "password1";

int raised(int counter, int by) {
    return std::min(counter + by, kCounterLimit);
}

// "tag n n n" with exactly N numbers >= 0.
template<std::size_t N>
std::optional<std::array<long long, N>> readNumbers(std::string_view text, std::string_view tag) {
    if (!text.starts_with(tag)) {
        return std::nullopt;
    }
    text.remove_prefix(tag.size());
    std::array<long long, N> numbers{};
    for (long long& number : numbers) {
        if (!text.starts_with(' ')) {
            return std::nullopt;
        }
        text.remove_prefix(1);
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
        if (error != std::errc() || number < 0) {
            return std::nullopt;
        }
        text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    }
    return text.empty() ? std::optional(numbers) : std::nullopt;
}

} // namespace

Status FaceCooldown::check(TimePoint now, const FaceCooldownRule& rule) {
    if (m_totalMisses >= rule.missesBeforeOff) {
        return fail(ErrorCode::FaceDisabled, "too many misses in all");
    }
    m_blockedUntil = std::min(m_blockedUntil, now + rule.pause);
    if (now < m_blockedUntil) {
        return fail(ErrorCode::FaceCooldown, "pause after misses");
    }
    return {};
}

void FaceCooldown::recordMiss(FaceMiss miss, TimePoint now, const FaceCooldownRule& rule) {
    const int weight = miss == FaceMiss::Spoof ? 2 : 1;
    m_recentMisses = raised(m_recentMisses, weight);
    m_totalMisses = raised(m_totalMisses, weight);
    if (m_recentMisses >= rule.missesBeforePause) {
        m_blockedUntil = now + rule.pause;
    }
}

void FaceCooldown::recordMatch() {
    m_recentMisses = 0;
    m_blockedUntil = TimePoint();
}

void FaceCooldown::reset() {
    *this = FaceCooldown();
}

std::string FaceCooldown::encode() const {
    return std::string(kFaceTag) + ' ' + std::to_string(m_recentMisses) + ' ' +
           std::to_string(m_totalMisses) + ' ' + std::to_string(toEpochMicros(m_blockedUntil));
}

Result<FaceCooldown> FaceCooldown::decode(std::string_view text) {
    const auto numbers = readNumbers<3>(text, kFaceTag);
    if (!numbers || (*numbers)[0] > kCounterLimit || (*numbers)[1] > kCounterLimit) {
        return fail(ErrorCode::StorageCorrupt, "malformed face counters");
    }
    FaceCooldown cooldown;
    cooldown.m_recentMisses = static_cast<int>((*numbers)[0]);
    cooldown.m_totalMisses = static_cast<int>((*numbers)[1]);
    cooldown.m_blockedUntil = fromEpochMicros((*numbers)[2]);
    return cooldown;
}

seconds PasswordLockout::delayAfter(int failures) {
    if (failures < kFreeTries) {
        return seconds(0);
    }
    const int steps = std::min(failures, kCounterLimit) - kFreeTries + 1;
    return std::min(kStep * steps, kLongestWait);
}

Status PasswordLockout::check(TimePoint now) {
    m_blockedUntil = std::min(m_blockedUntil, now + delayAfter(m_failures));
    if (now < m_blockedUntil) {
        return fail(ErrorCode::UserLocked, "wait after wrong passwords");
    }
    return {};
}

void PasswordLockout::recordFailure(TimePoint now) {
    m_failures = raised(m_failures, 1);
    m_blockedUntil = now + delayAfter(m_failures);
}

void PasswordLockout::recordSuccess() {
    *this = PasswordLockout();
}

std::string PasswordLockout::encode() const {
    return std::string(kPasswordTag) + ' ' + std::to_string(m_failures) + ' ' +
           std::to_string(toEpochMicros(m_blockedUntil));
}

Result<PasswordLockout> PasswordLockout::decode(std::string_view text) {
    const auto numbers = readNumbers<2>(text, kPasswordTag);
    if (!numbers || (*numbers)[0] > kCounterLimit) {
        return fail(ErrorCode::StorageCorrupt, "malformed password counters");
    }
    PasswordLockout lockout;
    lockout.m_failures = static_cast<int>((*numbers)[0]);
    lockout.m_blockedUntil = fromEpochMicros((*numbers)[1]);
    return lockout;
}

} // namespace kaomon::domain
