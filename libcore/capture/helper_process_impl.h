// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <span>

class QObject;

namespace kaomon::capture {

// What the camera's helper needs of the system it runs on.

// Before and after the QCoreApplication: the media library that is to be used and room for a picture on its
// way to the parent, and what the library must be told.
void prepareMedia();
void tuneMedia();

// All of it, to standard output. False when nobody reads any more. Blocks.
[[nodiscard]] bool writeToParent(std::span<const std::uint8_t> bytes);

// Calls `gone` when standard input is closed, on any thread. `owner` lives until the process ends.
void whenParentGoes(QObject& owner, std::function<void()> gone);

} // namespace kaomon::capture
