// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace kaomon::test {

struct Posted {
    std::string target;
    std::map<std::string, std::string> headers; // lower-case names
    std::string body;
};

// A real TLS server on this machine, in a thread of its own, that takes what is pushed: HTTPS or syslog. It
// has a self-signed certificate for "localhost" in `folder`. Thread-safe.
class PushReceiver {
public:
    enum class Kind { Https, Syslog };
    PushReceiver(Kind kind, const std::filesystem::path& folder);
    ~PushReceiver();
    PushReceiver(const PushReceiver&) = delete;
    PushReceiver& operator=(const PushReceiver&) = delete;

    [[nodiscard]] unsigned short port() const;
    // What the sender must trust.
    [[nodiscard]] static std::filesystem::path authority(const std::filesystem::path& folder);
    // Status of the answers from now on.
    void answerWith(int status);
    // Takes what comes and answers nothing until it is released.
    void hold();
    void release();
    [[nodiscard]] std::vector<Posted> posted() const;
    // Everything that came over syslog connections.
    [[nodiscard]] std::string received() const;

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

// Looks again until it is so, at most twenty seconds.
[[nodiscard]] bool waitFor(const std::function<bool()>& isSo);

} // namespace kaomon::test
