// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "base/result.h"

namespace kaomon::bench {

struct LivenessOptions {
    std::string list;
    std::string models;
    std::string json; // empty: printed only
};
// Prints attacks that pass and living people who are refused, at the thresholds of the pack.
[[nodiscard]] Status runLiveness(const LivenessOptions& options);

struct SimulateOptions {
    std::string pictures;
    std::string models;
    std::string out;
    std::size_t count = 60;
};
// Makes films that are like attacks out of photographs, and the list that runLiveness() takes.
[[nodiscard]] Status runSimulate(const SimulateOptions& options);

struct DetectOptions {
    std::string pictures;
    std::string models;
    std::size_t count = 300;
    std::string empty; // folder with pictures of no face; may be empty
    std::string json;
};
// Prints what the checks for blinks and turns make of moved photographs, and of made-up blinks and turns.
[[nodiscard]] Status runBlink(const DetectOptions& options);
// Prints how often a face is found, small, dark, backlit, tilted and masked, and where there is none.
[[nodiscard]] Status runDetect(const DetectOptions& options);

struct IdentifyOptions {
    std::size_t templates = 10'000;
    std::size_t probes = 200;
    std::string pictures; // empty: only the time is measured
    std::string models;
    std::vector<std::size_t> sizes{10, 50, 150};
    unsigned draws = 20;
    std::string json;
};
// Prints the time of one exact search, beside FAISS where it was built in, or, with pictures, how often a
// search misses somebody and takes somebody for another.
[[nodiscard]] Status runIdentify(const IdentifyOptions& options);

struct PresenceOptions {
    std::string pictures;
    std::string models;
    std::size_t people = 30;
    std::string json;
};
// Prints the processor time of full and quick checks and what the quick ones notice.
[[nodiscard]] Status runPresence(const PresenceOptions& options);

// Prints the figures a manifest needs for the self-test, and whether the pack's own hold.
[[nodiscard]] Status runSelfTest(const std::string& models);

} // namespace kaomon::bench
