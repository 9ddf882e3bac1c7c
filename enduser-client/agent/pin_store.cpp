// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/pin_store.h"

#include "agent/worker.h"
#include "base/log.h"
#include "crypto/hierarchy.h"
#include "crypto/key_pairs.h"
#include "crypto/password.h"

namespace kaomon::agent {

namespace {

constexpr std::string_view kPepper = "pin.pepper";

std::string verifierName(const UserId& user) {
    return "pin.verifier." + user.text();
}
std::string triesName(const UserId& user) {
    return "pin.tries." + user.text();
}

Bytes bytesOf(const SecretString& text) {
    return {text.reveal().begin(), text.reveal().end()};
}

} // namespace

std::string PinStore::contextOf(const UserId& user) const {
    const DeviceIdentity& device = *m_state.device();
    return crypto::sealContext(device.tenant.text(), "pin", user.text(), device.id.text());
}

Result<crypto::SecretKey> PinStore::pepper() {
    const auto stored = m_state.identity().state(kPepper);
    if (stored) {
        return crypto::SecretKey::fromBytes(stored->reveal());
    }
    if (stored.error().code != ErrorCode::NotFound) {
        return propagate(stored.error());
    }
    auto made = crypto::SecretKey::generate();
    if (const auto kept = m_state.identity().setState(kPepper, made.reveal()); !kept) {
        return propagate(kept.error());
    }
    return made;
}

Result<std::string> PinStore::verifierOf(const UserId& user) const {
    if (m_state.device() == nullptr) {
        return fail(ErrorCode::DeviceNotEnrolled, "this PC belongs to no tenant");
    }
    const auto sealed = m_state.identity().state(verifierName(user));
    if (!sealed) {
        return propagate(sealed.error());
    }
    const auto plain = crypto::openSealed(m_state.device()->box, contextOf(user), sealed->reveal());
    if (!plain) {
        return fail(ErrorCode::NotFound, "kept for somebody else");
    }
    return std::string(plain->reveal().begin(), plain->reveal().end());
}

bool PinStore::isSet(const UserId& user) const {
    const auto verifier = verifierOf(user);
    if (!verifier) {
        return false;
    }
    auto counted = tries(user);
    if (!counted) {
        return false;
    }
    const auto allowed = counted->check(m_clock.now(), m_state.policies().policy().faceCooldown);
    return allowed || allowed.error().code != ErrorCode::FaceDisabled;
}

bool PinStore::isLockedOut(const UserId& user) const {
    const auto counted = tries(user);
    return counted && counted->totalMisses() > 0 && !isSet(user);
}

Result<domain::FaceCooldown> PinStore::tries(const UserId& user) const {
    const auto stored = m_state.identity().state(triesName(user));
    if (!stored) {
        return stored.error().code == ErrorCode::NotFound
                   ? Result<domain::FaceCooldown>(domain::FaceCooldown())
                   : propagate(stored.error());
    }
    return domain::FaceCooldown::decode(std::string(stored->reveal().begin(), stored->reveal().end()));
}

Status PinStore::saveTries(const UserId& user, const domain::FaceCooldown& tries) {
    const std::string text = tries.encode();
    return m_state.identity().setState(triesName(user), Bytes(text.begin(), text.end()));
}

Status PinStore::countTry(const UserId& user) {
    const TimePoint now = m_clock.now();
    const domain::FaceCooldownRule rule = m_state.policies().policy().faceCooldown;
    auto counted = tries(user);
    if (!counted) {
        return propagate(counted.error());
    }
    const TimePoint before = counted->blockedUntil();
    if (const auto allowed = counted->check(now, rule); !allowed) {
        const auto kept = counted->blockedUntil() == before ? Status() : saveTries(user, *counted);
        return kept ? allowed : kept;
    }
    counted->recordMiss(domain::FaceMiss::NoMatch, now, rule);
    return saveTries(user, *counted);
}

Status PinStore::store(const UserId& user, const std::string& verifier) {
    if (m_state.device() == nullptr) { // thrown out meanwhile
        return fail(ErrorCode::DeviceNotEnrolled, "this PC belongs to no tenant");
    }
    const auto sealed = crypto::sealTo(m_state.device()->box.publicKey(), contextOf(user),
                                       Bytes(verifier.begin(), verifier.end()));
    if (!sealed) {
        return propagate(sealed.error());
    }
    if (const auto stored = m_state.identity().setState(verifierName(user), *sealed); !stored) {
        return stored;
    }
    return saveTries(user, domain::FaceCooldown());
}

// The miss is counted already.
Status PinStore::dropAfterMiss(const UserId& user) {
    const int most = m_state.policies().policyFor(user).offlineMisses;
    const auto counted = tries(user);
    if (most > 0 && (!counted || counted->totalMisses() >= most)) {
        if (const auto dropped = m_state.dropFacesOf(user); !dropped) {
            return dropped;
        }
        if (const auto removed = m_state.identity().removeState(verifierName(user)); !removed) {
            return removed;
        }
    }
    return fail(ErrorCode::SecondFactorWrong, "a wrong PIN");
}

void PinStore::set(const UserId& user, const SecretString& pin, Done done) {
    auto key =
        m_state.device() == nullptr
            ? Result<crypto::SecretKey>(fail(ErrorCode::DeviceNotEnrolled, "this PC belongs to no tenant"))
            : pepper();
    if (!key) {
        done(propagate(key.error()));
        return;
    }
    const auto typed = std::make_shared<SecretBytes>(bytesOf(pin));
    const auto pepperKey = std::make_shared<const crypto::SecretKey>(std::move(*key));
    onWorker(
        this, [typed, pepperKey] { return crypto::makeVerifier(*pepperKey, typed->reveal()); },
        [this, user, done = std::move(done)](const Result<std::string>& verifier) {
            done(verifier ? store(user, *verifier) : Status(propagate(verifier.error())));
        });
}

void PinStore::check(const UserId& user, const SecretString& pin, Done done) {
    const auto verifier = verifierOf(user);
    auto key = verifier ? pepper() : Result<crypto::SecretKey>(propagate(verifier.error()));
    if (!key) {
        done(propagate(key.error()));
        return;
    }
    if (m_isJudging) {
        done(fail(ErrorCode::AgentBusy, "another PIN is being judged"));
        return;
    }
    if (const auto counted = countTry(user); !counted) {
        done(counted);
        return;
    }
    m_isJudging = true;
    const auto typed = std::make_shared<SecretBytes>(bytesOf(pin));
    const auto pepperKey = std::make_shared<const crypto::SecretKey>(std::move(*key));
    onWorker(
        this,
        [typed, pepperKey, held = *verifier] {
            return crypto::checkVerifier(*pepperKey, typed->reveal(), held);
        },
        [this, user, done = std::move(done)](bool isRight) {
            m_isJudging = false;
            done(isRight ? saveTries(user, domain::FaceCooldown()) : dropAfterMiss(user));
        });
}

} // namespace kaomon::agent
