// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>

#include "crypto/root_statement.h"
#include "crypto/trust.h"
#include "support/server/tenant_kit.h"
#include "wire/key_renewals.h"
#include "wire/keys.h"

namespace kaomon::test {

// The tenant's root key sealed to another owner, as an owner's console does after the hand-over.
[[nodiscard]] inline Reply giveRoot(TenantKit& kit, const Person& owner, Caller& by) {
    const Bytes root(kit.keys.root.seed().reveal().begin(), kit.keys.root.seed().reveal().end());
    const auto sealed =
        crypto::sealTo(owner.identity.box.publicKey(),
                       crypto::sealContext(kit.tenant.text(), "tr", "root", owner.id.text()), root);
    const wire::KeySealList seals{{{"tr", "root", owner.id.text(), sealed.value()}}};
    return kit.client.send({"POST", "/v1/key-seals", wire::encode(seals)}, &by);
}

// The word of `user` that he opened the seal of the root which the server has for `by`, signed with `root`.
[[nodiscard]] inline Reply sayRootOpens(TenantKit& kit, const UserId& user, const crypto::SigningKey& root,
                                        Caller& by) {
    const auto seals = bodyOf<wire::KeySealList>(kit.client.send({"GET", "/v1/key-seals"}, &by))
                           .value_or(wire::KeySealList{})
                           .items;
    const auto seal = std::ranges::find(seals, "tr", &wire::KeySeal::kind);
    wire::RootConfirmation word{"root", {}};
    if (seal != seals.end()) {
        word.keyId = seal->keyId;
        const crypto::RootStatement statement{kit.tenant.text(), user.text(), seal->keyId,
                                              crypto::hash(seal->sealed)};
        word.signature = statement.sign(root);
    }
    return kit.client.send({"POST", "/v1/key-seals:confirm-root", wire::encode(word)}, &by);
}

// What the console of an owner does by itself when his seal of the root opens.
[[nodiscard]] inline Reply confirmRoot(TenantKit& kit, const Person& owner, Caller& by) {
    return sayRootOpens(kit, owner.id, kit.keys.root, by);
}

} // namespace kaomon::test
