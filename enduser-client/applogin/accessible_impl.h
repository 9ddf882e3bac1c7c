// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Private to this folder: what libatspi gives out, owned.

#include <memory>
#include <string>

#include <atspi/atspi.h>

#include "applogin/window_facts.h"

namespace kaomon::applogin::detail {

struct Unref {
    void operator()(void* object) const {
        if (object != nullptr) {
            g_object_unref(object);
        }
    }
};
template<class T>
using Owned = std::unique_ptr<T, Unref>;
using Accessible = Owned<AtspiAccessible>;

// Every call of libatspi may fail, because the program is gone or does not answer; the value then says so.
class Fault {
public:
    Fault() = default;
    ~Fault() { g_clear_error(&m_error); }
    Fault(const Fault&) = delete;
    Fault& operator=(const Fault&) = delete;
    GError** out() {
        g_clear_error(&m_error);
        return &m_error;
    }
    [[nodiscard]] explicit operator bool() const { return m_error != nullptr; }
    [[nodiscard]] std::string text() const { return m_error != nullptr ? m_error->message : std::string(); }

private:
    GError* m_error = nullptr;
};

[[nodiscard]] Owned<AtspiAccessible> share(AtspiAccessible* object);
[[nodiscard]] std::string nameOf(AtspiAccessible* object);
[[nodiscard]] bool hasState(AtspiAccessible* object, AtspiStateType state);
// ATSPI_ROLE_INVALID when it does not answer.
[[nodiscard]] AtspiRole roleOf(AtspiAccessible* object);
// Whether a sign-in may be below it: menus, tables and lists are passed over, since they can be long.
[[nodiscard]] bool mayHoldFields(AtspiRole role);
// Text that may have fields within it, as labels of pages have.
[[nodiscard]] bool isWrapping(AtspiRole role);
// Scheme and host of the page that a document shows, of a file all of it; empty for anything else.
[[nodiscard]] std::string addressOf(AtspiAccessible* document);
// Name and states; without a handle.
[[nodiscard]] ControlFacts factsOf(AtspiAccessible* object, AtspiRole role);

} // namespace kaomon::applogin::detail
