// SPDX-License-Identifier: GPL-3.0-or-later
// A pipe is read ahead by one piece and written one piece at a time; Windows says by an event when a piece is
// done.
#include "agentlink/agent_socket.h"

#include <algorithm>
#include <array>
#include <utility>

#include <QWinEventNotifier>
#include <windows.h>

#include "base/secret.h"

namespace kaomon::agentlink {
namespace {

constexpr std::size_t kPiece = 65536;

Error gone() {
    return Error(ErrorCode::AgentUnreachable, "the pipe to the agent is broken");
}

// One piece on its way in or out. Must not move while it is under way: Windows writes into it.
struct Transfer {
    HANDLE pipe = nullptr;
    localipc::UniqueHandle done{::CreateEventW(nullptr, TRUE, FALSE, nullptr)};
    OVERLAPPED state{};
    std::array<std::uint8_t, kPiece> bytes;
    std::size_t size = 0; // that are there, of a piece that came
    std::size_t taken = 0;
    bool isUnderWay = false;
    bool isBroken = false;
    QWinEventNotifier notifier;

    explicit Transfer(HANDLE of)
        : pipe(of) {
        notifier.setHandle(done.get());
    }
    ~Transfer() {
        stop();
        forget();
    }
    Transfer(const Transfer&) = delete;
    Transfer& operator=(const Transfer&) = delete;

    void begin(bool isRead, std::size_t count) {
        state = {};
        state.hEvent = done.get();
        const auto length = static_cast<DWORD>(count);
        const BOOL isDone = isRead ? ::ReadFile(pipe, bytes.data(), length, nullptr, &state)
                                   : ::WriteFile(pipe, bytes.data(), length, nullptr, &state);
        isUnderWay = isDone != 0 || ::GetLastError() == ERROR_IO_PENDING;
        isBroken = !isUnderWay;
        if (isBroken) {
            ::SetEvent(done.get()); // the event loop tells it
        }
        notifier.setEnabled(true);
    }
    // How many bytes went; nothing while it is under way.
    [[nodiscard]] std::optional<std::size_t> end() {
        DWORD count = 0;
        if (isUnderWay && ::GetOverlappedResult(pipe, &state, &count, FALSE) == 0) {
            if (::GetLastError() == ERROR_IO_INCOMPLETE) {
                return std::nullopt;
            }
            isBroken = true;
        }
        isUnderWay = false;
        return count;
    }
    void forget() {
        kaomon::wipe(bytes.data(), size);
        size = taken = 0;
    }
    void stop() {
        notifier.setEnabled(false);
        if (std::exchange(isUnderWay, false)) {
            DWORD count = 0;
            ::CancelIoEx(pipe, &state);
            ::GetOverlappedResult(pipe, &state, &count, TRUE);
        }
    }
};

} // namespace

struct AgentSocket::Impl {
    localipc::UniqueHandle pipe;
    Transfer in;
    Transfer out;
    bool isWritableWanted = false;

    explicit Impl(localipc::UniqueHandle handle)
        : pipe(std::move(handle))
        , in(pipe.get())
        , out(pipe.get()) {}
};

AgentSocket::AgentSocket(localipc::AgentStream::Handle handle)
    : m_impl(std::make_unique<Impl>(std::move(handle))) {
    // Queued: the notifier resets the event after its signal, and what a slot has begun meanwhile would be
    // lost.
    connect(&m_impl->in.notifier, &QWinEventNotifier::activated, this,
            [this] { QMetaObject::invokeMethod(this, &AgentSocket::readable, Qt::QueuedConnection); });
    const auto afterWrite = [this] {
        if (m_impl->out.end()) {
            m_impl->out.forget();
        }
        if (m_impl->isWritableWanted) {
            emit writable();
        }
    };
    connect(&m_impl->out.notifier, &QWinEventNotifier::activated, this,
            [this, afterWrite] { QMetaObject::invokeMethod(this, afterWrite, Qt::QueuedConnection); });
    m_impl->in.begin(true, kPiece);
}

AgentSocket::~AgentSocket() {
    close();
}

Result<std::size_t> AgentSocket::send(std::span<const std::uint8_t> bytes) {
    Transfer& out = m_impl->out;
    const bool isIdle = out.end().has_value();
    if (out.isBroken) {
        return propagate(gone());
    }
    if (!isIdle || bytes.empty()) {
        return std::size_t{0};
    }
    out.size = std::min(bytes.size(), kPiece);
    std::ranges::copy(bytes.first(out.size), out.bytes.begin());
    out.begin(false, out.size);
    const std::size_t taken = out.size;
    if (out.end()) { // already gone into the pipe
        out.forget();
    }
    return out.isBroken ? Result<std::size_t>(propagate(gone())) : taken;
}

Result<std::optional<std::size_t>> AgentSocket::receive(std::span<std::uint8_t> buffer) {
    Transfer& in = m_impl->in;
    if (in.taken == in.size) {
        if (in.isUnderWay) {
            const auto came = in.end();
            if (!came) {
                return std::optional<std::size_t>();
            }
            in.size = *came;
            in.taken = 0;
        }
        if (in.isBroken) {
            return std::optional<std::size_t>(0);
        }
    }
    const std::size_t count = std::min(buffer.size(), in.size - in.taken);
    std::copy_n(in.bytes.begin() + static_cast<std::ptrdiff_t>(in.taken), count, buffer.begin());
    in.taken += count;
    if (in.taken == in.size) {
        in.forget();
        in.begin(true, kPiece);
    }
    return count > 0 ? std::optional(count) : std::nullopt;
}

void AgentSocket::watchWritable(bool isWanted) {
    m_impl->isWritableWanted = isWanted;
    if (isWanted && !m_impl->out.isUnderWay) {
        m_impl->out.notifier.setEnabled(true);
        ::SetEvent(m_impl->out.done.get());
    }
}

void AgentSocket::close() {
    m_impl->in.stop();
    m_impl->out.stop();
    m_impl->pipe.reset();
}

} // namespace kaomon::agentlink
