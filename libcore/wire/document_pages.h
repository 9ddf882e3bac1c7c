// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "wire/devices.h"
#include "wire/policies.h"

namespace kaomon::wire {

// A part of GET /v1/policies, by kind and scope; `next` where there is more.
struct PolicyDocumentPage {
    std::vector<PolicyDocument> items;
    std::optional<std::string> next;
};

// A part of GET /v1/enrolment-codes, newest first; `next` where there is more.
struct EnrolmentCodePage {
    std::vector<EnrolmentCode> items;
    std::optional<std::string> next;
};

} // namespace kaomon::wire
