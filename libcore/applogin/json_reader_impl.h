// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Private to libcore/applogin: reads the members of one JSON object, each once, and notices those that nobody
// asked for. The first fault is kept, with its pointer; what is read after it does not matter.

#include <algorithm>
#include <array>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <boost/json.hpp>

#include "applogin/text_pattern.h"
#include "base/result.h"

namespace kaomon::applogin::detail {

template<class Enum>
using Names = std::vector<std::pair<std::string_view, Enum>>;

class ObjectReader {
public:
    ObjectReader(const boost::json::value& source, std::string pointer, Status& status)
        : m_object(source.if_object())
        , m_pointer(std::move(pointer))
        , m_status(status) {
        if (m_object == nullptr) {
            fault("not an object", m_pointer);
        }
    }
    ~ObjectReader() {
        if (m_object != nullptr && m_seen != m_object->size()) {
            fault("has an unknown member", m_pointer);
        }
    }
    ObjectReader(const ObjectReader&) = delete;
    ObjectReader& operator=(const ObjectReader&) = delete;

    [[nodiscard]] std::string at(std::string_view key) const { return m_pointer + '/' + std::string(key); }
    [[nodiscard]] bool isGood() const { return m_status.has_value(); }

    // Null when it is not there; `isRequired` makes that a fault.
    const boost::json::value* member(std::string_view key, bool isRequired) {
        const boost::json::value* value = m_object != nullptr ? m_object->if_contains(key) : nullptr;
        if (value != nullptr) {
            ++m_seen;
        } else if (isRequired) {
            fault("missing", at(key));
        }
        return value;
    }

    void text(std::string_view key, std::string& target, std::size_t longest, bool isRequired = true) {
        const auto* value = member(key, isRequired);
        if (value == nullptr) {
            return;
        }
        if (!value->is_string() || value->get_string().empty() || value->get_string().size() > longest) {
            fault("not a text of a bearable length", at(key));
            return;
        }
        target = std::string(value->get_string().data(), value->get_string().size());
    }

    template<class Number>
    void number(std::string_view key, Number& target, long long least, long long most) {
        const auto* value = member(key, false);
        if (value == nullptr) {
            return;
        }
        boost::system::error_code error;
        const auto number = value->is_number() ? value->to_number<std::int64_t>(error) : 0;
        if (!value->is_number() || error || number < least || number > most) {
            fault("not a number in range", at(key));
            return;
        }
        target = Number(static_cast<int>(number));
    }

    void flag(std::string_view key, bool& target) {
        const auto* value = member(key, false);
        if (value == nullptr) {
            return;
        }
        if (!value->is_bool()) {
            fault("not true or false", at(key));
            return;
        }
        target = value->get_bool();
    }

    template<class Enum>
    void choice(std::string_view key, Enum& target, const Names<Enum>& names, bool isRequired) {
        const auto* value = member(key, isRequired);
        if (value == nullptr) {
            return;
        }
        const std::string_view name =
            value->is_string() ? std::string_view(value->get_string().data(), value->get_string().size())
                               : std::string_view();
        const auto found = std::ranges::find(names, name, &std::pair<std::string_view, Enum>::first);
        if (found == names.end()) {
            fault("none of the names", at(key));
            return;
        }
        target = found->second;
    }

    // Calls `read(value, pointer)` for each element.
    template<class Read>
    void array(std::string_view key, std::size_t least, std::size_t most, Read read) {
        const auto* value = member(key, least > 0);
        if (value == nullptr) {
            return;
        }
        const boost::json::array* elements = value->if_array();
        if (elements == nullptr || elements->size() < least || elements->size() > most) {
            fault("not a list of a bearable length", at(key));
            return;
        }
        for (std::size_t i = 0; i < elements->size() && isGood(); ++i) {
            read((*elements)[i], at(key) + '/' + std::to_string(i));
        }
    }

    void fault(const char* why, const std::string& pointer) {
        if (m_status) {
            m_status = fail(ErrorCode::ValidationFailed, why, pointer);
        }
    }
    void fault(const Error& error) {
        if (m_status) {
            m_status = propagate(error);
        }
    }

private:
    const boost::json::object* m_object;
    std::string m_pointer;
    Status& m_status;
    std::size_t m_seen = 0;
};

} // namespace kaomon::applogin::detail
