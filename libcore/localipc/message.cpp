// SPDX-License-Identifier: GPL-3.0-or-later
#include "localipc/message.h"

#include <algorithm>
#include <charconv>
#include <utility>

namespace kaomon::localipc {
namespace {

constexpr std::size_t kLengthBytes = 4;
constexpr std::size_t kFixedBodyBytes = 2 + 8 + 2;
constexpr std::size_t kFixedFieldBytes = 2 + 4;

bool isName(std::string_view name) {
    return !name.empty() && name.size() <= kMaxNameBytes && std::ranges::all_of(name, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
               c == '.' || c == '-';
    });
}

void appendInteger(Bytes& out, std::uint64_t value, unsigned bytes) {
    for (unsigned i = bytes; i > 0; --i) {
        out.push_back(static_cast<std::uint8_t>(value >> (8 * (i - 1))));
    }
}

void appendText(Bytes& out, std::string_view text, unsigned lengthBytes) {
    appendInteger(out, text.size(), lengthBytes);
    out.insert(out.end(), text.begin(), text.end());
}

std::uint64_t integerAt(std::span<const std::uint8_t> bytes) {
    std::uint64_t value = 0;
    for (const std::uint8_t byte : bytes) {
        value = (value << 8) | byte;
    }
    return value;
}

// Walks over a body; each take fails once the bytes run out.
class Reader {
public:
    explicit Reader(std::span<const std::uint8_t> rest)
        : m_rest(rest) {}

    std::optional<std::uint64_t> integer(std::size_t bytes) {
        if (m_rest.size() < bytes) {
            return std::nullopt;
        }
        const std::uint64_t value = integerAt(m_rest.first(bytes));
        m_rest = m_rest.subspan(bytes);
        return value;
    }

