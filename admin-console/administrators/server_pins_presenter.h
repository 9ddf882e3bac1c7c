// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "shell/feature_presenter.h"
#include "wire/devices.h"
#include "wire/server_pins.h"

namespace kaomon::administrators {

// The keys of the server's certificates: what the server tells of them, and what an owner has signed, which
// is all that PCs and consoles believe. GUI thread; the session outlives it.
class ServerPinsPresenter final : public shell::FeaturePresenter {
    Q_OBJECT
public:
    explicit ServerPinsPresenter(shell::ConsoleSession& session, QObject* parent = nullptr);

    void reload() override;
    void clear() override;

    // Nothing: not loaded yet, or the server is older and does not tell.
    [[nodiscard]] const std::optional<wire::ServerPins>& told() const { return m_told; }
    // Which active PCs have said that they know the next key; nothing while none is signed, or for roles that
    // may not see PCs.
    struct Following {
        long long active = 0;
        long long without = 0;
        std::vector<wire::Device> first; // of those without
    };
    [[nodiscard]] const std::optional<Following>& following() const { return m_following; }
    [[nodiscard]] bool isSigned(const std::string& pin) const;
    // The server tells of a key that is not signed, or one is signed that it has no more.
    [[nodiscard]] bool isSignatureDue() const;
    [[nodiscard]] bool maySign() const; // owners who hold the root
    // Signs what is told. commandFailed(CertificatePinMismatch): the server tells of another key than this
    // console sees of it.
    void sign();

private:
    void loadFollowing();
    [[nodiscard]] QFuture<Status> put(const wire::ServerPins& told);

    std::optional<wire::ServerPins> m_told;
    std::optional<Following> m_following;
    std::vector<std::string> m_signed;
};

} // namespace kaomon::administrators
