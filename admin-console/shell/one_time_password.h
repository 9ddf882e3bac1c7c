// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>

#include <QDateTime>
#include <QFuture>
#include <QString>

#include "base/clock.h"
#include "base/id.h"
#include "shell/console_session.h"

namespace kaomon::shell {

// A one-time password that has just been made: shown once, forgotten when the dialog closes.
struct IssuedPassword {
    UserId user;
    QString login;
    QString displayName;
    QString text;
    QDateTime expiresAt;
};

// How long a one-time password made now lives: the organisation's setting reissue_valid_hours. Without an
// answer a day, which the server refuses where even that is too long.
[[nodiscard]] QFuture<std::chrono::hours> oneTimePasswordLife(ConsoleSession& session);

} // namespace kaomon::shell
