// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/result.h"
#include "base/secret.h"

namespace kaomon::localipc {

inline constexpr std::size_t kMaxFrameBytes =
    std::size_t{1024} * 1024; // body, without the four bytes of length
inline constexpr std::size_t kMaxFields = 64;
inline constexpr std::size_t kMaxNameBytes = 64; // of a type and of a key

// One message between a front-end or the client and the agent. A reply carries the id of its request;
// messages that the agent sends of its own accord (progress, preview) carry the id of the request they belong
// to. Values are bytes; names are [A-Za-z0-9_.-]. A plain value, no thread affinity. Whoever puts a secret
// into a field or takes one out calls wipe() when done with it.
struct Message {
    std::string type;
    std::uint64_t id = 0;
    std::map<std::string, std::string> fields;

    void set(std::string_view key, std::string_view value);
    void setInteger(std::string_view key, std::int64_t value);
    void setFlag(std::string_view key, bool value);

    [[nodiscard]] bool has(std::string_view key) const;
    // Empty when the field is absent.
    [[nodiscard]] std::string text(std::string_view key) const;
    // nullopt when the field is absent or not a decimal number that fits.
    [[nodiscard]] std::optional<std::int64_t> integer(std::string_view key) const;
    // True only for "1".
    [[nodiscard]] bool flag(std::string_view key) const;

    // Overwrites every field value and drops the fields.
    void wipe() noexcept;
};

// A frame: body length (32 bits), then type length (16) and type, id (64), number of fields (16), and per
// field key length (16), key, value length (32), value; integers are big-endian. ErrorCode::ValidationFailed
// when the message is outside the limits above. Wipe the bytes when the message carries a secret.
[[nodiscard]] Result<Bytes> encodeFrame(const Message& message);

// Cuts a byte stream into messages. Holds at most one frame and what was fed behind it, wiped when it goes.
// One per connection, one thread. After ErrorCode::ProtocolError the stream is out of step: close the
// connection.
class FrameDecoder {
public:
    FrameDecoder() = default;
    ~FrameDecoder();
    FrameDecoder(const FrameDecoder&) = delete;
    FrameDecoder& operator=(const FrameDecoder&) = delete;
    FrameDecoder(FrameDecoder&& other) noexcept;
    FrameDecoder& operator=(FrameDecoder&& other) noexcept;

    void feed(std::span<const std::uint8_t> bytes);

    // The next complete message; nullopt when more bytes are needed; ErrorCode::ProtocolError for a frame
    // that breaks the format or a limit. A length above the limit is refused as soon as it is read.
    [[nodiscard]] Result<std::optional<Message>> next();

private:
    void discard(std::size_t count);

    Bytes m_buffer;
    bool m_broken = false;
};

} // namespace kaomon::localipc
