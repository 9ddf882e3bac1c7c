// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "storage/unit_of_work.h"

namespace kaomon::duties {

// Who acts, when, in which transaction. Lives for one job.
struct Act {
    storage::UnitOfWork& unit;
    std::string actor; // "kaomonctl:uid 0", "server"
    TimePoint now;
};

using Values = std::vector<std::pair<std::string, std::string>>;

// Tells the administrators of every tenant, and their PCs when a notice changed. Throws StorageFault.
void tellAll(const Act& act, const std::string& mailKind, const Values& values, const std::string& noticeId);
// A line in the operator's audit log.
void noteAct(const Act& act, const std::string& action, const std::string& detail);

// Both languages, or the one that is there for both.
struct Texts {
    std::string ja;
    std::string en;

    [[nodiscard]] const std::string& japanese() const { return ja.empty() ? en : ja; }
    [[nodiscard]] const std::string& english() const { return en.empty() ? ja : en; }
    [[nodiscard]] bool isEmpty() const { return ja.empty() && en.empty(); }
};

} // namespace kaomon::duties
