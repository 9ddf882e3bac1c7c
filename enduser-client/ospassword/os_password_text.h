// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QString>
#include <QStringList>

#include "ospassword/os_password_presenter.h"

namespace kaomon::ospassword {

// The sentences of the page. Pure; texts in the language of the program.
struct OsPasswordText {
    Q_DECLARE_TR_FUNCTIONS(OsPasswordText)

public:
    // What the system asks of a new password, one line each; says so when its files name nothing.
    [[nodiscard]] static QStringList rules(const PasswordFacts& facts);
    // How much longer the password is good; empty when there is nothing to say.
    [[nodiscard]] static QString age(const PasswordFacts& facts);
    // What becomes of the face logon and the key ring.
    [[nodiscard]] static QString consequences(const PasswordFacts& facts);
    // Why it came to nothing, and what to do next; the system's own words stand beside it.
    [[nodiscard]] static QString refusal(ErrorCode reason, bool isInDoubt, bool hasSystemWords);
    [[nodiscard]] static QString success(OsPasswordPresenter::Sealed sealed);
};

} // namespace kaomon::ospassword
