// SPDX-License-Identifier: GPL-3.0-or-later
#include "users/groups_presenter.h"

#include <algorithm>

#include "client/document_calls.h"
#include "ui/qt_text.h"
#include "wire/codec.h"

namespace kaomon::users {
namespace {

using Written = Result<wire::PolicyDocument>;

Result<std::vector<GroupId>> signedGroups(const client::AdminKeyring& keyring,
                                          const wire::PolicyDocument& document) {
    const auto opened = keyring.openDocument(document);
    auto body = opened ? wire::decode<wire::GroupMembersBody>(opened->body)
                       : Result<wire::GroupMembersBody>(propagate(opened.error()));
    if (!body) {
        return propagate(body.error());
    }
    return std::move(body->groups);
}

} // namespace

GroupsPresenter::GroupsPresenter(shell::ConsoleSession& session, QObject* parent)
    : FeaturePresenter(session, parent)
    , m_model(
          {{[] { return tr("Group"); }, [](const wire::UserGroup& row) { return ui::toQString(row.name); }},
           {[] { return tr("People"); },
            [](const wire::UserGroup& row) { return QString::number(row.members); }},
           {[] { return tr("Note"); }, [](const wire::UserGroup& row) { return ui::toQString(row.note); }}},
          [](const wire::UserGroup& row) { return row.id.text(); }) {}

void GroupsPresenter::reload() {
    if (!beginLoading(m_model.rowCount() > 0)) {
        return;
    }
    load(client::UserGroupService(api()).list(), [this](const wire::UserGroupList& list) {
        m_model.setRows(list.items);
        return list.items.empty() ? models::ListState::Empty : models::ListState::Content;
    });
}

void GroupsPresenter::clear() {
    m_model.setRows({});
    FeaturePresenter::clear();
}

QString GroupsPresenter::nameOf(const GroupId& group) const {
    const auto found =
        std::ranges::find_if(m_model.rows(), [&](const wire::UserGroup& row) { return row.id == group; });
    return ui::toQString(found == m_model.rows().end() ? group.text() : found->name);
}

void GroupsPresenter::create(const QString& name, const QString& note) {
    const wire::NewGroup group{GroupId::generate(), ui::toUtf8(name.trimmed()), ui::toUtf8(note.trimmed())};
    command([this, group] { return client::UserGroupService(api()).create(group); },
            [this](const wire::UserGroup&) { reload(); });
}

void GroupsPresenter::rename(const wire::UserGroup& group, const QString& name, const QString& note) {
    const wire::GroupPatch patch{ui::toUtf8(name.trimmed()), ui::toUtf8(note.trimmed())};
    command(
        [this, group, patch] { return client::UserGroupService(api()).patch(group.id, patch, group.rev); },
        [this](const wire::UserGroup&) { reload(); });
}

void GroupsPresenter::remove(const wire::UserGroup& group) {
    command([this, group] { return client::UserGroupService(api()).remove(group.id, group.rev); },
            [this] { reload(); });
}

std::vector<GroupId> GroupsPresenter::merged(const std::vector<GroupId>& before,
                                             const std::vector<GroupId>& mine,
                                             const std::vector<GroupId>& theirs) {
    if (theirs == before) {
        return mine; // the order too
    }
    const auto has = [](const std::vector<GroupId>& groups, const GroupId& group) {
        return std::ranges::find(groups, group) != groups.end();
    };
    std::vector<GroupId> result;
    for (const GroupId& group : theirs) {
        if (has(mine, group) || !has(before, group)) {
            result.push_back(group);
        }
    }
    for (const GroupId& group : mine) {
        if (!has(before, group) && !has(result, group)) {
            result.push_back(group);
        }
    }
    return result;
}

void GroupsPresenter::setMemberships(const UserId& user, const std::vector<GroupId>& before,
                                     const std::vector<GroupId>& groups) {
    const auto keyring = session().sharedKeyring();
    if (!keyring) {
        emit commandFailed(ErrorCode::KeyUnavailable);
        return;
    }
    command(
        [this, keyring, user, before, groups] {
            return client::fetchDocuments(api(), "group_members", {"user:" + user.text()})
                .then(this,
                      [this, keyring, user, before,
                       groups](const Result<wire::PolicyDocumentList>& list) -> QFuture<Written> {
                          if (!list) {
                              return QtFuture::makeReadyFuture(Written(propagate(list.error())));
                          }
                          const auto known = std::ranges::find(list->items, "user:" + user.text(),
                                                               &wire::PolicyDocument::scope);
                          const long long version = known == list->items.end() ? 0 : known->version;
                          const auto signedNow = known == list->items.end()
                                                     ? Result<std::vector<GroupId>>(std::vector<GroupId>())
                                                     : signedGroups(*keyring, *known);
                          if (!signedNow) {
                              return QtFuture::makeReadyFuture(Written(propagate(signedNow.error())));
                          }
                          const auto document = keyring->signMemberships(
                              user, merged(before, groups, *signedNow), version + 1, session().clock().now());
                          return document ? client::PolicyService(api()).put(*document)
                                          : QtFuture::makeReadyFuture(Written(propagate(document.error())));
                      })
                .unwrap();
        },
        [this](const wire::PolicyDocument&) {
            emit membershipsChanged();
            reload();
        });
}

} // namespace kaomon::users
