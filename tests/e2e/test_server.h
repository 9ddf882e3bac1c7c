// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <optional>
#include <string>

#include <QProcess>
#include <QStringList>
#include <QTemporaryDir>

namespace kaomon::e2e {

// kaomon-syncserver as a process of its own on a free port of this machine, with its data in a folder that
// goes with this object. Used on one thread.
class TestServer {
public:
    ~TestServer();

    // Both true when it worked. The port stays the same over restarts.
    bool start(const QStringList& more = {}); // options of the server
    void kill();                              // as kill -9
    // SIGHUP; true when it said that it has taken its certificate.
    [[nodiscard]] bool reload();
    // With kaomonctl: one backup per object; it is put back while the server does not run.
    [[nodiscard]] bool backUp() const;
    [[nodiscard]] bool restore() const;
    // The lines "key: value" that kaomonctl prints; none when it fails.
    [[nodiscard]] std::map<std::string, std::string> createDemoTenant() const;
    std::map<std::string, std::string> control(const QStringList& command) const;
    [[nodiscard]] std::string url() const { return "https://127.0.0.1:" + std::to_string(m_port); }
    [[nodiscard]] QString logText() const;
    // Where it keeps its database; to be changed only while it does not run.
    [[nodiscard]] QString dataFolder() const { return m_folder.filePath(QStringLiteral("data")); }

private:
    // What kaomonctl prints; nullopt when it fails.
    [[nodiscard]] std::optional<QString> runControl(const QStringList& command) const;

    QTemporaryDir m_folder;
    QProcess m_process;
    int m_port = 0;
};

} // namespace kaomon::e2e
