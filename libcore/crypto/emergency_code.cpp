// SPDX-License-Identifier: GPL-3.0-or-later
#include "crypto/emergency_code.h"

#include <algorithm>

#include "base/base64.h"
#include "crypto/bytes_io.h"
#include "crypto/hierarchy.h"
#include "crypto/password.h"

namespace kaomon::crypto {
namespace {

constexpr const char* kKind = "ek";
constexpr const char* kKeyId = "emergency";
constexpr const char* kLabel = "emergency-code";
constexpr std::size_t kRandomSize = 5;
constexpr std::size_t kRequestSize = 10; // counter 3, hours 1, random 5, check 1
constexpr std::size_t kRequestCharacters = 16;
constexpr std::size_t kAnswerCharacters = 10; // 5 bits each
constexpr std::size_t kAnswerGroup = 5;
constexpr std::uint64_t kStateVersion = 1;

bool isHours(std::uint64_t hours) {
    return hours >= std::uint64_t{kShortestEmergencyHours} && hours <= std::uint64_t{kLongestEmergencyHours};
}

std::string grouped(std::string_view plain, std::size_t size) {
    std::string text;
    for (std::size_t i = 0; i < plain.size(); ++i) {
        if (i > 0 && i % size == 0) {
            text += '-';
        }
        text += plain[i];
    }
    return text;
}

Bytes withoutCheck(const EmergencyRequest& request) {
    Bytes bytes{static_cast<std::uint8_t>(request.counter >> 16),
                static_cast<std::uint8_t>(request.counter >> 8), static_cast<std::uint8_t>(request.counter),
                static_cast<std::uint8_t>(request.hours)};
    bytes.insert(bytes.end(), request.random.begin(), request.random.end());
    return bytes;
}

// Not a protection: it finds slips of the tongue and a request read out for another PC or user.
std::uint8_t checkByte(std::span<const std::uint8_t> bytes, const EmergencySubject& subject) {
    return shortHash(
               BytesWriter().text(subject.tenant).text(subject.device).text(subject.user).bytes(bytes).take())
        .front();
}

std::span<const std::uint8_t> bytesOf(std::string_view text) {
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

} // namespace

Result<Bytes> sealEmergencyKey(const SecretKey& emergencyKey, std::span<const std::uint8_t> emergencyPublic,
                               const std::string& tenant, const std::string& device) {
    return sealTo(emergencyPublic, sealContext(tenant, kKind, kKeyId, device), emergencyKey.reveal());
}

Result<SecretKey> openEmergencyKey(std::span<const std::uint8_t> sealed, const BoxKey& emergencyKey,
                                   const std::string& tenant, const std::string& device) {
    const auto opened = openSealed(emergencyKey, sealContext(tenant, kKind, kKeyId, device), sealed);
    if (!opened) {
        return propagate(opened.error());
    }
    auto key = SecretKey::fromBytes(opened->reveal());
    if (!key) {
        return fail(ErrorCode::DecryptionFailed, "not a key");
    }
    return key;
}

std::string EmergencyRequest::text(const EmergencySubject& subject) const {
    Bytes bytes = withoutCheck(*this);
    bytes.push_back(checkByte(bytes, subject));
    return grouped(toBase32(bytes), 4);
}

Result<EmergencyRequest> EmergencyRequest::parse(std::string_view typed, const EmergencySubject& subject) {
    const auto slip = [] {
        return fail(ErrorCode::EmergencyCodeInvalid, "not a request of this PC and user");
    };
    if (typed.size() > 2 * kRequestCharacters) {
        return slip();
    }
    const SecretString plain = normaliseCode(typed);
    auto bytes = fromBase32(plain.reveal());
    if (!bytes || plain.reveal().size() != kRequestCharacters || bytes->size() != kRequestSize) {
        return slip();
    }
    const std::span<const std::uint8_t> body = std::span<const std::uint8_t>(*bytes).first(kRequestSize - 1);
    if (checkByte(body, subject) != bytes->back()) {
        return slip();
    }
    EmergencyRequest request;
    request.counter = (std::uint32_t{body[0]} << 16) | (std::uint32_t{body[1]} << 8) | body[2];
    request.hours = body[3];
    request.random.assign(body.begin() + 4, body.end());
    if (request.counter == 0 || !isHours(body[3])) {
        return slip();
    }
    return request;
}

SecretString emergencyAnswer(const SecretKey& emergencyKey, const EmergencySubject& subject,
                             const EmergencyRequest& request) {
    const Bytes message = BytesWriter()
                              .text(subject.tenant)
                              .text(subject.device)
                              .text(subject.user)
                              .number(request.counter)
                              .number(static_cast<std::uint64_t>(request.hours))
                              .bytes(request.random)
                              .take();
    const SecretBytes tag(mac(deriveKey(emergencyKey, kLabel), message));
    const SecretString plain(toBase32(tag.reveal()));
    return SecretString(grouped(std::string_view(plain.reveal()).substr(0, kAnswerCharacters), kAnswerGroup));
}

Result<EmergencyRequest> EmergencyLogon::begin(const std::string& user, int hours, TimePoint now) {
    if (hours < kShortestEmergencyHours || hours > kLongestEmergencyHours) {
        return fail(ErrorCode::ValidationFailed, "from 1 to 72 hours", "/hours");
    }
    if (m_counter >= kLastEmergencyCounter) {
        return fail(ErrorCode::ValidationFailed, "the counter of emergency codes is used up");
    }
    ++m_counter;
    m_open = Open{{m_counter, hours, randomBytes(kRandomSize)}, user, now, 0};
    return m_open->request;
}

Result<TimePoint> EmergencyLogon::check(std::string_view typed, const SecretKey& emergencyKey,
                                        const EmergencySubject& subject, TimePoint now) {
    if (!m_open || m_open->tries >= kEmergencyTries || m_open->user != subject.user) {
        return fail(ErrorCode::EmergencyCodeInvalid, "no request is open");
    }
    const TimePoint until = m_open->begunAt + std::chrono::hours(m_open->request.hours);
    if (now < m_open->begunAt || now >= until) {
        return fail(ErrorCode::EmergencyCodeExpired, "the request is over");
    }
    ++m_open->tries;
    const SecretString plain = normaliseCode(typed.substr(0, 4 * kAnswerCharacters));
    const SecretString right =
        normaliseCode(emergencyAnswer(emergencyKey, subject, m_open->request).reveal());
    if (!equalConstantTime(bytesOf(plain.reveal()), bytesOf(right.reveal()))) {
        return fail(ErrorCode::EmergencyCodeInvalid, "wrong code");
    }
    m_open.reset();
    return until;
}

Bytes EmergencyLogon::encode() const {
    BytesWriter writer;
    writer.number(kStateVersion).number(m_counter).number(m_open ? 1 : 0);
    if (m_open) {
        writer.number(static_cast<std::uint64_t>(m_open->request.hours)).bytes(m_open->request.random);
        writer.text(m_open->user).time(m_open->begunAt).number(static_cast<std::uint64_t>(m_open->tries));
    }
    return writer.take();
}

Result<EmergencyLogon> EmergencyLogon::decode(std::span<const std::uint8_t> bytes) {
    const auto corrupt = [] { return fail(ErrorCode::StorageCorrupt, "malformed emergency counters"); };
    BytesReader reader(bytes);
    const auto version = reader.number();
    const auto counter = reader.number();
    const auto isOpen = reader.number();
    if (version != kStateVersion || counter > kLastEmergencyCounter || isOpen > 1) {
        return corrupt();
    }
    EmergencyLogon logon;
    logon.m_counter = static_cast<std::uint32_t>(counter);
    if (isOpen == 1) {
        const auto hours = reader.number();
        Open open;
        open.request.counter = logon.m_counter;
        open.request.random = reader.bytes();
        open.user = reader.text();
        open.begunAt = reader.time();
        const auto tries = reader.number();
        if (!isHours(hours) || open.request.random.size() != kRandomSize ||
            tries > std::uint64_t{kEmergencyTries}) {
            return corrupt();
        }
        open.request.hours = static_cast<int>(hours);
        open.tries = static_cast<int>(tries);
        logon.m_open = std::move(open);
    }
    if (!reader.finish()) {
        return corrupt();
    }
    return logon;
}

} // namespace kaomon::crypto
