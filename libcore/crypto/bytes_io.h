// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "base/clock.h"
#include "base/result.h"
#include "base/secret.h"

namespace kaomon::crypto {

// Writes the one canonical form of every signed or authenticated record: fields in fixed order, each as a
// big-endian 32-bit length and its bytes; integers as 8 big-endian bytes behind length 8. Same input, same
// bytes. Wipes every buffer that it gives up, so that it may also carry keys. Owned by one function; never
// fails.
class BytesWriter {
public:
    BytesWriter() = default;
    ~BytesWriter() { wipe(m_bytes.data(), m_bytes.size()); }
    BytesWriter(const BytesWriter&) = delete;
    BytesWriter& operator=(const BytesWriter&) = delete;

    BytesWriter& text(std::string_view value);
    BytesWriter& bytes(std::span<const std::uint8_t> value);
    BytesWriter& number(std::uint64_t value);
    BytesWriter& time(TimePoint value);
    [[nodiscard]] const Bytes& result() const { return m_bytes; }
    [[nodiscard]] Bytes take() { return std::move(m_bytes); }

private:
    void append(const std::uint8_t* data, std::size_t size);

    Bytes m_bytes;
};

// Reads what BytesWriter wrote. Every read past the end or with a wrong length sets failed() and gives an
// empty value; check finish() once at the end: ErrorCode::ValidationFailed on any fault or on trailing bytes.
class BytesReader {
public:
    explicit BytesReader(std::span<const std::uint8_t> bytes)
        : m_rest(bytes) {}
    [[nodiscard]] std::string text();
    [[nodiscard]] Bytes bytes();
    [[nodiscard]] std::uint64_t number();
    [[nodiscard]] TimePoint time();
    // A count of repeated elements, refused above `maximum`.
    [[nodiscard]] std::size_t count(std::size_t maximum);
    [[nodiscard]] Status finish() const;

private:
    [[nodiscard]] std::span<const std::uint8_t> field();

    std::span<const std::uint8_t> m_rest;
    bool m_failed = false;
};

} // namespace kaomon::crypto
