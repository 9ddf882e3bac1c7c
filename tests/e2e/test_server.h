// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
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
    // Of its data, while it does not run; one backup at a time.
    bool backUp() const;
    bool restore() const;
    // The lines "key: value" that kaomonctl prints.
    std::map<std::string, std::string> createDemoTenant();
    std::map<std::string, std::string> control(const QStringList& command);
    [[nodiscard]] std::string url() const { return "https://127.0.0.1:" + std::to_string(m_port); }
    [[nodiscard]] QString logText() const;

private:
    QTemporaryDir m_folder;
    QProcess m_process;
    int m_port = 0;
};

} // namespace kaomon::e2e
