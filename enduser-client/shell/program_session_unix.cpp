// SPDX-License-Identifier: GPL-3.0-or-later
#include <csignal>

#include <QSocketNotifier>
#include <sys/eventfd.h>
#include <unistd.h>

#include "shell/program_session.h"

namespace kaomon::shell {
namespace {

volatile std::sig_atomic_t s_stopDescriptor = -1;

// The end of the session comes as a signal. How often the program is started is the desktop's affair; the
// agent serves the presence of one.
class UnixProgramSession final : public ProgramSession {
public:
    bool claim(bool) override {
        s_stopDescriptor = ::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
        struct sigaction action {};
        action.sa_handler = [](int) {
            const std::uint64_t one = 1;
            static_cast<void>(!::write(s_stopDescriptor, &one, sizeof one));
        };
        ::sigaction(SIGTERM, &action, nullptr);
        ::sigaction(SIGINT, &action, nullptr);
        ::sigaction(SIGHUP, &action, nullptr);
        auto* notifier = new QSocketNotifier(s_stopDescriptor, QSocketNotifier::Read, this);
        connect(notifier, &QSocketNotifier::activated, this, &ProgramSession::ending);
        return true;
    }
};

} // namespace

std::unique_ptr<ProgramSession> ProgramSession::make() {
    return std::make_unique<UnixProgramSession>();
}

} // namespace kaomon::shell
