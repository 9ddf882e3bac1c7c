// SPDX-License-Identifier: GPL-3.0-or-later
#include "applogin/fill_text.h"

#include <QCoreApplication>

#include "ui/error_text.h"

namespace kaomon::applogin {

namespace {

class FillText {
    Q_DECLARE_TR_FUNCTIONS(FillText)

public:
    static QString outcome(FillOutcome outcome) {
        return outcome == FillOutcome::Success ? tr("Filled in.")
                                               : tr("Filled in. Look whether the application has taken it.");
    }
    static QString inSight() {
        return tr("A part of the password stands where it can be read and could not be taken out. Delete it "
                  "from the window, and change the password if somebody may have seen it.");
    }
    static QString window(FillProblem problem) {
        switch (problem) {
        case FillProblem::NoMatch:
            return tr("No entry belongs to this window. Nothing was filled in.");
        case FillProblem::Ambiguous:
            return tr("Several entries fit and none was chosen. Nothing was filled in.");
        case FillProblem::NotReady:
            return tr("The window shows no field to sign in. Wait until it does and try again.");
        case FillProblem::FieldMissing:
            return tr("A field is gone or has changed. Nothing more was filled in; look at the window.");
        case FillProblem::Elevated:
            return tr("The application runs as another user or with an administrator's rights and is not "
                      "filled in. Type the password.");
        case FillProblem::SecureDesktop:
            return tr("This screen belongs to the system and is not filled in. Type the password.");
        case FillProblem::FocusLost:
            return tr("Another window came to the front, so filling in has stopped. Go back and try again.");
        default:
            return program(problem);
        }
    }

private:
    static QString program(FillProblem problem) {
        switch (problem) {
        case FillProblem::ImeBlocked:
            return tr("The keyboard took some characters differently, so filling in has stopped. Type the "
                      "password.");
        case FillProblem::ReadbackDiff:
            return tr("The field did not hold what was filled in, so filling in has stopped. Type the "
                      "password.");
        case FillProblem::AppRejected:
            return tr("The application refused the password. It is not tried again until you put the new one "
                      "into \"Passwords\".");
        case FillProblem::TemplateOutdated:
            return tr("What is known of this sign-in does not fit the window any more. Tell your "
                      "administrator.");
        case FillProblem::PolicyDenied:
            return tr(
                "Your administrator does not allow applications to be signed in to. Type the password.");
        default:
            return tr(
                "Your face was not recognised. Nothing was filled in. Try again, or type the password.");
        }
    }
};

} // namespace

QString fillText(const FillSession::End& end) {
    if (end.isInSight) {
        return FillText::inSight();
    }
    if (end.reason) {
        return ui::errorText(*end.reason).joined();
    }
    return end.problem ? FillText::window(*end.problem) : FillText::outcome(end.outcome);
}

} // namespace kaomon::applogin
