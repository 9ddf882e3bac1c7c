// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include <QProcess>
#include <QString>
#include <QStringList>
#include <QTemporaryDir>

namespace kaomon::testing {

// An agent's program beside the test, as a process in a console, and what it keeps. Used on one thread.
class AgentProgram {
public:
    AgentProgram();
    ~AgentProgram();

    // True when its pipe answers. Starts where the one before it ended.
    [[nodiscard]] bool start(const QString& program);
    void kill();
    // Runs a command of the program to its end; its exit code, -1 when it did not end. What it printed is in
    // output().
    [[nodiscard]] int command(const QString& program, const QStringList& arguments);
    [[nodiscard]] QString output() const { return m_output; }

    // What the camera of picture_agent sees from its next start on.
    [[nodiscard]] bool show(const std::vector<std::filesystem::path>& pictures);

    [[nodiscard]] std::string pipe() const { return m_pipe.toStdString(); }
    [[nodiscard]] QStringList arguments() const; // where it lives, for any command
    [[nodiscard]] QString path(const QString& name) const { return m_folder.filePath(name); }
    [[nodiscard]] QString logText() const;

private:
    QTemporaryDir m_folder;
    QString m_pipe;
    QString m_output;
    QProcess m_process;
};

[[nodiscard]] QString programBesideUs(const QString& name);

} // namespace kaomon::testing
