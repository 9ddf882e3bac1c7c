// SPDX-License-Identifier: GPL-3.0-or-later
#include "logon/windows/worker.h"

#include <utility>

#include "logon/windows/com_support.h"

namespace kaomon::logon {
namespace {

constexpr DWORD kPredecessorMilliseconds = 2000;

struct Start {
    Worker::Job job;
    std::shared_ptr<std::atomic<bool>> isAbandoned;
    localipc::UniqueHandle after;
    HMODULE module = nullptr;
};

void runJob(const Start& start) noexcept {
    try {
        if (start.after.isOpen()) {
            ::WaitForSingleObject(start.after.get(), kPredecessorMilliseconds);
        }
        if (!*start.isAbandoned) {
            start.job(*start.isAbandoned);
        }
    } catch (...) {
        return; // the one catch-all of this thread: whoever waits for news is told nothing, and has a
                // password
    }
}

DWORD WINAPI threadMain(void* argument) {
    HMODULE module = nullptr;
    {
        const std::unique_ptr<Start> start(static_cast<Start*>(argument));
        module = start->module;
        runJob(*start);
    }
    --moduleUses();
    // The module may go with this call: nothing of it runs afterwards.
    ::FreeLibraryAndExitThread(module, 0);
}

localipc::UniqueHandle duplicate(HANDLE handle) {
    HANDLE copy = nullptr;
    const HANDLE self = ::GetCurrentProcess();
    ::DuplicateHandle(self, handle, self, &copy, 0, FALSE, DUPLICATE_SAME_ACCESS);
    return localipc::UniqueHandle(copy);
}

} // namespace

std::unique_ptr<Worker> Worker::start(Job job, const Worker* after) {
    std::unique_ptr<Worker> worker(new Worker);
    auto start = std::make_unique<Start>();
    start->job = std::move(job);
    start->isAbandoned = worker->m_isAbandoned;
    if (after != nullptr) {
        start->after = duplicate(after->m_thread.get());
    }
    if (::GetModuleHandleExW(GET_MODULE_HANDLE_EX_FLAG_FROM_ADDRESS, reinterpret_cast<LPCWSTR>(&threadMain),
                             &start->module) == 0) {
        return nullptr;
    }
    ++moduleUses();
    worker->m_thread =
        localipc::UniqueHandle(::CreateThread(nullptr, 0, threadMain, start.get(), 0, nullptr));
    if (!worker->m_thread.isOpen()) {
        --moduleUses();
        ::FreeLibrary(start->module);
        return nullptr;
    }
    (void)start.release(); // the thread's now
    return worker;
}

void Worker::abandon() noexcept {
    *m_isAbandoned = true;
    ::QueueUserAPC([](ULONG_PTR) {}, m_thread.get(), 0);
}

} // namespace kaomon::logon
