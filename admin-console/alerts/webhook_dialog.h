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
    // What the fields were filled from; nullopt: a new one.
    [[nodiscard]] const std::optional<wire::Webhook>& known() const { return m_known; }
    // Somebody else has saved the webhook that is being changed.
    void takeNewer(const wire::Webhook& newer);

private:
    void update();

    std::optional<wire::Webhook> m_known;
    shell::FormField* m_name;
    shell::FormField* m_url;
    QComboBox* m_sends;
    wire::EventSelection m_wanted;
};

} // namespace kaomon::alerts
