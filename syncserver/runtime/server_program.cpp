// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/server_program.h"

#include <cerrno>
#include <csignal>
#include <iostream>

#include <sys/prctl.h>
#include <sys/resource.h>

#include "crypto/secret_key.h"
#include "runtime/api_routes.h"
#include "runtime/config_check.h"
#include "runtime/server_application.h"
#include "runtime/service_manager.h"

namespace kaomon::runtime {
namespace {

int report(const Error& error) {
    log::error("server.failed", {{"code", wireName(error.code)}, {"detail", error.detail}});
    return 1;
}

int printOpenApi() {
    if (const Status ready = crypto::initialise(); !ready) {
        return report(ready.error());
    }
    const auto document = apiDescription();
    if (!document) {
        return report(document.error());
    }
    std::cout << *document << '\n';
    return 0;
}

// Blocks the signals that the program obeys in this thread and all later ones, so that wait() receives them.
class Signals {
public:
    Signals() {
        sigemptyset(&m_set);
        sigaddset(&m_set, SIGTERM);
        sigaddset(&m_set, SIGINT);
        sigaddset(&m_set, SIGHUP);
        pthread_sigmask(SIG_BLOCK, &m_set, nullptr);
    }
    int wait() const {
        int signal = 0;
        sigwait(&m_set, &signal);
        return signal;
    }

private:
    sigset_t m_set{};
};

int serve(Config config, const Clock& clock, const DatabaseWrapper& wrap) {
    const Signals signals;
    std::signal(SIGPIPE, SIG_IGN);
    const auto server = ServerApplication::create(std::move(config), clock, wrap);
    if (!server) {
        return report(server.error());
    }
    if (const Status started = (*server)->start(); !started) {
        return report(started.error());
    }
    tellServiceManager("READY=1");
    int signal = signals.wait();
    for (; signal == SIGHUP; signal = signals.wait()) {
        tellReloading();
        if (const Status reloaded = (*server)->reload(); !reloaded) {
            (void)report(reloaded.error());
        }
        tellServiceManager("READY=1");
    }
    tellServiceManager("STOPPING=1");
    log::info("server.stopping", {{"signal", signal}});
    const bool isClean = (*server)->stop();
    log::info("server.stopped", {{"cut_off", isClean ? 0 : 1}});
    return 0;
}

} // namespace

void keepOutOfDumps() {
    const rlimit none{0, 0};
    if (::setrlimit(RLIMIT_CORE, &none) != 0 || ::prctl(PR_SET_DUMPABLE, 0) != 0) {
        log::warning("server.dumpable", {{"errno", errno}});
    }
}

int runServerProgram(int argc, char** argv, const Clock& clock, const DatabaseWrapper& wrap) {
    CommandLine line = readCommandLine(argc, argv);
    if (line.exitCode) {
        return *line.exitCode;
    }
    if (!line.checksConfig.empty()) {
        return printConfigCheck(line.checksConfig, std::cout);
    }
    log::setLevel(line.config.logLevel);
    return line.printsOpenApi ? printOpenApi() : serve(std::move(line.config), clock, wrap);
}

} // namespace kaomon::runtime
