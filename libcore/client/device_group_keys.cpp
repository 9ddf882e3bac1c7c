// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/device_group_keys.h"

#include <algorithm>

#include "client/worker_impl.h"
#include "domain/role.h"

namespace kaomon::client {
namespace {

struct FirstKey {
    wire::ManifestDocument manifest;
    wire::KeySealList seals;
};

Result<FirstKey> makeFirstKey(const AdminKeyring& keyring, const crypto::TenantManifest& current,
                              const GroupId& group, TimePoint now) {
    const crypto::FaceKey key{makeUuid(), group.text(), crypto::SecretKey::generate()};
    crypto::TenantManifest next = current;
    next.faceKeys.push_back({key.id, key.group});
    auto document = keyring.signManifestAfter(current, next, now);
    if (!document) {
        return propagate(document.error());
    }
    FirstKey made{std::move(*document), {}};
    for (const crypto::ManifestAdmin& admin : next.admins) {
        if (!domain::maySignPolicy(admin.role)) {
            continue;
        }
        auto seal = keyring.sealFaceKey(key, admin.userId, admin.boxPublic);
        if (!seal) {
            return propagate(seal.error());
        }
        made.seals.items.push_back(std::move(*seal));
    }
    return made;
}

bool hasKey(const crypto::TenantManifest& manifest, const GroupId& group) {
    return std::ranges::find(manifest.faceKeys, group.text(), &crypto::ManifestFaceKey::group) !=
           manifest.faceKeys.end();
}

} // namespace

QFuture<Status> giveFirstFaceKey(ApiClient& api, std::shared_ptr<const AdminKeyring> keyring,
                                 const GroupId& group, QObject& context) {
    return KeyService(api)
        .manifest()
        .then(&context,
              [&api, &context, keyring = std::move(keyring),
               group](const Result<wire::ManifestDocument>& document) -> QFuture<Status> {
                  const auto current = document ? keyring->readManifest(*document)
                                                : Result<crypto::TenantManifest>(propagate(document.error()));
                  if (!current || hasKey(*current, group)) {
                      return readyFuture(current ? Status() : Status(propagate(current.error())));
                  }
                  auto made = makeFirstKey(*keyring, *current, group, api.clock().now());
                  if (!made) {
                      return readyFuture(Status(propagate(made.error())));
                  }
                  // The seals first: a key that the manifest names and nobody holds would be lost for good.
                  return KeyService(api)
                      .addKeySeals(made->seals)
                      .then(&context,
                            [&api, manifest = made->manifest](const Status& sealed) -> QFuture<Status> {
                                return sealed ? KeyService(api).putManifest(manifest) : readyFuture(sealed);
                            })
                      .unwrap();
              })
        .unwrap();
}

} // namespace kaomon::client
