// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <compare>
#include <functional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace kaomon {

// True for the 36-character lower-case text form of a UUID.
[[nodiscard]] bool isUuid(std::string_view text);

// A new UUIDv7 (RFC 9562): time-ordered, 74 random bits from the operating system. Thread-safe.
[[nodiscard]] std::string makeUuid();

// A UUID that knows what it names, so that a user's id cannot be passed where a device's is meant.
// Default-constructed ids are empty and name nothing.
template<class Tag>
class Id {
public:
    Id() = default;

    [[nodiscard]] static Id generate() { return Id(makeUuid()); }

    // ErrorCode::ValidationFailed when `text` is not a UUID in its lower-case text form.
    [[nodiscard]] static Result<Id> parse(std::string_view text) {
        if (!isUuid(text)) {
            return fail(ErrorCode::ValidationFailed, "not a UUID");
        }
        return Id(std::string(text));
    }

    [[nodiscard]] const std::string& text() const { return m_text; }
    [[nodiscard]] bool isEmpty() const { return m_text.empty(); }
    auto operator<=>(const Id&) const = default;

private:
    explicit Id(std::string text)
        : m_text(std::move(text)) {}

    std::string m_text;
};

using TenantId = Id<struct TenantTag>;
using UserId = Id<struct UserTag>;
using DeviceId = Id<struct DeviceTag>;
using GroupId = Id<struct GroupTag>;
using TemplateId = Id<struct TemplateTag>;
using KeyId = Id<struct KeyTag>;
using EventId = Id<struct EventTag>;
using AttemptId = Id<struct AttemptTag>;
using ConsentId = Id<struct ConsentTag>;

} // namespace kaomon

template<class Tag>
struct std::hash<kaomon::Id<Tag>> {
    std::size_t operator()(const kaomon::Id<Tag>& id) const { return std::hash<std::string>()(id.text()); }
};
