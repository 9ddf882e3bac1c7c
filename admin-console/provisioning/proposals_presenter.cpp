// SPDX-License-Identifier: GPL-3.0-or-later
#include "provisioning/proposals_presenter.h"

#include "shell/local_text.h"
#include "ui/qt_text.h"

namespace kaomon::provisioning {
namespace {

using models::ListState;

constexpr int kPage = 100;
constexpr std::size_t kMost = 500; // of one request

} // namespace

ProposalsPresenter::ProposalsPresenter(shell::ConsoleSession& session, QObject* parent)
    : FeaturePresenter(session, parent)
    , m_model({{[] { return tr("Login name"); },
                [](const wire::GroupProposal& row) { return ui::toQString(row.login); }},
               {[] { return tr("Name"); },
                [](const wire::GroupProposal& row) { return ui::toQString(row.displayName); }},
               {[] { return tr("Groups now"); },
                [this](const wire::GroupProposal& row) { return names(row.groups); }},
               {[] { return tr("Groups asked for"); },
                [this](const wire::GroupProposal& row) { return names(row.wanted); }}},
              [](const wire::GroupProposal& row) { return row.user.text(); }) {}

QString ProposalsPresenter::names(const std::vector<GroupId>& groups) const {
    QStringList parts;
    for (const GroupId& group : groups) {
        const auto known = m_names.find(group.text());
        parts.append(known == m_names.end() ? ui::toQString(group.text()).left(8) : known->second);
    }
    return parts.isEmpty() ? QStringLiteral("–") : shell::listText(parts);
}

void ProposalsPresenter::reload() {
    if (!beginLoading(m_model.rowCount() > 0)) {
        return;
    }
    part(client::UserGroupService(api()).list(), [this](const wire::UserGroupList& list) {
        for (const wire::UserGroup& group : list.items) {
            m_names.insert_or_assign(group.id.text(), ui::toQString(group.name));
        }
        fetch({});
    });
}

void ProposalsPresenter::loadMore() {
    if (m_next && session().isOpen()) {
        fetch(*m_next);
    }
}

void ProposalsPresenter::fetch(const std::string& cursor) {
    load(client::GroupProposalService(api()).list({kPage, cursor}),
         [this, isFirst = cursor.empty()](const wire::GroupProposalPage& page) {
             isFirst ? m_model.setRows(page.items) : m_model.appendRows(page.items);
             m_next = page.next;
             m_total = page.total;
             return m_model.rowCount() == 0 ? ListState::Empty : ListState::Content;
         });
}

void ProposalsPresenter::clear() {
    m_model.setRows({});
    m_names.clear();
    m_next.reset();
    m_total = 0;
    FeaturePresenter::clear();
}

void ProposalsPresenter::agree(const std::vector<wire::GroupProposal>& proposals) {
    if (!mayManage() || proposals.empty() || proposals.size() > kMost) {
        return;
    }
    auto request = client::agreeTo(proposals, *session().keyring(), session().clock().now());
    if (!request) {
        emit commandFailed(request.error().code);
        return;
    }
    request->reason = ui::toUtf8(tr("Agreed to the groups of the identity provider"));
    command([this, request = *request] { return client::UserService(api()).bulk(request); },
            [this](const wire::BulkReply& reply) {
                emit agreed(reply.done, reply.refused);
                reload();
            });
}

void ProposalsPresenter::refuse(const std::vector<wire::GroupProposal>& proposals) {
    std::vector<UserId> users;
    for (const wire::GroupProposal& proposal : proposals) {
        users.push_back(proposal.user);
    }
    if (!mayManage() || users.empty() || users.size() > kMost) {
        return;
    }
    command([this, users] { return client::GroupProposalService(api()).refuse(users); },
            [this] { reload(); });
}

} // namespace kaomon::provisioning
