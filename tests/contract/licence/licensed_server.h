// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <string>

#include <QProcess>
#include <QStringList>

#include "support/server/server_process.h"

namespace kaomon::test {

// A server with options of the test's choice on a free port, with the clock of TestTime, and kaomonctl on its
// data.
class LicensedServer {
public:
    explicit LicensedServer(const Backend& backend)
        : m_backend(backend) {}
    ~LicensedServer() { stop(); }

    // False when it did not listen within a minute; its log is then printed. Stops the one before; the port
    // stays.
    [[nodiscard]] bool start(const QStringList& options);
    void stop();
    [[nodiscard]] unsigned short port() const { return m_port; }
    // The end of what the server said.
    [[nodiscard]] QByteArray lastWords() const { return log().right(2000); }

    // What kaomonctl printed as "key: value"; `exit` has the exit code, `error` what it complained of.
    [[nodiscard]] std::map<std::string, std::string> control(const QStringList& arguments) const;

private:
    [[nodiscard]] QStringList place() const;
    [[nodiscard]] bool isListening();
    [[nodiscard]] QString logFile() const;
    [[nodiscard]] QByteArray log() const; // since the last start

    const Backend& m_backend;
    QProcess m_process;
    unsigned short m_port = 0;
};

} // namespace kaomon::test
