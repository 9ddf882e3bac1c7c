// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include <QCoreApplication>
#include <QString>

namespace kaomon::settings {

struct SampleValue {
    std::string name;
    std::string value;
};

// Settings to begin with, by the size of the organisation: what an administrator would otherwise have to find
// out by trying. Only settings that the programs of this version act on. Pure; GUI thread.
class SamplePolicies {
    Q_DECLARE_TR_FUNCTIONS(SamplePolicies)

public:
    enum class Size { Small, Medium, Large };

    // small, medium, large; as links name them. Nothing for another name.
    [[nodiscard]] static std::vector<SampleValue> of(const std::string& size);
    [[nodiscard]] static std::vector<std::string> sizes();
    [[nodiscard]] static QString title(const std::string& size);
    [[nodiscard]] static QString text(const std::string& size);
};

} // namespace kaomon::settings
