// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <sstream>

#include <sys/stat.h>
#include <unistd.h>

#include "applogin/x11_windows.h"

namespace kaomon::applogin {
namespace {

constexpr std::size_t kLongestArguments = 4096;
constexpr int kStartTimeField = 22; // of /proc/PID/stat

std::string readSome(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::string text(kLongestArguments, '\0');
    file.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(file.gcount()));
    return text;
}

// The program's name stands in brackets and may hold anything; the numbers begin behind the last one.
std::uint64_t startTimeIn(const std::string& stat) {
    std::istringstream rest(stat.substr(std::min(stat.rfind(')') + 1, stat.size())));
    std::string field;
    for (int i = 3; i <= kStartTimeField; ++i) {
        rest >> field;
    }
    std::uint64_t time = 0;
    std::from_chars(field.data(), field.data() + field.size(), time);
    return time;
}

} // namespace

Status readProcess(std::int64_t process, WindowFacts& facts) {
    const std::filesystem::path folder = "/proc/" + std::to_string(process);
    struct stat owner {};
    if (::stat(folder.c_str(), &owner) != 0) {
        return fail(ErrorCode::NotFound, "the process is gone");
    }
    facts.process = process;
    facts.isOthers = owner.st_uid != ::getuid();
    facts.startedAt = startTimeIn(readSome(folder / "stat"));
    std::error_code error;
    facts.executable = std::filesystem::read_symlink(folder / "exe", error).string();
    std::string arguments = readSome(folder / "cmdline");
    const auto name = arguments.find('\0'); // ends the program's own name
    arguments.erase(0, name == std::string::npos ? name : name + 1);
    std::ranges::replace(arguments, '\0', ' ');
    while (arguments.ends_with(' ')) {
        arguments.pop_back();
    }
    facts.arguments = std::move(arguments);
    return {};
}

} // namespace kaomon::applogin
