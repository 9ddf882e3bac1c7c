// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/result.h"
#include "base/secret.h"
#include "crypto/key_pairs.h"
#include "crypto/secret_key.h"

// Emergency codes: a PC without any connection shows a request of 16 characters, an administrator's console
// answers with 10 characters. Both know the PC's emergency key (EK); the answer is a MAC over tenant, PC,
// user and the request, which carries a counter that never returns, the hours that the code lives and a
// random part. It stands in for the face only. Pure; any thread.
namespace kaomon::crypto {

inline constexpr int kShortestEmergencyHours = 1;
inline constexpr int kLongestEmergencyHours = 72;
inline constexpr int kEmergencyTries = 5;
inline constexpr std::uint32_t kLastEmergencyCounter = 0xFFFFFF; // three bytes travel

// Who asks: all three ids are UUIDs as text.
struct EmergencySubject {
    std::string tenant;
    std::string device;
    std::string user;
};

// EK sealed to the tenant's emergency key; context kind "ek", key id "emergency", receiver = the device.
// ErrorCode::ValidationFailed for a malformed public key.
[[nodiscard]] Result<Bytes> sealEmergencyKey(const SecretKey& emergencyKey,
                                             std::span<const std::uint8_t> emergencyPublic,
                                             const std::string& tenant, const std::string& device);
// ErrorCode::DecryptionFailed.
[[nodiscard]] Result<SecretKey> openEmergencyKey(std::span<const std::uint8_t> sealed,
                                                 const BoxKey& emergencyKey, const std::string& tenant,
                                                 const std::string& device);

// What is read out on the phone.
struct EmergencyRequest {
    std::uint32_t counter = 0; // 1 .. kLastEmergencyCounter
    int hours = 8;             // 1 .. 72
    Bytes random;              // 5 bytes

    // XXXX-XXXX-XXXX-XXXX, base32, with a check byte over the request and the PC against slips.
    [[nodiscard]] std::string text(const EmergencySubject& subject) const;
    // ErrorCode::EmergencyCodeInvalid for a slip, for another PC or user, and for values out of range.
    [[nodiscard]] static Result<EmergencyRequest> parse(std::string_view typed,
                                                        const EmergencySubject& subject);
};

// The console's answer: XXXXX-XXXXX, 50 bits.
[[nodiscard]] SecretString emergencyAnswer(const SecretKey& emergencyKey, const EmergencySubject& subject,
                                           const EmergencyRequest& request);

// The PC's side: one open request at most. Its owner stores encode() durably after begin() and after every
// check(), before anything of it is shown or believed: so neither a power cut nor a copy of the file gives a
// further try within what the store's own rollback protection sees. Not thread-safe.
class EmergencyLogon {
public:
    // A new request; the counter rises and an older request is void. ErrorCode::ValidationFailed for hours
    // out of range or when the counter is used up.
    [[nodiscard]] Result<EmergencyRequest> begin(const std::string& user, int hours, TimePoint now);
    // One try. ErrorCode::EmergencyCodeInvalid (wrong, no open request, another user, tries used up),
    // EmergencyCodeExpired (also when the clock was set back behind the request). On success the request is
    // used up and the time until which the PC may do without the face is the request's begin plus its hours.
    [[nodiscard]] Result<TimePoint> check(std::string_view typed, const SecretKey& emergencyKey,
                                          const EmergencySubject& subject, TimePoint now);

    [[nodiscard]] std::uint32_t counter() const { return m_counter; }
    [[nodiscard]] int triesLeft() const { return m_open ? kEmergencyTries - m_open->tries : 0; }

    [[nodiscard]] Bytes encode() const;
    // ErrorCode::StorageCorrupt.
    [[nodiscard]] static Result<EmergencyLogon> decode(std::span<const std::uint8_t> bytes);

private:
    struct Open {
        EmergencyRequest request;
        std::string user;
        TimePoint begunAt;
        int tries = 0;
    };

    std::uint32_t m_counter = 0;
    std::optional<Open> m_open;
};

} // namespace kaomon::crypto
