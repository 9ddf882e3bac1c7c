// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "crypto/trust.h"
#include "support/server/tenant_kit.h"
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

} // namespace kaomon::test
