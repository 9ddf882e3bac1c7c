// SPDX-License-Identifier: GPL-3.0-or-later
#include "applogin/registration/registration_text.h"

#include <QCoreApplication>

#include "ui/error_text.h"
#include "ui/qt_text.h"

namespace kaomon::applogin {

namespace {

class RegistrationText {
    Q_DECLARE_TR_FUNCTIONS(RegistrationText)

public:
    static QString use(FieldUse use) {
        switch (use) {
        case FieldUse::UserName:
            return tr("User name");
        case FieldUse::Password:
            return tr("Password");
        case FieldUse::OneTimeCode:
            return tr("One-time code");
        case FieldUse::Button:
            return tr("Press this button");
        case FieldUse::Nothing:
            break;
        }
        return tr("Leave alone");
    }

    static QString key(KeyPiece key) {
        switch (key) {
        case KeyPiece::UserName:
            return tr("User name");
        case KeyPiece::Password:
            return tr("Password");
        case KeyPiece::OneTimeCode:
            return tr("One-time code");
        case KeyPiece::Tab:
            return tr("Tab key");
        case KeyPiece::Return:
            break;
        }
        return tr("Enter key");
    }

    static QString role(ControlRole role) {
        switch (role) {
        case ControlRole::Text:
            return tr("Text field");
        case ControlRole::Password:
            return tr("Password field");
        case ControlRole::Button:
            return tr("Button");
        case ControlRole::ComboBox:
            return tr("Selection field");
        case ControlRole::Terminal:
            return tr("Prompt in the terminal");
        case ControlRole::CheckBox:
            return tr("Check box");
        case ControlRole::Label:
        case ControlRole::Other:
            break;
        }
        return tr("Part of the window");
    }

    static QString control(const ControlLocator& control) {
        const QString kind = role(control.role);
        if (control.name) {
            //: %1 is a kind of field, %2 its name in the program
            return tr("%1 \"%2\"").arg(kind, ui::toQString(control.name->text()));
        }
        //: %1 is a kind of field, %2 its number among those of its kind
        return control.index == 0 ? kind : tr("%1, no. %2").arg(kind).arg(control.index + 1);
    }

    static QString missing(const SignalRule& rule) {
        const QString text = ui::toQString(rule.pattern.text());
        switch (rule.kind) {
        case SignalKind::Executable:
            return tr("It is not the program %1.").arg(text);
        case SignalKind::WindowClass:
            return tr("The window's class is not %1.").arg(text);
        case SignalKind::Title:
            return tr("The title is not \"%1\".").arg(text);
        case SignalKind::Arguments:
            return tr("The program was not started with \"%1\".").arg(text);
        case SignalKind::Toolkit:
            return tr("It was not made with %1.").arg(text);
        case SignalKind::Address:
            return tr("The page is not of %1.").arg(text);
        case SignalKind::Control:
            break;
        }
        return tr("It has no %1.").arg(rule.control ? control(*rule.control) : QString());
    }

    static QString problem(const Error& error) {
        const std::string& field = error.field;
        if (field == "/fields") {
            return tr("On each page something must be filled in, nothing twice, and one button at most is "
                      "pressed. Change what the fields are for.");
        }
        if (field == "/title") {
            return tr(
                "With key steps the title must fit: nothing within the window can be looked at. Put the "
                "title in.");
        }
        if (field == "/name") {
            return tr("Give the application a name of at most 200 bytes.");
        }
        if (field.ends_with("/keys")) {
            return tr("The key steps type nothing. Add the user name or the password.");
        }
        if (field.starts_with("/signals")) {
            return tr("A text that the window is recognised by is empty, too long or no valid expression. "
                      "Correct it.");
        }
        return ui::errorText(error.code).joined();
    }
};

} // namespace

QString useText(FieldUse use) {
    return RegistrationText::use(use);
}

QString contentText(FieldContent content) {
    return RegistrationText::use(content == FieldContent::UserName   ? FieldUse::UserName
                                 : content == FieldContent::Password ? FieldUse::Password
                                                                     : FieldUse::OneTimeCode);
}

QString keyText(KeyPiece key) {
    return RegistrationText::key(key);
}

QString controlText(const ControlLocator& control) {
    return RegistrationText::control(control);
}

QString missingText(const SignalRule& rule) {
    return RegistrationText::missing(rule);
}

QString draftProblemText(const Error& error) {
    return RegistrationText::problem(error);
}

} // namespace kaomon::applogin
