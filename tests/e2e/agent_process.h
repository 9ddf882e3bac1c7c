// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include <QProcess>
#include <QString>
#include <QTemporaryDir>

namespace kaomon::e2e {

// kaomon-agent, the program that is shipped, as a process of its own with a folder that goes with this
// object. Used on one thread.
class AgentProcess {
public:
    AgentProcess();
    ~AgentProcess();

    // True when its socket answers. Starts where the process before it ended.
    [[nodiscard]] bool start();
    void kill();              // SIGKILL, waits for the end
    [[nodiscard]] int stop(); // SIGTERM; the exit code, or -1 when it did not end in time
    [[nodiscard]] bool isRunning() const { return m_process.state() == QProcess::Running; }
    [[nodiscard]] qint64 processId() const { return m_process.processId(); }

    [[nodiscard]] std::string socket() const { return path("agent.sock").toStdString(); }
    [[nodiscard]] QString stateFolder() const { return path("state/of/it"); }
    [[nodiscard]] QString logText() const;

private:
    [[nodiscard]] QString path(const char* name) const { return m_folder.filePath(QLatin1String(name)); }

    QTemporaryDir m_folder;
    QProcess m_process;
};

} // namespace kaomon::e2e
