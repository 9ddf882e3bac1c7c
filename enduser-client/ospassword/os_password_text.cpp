// SPDX-License-Identifier: GPL-3.0-or-later
#include "ospassword/os_password_text.h"

#include "ui/error_text.h"

namespace kaomon::ospassword {

namespace {

// Empty for a rule that this version does not know.
QString ruleText(const QString& name, int value) {
    if (name == QLatin1String("length")) {
        return OsPasswordText::tr("At least %n character(s)", "", value);
    }
    if (name == QLatin1String("classes")) {
        return OsPasswordText::tr(
            "%n kind(s) or more of: small letters, capital letters, digits, other characters", "", value);
    }
    if (name == QLatin1String("digits")) {
        return OsPasswordText::tr("At least %n digit(s)", "", value);
    }
    if (name == QLatin1String("capitals")) {
        return OsPasswordText::tr("At least %n capital letter(s)", "", value);
    }
    if (name == QLatin1String("small")) {
        return OsPasswordText::tr("At least %n small letter(s)", "", value);
    }
    if (name == QLatin1String("others")) {
        return OsPasswordText::tr("At least %n character(s) that are neither letter nor digit", "", value);
    }
    if (name == QLatin1String("different")) {
        return OsPasswordText::tr("At least %n character(s) that differ from the current password", "",
                                  value);
    }
    if (name == QLatin1String("repeat")) {
        return OsPasswordText::tr("The same character at most %n time(s) in a row", "", value);
    }
    if (name == QLatin1String("history")) {
        return OsPasswordText::tr("None of the last %n password(s)", "", value);
    }
    if (name == QLatin1String("not_name")) {
        return OsPasswordText::tr("Not containing the account's name");
    }
    if (name == QLatin1String("dictionary")) {
        return OsPasswordText::tr("Not a word of a dictionary");
    }
    if (name == QLatin1String("not_similar")) {
        return OsPasswordText::tr("Not too simple, and not too much like the current one");
    }
    return {};
}

} // namespace

QStringList OsPasswordText::rules(const PasswordFacts& facts) {
    QStringList lines;
    for (const auto& [name, value] : facts.rules) {
        const QString line = ruleText(name, value);
        if (!line.isEmpty()) {
            lines << line;
        }
    }
    if (lines.isEmpty()) {
        lines << tr("This PC tells no rules in advance. If it refuses the new password, its reason is shown "
                    "here.");
    }
    return lines;
}

QString OsPasswordText::age(const PasswordFacts& facts) {
    if (facts.state == QLatin1String("must_change")) {
        return tr("It must be changed now.");
    }
    if (facts.state == QLatin1String("expired")) {
        return tr("It has expired and must be changed now.");
    }
    if (facts.daysToWait > 0) {
        return tr("It was changed a short time ago. This PC allows the next change in %n day(s).", "",
                  facts.daysToWait);
    }
    if (facts.state == QLatin1String("expiring") && facts.daysLeft) {
        return *facts.daysLeft <= 0 ? tr("It expires today.")
                                    : tr("It expires in %n day(s).", "", *facts.daysLeft);
    }
    return {};
}

QString OsPasswordText::consequences(const PasswordFacts& facts) {
    QStringList sentences;
    if (facts.isKept) {
        sentences << tr("Face logon takes over the new password by itself.");
    }
    if (facts.isKeyRingChanged) {
        sentences << tr("The key ring of your desktop gets the new password too, while it is unlocked.");
    }
    return sentences.join(QLatin1Char('\n'));
}

QString OsPasswordText::refusal(ErrorCode reason, bool isInDoubt, bool hasSystemWords) {
    if (isInDoubt) {
        return tr("This PC did not say whether the password was changed. At the next logon try the new "
                  "password first, then the old one; after that face logon works again by itself.");
    }
    switch (reason) {
    case ErrorCode::LoginFailed:
        return tr("The current password is not right. Nothing was changed.");
    case ErrorCode::PasswordTooWeak:
        return hasSystemWords ? tr("This PC refuses the new password. Nothing was changed. Its reason:")
                              : tr("This PC refuses the new password and names no reason. Nothing was "
                                   "changed. Try a longer one.");
    case ErrorCode::Forbidden:
        return hasSystemWords ? tr("This PC does not allow the change. Nothing was changed. Its reason:")
                              : tr("This PC does not allow the change. Ask your administrator.");
    case ErrorCode::SecondFactorRequired:
        return tr("This PC asks for something else besides the password. Change it in a terminal, with "
                  "the command “passwd”.");
    case ErrorCode::Unavailable:
        return tr("The password cannot be changed just now. Nothing was changed. Try again in a minute; if "
                  "that does not help, tell your administrator.");
    case ErrorCode::ValidationFailed:
        return tr("A password cannot be empty or longer than 511 bytes. Nothing was changed.");
    default:
        return ui::errorText(reason).joined();
    }
}

QString OsPasswordText::success(OsPasswordPresenter::Sealed sealed) {
    switch (sealed) {
    case OsPasswordPresenter::Sealed::Yes:
        return tr("The password of this PC is changed. Face logon has the new one.");
    case OsPasswordPresenter::Sealed::Pending:
        return tr("The password of this PC is changed, but face logon could not take over the new one. Log "
                  "on with the new password once; after that your face is enough again.");
    case OsPasswordPresenter::Sealed::NotKept:
        break;
    }
    return tr("The password of this PC is changed.");
}

} // namespace kaomon::ospassword
