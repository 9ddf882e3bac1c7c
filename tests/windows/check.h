// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdio>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

// The little that a test program needs where Qt Test is not at hand. Output is UTF-8, one line per case; the
// exit code is the number of cases that failed, at most 100.
namespace kaomon::testing {

class Run {
public:
    void add(std::string name, std::function<void(Run&)> body) {
        m_cases.push_back({std::move(name), std::move(body)});
    }

    void check(bool isTrue, const char* what, const char* file, int line) {
        ++m_checks;
        if (!isTrue) {
            ++m_failed;
            std::printf("  %s:%d: %s\n", file, line, what);
        }
    }

    template<class A, class B>
    void equal(const A& actual, const B& expected, const char* what, const char* file, int line) {
        check(actual == expected, what, file, line);
        if constexpr (std::is_convertible_v<A, std::string_view>) {
            if (!(actual == expected)) {
                std::printf("    actual:   %s\n    expected: %s\n", std::string(actual).c_str(),
                            std::string(expected).c_str());
            }
        }
    }

    // `only`: the one case to run; empty for all.
    int all(std::string_view only) {
        int wrong = 0, ran = 0;
        for (const Case& test : m_cases) {
            if (!only.empty() && only != test.name) {
                continue;
            }
            m_checks = m_failed = 0;
            test.body(*this);
            const bool isGood = m_failed == 0 && m_checks > 0;
            std::printf("%s  %s (%d checks)\n", isGood ? "PASS" : "FAIL", test.name.c_str(), m_checks);
            std::fflush(stdout);
            wrong += isGood ? 0 : 1;
            ++ran;
        }
        std::printf("Totals: %d passed, %d failed\n", ran - wrong, wrong);
        return ran == 0 ? 100 : wrong < 100 ? wrong : 100;
    }

private:
    struct Case {
        std::string name;
        std::function<void(Run&)> body;
    };
    std::vector<Case> m_cases;
    int m_checks = 0;
    int m_failed = 0;
};

} // namespace kaomon::testing

#define CHECK(condition) run.check(static_cast<bool>(condition), #condition, __FILE__, __LINE__)
#define CHECK_EQUAL(actual, expected)                                                                        \
    run.equal(actual, expected, #actual " == " #expected, __FILE__, __LINE__)
