// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "agent/agent_state.h"
#include "applogin/app_template.h"
#include "wire/app_documents.h"

namespace kaomon::agent {

// A template that an administrator has signed and that is rolled out to this PC.
struct CompanyTemplate {
    VaultItemId id;
    long long version = 0; // of the document
    applogin::AppTemplate form;
};

// Whether this PC is among those that the rollout has reached. The same percentage is always the same PCs,
// and a higher one all of them and more; each template has an order of its own. Pure.
[[nodiscard]] bool isRolledOut(const wire::AppTemplateBody& body, const std::string& device,
                               const std::string& deviceGroup);

// What administrators have set up for app login, read from the store and verified each time: nothing that is
// not signed by one of them counts. Main thread.
class CompanyApps {
public:
    explicit CompanyApps(AgentState& state)
        : m_state(state) {}

    // By title. What cannot be read is logged and left out.
    [[nodiscard]] std::vector<CompanyTemplate> templates() const;
    // Of one person.
    [[nodiscard]] std::vector<wire::BlindEntry> blindEntries(const UserId& user) const;

private:
    // Bodies of the signed documents whose id begins so.
    [[nodiscard]] std::vector<crypto::SignedPolicy> documents(const std::string& kind,
                                                              const std::string& scope) const;
    AgentState& m_state;
};

} // namespace kaomon::agent
