// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/tenant_founder.h"

#include <map>

#include "base/base64.h"
#include "client/password_work.h"
#include "client/worker_impl.h"
#include "crypto/hierarchy.h"
#include "crypto/trust.h"
#include "domain/login_key.h"
#include "domain/password_form.h"
#include "domain/password_rule.h"
#include "domain/policy.h"
#include "wire/codec.h"

namespace kaomon::client {
namespace {

constexpr std::size_t kMaximumName = 200;
constexpr std::size_t kGroupSize = 4;

// Everything that the founding makes; the request holds what may leave this PC.
struct Founding {
    const FoundingInput& input;
    const crypto::TenantKeys keys;
    const crypto::Identity owner;
    const TimePoint now;
    wire::BootstrapRequest request;

    [[nodiscard]] const std::string& tenant() const { return input.info.tenant.text(); }
    [[nodiscard]] const std::string& ownerId() const { return request.ownerId.text(); }
};

Status checkSettings(const FoundingInput& input, domain::Policy& policy) {
    std::map<std::string, std::string> values;
    for (const wire::SettingValue& setting : input.settings) {
        values[setting.name] = setting.value;
    }
    auto parsed = domain::Policy::fromDocument(values);
    if (!parsed) {
        Error error = parsed.error();
        error.field = "/settings" + error.field;
        return propagate(std::move(error));
    }
    policy = *parsed;
    return {};
}

Status checkInput(const FoundingInput& input) {
    if (input.info.tenant.isEmpty()) {
        return fail(ErrorCode::ValidationFailed, "no tenant", "/info/tenant");
    }
    if (const auto login = domain::loginKey(input.login); !login) {
        return propagate(login.error());
    }
    if (input.displayName.empty() || input.displayName.size() > kMaximumName) {
        return fail(ErrorCode::ValidationFailed, "no display name", "/display_name");
    }
    domain::Policy policy;
    if (auto checked = checkSettings(input, policy); !checked) {
        return checked;
    }
    const auto password = domain::canonicalPassword(input.password);
    if (!password) {
        return fail(ErrorCode::ValidationFailed, "malformed password", "/password");
    }
    if (const auto fault = domain::checkNewPassword(*password, policy.password, input.login, input.mail)) {
        return fail(ErrorCode::PasswordTooWeak, std::string(domain::toWire(*fault)), "/password");
    }
    return {};
}

void addManifest(Founding& founding) {
    crypto::TenantManifest manifest;
    manifest.version = 1;
    manifest.tenant = founding.tenant();
    manifest.isDemo = founding.input.info.isDemo;
    manifest.rootPublic = founding.keys.root.publicKey();
    manifest.imageEvidencePublic = founding.keys.imageEvidence.publicKey();
    manifest.diagnosticsEvidencePublic = founding.keys.diagnosticsEvidence.publicKey();
    manifest.recoveryPublic = founding.keys.recovery.publicKey();
    manifest.emergencyPublic = founding.keys.emergency.publicKey();
    for (const crypto::FaceKey& faceKey : founding.keys.faceKeys) {
        manifest.faceKeys.push_back({faceKey.id, faceKey.group});
    }
    manifest.admins.push_back({founding.ownerId(), domain::Role::Owner, founding.owner.signing.publicKey(),
                               founding.owner.box.publicKey()});
    manifest.tlsPins = founding.input.tlsPins.empty() ? std::vector<std::string>{founding.input.info.tlsPin}
                                                      : founding.input.tlsPins;
    manifest.issuedAt = founding.now;
    founding.request.manifest = manifest.sign(founding.keys.root).encode();
}

Status addSeal(Founding& founding, const std::string& kind, const std::string& keyId,
               const crypto::SecretKey& key) {
    const std::string context = crypto::sealContext(founding.tenant(), kind, keyId, founding.ownerId());
    auto sealed = crypto::sealTo(founding.owner.box.publicKey(), context, key.reveal());
    if (!sealed) {
        return propagate(sealed.error());
    }
    founding.request.seals.push_back({kind, keyId, founding.ownerId(), std::move(*sealed)});
    return {};
}

// Every private half of the tenant, sealed to its first owner; RK in its two parts.
Status addSeals(Founding& founding) {
    const crypto::TenantKeys& keys = founding.keys;
    const auto [ownerPart, adminPart] = crypto::splitKey(keys.recovery.secret());
    const std::vector<std::pair<std::string, const crypto::SecretKey*>> singles{
        {"tr", &keys.root.seed()},
        {"ev-image", &keys.imageEvidence.secret()},
        {"ev-diagnostics", &keys.diagnosticsEvidence.secret()},
        {"rk-owner", &ownerPart},
        {"rk-user-admin", &adminPart},
        {"emergency", &keys.emergency.secret()}};
    for (const auto& [kind, key] : singles) {
        if (auto added = addSeal(founding, kind, makeUuid(), *key); !added) {
            return added;
        }
    }
    for (const crypto::FaceKey& faceKey : keys.faceKeys) {
        if (auto added = addSeal(founding, "fk", faceKey.id, faceKey.key); !added) {
            return added;
        }
    }
    return {};
}

// The owner's own vault key, under his password and for recovery.
Status addOwnerKeys(Founding& founding, const NewPassword& password) {
    const auto& wrapKey = password.keys.wrap;
    founding.request.password = password.record;
    founding.request.identity = {founding.owner.signing.publicKey(), founding.owner.box.publicKey(),
                                 founding.owner.wrap(wrapKey, founding.tenant(), founding.ownerId())};
    const auto vaultKey = crypto::SecretKey::generate();
    founding.request.vaultKeys.push_back(
        {"password", "",
         crypto::wrapVaultKeyByPassword(vaultKey, wrapKey, founding.tenant(), founding.ownerId())});
    auto sealed = crypto::sealVaultKey(vaultKey, founding.keys.recovery.publicKey(), founding.tenant(),
                                       founding.ownerId(), "rk");
    if (!sealed) {
        return propagate(sealed.error());
    }
    founding.request.vaultKeys.push_back({"recovery", "rk", std::move(*sealed)});
    return {};
}

void addFirstPolicy(Founding& founding) {
    crypto::SignedPolicy policy;
    policy.tenant = founding.tenant();
    policy.kind = "policy";
    policy.scope = "tenant";
    policy.version = 1;
    policy.body = wire::encode(wire::SettingsBody{founding.input.settings});
    policy.issuedAt = founding.now;
    founding.request.policies.push_back(
        {policy.kind, policy.scope, 1, policy.sign(founding.ownerId(), founding.owner.signing).encode(), 0});
}

SecretString grouped(const SecretString& plain) {
    std::string text;
    text.reserve(plain.reveal().size() * 5 / 4 + 1);
    for (std::size_t i = 0; i < plain.reveal().size(); ++i) {
        if (i > 0 && i % kGroupSize == 0) {
            text += '-';
        }
        text += plain.reveal()[i];
    }
    return SecretString(std::move(text));
}

RecoverySheet sheetOf(const Founding& founding) {
    return {founding.input.info.tenant, founding.input.info.tenantName,
            crypto::rootFingerprint(founding.keys.root.publicKey()), recoveryKeyText(founding.keys.recovery),
            founding.now};
}

} // namespace

Result<FoundedTenant> foundTenant(const FoundingInput& input, const Clock& clock) {
    if (const auto ready = crypto::initialise(); !ready) {
        return propagate(ready.error());
    }
    if (const auto checked = checkInput(input); !checked) {
        return propagate(checked.error());
    }
    const auto password = prepareNewPassword(input.password);
    if (!password) {
        return propagate(password.error());
    }
    const auto group = GroupId::generate();
    Founding founding{
        input, crypto::TenantKeys::generate(group.text()), crypto::Identity::generate(), clock.now(), {}};
    founding.request.code = crypto::normaliseCode(input.code.reveal()).reveal();
    founding.request.ownerId = UserId::generate();
    founding.request.login = input.login;
    founding.request.displayName = input.displayName;
    founding.request.mail = input.mail;
    founding.request.defaultGroup = group;
    addManifest(founding);
    addFirstPolicy(founding);
    auto added = addSeals(founding).and_then([&] { return addOwnerKeys(founding, *password); });
    if (!added) {
        return propagate(added.error());
    }
    return FoundedTenant{std::move(founding.request), sheetOf(founding)};
}

QFuture<Result<FoundedTenant>> foundTenantAsync(FoundingInput input, const Clock& clock) {
    return runOnWorker([input = std::move(input), &clock] { return foundTenant(input, clock); });
}

SecretString recoveryKeyText(const crypto::BoxKey& recovery) {
    return grouped(SecretString(toBase32(recovery.secret().reveal())));
}

Result<crypto::BoxKey> recoveryKeyFromSheet(const SecretString& typed) {
    auto decoded = fromBase32(typed.reveal());
    if (!decoded) {
        return propagate(decoded.error());
    }
    const SecretBytes secret(std::move(*decoded));
    return crypto::BoxKey::fromSecret(secret.reveal());
}

} // namespace kaomon::client
