// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <mutex>
#include <string>
#include <unordered_set>
#include <utility>

namespace kaomon::features {

// The idempotency keys whose requests this node is carrying out just now. Thread-safe.
class RunningKeys {
public:
    // Holds a key until it goes.
    class Holder {
    public:
        Holder(RunningKeys& keys, std::string key)
            : m_keys(keys)
            , m_key(std::move(key))
            , m_isFirst(m_keys.add(m_key)) {}
        ~Holder() {
            if (m_isFirst) {
                m_keys.remove(m_key);
            }
        }
        Holder(const Holder&) = delete;
        Holder& operator=(const Holder&) = delete;
        // False when another request holds the key.
        [[nodiscard]] bool isFirst() const { return m_isFirst; }

    private:
        RunningKeys& m_keys;
        std::string m_key;
        bool m_isFirst;
    };

private:
    [[nodiscard]] bool add(const std::string& key) {
        const std::lock_guard lock(m_mutex);
        return m_keys.insert(key).second;
    }
    void remove(const std::string& key) {
        const std::lock_guard lock(m_mutex);
        m_keys.erase(key);
    }

    std::mutex m_mutex;
    std::unordered_set<std::string> m_keys;
};

} // namespace kaomon::features
