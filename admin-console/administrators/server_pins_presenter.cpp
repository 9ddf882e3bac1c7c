// SPDX-License-Identifier: GPL-3.0-or-later
#include "administrators/server_pins_presenter.h"

#include <algorithm>

#include "client/server_pins.h"
#include "client/services.h"

namespace kaomon::administrators {
namespace {

constexpr int kMostNamed = 5;

} // namespace

ServerPinsPresenter::ServerPinsPresenter(shell::ConsoleSession& session, QObject* parent)
    : FeaturePresenter(session, parent) {}

void ServerPinsPresenter::reload() {
    if (!beginLoading(m_told.has_value())) {
        return;
    }
    part(client::KeyService(api()).manifest(), [this](const wire::ManifestDocument& document) {
        const auto* keyring = session().keyring();
        const auto manifest = keyring != nullptr
                                  ? keyring->readManifest(document)
                                  : Result<crypto::TenantManifest>(fail(ErrorCode::KeyUnavailable));
        m_signed = manifest ? manifest->tlsPins : session().tenant().tlsPins;
        optionalPart(client::ServerPinsService(api()).pins(),
                     [this](const std::optional<wire::ServerPins>& told) {
                         m_told = told;
                         if (m_told && m_told->next && isSigned(*m_told->next)) {
                             loadFollowing();
                         } else {
                             m_following.reset();
                             endLoading(m_told ? models::ListState::Content : models::ListState::Empty);
                         }
                     });
    });
}

void ServerPinsPresenter::loadFollowing() {
    optionalPart(
        client::ServerPinsService(api()).activePcs(1), [this](const std::optional<wire::DevicePage>& active) {
            optionalPart(client::ServerPinsService(api()).activePcs(kMostNamed, *m_told->next),
                         [this, active](const std::optional<wire::DevicePage>& without) {
                             m_following.reset();
                             if (active && without) {
                                 m_following = Following{active->total, without->total, without->items};
                             }
                             endLoading(models::ListState::Content);
                         });
        });
}

void ServerPinsPresenter::clear() {
    m_told.reset();
    m_following.reset();
    m_signed.clear();
    FeaturePresenter::clear();
}

bool ServerPinsPresenter::isSigned(const std::string& pin) const {
    return std::ranges::find(m_signed, pin) != m_signed.end();
}

bool ServerPinsPresenter::isSignatureDue() const {
    return m_told && client::pinsOf(*m_told) != m_signed;
}

bool ServerPinsPresenter::maySign() const {
    return isOwner() && session().keyring() != nullptr && session().keyring()->isRootHolder();
}

// Follows the manifest of this very moment.
QFuture<Status> ServerPinsPresenter::put(const wire::ServerPins& told) {
    return client::KeyService(api())
        .manifest()
        .then(this,
              [this, told](const Result<wire::ManifestDocument>& document) -> QFuture<Status> {
                  const auto current =
                      document && maySign()
                          ? session().keyring()->readManifest(*document)
                          : Result<crypto::TenantManifest>(document ? fail(ErrorCode::KeyUnavailable)
                                                                    : propagate(document.error()));
                  const auto next = current ? client::signServerPins(*session().keyring(), *current, told,
                                                                     session().connection()->peerPin(),
                                                                     session().clock().now())
                                            : Result<wire::ManifestDocument>(propagate(current.error()));
                  if (!next) {
                      return QtFuture::makeReadyFuture(Status(propagate(next.error())));
                  }
                  return client::KeyService(api()).putManifest(*next);
              })
        .unwrap();
}

void ServerPinsPresenter::sign() {
    if (!maySign() || !isSignatureDue()) {
        return;
    }
    command([this, told = *m_told] { return put(told); },
            [this] {
                session().refreshKeyring();
                reload();
            });
}

} // namespace kaomon::administrators
