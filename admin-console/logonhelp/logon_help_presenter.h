// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

#include "client/services.h"
#include "logonhelp/logon_findings.h"
#include "shell/feature_presenter.h"

namespace kaomon::logonhelp {

// "Why can this person not log on?": collects what the server knows about the person and the PC, and does
// what can be done from here. Parts that this administrator's role may not read are left out. GUI thread; the
// session outlives it.
class LogonHelpPresenter final : public shell::FeaturePresenter {
    Q_OBJECT
public:
    explicit LogonHelpPresenter(shell::ConsoleSession& session, QObject* parent = nullptr);

    // Either may be empty; without a person there is nothing to show. `deviceName` helps to find the PC.
    void ask(const std::string& user, const std::string& device, const std::string& deviceName);
    void reload() override;
    void clear() override;

    [[nodiscard]] const std::vector<Finding>& findings() const { return m_findings; }
    [[nodiscard]] const LogonFacts& facts() const { return m_facts; }
    [[nodiscard]] int obstacles() const; // findings that refuse
    [[nodiscard]] bool mayMend(Mend mend) const;
    // Unlock, Enable, ReEnrol, AcceptFaces; others are the page's. Looks again afterwards.
    void mend(Mend mend, const QString& reason);
    // Words again after a change of language.
    void retell();

private:
    void fetchSecurity();
    void fetchLicence();
    void fetchTemplates();
    void fetchDevice();
    void fetchDeviceGroup();
    void fetchSettings();
    void fetchRefusals();
    void fetchModel();
    void finish();
    void acceptFaces(std::vector<TemplateId> faces);

    std::optional<UserId> m_user;
    std::optional<DeviceId> m_device;
    std::string m_deviceName;
    LogonFacts m_facts; // shown
    LogonFacts m_next;  // being put together
    std::vector<Finding> m_findings;
};

} // namespace kaomon::logonhelp
