// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <string>

#include <QObject>

#include "agent/agent_state.h"
#include "base/secret.h"
#include "crypto/secret_key.h"
#include "domain/lockout.h"

namespace kaomon::agent {

// The PINs of people on this PC: the second factor beside a face, good here and nowhere else. Kept is an
// Argon2id verifier under a key of this PC, sealed to its device key and bound to the person, in the store of
// the PC's own keys: a cache that is made anew, or whose older copy is put back, brings no try back. Tries
// are counted as misses of a face are: a pause after some, and after more the PIN is void until it is set
// anew. Main thread; the hashing is done on a worker. Every call ends once.
class PinStore final : public QObject {
    Q_OBJECT
public:
    using Done = std::function<void(const Status&)>;

    PinStore(AgentState& state, const Clock& clock)
        : m_state(state)
        , m_clock(clock) {}

    [[nodiscard]] bool isSet(const UserId& user) const;
    // There was one, and too many wrong tries have made it void.
    [[nodiscard]] bool isLockedOut(const UserId& user) const;
    // The form was looked at already (domain/pin_rule.h). Replaces an older one, and forgives its misses.
    // ErrorCode::DeviceNotEnrolled, errors of the store.
    void set(const UserId& user, const SecretString& pin, Done done);
    // The try is on the disk before it is judged. SecondFactorWrong, FaceCooldown while tries pause,
    // FaceDisabled when there were too many, NotFound without a PIN, AgentBusy while one is being judged.
    void check(const UserId& user, const SecretString& pin, Done done);

    static constexpr std::size_t kLongest = 64;

private:
    [[nodiscard]] Result<crypto::SecretKey> pepper();
    [[nodiscard]] Result<std::string> verifierOf(const UserId& user) const;
    [[nodiscard]] std::string contextOf(const UserId& user) const;
    [[nodiscard]] Result<domain::FaceCooldown> tries(const UserId& user) const;
    [[nodiscard]] Status saveTries(const UserId& user, const domain::FaceCooldown& tries);
    // Counts it as wrong; taken back when it was right.
    [[nodiscard]] Status countTry(const UserId& user);
    // Always an error: SecondFactorWrong, after the person's faces and PIN went here where the policy says
    // so.
    [[nodiscard]] Status dropAfterMiss(const UserId& user);
    [[nodiscard]] Status store(const UserId& user, const std::string& verifier);

    AgentState& m_state;
    const Clock& m_clock;
    bool m_isJudging = false;
};

} // namespace kaomon::agent
