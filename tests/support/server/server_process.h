// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <string>

#include <QByteArray>
#include <QProcess>
#include <QString>
#include <QStringList>
#include <QTemporaryDir>

#include "auth/request_limits.h"

namespace kaomon::test {

// The database that a suite runs on, by KAOMON_TEST_BACKEND: a SQLite file in a folder of its own, or a
// private PostgreSQL cluster that ends with this object.
class Backend {
public:
    Backend();
    ~Backend();
    Backend(const Backend&) = delete;
    Backend& operator=(const Backend&) = delete;

    // Ends the database's own processes at once, as a power cut would, and starts them again; a SQLite file
    // has none.
    void crash() const;

    [[nodiscard]] const std::string& name() const { return m_name; } // sqlite or postgresql
    [[nodiscard]] const std::string& url() const { return m_url; }
    [[nodiscard]] QString folder() const { return m_folder.path(); }

private:
    QTemporaryDir m_folder;
    std::string m_name;
    std::string m_url;
};

// The one address of this machine from which the server believes X-Forwarded-For.
inline constexpr const char* kProxyAddress = "127.0.0.9";

// The server as its own process on a free port of this machine, with the clock of TestTime, and kaomonctl
// beside it.
class ServerProcess {
public:
    explicit ServerProcess(const Backend& backend);
    ~ServerProcess();

    // Before start(). Whole suites come from one address, so that there are no limits unless a test sets
    // them.
    void setLimits(const auth::RateLimits& limits) { m_limits = limits; }

    // Before start(), instead of the one named by KAOMON_TEST_SERVER: another build of the server, with
    // something more in its environment.
    void setProgram(const QString& program, const QProcessEnvironment& environment) {
        m_program = program;
        m_environment = environment;
    }

    // As another one, for a second node.
    void useProgramOf(const ServerProcess& other) {
        m_program = other.m_program;
        m_environment = other.m_environment;
        m_arguments = other.m_arguments;
    }

    // Before start(): more of the command line.
    void setArguments(const QStringList& arguments) { m_arguments = arguments; }

    // False when it did not listen within 30 s; its log is then printed.
    [[nodiscard]] bool start();
    // SIGTERM; the exit code, or -1 when it did not end in time.
    [[nodiscard]] int stop();
    void signal(int number) const;
    void kill(); // SIGKILL, waits for the end

    [[nodiscard]] unsigned short port() const { return m_port; }
    [[nodiscard]] qint64 processId() const { return m_process.processId(); }
    // What it has logged since it was made, over all starts.
    [[nodiscard]] QByteArray log() const;
    // What kaomonctl printed, by key; empty when it failed.
    [[nodiscard]] std::map<std::string, std::string> createTenant(const QString& name, bool isDemo);
    [[nodiscard]] std::map<std::string, std::string> control(const QStringList& command);
    // The OpenAPI document.
    [[nodiscard]] static QByteArray apiDescription();

private:
    bool readListening();
    [[nodiscard]] QString logFile() const;

    const Backend& m_backend;
    auth::RateLimits m_limits{.signIns = 0, .anonymous = 0, .known = 0};
    QProcess m_process;
    QString m_program;
    QProcessEnvironment m_environment;
    QStringList m_arguments;
    qsizetype m_logged = 0; // before the last start
    unsigned short m_port = 0;
};

} // namespace kaomon::test
