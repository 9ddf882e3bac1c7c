// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/system_host.h"

#include <csignal>
#include <cstdint>

#include <QSocketNotifier>

#include <sys/eventfd.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include "localipc/unique_fd.h"

namespace kaomon::agent {

namespace {

volatile std::sig_atomic_t s_stopDescriptor = -1;

// Any thread may get the signal, also those that libraries start: the handler only wakes the event loop.
void catchStopSignals(int descriptor) {
    s_stopDescriptor = descriptor;
    struct sigaction action {};
    action.sa_handler = [](int) {
        const std::uint64_t one = 1;
        static_cast<void>(!::write(s_stopDescriptor, &one, sizeof one));
    };
    action.sa_flags = SA_RESTART;
    ::sigaction(SIGTERM, &action, nullptr);
    ::sigaction(SIGINT, &action, nullptr);
    ::signal(SIGPIPE, SIG_IGN);
}

class Signals final : public SystemEvents {
public:
    Signals()
        : m_descriptor(::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC))
        , m_stopping(m_descriptor.get(), QSocketNotifier::Read) {
        catchStopSignals(m_descriptor.get());
        connect(&m_stopping, &QSocketNotifier::activated, this, &SystemEvents::stopAsked);
    }

private:
    localipc::UniqueFd m_descriptor;
    QSocketNotifier m_stopping;
};

} // namespace

SystemPaths systemPaths() {
    return {"/var/lib/kaomon", "/etc/kaomon/superusers", KAOMON_MODELS_FOLDER, KAOMON_MANIFESTS_FOLDER};
}

// No core file and no debugger of another user may show what is in memory.
void hideMemory() {
    const rlimit none{0, 0};
    ::setrlimit(RLIMIT_CORE, &none);
    ::prctl(PR_SET_DUMPABLE, 0);
}

bool prepareStateFolder(const std::string&) {
    return true;
}

bool hasServiceManager() {
    return false;
}

int runAsService(const std::function<int()>& body) {
    return body();
}

void tellServiceRuns() {}

std::unique_ptr<SystemEvents> SystemEvents::ofThisProcess() {
    return std::make_unique<Signals>();
}

void tellSystemLog(log::Level, std::string_view) {}

} // namespace kaomon::agent
