// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include "base/result.h"
#include "shell/console_settings.h"

namespace kaomon::shell {

// What a console on another computer needs in order to know an organisation: its server, the pins of the
// server's certificate, the id and the fingerprint of the root key. Nothing in it is secret; whoever opens it
// must have it from somebody he trusts, since it says which server and which root to believe.
class OrganisationFile {
public:
    [[nodiscard]] static QByteArray encode(const KnownTenant& tenant);
    // Without a login and with no manifest seen yet. ErrorCode::ValidationFailed with the member in `field`.
    [[nodiscard]] static Result<KnownTenant> parse(const QByteArray& text);

    static constexpr qint64 kMaximumBytes = 64 * 1024;
};

} // namespace kaomon::shell
