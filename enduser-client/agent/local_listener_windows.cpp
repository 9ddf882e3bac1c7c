// SPDX-License-Identifier: GPL-3.0-or-later
// Windows has no event for "somebody opened the pipe" that a loop of Qt could wait for without an instance
// being asked for: a thread waits, and hands over what came.
#include "agent/local_listener.h"

#include <atomic>
#include <chrono>
#include <deque>
#include <future>
#include <mutex>
#include <thread>
#include <utility>

#include <windows.h>

#include "agent/os_accounts_windows.h"
#include "base/log.h"
#include "localipc/named_pipe.h"

namespace kaomon::agent {

using namespace std::chrono_literals;

namespace {

constexpr std::size_t kMostWaiting = 128;

} // namespace

struct LocalListener::Impl {
    explicit Impl(localipc::PipeListener listening)
        : listener(std::move(listening)) {}

    // On the thread: until it is called off.
    void run(LocalListener* owner) {
        while (!isEnding) {
            auto came = listener.accept(std::chrono::steady_clock::now() + 1h);
            if (came) {
                const std::lock_guard lock(mutex);
                if (arrivals.size() >= kMostWaiting) {
                    continue; // let go: whoever asks so much is to ask again
                }
                arrivals.push_back(
                    {std::move(came->pipe), {uidOfSid(came->client.userSid), came->client.pid}});
                QMetaObject::invokeMethod(owner, &LocalListener::waiting, Qt::QueuedConnection);
            } else if (came.error().code == ErrorCode::Unavailable) {
                log::warning("agent.pipe", {{"detail", came.error().detail}});
                ::SleepEx(200, TRUE);
            }
        }
    }

    localipc::PipeListener listener;
    std::mutex mutex;
    std::deque<Arrival> arrivals;
    std::atomic<bool> isEnding = false;
    std::thread thread;
    localipc::UniqueHandle toThread; // Windows' own handle, which std::thread does not give
};

Result<std::unique_ptr<LocalListener>> LocalListener::listen(const std::string& endpoint) {
    auto listener = localipc::PipeListener::listen(endpoint, localipc::kAgentPipeSddl);
    if (!listener) {
        return propagate(listener.error());
    }
    return std::unique_ptr<LocalListener>(new LocalListener(std::make_unique<Impl>(std::move(*listener))));
}

LocalListener::LocalListener(std::unique_ptr<Impl> impl)
    : m_impl(std::move(impl)) {
    std::promise<void> hasBegun;
    m_impl->thread = std::thread([this, &hasBegun] {
        m_impl->toThread =
            localipc::UniqueHandle(::OpenThread(THREAD_SET_CONTEXT, FALSE, ::GetCurrentThreadId()));
        hasBegun.set_value();
        m_impl->run(this);
    });
    hasBegun.get_future().wait();
}

LocalListener::~LocalListener() {
    m_impl->isEnding = true;
    // Ends the wait that is under way, or the next one.
    ::QueueUserAPC([](ULONG_PTR) {}, m_impl->toThread.get(), 0);
    m_impl->thread.join();
}

std::optional<LocalListener::Arrival> LocalListener::next() {
    const std::lock_guard lock(m_impl->mutex);
    if (m_impl->arrivals.empty()) {
        return std::nullopt;
    }
    Arrival first = std::move(m_impl->arrivals.front());
    m_impl->arrivals.pop_front();
    return first;
}

} // namespace kaomon::agent
