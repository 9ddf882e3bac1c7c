// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <functional>
#include <string>

#include <QObject>
#include <QPointer>

#include "base/clock.h"
#include "crypto/key_pairs.h"
#include "crypto/request_proof.h"

namespace kaomon::client {

// Proves who calls: makes the Kaomon-Proof header with a key, a rising counter and the server's time. One
// object per key id, shared by every ApiClient that calls with that key, since the server refuses a write
// whose counter is not above the last one: writes go one at a time through its gate. Used on one thread;
// never fails.
class RequestSigner final : public QObject {
    Q_OBJECT
public:
    // `lastCounter`: the highest counter that this key ever used, when the caller keeps it; counters follow
    // the clock in microseconds, so that 0 is right for a PC whose clock does not go back.
    RequestSigner(std::string keyId, crypto::SigningKey key, const Clock& clock,
                  std::uint64_t lastCounter = 0);

    [[nodiscard]] std::string sign(const crypto::ProofInput& input);
    [[nodiscard]] const std::string& keyId() const { return m_keyId; }
    [[nodiscard]] const Bytes& publicKey() const { return m_key.publicKey(); }
    [[nodiscard]] std::uint64_t counter() const { return m_counter; }

    // What the server's clock shows now, as far as known.
    [[nodiscard]] TimePoint serverNow() const { return m_clock.now() + m_offset; }
    void setServerTime(TimePoint serverTime) { m_offset = serverTime - m_clock.now(); }

    // Calls `go` as soon as no other write is under way, from the event loop or at once; not when `owner` is
    // gone by then. Whoever was let in calls leaveWrite() once.
    void enterWrite(QObject* owner, std::function<void()> go);
    void leaveWrite();

private:
    struct Waiting {
        QPointer<QObject> owner;
        std::function<void()> go;
    };
    std::string m_keyId;
    crypto::SigningKey m_key;
    const Clock& m_clock;
    std::uint64_t m_counter = 0;
    std::chrono::microseconds m_offset{0};
    std::deque<Waiting> m_waiting;
    bool m_isWriting = false;
};

} // namespace kaomon::client
