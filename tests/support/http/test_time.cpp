// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/http/test_time.h"

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <filesystem>

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

namespace kaomon::test {

// Zero bytes are a valid start, so the file needs no initialisation.
struct TestTime::Cells {
    std::atomic<long long> wall;   // microseconds
    std::atomic<long long> steady; // microseconds
};
static_assert(std::atomic<long long>::is_always_lock_free);

namespace {

[[noreturn]] void giveUp() {
    std::perror("test time");
    std::abort();
}

void* map(int file, std::size_t size) {
    void* memory = ::mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    ::close(file);
    if (memory == MAP_FAILED) {
        giveUp();
    }
    return memory;
}

} // namespace

TestTime& TestTime::get() {
    static TestTime time;
    return time;
}

TestTime::TestTime()
    : m_file((std::filesystem::temp_directory_path() / "kaomon-time-XXXXXX").string()) {
    const int file = ::mkstemp(m_file.data());
    if (file < 0 || ::ftruncate(file, sizeof(Cells)) != 0) {
        giveUp();
    }
    m_cells = static_cast<Cells*>(map(file, sizeof(Cells)));
}

TestTime::~TestTime() {
    ::munmap(m_cells, sizeof(Cells));
    ::unlink(m_file.c_str());
}

void TestTime::advance(std::chrono::microseconds by) {
    m_cells->wall += by.count();
    m_cells->steady += by.count();
}

void TestTime::shiftWallClock(std::chrono::microseconds by) {
    m_cells->wall += by.count();
}

TimePoint TestTime::now() const {
    return SystemClock().now() + std::chrono::microseconds(m_cells->wall.load());
}

FollowingClock::FollowingClock(const std::string& file) {
    const int descriptor = ::open(file.c_str(), O_RDWR | O_CLOEXEC);
    if (descriptor < 0) {
        giveUp();
    }
    m_cells = static_cast<const TestTime::Cells*>(map(descriptor, sizeof(TestTime::Cells)));
}

FollowingClock::~FollowingClock() {
    ::munmap(const_cast<TestTime::Cells*>(m_cells), sizeof(TestTime::Cells));
}

TimePoint FollowingClock::now() const {
    return SystemClock().now() + std::chrono::microseconds(m_cells->wall.load());
}

std::chrono::steady_clock::time_point FollowingClock::steadyNow() const {
    return SystemClock().steadyNow() + std::chrono::microseconds(m_cells->steady.load());
}

TimePoint wallNow() {
    return TestTime::get().now();
}

} // namespace kaomon::test
