// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/face_key_rotation.h"

#include <algorithm>

#include "client/worker_impl.h"
#include "domain/role.h"

namespace kaomon::client {
namespace {

template<class Value>
QFuture<Result<Value>> failed(const Error& error) {
    return readyFuture(Result<Value>(propagate(error)));
}

// The public key to which a receiver's seal is made, vouched for by the manifest.
Result<Bytes> boxKeyOf(const wire::SealTask& task, const wire::RotationWork& work,
                       const crypto::TenantManifest& manifest) {
    if (task.kind == "admin") {
        const auto* admin = manifest.admin(task.receiver);
        if (admin == nullptr || !domain::maySignPolicy(admin->role)) {
            return fail(ErrorCode::SignatureInvalid, "not an administrator who issues codes");
        }
        return admin->boxPublic;
    }
    const auto record = crypto::SignedRecord::decode(task.certificate);
    if (!record) {
        return propagate(record.error());
    }
    const auto certificate = crypto::DeviceCertificate::verify(*record, manifest);
    if (!certificate) {
        return propagate(certificate.error());
    }
    if (certificate->deviceId != task.receiver || certificate->deviceGroup != work.rotation.group.text()) {
        return fail(ErrorCode::SignatureInvalid, "certificate of another device");
    }
    return certificate->boxPublic;
}

Result<wire::NewWrap> wrapFor(const wire::WrapTask& task, const std::string& tenant,
                              const std::vector<crypto::FaceKey>& held, const crypto::FaceKey& target) {
    crypto::SealedTemplate face;
    face.tenant = tenant;
    face.user = task.user.text();
    face.id = task.id.text();
    face.version = static_cast<std::uint64_t>(task.version);
    face.epoch = static_cast<std::uint64_t>(task.epoch);
    face.modelId = task.modelId;
    face.keys = {{task.faceKeyId, task.wrapped}};
    if (const Status added = face.addWrap(held, target); !added) {
        return propagate(added.error());
    }
    return wire::NewWrap{task.id, task.user, std::move(face.keys.back().wrapped)};
}

} // namespace

Result<wire::RotationBatch> makeRotationBatch(const wire::RotationWork& work,
                                              const std::vector<crypto::FaceKey>& held,
                                              const AdminKeyring& keyring,
                                              const crypto::TenantManifest& manifest, RotationRest& rest) {
    const auto target =
        std::ranges::find(held, work.rotation.keyId.value_or(std::string()), &crypto::FaceKey::id);
    if (target == held.end()) {
        return fail(ErrorCode::KeyUnavailable, "the new face key is not sealed to this administrator");
    }
    rest = {};
    wire::RotationBatch batch{target->id, {}, {}};
    for (const wire::WrapTask& task : work.templates) {
        auto wrap = wrapFor(task, keyring.tenant().text(), held, *target);
        if (wrap) {
            batch.wraps.push_back(std::move(*wrap));
        } else {
            ++rest.templates;
        }
    }
    for (const wire::SealTask& task : work.receivers) {
        const auto boxPublic = boxKeyOf(task, work, manifest);
        auto seal = boxPublic ? keyring.sealFaceKey(*target, task.receiver, *boxPublic)
                              : Result<wire::KeySeal>(propagate(boxPublic.error()));
        if (seal) {
            batch.seals.push_back(std::move(*seal));
        } else {
            ++rest.receivers;
        }
    }
    return batch;
}

FaceKeyRotation::FaceKeyRotation(ApiClient& api, std::shared_ptr<const AdminKeyring> keyring, GroupId group,
                                 QObject* parent)
    : QObject(parent)
    , m_keys(api)
    , m_groups(api)
    , m_clock(api.clock())
    , m_keyring(std::move(keyring))
    , m_group(std::move(group)) {}

FaceKeyRotation::Progress FaceKeyRotation::begin() {
    return m_keys.manifest()
        .then(this,
              [this](const Result<wire::ManifestDocument>& document) -> Progress {
                  auto manifest = document ? m_keyring->readManifest(*document)
                                           : Result<crypto::TenantManifest>(propagate(document.error()));
                  if (!manifest) {
                      return failed<wire::KeyRotation>(manifest.error());
                  }
                  m_manifest = std::move(*manifest);
                  return m_groups.rotation(m_group);
              })
        .unwrap()
        .then(this,
              [this](const Result<wire::KeyRotation>& rotation) -> Progress {
                  if (!rotation) {
                      return failed<wire::KeyRotation>(rotation.error());
                  }
                  return rotation->state == "running" ? takeUp(*rotation) : start(*rotation);
              })
        .unwrap();
}

// The new key replaces in the manifest whatever an interrupted start has left there.
FaceKeyRotation::Progress FaceKeyRotation::start(const wire::KeyRotation& current) {
    crypto::TenantManifest next = *m_manifest;
    std::erase_if(next.faceKeys, [&](const crypto::ManifestFaceKey& key) {
        return key.group == m_group.text() && key.id != current.keyId;
    });
    auto key = std::make_shared<crypto::FaceKey>(
        crypto::FaceKey{makeUuid(), m_group.text(), crypto::SecretKey::generate()});
    next.faceKeys.push_back({key->id, key->group});
    return announce(next, std::move(key));
}

FaceKeyRotation::Progress FaceKeyRotation::announce(const crypto::TenantManifest& next,
                                                    std::shared_ptr<crypto::FaceKey> key) {
    const auto document = m_keyring->signManifestAfter(*m_manifest, next, m_clock.now());
    if (!document) {
        return failed<wire::KeyRotation>(document.error());
    }
    wire::StartRotation begun{key->id, {}};
    for (const crypto::ManifestAdmin& admin : next.admins) {
        if (domain::maySignPolicy(admin.role)) {
            auto seal = m_keyring->sealFaceKey(*key, admin.userId, admin.boxPublic);
            if (!seal) {
                return failed<wire::KeyRotation>(seal.error());
            }
            begun.seals.push_back(std::move(*seal));
        }
    }
    auto manifest = m_keyring->readManifest(*document);
    if (!manifest) {
        return failed<wire::KeyRotation>(manifest.error());
    }
    return m_keys.putManifest(*document)
        .then(this,
              [this, begun = std::move(begun),
               manifest = std::move(*manifest)](const Status& put) mutable -> Progress {
                  if (!put) {
                      return failed<wire::KeyRotation>(put.error());
                  }
                  m_manifest = std::move(manifest);
                  return m_groups.startRotation(m_group, begun);
              })
        .unwrap()
        .then(this,
              [this](const Result<wire::KeyRotation>& rotation) -> Progress {
                  return rotation ? takeUp(*rotation) : failed<wire::KeyRotation>(rotation.error());
              })
        .unwrap();
}

FaceKeyRotation::Progress FaceKeyRotation::takeUp(const wire::KeyRotation& running) {
    return m_keys.keySeals().then(
        this, [this, running](const Result<wire::KeySealList>& seals) -> Result<wire::KeyRotation> {
            if (!seals) {
                return propagate(seals.error());
            }
            m_held = std::make_shared<const std::vector<crypto::FaceKey>>(
                m_keyring->openFaceKeys(*seals, *m_manifest));
            return running;
        });
}

FaceKeyRotation::Progress FaceKeyRotation::step() {
    return m_groups.rotationWork(m_group)
        .then(this,
              [this](const Result<wire::RotationWork>& work) -> Progress {
                  return work ? post(*work) : failed<wire::KeyRotation>(work.error());
              })
        .unwrap();
}

FaceKeyRotation::Progress FaceKeyRotation::post(const wire::RotationWork& work) {
    if (!m_manifest || m_held == nullptr) {
        return failed<wire::KeyRotation>(Error(ErrorCode::Internal, "begin() comes first"));
    }
    using Made = Result<std::pair<wire::RotationBatch, RotationRest>>;
    const bool isWorkLeft = !work.templates.empty() || !work.receivers.empty();
    return runOnWorker([work, held = m_held, keyring = m_keyring, manifest = *m_manifest]() -> Made {
               RotationRest rest;
               auto batch = makeRotationBatch(work, *held, *keyring, manifest, rest);
               if (!batch) {
                   return propagate(batch.error());
               }
               return std::pair(std::move(*batch), rest);
           })
        .then(this,
              [this, isWorkLeft](const Made& made) -> Progress {
                  if (!made) {
                      return failed<wire::KeyRotation>(made.error());
                  }
                  m_rest = made->second;
                  return send(made->first, isWorkLeft);
              })
        .unwrap();
}

FaceKeyRotation::Progress FaceKeyRotation::send(const wire::RotationBatch& batch, bool isWorkLeft) {
    if (isWorkLeft && batch.wraps.empty() && batch.seals.empty()) {
        return failed<wire::KeyRotation>(
            Error(ErrorCode::KeyUnavailable, "another administrator has to do what is left"));
    }
    // also when nothing was left: an empty batch lets the server end the rotation
    return m_groups.addBatch(m_group, batch);
}

QFuture<Status> FaceKeyRotation::tidyManifest() {
    return m_groups.rotation(m_group)
        .then(this,
              [this](const Result<wire::KeyRotation>& rotation) -> QFuture<Status> {
                  if (!rotation || !m_manifest || rotation->state == "running" || !rotation->keyId) {
                      return readyFuture(rotation ? Status(fail(ErrorCode::Conflict, "not at its end"))
                                                  : Status(propagate(rotation.error())));
                  }
                  crypto::TenantManifest next = *m_manifest;
                  const auto dropped = std::erase_if(next.faceKeys, [&](const crypto::ManifestFaceKey& key) {
                      return key.group == m_group.text() && key.id != *rotation->keyId;
                  });
                  if (dropped == 0) {
                      return readyFuture(Status());
                  }
                  const auto document = m_keyring->signManifestAfter(*m_manifest, next, m_clock.now());
                  return document ? m_keys.putManifest(*document)
                                  : readyFuture(Status(propagate(document.error())));
              })
        .unwrap();
}

} // namespace kaomon::client
