// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string_view>

namespace kaomon::applogin {

// Why a sign-in of a program was not filled, or not to its end. The wire name stands in events and in the
// local message; the client has a sentence with the next step for each.
enum class FillProblem {
    NoMatch,
    Ambiguous,
    NotReady,
    FieldMissing,
    Elevated,
    SecureDesktop,
    FocusLost,
    ImeBlocked,
    ReadbackDiff,
    AppRejected,
    FaceNg,
    FaceTimeout,
    PolicyDenied,
    OfflineExpired,
    TemplateOutdated,
};

[[nodiscard]] std::string_view wireName(FillProblem problem); // no_match
[[nodiscard]] std::optional<FillProblem> fillProblemFromWire(std::string_view name);

} // namespace kaomon::applogin
