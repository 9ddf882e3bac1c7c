// SPDX-License-Identifier: GPL-3.0-or-later
#include <array>

#include <fcntl.h>
#include <unistd.h>

#include "agent/os_password_age.h"
#include "base/secret.h"

namespace kaomon::agent {

// Not through the system's name service, which may ask a directory and wait for it.
std::optional<ShadowFacts> readShadow(const std::string& account) {
    constexpr std::size_t kLargest = std::size_t{4} * 1024 * 1024;
    const int file = ::open("/etc/shadow", O_RDONLY | O_CLOEXEC);
    if (file < 0) {
        return std::nullopt;
    }
    std::string text;
    std::array<char, 8192> part{};
    for (ssize_t count = 0; text.size() < kLargest && (count = ::read(file, part.data(), part.size())) > 0;) {
        text.append(part.data(), static_cast<std::size_t>(count));
    }
    ::close(file);
    wipe(part.data(), part.size());
    const SecretString all(std::move(text));
    return shadowOf(all.reveal(), account);
}

} // namespace kaomon::agent
