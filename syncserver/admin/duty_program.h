// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <deque>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "admin/command.h"
#include "duties/broadcast.h"

namespace CLI {
class App;
}

namespace kaomon::admin {

// A command that is one function.
class FunctionCommand final : public Command {
public:
    explicit FunctionCommand(std::function<Status(Surroundings&)> function)
        : m_function(std::move(function)) {}
    [[nodiscard]] Status run(Surroundings& surroundings) override { return m_function(surroundings); }

private:
    std::function<Status(Surroundings&)> m_function;
};

// The commands of kaomonctl for the duties of the service: notices, maintenance, incidents, releases,
// contact, mail. Outlives the parsing and the run.
class DutyProgram {
public:
    // Whichever command the person names ends up in `chosen`.
    void addTo(CLI::App& app, Command*& chosen);

private:
    CLI::App* add(CLI::App& group, const char* name, const char* help, Command*& chosen,
                  std::function<Status(Surroundings&)> function);
    void addTexts(CLI::App& command);
    void addNotices(CLI::App& app, Command*& chosen);
    void addMaintenance(CLI::App& app, Command*& chosen);
    void addIncidents(CLI::App& app, Command*& chosen);
    void addReleases(CLI::App& app, Command*& chosen);
    void addReleaseMaking(CLI::App& group, Command*& chosen);
    void addSupport(CLI::App& app, Command*& chosen);

    // What options fill; each run uses those of its command.
    struct Arguments {
        std::string id;
        std::string kind;
        std::vector<std::string> audience;
        duties::Texts title;
        duties::Texts text;
        std::string from;
        std::string to;
        std::string reason;
        std::string lateReason;
        std::string name;
        std::string value;
        std::string version;
        std::string platform;
        std::vector<std::string> systems;
        std::vector<std::filesystem::path> files;
        std::filesystem::path keyFile;
    };
    Arguments m_arguments;
    std::deque<FunctionCommand> m_commands;
};

} // namespace kaomon::admin
