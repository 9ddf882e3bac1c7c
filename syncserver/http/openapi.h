// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "http/router.h"

namespace kaomon::http {

// The OpenAPI 3.1 document of a route table, as JSON with two-space indentation. Same table, same text.
[[nodiscard]] std::string openApiDocument(const Router& router, const std::string& version);

} // namespace kaomon::http
