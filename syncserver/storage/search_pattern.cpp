// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/search_pattern.h"

namespace kaomon::storage {

std::string likePattern(const std::string& search) {
    std::string pattern = "%";
    for (const char c : search) {
        if (c == '%' || c == '_' || c == '!') {
            pattern += '!';
        }
        pattern += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return pattern + "%";
}

} // namespace kaomon::storage
