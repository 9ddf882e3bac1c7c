// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shell/form_dialog.h"
#include "shell/reauth_flow.h"

namespace kaomon::shell {

class FormField;

// "Confirm that it is you": asked when the server wants a fresh proof of the password. Tells the session how
// it ended, exactly once. Opened with open(); deletes itself when closed. The session outlives it.
class ReauthDialog final : public FormDialog {
    Q_OBJECT
public:
    ReauthDialog(ConsoleSession& session, QWidget* parent);
    ~ReauthDialog() override;

private:
    void submit();
    void update();
    void refuse(ErrorCode code);

    ConsoleSession& m_session;
    ReauthFlow m_flow;
    FormField* m_password;
    FormField* m_code;
    bool m_isProved = false;
};

} // namespace kaomon::shell
