// SPDX-License-Identifier: GPL-3.0-or-later
//
// <target> CORPUS [ROUNDS]: the target over every file of the folder, then over ROUNDS inputs made of them by
// small changes, always the same ones. A crash leaves the input in crash-<target> of the working folder.
#include <algorithm>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

#include <fcntl.h>
#include <unistd.h>

#include "fuzz/fuzz_target.h"

namespace {

using Input = std::vector<std::uint8_t>;

constexpr std::size_t kLargestInput = 64 * 1024;
constexpr std::uint64_t kSeed = 20261124;

const Input* current = nullptr; // for the signal handler
std::string crashFile;

void keepInput(int signal) {
    const int file = ::open(crashFile.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    if (file >= 0 && current != nullptr) {
        [[maybe_unused]] const auto written = ::write(file, current->data(), current->size());
    }
    std::signal(signal, SIG_DFL);
    std::raise(signal);
}

std::vector<Input> read(const std::filesystem::path& folder) {
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        files.push_back(entry.path());
    }
    std::ranges::sort(files); // the same order everywhere
    std::vector<Input> inputs;
    for (const auto& path : files) {
        std::ifstream file(path, std::ios::binary);
        inputs.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
    }
    return inputs;
}

class Mutator {
public:
    explicit Mutator(const std::vector<Input>& corpus)
        : m_corpus(corpus) {}

    Input next() {
        Input input = m_corpus[below(m_corpus.size())];
        const std::size_t changes = 1 + below(6);
        for (std::size_t i = 0; i < changes; ++i) {
            change(input);
        }
        input.resize(std::min(input.size(), kLargestInput));
        return input;
    }

private:
    std::size_t below(std::size_t end) { return end == 0 ? 0 : m_random() % end; }

    void change(Input& input) {
        static constexpr std::uint8_t kOdd[] = {0,   0xff, 0x7f, 0x80, '\r', '\n', '"', '{',
                                                '[', '%',  '\\', ',',  ':',  '/',  '0', ' '};
        const auto at = static_cast<std::ptrdiff_t>(below(input.size() + 1));
        const bool isInside = at < static_cast<std::ptrdiff_t>(input.size());
        switch (below(6)) {
        case 0:
            if (isInside) {
                input[static_cast<std::size_t>(at)] ^= static_cast<std::uint8_t>(1U << below(8));
            }
            break;
        case 1:
            if (isInside) {
                input[static_cast<std::size_t>(at)] = kOdd[below(std::size(kOdd))];
            }
            break;
        case 2:
            input.insert(input.begin() + at, kOdd[below(std::size(kOdd))]);
            break;
        case 3: {
            const auto count = static_cast<std::ptrdiff_t>(
                below(std::min<std::size_t>(16, input.size() - static_cast<std::size_t>(at)) + 1));
            input.erase(input.begin() + at, input.begin() + at + count);
            break;
        }
        case 4: { // a piece of itself again
            const std::size_t from = below(input.size());
            const std::size_t count = below(std::min<std::size_t>(64, input.size() - from) + 1);
            const Input piece(input.begin() + static_cast<std::ptrdiff_t>(from),
                              input.begin() + static_cast<std::ptrdiff_t>(from + count));
            input.insert(input.begin() + at, piece.begin(), piece.end());
            break;
        }
        default: { // the rest of another one
            const Input& other = m_corpus[below(m_corpus.size())];
            const auto from = static_cast<std::ptrdiff_t>(below(other.size()));
            input.resize(static_cast<std::size_t>(at));
            input.insert(input.end(), other.begin() + from, other.end());
        }
        }
    }

    const std::vector<Input>& m_corpus;
    std::mt19937_64 m_random{kSeed};
};

void run(const Input& input) {
    current = &input;
    LLVMFuzzerTestOneInput(input.data(), input.size());
}

} // namespace

int main(int argc, char** argv) {
    if (argc < 2) {
        std::fprintf(stderr, "usage: %s CORPUS [ROUNDS]\n", argv[0]);
        return 2;
    }
    crashFile = "crash-" + std::filesystem::path(argv[0]).filename().string();
    std::signal(SIGABRT, keepInput);
    std::signal(SIGSEGV, keepInput);
    const auto corpus = read(argv[1]);
    if (corpus.empty()) {
        std::fprintf(stderr, "%s: no corpus in %s\n", argv[0], argv[1]);
        return 1;
    }
    run({});
    for (const Input& input : corpus) {
        run(input);
    }
    const long rounds = argc > 2 ? std::strtol(argv[2], nullptr, 10) : 20'000;
    Mutator mutator(corpus);
    for (long i = 0; i < rounds; ++i) {
        run(mutator.next());
    }
    std::printf("%zu files, %ld rounds\n", corpus.size(), rounds);
    return 0;
}
