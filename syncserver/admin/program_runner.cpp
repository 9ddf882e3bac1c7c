// SPDX-License-Identifier: GPL-3.0-or-later
#include "admin/program_runner.h"

#include <cerrno>

#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

namespace kaomon::admin {

Status runProgram(const std::vector<std::string>& command) {
    std::vector<std::string> words = command;
    std::vector<char*> arguments;
    arguments.reserve(words.size() + 1);
    for (std::string& word : words) {
        arguments.push_back(word.data());
    }
    arguments.push_back(nullptr);
    pid_t child = 0;
    if (::posix_spawnp(&child, arguments.front(), nullptr, nullptr, arguments.data(), environ) != 0) {
        return fail(ErrorCode::NotFound, "cannot start " + command.front());
    }
    int status = 0;
    while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    const bool isGood = WIFEXITED(status) && WEXITSTATUS(status) == 0;
    return isGood ? Status() : Status(fail(ErrorCode::StorageFailed, command.front() + " failed"));
}

} // namespace kaomon::admin
