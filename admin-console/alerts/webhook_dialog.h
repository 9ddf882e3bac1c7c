// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "shell/form_dialog.h"
#include "wire/deliveries.h"

class QComboBox;

namespace kaomon::shell {
class FormField;
}

namespace kaomon::alerts {

// A webhook, new or to be changed. Opened with open(); deletes itself when closed. GUI thread.
class WebhookDialog final : public shell::FormDialog {
    Q_OBJECT
public:
    WebhookDialog(const std::optional<wire::Webhook>& webhook, QWidget* parent);

    // Without a secret.
    [[nodiscard]] wire::NewWebhook webhook() const;

private:
    void update();

    shell::FormField* m_name;
    shell::FormField* m_url;
    QComboBox* m_sends;
    wire::EventSelection m_wanted;
};

} // namespace kaomon::alerts
