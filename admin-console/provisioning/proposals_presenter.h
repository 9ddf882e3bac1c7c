// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <vector>

#include "client/group_proposal_service.h"
#include "client/services.h"
#include "models/column_table_model.h"
#include "shell/feature_presenter.h"

namespace kaomon::provisioning {

// People whom an identity provider wants in other groups. Groups decide about settings and PCs, so nothing
// happens before an administrator has signed it: agreeing signs each person's next list of groups, refusing
// leaves it. Works through as many as were chosen, 500 at a time. GUI thread; the session outlives it.
class ProposalsPresenter final : public shell::FeaturePresenter {
    Q_OBJECT
public:
    using Model = models::ColumnTableModel<wire::GroupProposal>;

    explicit ProposalsPresenter(shell::ConsoleSession& session, QObject* parent = nullptr);

    void reload() override;
    void clear() override;
    [[nodiscard]] Model& model() { return m_model; }
    [[nodiscard]] long long total() const { return m_total; }
    [[nodiscard]] bool hasMore() const { return m_next.has_value(); }
    void loadMore();
    void agree(const std::vector<wire::GroupProposal>& proposals);
    void refuse(const std::vector<wire::GroupProposal>& proposals);

signals:
    // How many were signed, and how many were not since somebody changed them meanwhile.
    void agreed(int done, int refused);

private:
    void fetch(const std::string& cursor);
    [[nodiscard]] QString names(const std::vector<GroupId>& groups) const;

    std::map<std::string, QString> m_names;
    std::optional<std::string> m_next;
    long long m_total = 0;
    Model m_model;
};

} // namespace kaomon::provisioning
