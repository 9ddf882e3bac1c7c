// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include <QFuture>
#include <QObject>

#include "client/admin_keyring.h"
#include "client/services.h"

namespace kaomon::client {

// What a batch could not do: a PC whose certificate does not verify, a template for which this administrator
// holds no key. Somebody else may.
struct RotationRest {
    int templates = 0;
    int receivers = 0;
};

// Makes the wraps and seals that `work` asks for with the target key. `held` are the face keys at hand, the
// target among them (else ErrorCode::KeyUnavailable). Pure; any thread.
[[nodiscard]] Result<wire::RotationBatch>
makeRotationBatch(const wire::RotationWork& work, const std::vector<crypto::FaceKey>& held,
                  const AdminKeyring& keyring, const crypto::TenantManifest& manifest, RotationRest& rest);

// Replaces the face key of a group of PCs: a new key in the manifest, then batch after batch of templates and
// receivers, then the manifest without the old key. Every step is one call to the server, which knows what is
// left: this may be dropped at any point and begun again, by this or another administrator. A lost answer is
// harmless. Batches are made on a worker: hundreds of wraps would keep a GUI thread. Owned by whoever shows
// the progress; ApiClient and Clock outlive it; used on their thread.
class FaceKeyRotation final : public QObject {
    Q_OBJECT
public:
    FaceKeyRotation(ApiClient& api, std::shared_ptr<const AdminKeyring> keyring, GroupId group,
                    QObject* parent = nullptr);

    // Starts a rotation (owners: ErrorCode::KeyUnavailable for others), or takes up the one that runs.
    [[nodiscard]] QFuture<Result<wire::KeyRotation>> begin();
    // One batch; precondition: begin() ended well. The rotation is over when `state` is not "running".
    // ErrorCode::KeyUnavailable when nothing of what is left can be done by this administrator.
    [[nodiscard]] QFuture<Result<wire::KeyRotation>> step();
    // Takes face keys that are no longer live out of the manifest; owners, after the end.
    [[nodiscard]] QFuture<Status> tidyManifest();

    [[nodiscard]] const RotationRest& rest() const { return m_rest; }

private:
    using Progress = QFuture<Result<wire::KeyRotation>>;
    [[nodiscard]] Progress start(const wire::KeyRotation& current);
    [[nodiscard]] Progress announce(const crypto::TenantManifest& next, std::shared_ptr<crypto::FaceKey> key);
    [[nodiscard]] Progress takeUp(const wire::KeyRotation& running);
    [[nodiscard]] Progress post(const wire::RotationWork& work);
    [[nodiscard]] Progress send(const wire::RotationBatch& batch, bool isWorkLeft);

    KeyService m_keys;
    DeviceGroupService m_groups;
    const Clock& m_clock;
    std::shared_ptr<const AdminKeyring> m_keyring;
    GroupId m_group;
    std::optional<crypto::TenantManifest> m_manifest;
    std::shared_ptr<const std::vector<crypto::FaceKey>> m_held; // shared with the worker
    RotationRest m_rest;
};

} // namespace kaomon::client
