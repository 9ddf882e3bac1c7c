// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <optional>

#include "base/secret.h"
#include "domain/password_rule.h"
#include "shell/form_dialog.h"

namespace kaomon::shell {

class FormField;

// A new password, typed twice and checked while it is typed; with the present one where that is asked for.
// Opened with open(); deletes itself when closed. GUI thread.
class NewPasswordDialog final : public FormDialog {
    Q_OBJECT
public:
    using Check = std::function<std::optional<domain::PasswordFault>(const SecretString&)>;
    enum class Ask { NewOnly, PresentToo };

    NewPasswordDialog(const Texts& texts, Ask ask, Check check, QWidget* parent);

    // Each empties its field.
    [[nodiscard]] SecretString takePresent();
    [[nodiscard]] SecretString takeNew();
    [[nodiscard]] static QString faultText(domain::PasswordFault fault);

private:
    void update();

    Check m_check;
    FormField* m_present = nullptr;
    FormField* m_new;
    FormField* m_again;
};

} // namespace kaomon::shell