    std::optional<std::string_view> text(std::size_t lengthBytes) {
        const auto length = integer(lengthBytes);
        if (!length || *length > m_rest.size()) {
            return std::nullopt;
        }
        const auto bytes = m_rest.first(static_cast<std::size_t>(*length));
        m_rest = m_rest.subspan(bytes.size());
        return std::string_view(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    }

    [[nodiscard]] bool isAtEnd() const { return m_rest.empty(); }

private:
    std::span<const std::uint8_t> m_rest;
};

Result<Message> decodeBody(std::span<const std::uint8_t> body) {
    Reader reader(body);
    Message message;
    const auto broken = [&message](const char* detail) {
        message.wipe();
        return fail(ErrorCode::ProtocolError, detail);
    };
    const auto type = reader.text(2);
    const auto id = reader.integer(8);
    const auto count = reader.integer(2);
    if (!type || !id || !count || !isName(*type) || *count > kMaxFields) {
        return broken("malformed message head");
    }
    message.type = *type;
    message.id = *id;
    for (std::uint64_t i = 0; i < *count; ++i) {
        const auto key = reader.text(2);
        if (!key || !isName(*key)) {
            return broken("malformed field name");
        }
        const auto value = reader.text(4);
        if (!value) {
            return broken("field longer than its frame");
        }
        // Made in place, so that a secret leaves no copy in a temporary.
        if (!message.fields.try_emplace(std::string(*key), *value).second) {
            return broken("field given twice");
        }
    }
    if (!reader.isAtEnd()) {
        return broken("bytes after the last field");
    }
    return message;
}

} // namespace

void Message::set(std::string_view key, std::string_view value) {
    fields.insert_or_assign(std::string(key), std::string(value));
}

void Message::setInteger(std::string_view key, std::int64_t value) {
    set(key, std::to_string(value));
}

void Message::setFlag(std::string_view key, bool value) {
    set(key, value ? "1" : "0");
}

bool Message::has(std::string_view key) const {
    return fields.contains(std::string(key));
}

std::string Message::text(std::string_view key) const {
    const auto field = fields.find(std::string(key));
    return field == fields.end() ? std::string() : field->second;
}

std::optional<std::int64_t> Message::integer(std::string_view key) const {
    const auto field = fields.find(std::string(key));
    if (field == fields.end()) {
        return std::nullopt;
    }
    const std::string& digits = field->second;
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (error != std::errc() || end != digits.data() + digits.size()) {
        return std::nullopt;
    }
    return value;
}

bool Message::flag(std::string_view key) const {
    return text(key) == "1";
}

void Message::wipe() noexcept {
    for (auto& [key, value] : fields) {
        kaomon::wipe(value.data(), value.size());
    }
    fields.clear();
}

Result<Bytes> encodeFrame(const Message& message) {
    if (!isName(message.type)) {
        return fail(ErrorCode::ValidationFailed, "bad message type");
    }
    if (message.fields.size() > kMaxFields) {
        return fail(ErrorCode::ValidationFailed, "too many fields");
    }
    std::size_t size = kFixedBodyBytes + message.type.size();
    for (const auto& [key, value] : message.fields) {
        if (!isName(key) || value.size() > kMaxFrameBytes) {
            return fail(ErrorCode::ValidationFailed, "bad field");
        }
        size += kFixedFieldBytes + key.size() + value.size();
    }
    if (size > kMaxFrameBytes) {
        return fail(ErrorCode::ValidationFailed, "message larger than a frame");
    }
    Bytes frame;
    frame.reserve(kLengthBytes + size); // exact: no reallocation leaves a copy of a secret behind
    appendInteger(frame, size, kLengthBytes);
    appendText(frame, message.type, 2);
    appendInteger(frame, message.id, 8);
    appendInteger(frame, message.fields.size(), 2);
    for (const auto& [key, value] : message.fields) {
        appendText(frame, key, 2);
        appendText(frame, value, 4);
    }
    return frame;
}

FrameDecoder::~FrameDecoder() {
    discard(m_buffer.size());
}

FrameDecoder::FrameDecoder(FrameDecoder&& other) noexcept
    : m_buffer(std::exchange(other.m_buffer, {}))
    , m_broken(other.m_broken) {}

FrameDecoder& FrameDecoder::operator=(FrameDecoder&& other) noexcept {
    if (this != &other) {
        discard(m_buffer.size());
        m_buffer = std::exchange(other.m_buffer, {});
        m_broken = other.m_broken;
    }
    return *this;
}

void FrameDecoder::feed(std::span<const std::uint8_t> bytes) {
    if (m_broken) {
        return;
    }
    if (m_buffer.capacity() - m_buffer.size() < bytes.size()) {
        Bytes larger;
        larger.reserve(std::max(m_buffer.size() + bytes.size(), 2 * m_buffer.capacity()));
        larger.assign(m_buffer.begin(), m_buffer.end());
        kaomon::wipe(m_buffer.data(), m_buffer.size());
        m_buffer = std::move(larger);
    }
    m_buffer.insert(m_buffer.end(), bytes.begin(), bytes.end());
}

Result<std::optional<Message>> FrameDecoder::next() {
    if (m_broken) {
        return fail(ErrorCode::ProtocolError, "the stream is out of step");
    }
    if (m_buffer.size() < kLengthBytes) {
        return std::nullopt;
    }
    const std::span<const std::uint8_t> bytes(m_buffer);
    const auto length = static_cast<std::size_t>(integerAt(bytes.first(kLengthBytes)));
    if (length > kMaxFrameBytes || length < kFixedBodyBytes) {
        m_broken = true;
        discard(m_buffer.size());
        return fail(ErrorCode::ProtocolError, "frame length outside the limits");
    }
    if (m_buffer.size() < kLengthBytes + length) {
        return std::nullopt;
    }
    auto message = decodeBody(bytes.subspan(kLengthBytes, length));
    discard(message ? kLengthBytes + length : m_buffer.size());
    if (!message) {
        m_broken = true;
        return propagate(std::move(message.error()));
    }
    return std::optional<Message>(std::move(*message));
}

void FrameDecoder::discard(std::size_t count) {
    const auto kept = m_buffer.size() - count;
    std::copy(m_buffer.begin() + static_cast<std::ptrdiff_t>(count), m_buffer.end(), m_buffer.begin());
    kaomon::wipe(m_buffer.data() + kept, count);
    m_buffer.resize(kept);
}

} // namespace kaomon::localipc
