// SPDX-License-Identifier: GPL-3.0-or-later
#include <QSocketNotifier>

#include "applogin/hot_key.h"
#include "shell/session_hot_key.h"

namespace kaomon::shell {
namespace {

class X11SessionHotKey final : public SessionHotKey {
public:
    explicit X11SessionHotKey(std::unique_ptr<applogin::HotKey> key)
        : m_key(std::move(key))
        , m_notifier(m_key->descriptor(), QSocketNotifier::Read) {
        connect(&m_notifier, &QSocketNotifier::activated, this, [this] {
            if (m_key->wasPressed()) {
                emit pressed();
            }
        });
    }

private:
    std::unique_ptr<applogin::HotKey> m_key;
    QSocketNotifier m_notifier; // of the key; goes first
};

} // namespace

Result<std::unique_ptr<SessionHotKey>> SessionHotKey::grab(const std::string& combination) {
    auto key = applogin::HotKey::grab(combination);
    if (!key) {
        return propagate(key.error());
    }
    return std::make_unique<X11SessionHotKey>(std::move(*key));
}

} // namespace kaomon::shell
