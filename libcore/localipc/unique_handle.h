// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <utility>

namespace kaomon::localipc {

// Owns one Windows handle and closes it when it goes. INVALID_HANDLE_VALUE counts as none. Movable, not
// copyable, not thread-safe.
class UniqueHandle {
public:
    UniqueHandle() = default;
    explicit UniqueHandle(void* handle) noexcept;
    ~UniqueHandle() { reset(); }

    UniqueHandle(const UniqueHandle&) = delete;
    UniqueHandle& operator=(const UniqueHandle&) = delete;
    UniqueHandle(UniqueHandle&& other) noexcept
        : m_handle(std::exchange(other.m_handle, nullptr)) {}
    UniqueHandle& operator=(UniqueHandle&& other) noexcept {
        if (this != &other) {
            reset();
            m_handle = std::exchange(other.m_handle, nullptr);
        }
        return *this;
    }

    [[nodiscard]] void* get() const noexcept { return m_handle; }
    [[nodiscard]] bool isOpen() const noexcept { return m_handle != nullptr; }
    void reset() noexcept;

private:
    void* m_handle = nullptr;
};

} // namespace kaomon::localipc
