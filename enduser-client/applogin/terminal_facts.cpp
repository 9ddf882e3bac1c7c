// SPDX-License-Identifier: GPL-3.0-or-later
#include "applogin/terminal_facts.h"

#include <fstream>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include <fcntl.h>
#include <sys/sysmacros.h>
#include <termios.h>
#include <unistd.h>

#include "localipc/unique_fd.h"

namespace kaomon::applogin {
namespace {

constexpr unsigned kFirstPtsMajor = 136;
constexpr unsigned kLastPtsMajor = 143;

// Name, terminal and the group that reads from it, of /proc/PID/stat.
struct Stat {
    std::string name;
    unsigned terminal = 0;
    int foreground = 0;
};

std::optional<Stat> statOf(std::int64_t process) {
    std::ifstream file("/proc/" + std::to_string(process) + "/stat");
    std::string text;
    if (!std::getline(file, text)) {
        return std::nullopt;
    }
    const auto open = text.find('(');
    const auto close = text.rfind(')');
    if (open == std::string::npos || close == std::string::npos || close < open) {
        return std::nullopt;
    }
    Stat stat;
    stat.name = text.substr(open + 1, close - open - 1);
    std::istringstream rest(text.substr(close + 1));
    std::string state;
    int parent = 0;
    int group = 0;
    int session = 0;
    int terminal = 0;
    rest >> state >> parent >> group >> session >> terminal >> stat.foreground;
    stat.terminal = static_cast<unsigned>(terminal);
    return stat;
}

std::vector<std::int64_t> childrenOf(std::int64_t process) {
    const std::string id = std::to_string(process);
    std::ifstream file("/proc/" + id + "/task/" + id + "/children");
    std::vector<std::int64_t> children;
    for (std::int64_t child = 0; file >> child;) {
        children.push_back(child);
    }
    return children;
}

bool isHidden(unsigned terminal) {
    const std::string path =
        "/dev/pts/" + std::to_string(minor(terminal) + (major(terminal) - kFirstPtsMajor) * 256);
    const localipc::UniqueFd file(::open(path.c_str(), O_RDONLY | O_NOCTTY | O_NONBLOCK | O_CLOEXEC));
    termios settings{};
    return file.isOpen() && ::tcgetattr(file.get(), &settings) == 0 && (settings.c_lflag & ECHO) == 0 &&
           (settings.c_lflag & ICANON) != 0;
}

} // namespace

std::optional<ControlFacts> terminalOf(std::int64_t process) {
    std::set<unsigned> terminals;
    Stat one;
    for (const std::int64_t child : childrenOf(process)) {
        const auto stat = statOf(child);
        if (stat && major(stat->terminal) >= kFirstPtsMajor && major(stat->terminal) <= kLastPtsMajor) {
            terminals.insert(stat->terminal);
            one = *stat;
        }
    }
    if (terminals.size() != 1) {
        return std::nullopt; // which of them has the focus cannot be told
    }
    ControlFacts facts;
    facts.role = ControlRole::Terminal;
    facts.name = statOf(one.foreground).value_or(one).name;
    facts.isEnabled = isHidden(one.terminal);
    facts.isFocused = true;
    facts.isEditable = true;
    return facts;
}

} // namespace kaomon::applogin
