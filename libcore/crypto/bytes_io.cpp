// SPDX-License-Identifier: GPL-3.0-or-later
#include "crypto/bytes_io.h"

#include <algorithm>
#include <array>

namespace kaomon::crypto {
namespace {

constexpr std::size_t kLengthSize = 4;

template<std::size_t N>
std::array<std::uint8_t, N> bigEndian(std::uint64_t value) {
    std::array<std::uint8_t, N> out{};
    for (std::size_t i = 0; i < N; ++i) {
        out[N - 1 - i] = static_cast<std::uint8_t>(value >> (8 * i));
    }
    return out;
}

std::uint64_t fromBigEndian(std::span<const std::uint8_t> bytes) {
    std::uint64_t value = 0;
    for (const std::uint8_t byte : bytes) {
        value = (value << 8) | byte;
    }
    return value;
}

} // namespace

void BytesWriter::append(const std::uint8_t* data, std::size_t size) {
    const std::size_t needed = m_bytes.size() + size;
    if (needed > m_bytes.capacity()) {
        Bytes grown;
        grown.reserve(std::max<std::size_t>(needed, 2 * m_bytes.capacity()));
        grown.assign(m_bytes.begin(), m_bytes.end());
        wipe(m_bytes.data(), m_bytes.size());
        m_bytes.swap(grown);
    }
    m_bytes.insert(m_bytes.end(), data, data + size);
}

BytesWriter& BytesWriter::bytes(std::span<const std::uint8_t> value) {
    const auto length = bigEndian<kLengthSize>(value.size());
    append(length.data(), length.size());
    append(value.data(), value.size());
    return *this;
}

BytesWriter& BytesWriter::text(std::string_view value) {
    return bytes({reinterpret_cast<const std::uint8_t*>(value.data()), value.size()});
}

BytesWriter& BytesWriter::number(std::uint64_t value) {
    return bytes(bigEndian<8>(value));
}

BytesWriter& BytesWriter::time(TimePoint value) {
    return number(static_cast<std::uint64_t>(toEpochMicros(value)));
}

std::span<const std::uint8_t> BytesReader::field() {
    if (m_failed || m_rest.size() < kLengthSize) {
        m_failed = true;
        return {};
    }
    const std::uint64_t length = fromBigEndian(m_rest.first(kLengthSize));
    if (length > m_rest.size() - kLengthSize) {
        m_failed = true;
        return {};
    }
    const auto value = m_rest.subspan(kLengthSize, static_cast<std::size_t>(length));
    m_rest = m_rest.subspan(kLengthSize + static_cast<std::size_t>(length));
    return value;
}

std::string BytesReader::text() {
    const auto value = field();
    return {value.begin(), value.end()};
}

Bytes BytesReader::bytes() {
    const auto value = field();
    return {value.begin(), value.end()};
}

std::uint64_t BytesReader::number() {
    const auto value = field();
    if (value.size() != 8) {
        m_failed = true;
        return 0;
    }
    return fromBigEndian(value);
}

TimePoint BytesReader::time() {
    return fromEpochMicros(static_cast<long long>(number()));
}

std::size_t BytesReader::count(std::size_t maximum) {
    const std::uint64_t value = number();
    if (value > maximum) {
        m_failed = true;
        return 0;
    }
    return static_cast<std::size_t>(value);
}

Status BytesReader::finish() const {
    if (m_failed || !m_rest.empty()) {
        return fail(ErrorCode::ValidationFailed, "malformed record");
    }
    return {};
}

} // namespace kaomon::crypto
