// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "shell/console_settings.h"
#include "shell/sign_in_flow.h"
#include "signin/service_notes.h"
#include "ui/banner.h"
#include "ui/sign_in_form.h"

class QLabel;
class QProgressBar;
class QPushButton;

namespace kaomon::signin {

// Sign-in to the tenant that this installation knows. Starts a SignInFlow with what was typed and shows how
// it ends. GUI thread.
class SignInPage final : public QWidget {
    Q_OBJECT
public:
    // All of these outlive the page.
    SignInPage(shell::SignInFlow& flow, const shell::TransportFactory& transports, const Clock& clock,
               QWidget* parent = nullptr);

    void setTenant(const shell::KnownTenant& tenant);
    // Above the form, such as why the last session ended; empty for nothing.
    void showMessage(const QString& message);

signals:
    // The person wants to set up or join another organisation.
    void otherTenantRequested();

protected:
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void showNotices();
    void submit();
    void setBusy(bool isBusy);
    void retranslate();

    shell::SignInFlow& m_flow;
    const shell::TransportFactory& m_transports;
    const Clock& m_clock;
    shell::KnownTenant m_tenant;
    ServiceNotes m_notes;
    QLabel* m_title;
    QLabel* m_where;
    ui::Banner* m_notices;
    QLabel* m_fingerprint;
    ui::SignInForm* m_form;
    QProgressBar* m_bar;
    QPushButton* m_other;
};

} // namespace kaomon::signin
