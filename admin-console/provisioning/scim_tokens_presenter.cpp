// SPDX-License-Identifier: GPL-3.0-or-later
#include "provisioning/scim_tokens_presenter.h"

#include <chrono>

#include "base/base64.h"
#include "crypto/secret_key.h"
#include "models/display_text.h"
#include "ui/qt_text.h"

namespace kaomon::provisioning {
namespace {

using models::DisplayText;
using models::ListState;
using models::Tone;

constexpr std::size_t kTokenBytes = 32;

QString stateText(const wire::ScimToken& row) {
    return row.state == "active"    ? ScimTokensPresenter::tr("In use")
           : row.state == "revoked" ? ScimTokensPresenter::tr("Revoked")
           : row.state == "expired" ? ScimTokensPresenter::tr("Expired")
                                    : ui::toQString(row.state);
}

} // namespace

ScimTokensPresenter::ScimTokensPresenter(shell::ConsoleSession& session, QObject* parent)
    : FeaturePresenter(session, parent)
    , m_model(
          {{[] { return tr("Label"); }, [](const wire::ScimToken& row) { return ui::toQString(row.label); }},
           {[] { return tr("Made"); },
            [](const wire::ScimToken& row) { return DisplayText::time(row.createdAt); }},
           {[] { return tr("Good until"); },
            [](const wire::ScimToken& row) { return DisplayText::time(row.expiresAt); }},
           {[] { return tr("Last used"); },
            [](const wire::ScimToken& row) { return DisplayText::time(row.lastUsedAt); }},
           {[] { return tr("State"); }, stateText,
            [](const wire::ScimToken& row) {
                return std::optional(row.state == "active" ? Tone::Good : Tone::Neutral);
            }}},
          [](const wire::ScimToken& row) { return row.id.text(); }) {}

void ScimTokensPresenter::reload() {
    if (!beginLoading(m_model.rowCount() > 0)) {
        return;
    }
    load(client::ScimTokenService(api()).list(), [this](const wire::ScimTokenList& list) {
        m_model.setRows(list.items);
        return list.items.empty() ? ListState::Empty : ListState::Content;
    });
}

void ScimTokensPresenter::clear() {
    m_model.setRows({});
    FeaturePresenter::clear();
}

void ScimTokensPresenter::create(const QString& label, int days) {
    if (!isOwner() || isBusy()) {
        return;
    }
    const std::string text =
        session().tenant().tenant.text() + "." + toBase64Url(crypto::randomBytes(kTokenBytes));
    const wire::NewScimToken token{ScimTokenId::generate(), toBase64Url(crypto::hash(text)),
                                   ui::toUtf8(label.trimmed()),
                                   session().clock().now() + std::chrono::hours(24 * days)};
    command([this, token] { return client::ScimTokenService(api()).create(token); },
            [this, shown = ui::toQString(text)](const wire::ScimToken&) {
                emit tokenMade(shown);
                reload();
            });
}

void ScimTokensPresenter::revoke(const wire::ScimToken& token) {
    command([this, id = token.id] { return client::ScimTokenService(api()).revoke(id); },
            [this] { reload(); });
}

QString ScimTokensPresenter::address() const {
    return session().isOpen() ? session().tenant().server + QStringLiteral("/scim/v2") : QString();
}

} // namespace kaomon::provisioning
