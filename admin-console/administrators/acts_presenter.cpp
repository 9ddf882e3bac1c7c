// SPDX-License-Identifier: GPL-3.0-or-later
#include "administrators/acts_presenter.h"

#include <algorithm>

#include "models/display_text.h"
#include "ui/qt_text.h"

namespace kaomon::administrators {
namespace {

using models::DisplayText;
using models::Tone;
using Approved = Result<wire::TwoPersonAct>;

QString kindText(const wire::TwoPersonAct& row) {
    if (row.kind == "vault_recovery") {
        return ActsPresenter::tr("Recovery of a vault");
    }
    if (row.kind == "face_after_reissue") {
        return ActsPresenter::tr("New face after a reissue");
    }
    return row.kind == "owner_change" ? ActsPresenter::tr("Change of owners") : ui::toQString(row.kind);
}

QString stateText(const wire::TwoPersonAct& row) {
    const std::pair<const char*, QString> texts[] = {{"pending", ActsPresenter::tr("Waits for agreement")},
                                                     {"approved", ActsPresenter::tr("Agreed")},
                                                     {"refused", ActsPresenter::tr("Refused")},
                                                     {"withdrawn", ActsPresenter::tr("Withdrawn")},
                                                     {"done", ActsPresenter::tr("Done")},
                                                     {"expired", ActsPresenter::tr("Expired")}};
    for (const auto& [name, text] : texts) {
        if (row.state == name) {
            return text;
        }
    }
    return ui::toQString(row.state);
}

Tone stateTone(const wire::TwoPersonAct& row) {
    return row.state == "pending"                           ? Tone::Warning
           : row.state == "approved" || row.state == "done" ? Tone::Good
                                                            : Tone::Neutral;
}

} // namespace

ActsPresenter::ActsPresenter(shell::ConsoleSession& session, QObject* parent)
    : FeaturePresenter(session, parent)
    , m_model({{[] { return tr("Act"); }, kindText},
               {[] { return tr("About"); },
                [this](const wire::TwoPersonAct& row) { return nameOf(row.subject); }},
               {[] { return tr("Asked by"); },
                [this](const wire::TwoPersonAct& row) { return nameOf(row.requester); }},
               {[] { return tr("Reason"); },
                [](const wire::TwoPersonAct& row) { return ui::toQString(row.reason); }},
               {[] { return tr("State"); }, stateText,
                [](const wire::TwoPersonAct& row) { return std::optional(stateTone(row)); }},
               {[] { return tr("Good until"); },
                [](const wire::TwoPersonAct& row) { return DisplayText::time(row.notAfter); }}},
              [](const wire::TwoPersonAct& row) { return row.id; }) {}

void ActsPresenter::reload() {
    if (!beginLoading(m_model.rowCount() > 0)) {
        return;
    }
    load(client::TwoPersonActService(api()).list({}), [this](const wire::TwoPersonActPage& page) {
        m_model.setRows(page.items);
        findNames(page.items);
        return page.items.empty() ? models::ListState::Empty : models::ListState::Content;
    });
}

// Those whom the page of administrators does not know: whose vault, whose face.
void ActsPresenter::findNames(const std::vector<wire::TwoPersonAct>& acts) {
    for (const wire::TwoPersonAct& act : acts) {
        for (const UserId& user : {act.subject, act.requester}) {
            if (m_names.contains(user.text()) || !m_asked.insert(user.text()).second) {
                continue;
            }
            client::UserService(api()).get(user).then(this, [this](const Result<wire::User>& found) {
                if (found && session().isOpen()) {
                    m_names.emplace(found->id.text(), ui::toQString(found->displayName));
                    m_model.retranslate();
                    emit changed();
                }
            });
        }
    }
}

void ActsPresenter::clear() {
    m_model.setRows({});
    m_names.clear();
    m_asked.clear();
    FeaturePresenter::clear();
}

void ActsPresenter::setNames(std::map<std::string, QString> names) {
    for (auto& [id, name] : names) {
        m_names.insert_or_assign(id, std::move(name));
    }
    m_model.retranslate();
}

QString ActsPresenter::nameOf(const UserId& user) const {
    const auto known = m_names.find(user.text());
    return known == m_names.end() ? ui::toQString(user.text()) : known->second;
}

bool ActsPresenter::mayDecide(const wire::TwoPersonAct& act) const {
    return mayManage() && !isBusy() && act.state == "pending" && act.requester != session().user().id;
}

bool ActsPresenter::mayRefuse(const wire::TwoPersonAct& act) const {
    return session().isOpen() && !isBusy() && act.state == "pending" &&
           (mayManage() || act.requester == session().user().id);
}

int ActsPresenter::waitingForMe() const {
    return static_cast<int>(std::ranges::count_if(
        m_model.rows(), [this](const wire::TwoPersonAct& act) { return mayDecide(act); }));
}

void ActsPresenter::approve(const wire::TwoPersonAct& act) {
    const auto keyring = session().sharedKeyring();
    if (!keyring) {
        emit commandFailed(ErrorCode::KeyUnavailable);
        return;
    }
    command(
        [this, keyring, act] {
            return client::KeyService(api())
                .manifest()
                .then(this,
                      [this, keyring,
                       act](const Result<wire::ManifestDocument>& document) -> QFuture<Approved> {
                          const auto manifest =
                              document ? keyring->readManifest(*document)
                                       : Result<crypto::TenantManifest>(propagate(document.error()));
                          const auto approval = manifest
                                                    ? keyring->approveAct(act, *manifest)
                                                    : Result<wire::ActApproval>(propagate(manifest.error()));
                          return approval ? client::TwoPersonActService(api()).approve(act.id, *approval)
                                          : QtFuture::makeReadyFuture(Approved(propagate(approval.error())));
                      })
                .unwrap();
        },
        [this](const wire::TwoPersonAct&) { reload(); });
}

void ActsPresenter::refuse(const wire::TwoPersonAct& act, const QString& reason) {
    command([this, id = act.id,
             text = ui::toUtf8(reason)] { return client::TwoPersonActService(api()).refuse(id, text); },
            [this](const wire::TwoPersonAct&) { reload(); });
}

} // namespace kaomon::administrators
