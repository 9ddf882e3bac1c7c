// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

namespace kaomon::agent {

// What the system tells of this PC's power and lid. Reads a few small files on Linux, where `root` is "/" but
// in tests; Windows is asked, and `root` has no meaning. Any thread.
class PowerFacts {
public:
    explicit PowerFacts(std::filesystem::path root = "/")
        : m_root(std::move(root)) {}

    // True when there is a battery and no mains supply gives power.
    [[nodiscard]] bool isOnBattery() const;
    // True only when the system says that it is closed; a PC without a lid is open.
    [[nodiscard]] bool isLidClosed() const;

private:
    std::filesystem::path m_root;
};

} // namespace kaomon::agent
