// SPDX-License-Identifier: GPL-3.0-or-later
// Prints what an attempt costs: from the request to the decision, with the camera off and warm, and the
// memory after many of them. The camera is the tests' source of photographs, which starts at once: a real
// camera adds its own start to the cold figure.
#include <cstdio>
#include <fstream>

#include <QCoreApplication>
#include <sys/resource.h>

#include "agent_fixture.h"
#include "base/log.h"

using namespace kaomon::agent::test;

namespace {

long residentKib() {
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);) {
        if (line.starts_with("VmRSS:")) {
            return std::strtol(line.c_str() + 6, nullptr, 10);
        }
    }
    return 0;
}

// Of every thread of this process.
double processorSeconds() {
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    const auto seconds = [](const timeval& time) {
        return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
    };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

double attemptMs(Desk& desk) {
    const auto begin = std::chrono::steady_clock::now();
    const auto answer = desk.attempt();
    const std::chrono::duration<double, std::milli> elapsed = std::chrono::steady_clock::now() - begin;
    return answer.outcome == "accepted" ? elapsed.count() : -1.0;
}

void print(const char* name, std::vector<double> values) {
    const auto failed = std::erase_if(values, [](double value) { return value < 0.0; });
    std::ranges::sort(values);
    if (values.empty()) {
        std::printf("%s: nobody was recognised\n", name);
        return;
    }
    std::printf("%s: median %.0f ms, p90 %.0f ms, %zu accepted, %zu not\n", name, values[values.size() / 2],
                values[values.size() * 9 / 10], values.size(), failed);
}

} // namespace

int main(int argc, char** argv) {
    const QCoreApplication application(argc, argv);
    kaomon::log::setLevel(kaomon::log::Level::Error);
    constexpr int kCold = 5;
    const int warmAttempts = argc > 1 ? std::max(1, std::atoi(argv[1])) : 100; // how many with the camera on
    std::vector<double> cold;
    for (int i = 0; i < kCold; ++i) {
        Desk desk;
        if (!desk.pictures->show(unlockPictures(kPerson))) {
            return 1;
        }
        cold.push_back(attemptMs(desk));
    }
    print("first attempt (camera off before)", cold);
    Desk desk;
    if (!desk.pictures->show(unlockPictures(kPerson))) {
        return 1;
    }
    static_cast<void>(attemptMs(desk));
    const long before = residentKib();
    const double processorBefore = processorSeconds();
    std::vector<double> warm;
    for (int i = 0; i < warmAttempts; ++i) {
        warm.push_back(attemptMs(desk));
    }
    print("warm", warm);
    std::printf("processor: %.0f ms an attempt, all threads together\n",
                (processorSeconds() - processorBefore) * 1000.0 / warmAttempts);
    std::printf("resident memory: %ld KiB after 1 attempt, %ld KiB after %d\n", before, residentKib(),
                warmAttempts + 1);
    return 0;
}
