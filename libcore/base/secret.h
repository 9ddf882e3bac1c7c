// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace kaomon {

// Overwrites memory in a way that the optimiser may not remove.
void wipe(void* data, std::size_t size) noexcept;

// Holds a password, key or token: wiped when it goes, movable, copied only by an explicit clone(), and with
// no stream operator, so that it cannot reach a log by accident. T is std::string or
// std::vector<std::uint8_t>. Not thread-safe; owned by whoever holds it. Long-lived keys belong in
// crypto::SecretKey (locked memory).
template<class T>
class Secret {
public:
    Secret() = default;
    explicit Secret(T value)
        : m_value(std::move(value)) {}
    ~Secret() { clear(); }

    Secret(const Secret&) = delete;
    Secret& operator=(const Secret&) = delete;
    Secret(Secret&& other) noexcept
        : m_value(std::move(other.m_value)) {
        other.clear();
    }
    Secret& operator=(Secret&& other) noexcept {
        if (this != &other) {
            clear();
            m_value = std::move(other.m_value);
            other.clear();
        }
        return *this;
    }

    [[nodiscard]] Secret clone() const { return Secret(T(m_value)); }
    // The only way in: a name that is easy to find in a review.
    [[nodiscard]] const T& reveal() const { return m_value; }
    [[nodiscard]] bool isEmpty() const { return m_value.empty(); }

    void clear() noexcept {
        m_value.resize(m_value.capacity());
        wipe(m_value.data(), m_value.size() * sizeof(typename T::value_type));
        m_value.clear();
    }

private:
    T m_value;
};

using SecretString = Secret<std::string>;
using SecretBytes = Secret<std::vector<std::uint8_t>>;
using Bytes = std::vector<std::uint8_t>;

} // namespace kaomon
