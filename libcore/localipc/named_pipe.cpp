// SPDX-License-Identifier: GPL-3.0-or-later
#include "localipc/named_pipe.h"

#include <algorithm>
#include <string_view>

#include <windows.h>
// after windows.h, which they need
#include <aclapi.h>
#include <sddl.h>

#include "localipc/wide_text.h"

namespace kaomon::localipc {
namespace {

constexpr std::string_view kPrefix = R"(\\.\pipe\)";
constexpr DWORD kBufferBytes = 64 * 1024;
constexpr std::size_t kMaxPipeName = 200;

std::string systemDetail(const char* what, DWORD error) {
    return std::string(what) + ": error " + std::to_string(error);
}

DWORD remainingMilliseconds(Deadline deadline) {
    using namespace std::chrono;
    const auto left = ceil<milliseconds>(deadline - steady_clock::now()).count();
    return static_cast<DWORD>(std::clamp<long long>(left, 0, 3'600'000));
}

Result<std::wstring> checkedName(const std::string& name) {
    if (!name.starts_with(kPrefix) || name.size() == kPrefix.size() || name.size() > kMaxPipeName ||
        name.find_first_of(std::string_view("\\/\0", 3), kPrefix.size()) != std::string::npos) {
        return fail(ErrorCode::ValidationFailed, R"(a pipe is \\.\pipe\NAME, at most 200 bytes)");
    }
    return toWide(name);
}

bool isPeerGone(DWORD error) {
    return error == ERROR_BROKEN_PIPE || error == ERROR_PIPE_NOT_CONNECTED || error == ERROR_NO_DATA ||
           error == ERROR_HANDLE_EOF;
}

// One read, write or connection that may go on in the background. Never leaves it running: the buffer and the
// OVERLAPPED belong to the caller's stack.
class Overlapped {
public:
    explicit Overlapped(HANDLE pipe)
        : m_pipe(pipe)
        , m_event(::CreateEventW(nullptr, TRUE, FALSE, nullptr)) {
        m_io.hEvent = m_event.get();
    }
    Overlapped(const Overlapped&) = delete;
    Overlapped& operator=(const Overlapped&) = delete;

    OVERLAPPED* io() { return &m_io; }

    // `hasStarted` is what the system call returned. The number of bytes; AgentUnreachable, Timeout,
    // Cancelled.
    Result<DWORD> finish(BOOL hasStarted, Deadline deadline) {
        if (hasStarted == 0 && ::GetLastError() != ERROR_IO_PENDING) {
            return failed(::GetLastError());
        }
        const DWORD waited = ::WaitForSingleObjectEx(m_event.get(), remainingMilliseconds(deadline), TRUE);
        if (waited != WAIT_OBJECT_0) {
            ::CancelIoEx(m_pipe, &m_io);
        }
        DWORD bytes = 0;
        if (::GetOverlappedResult(m_pipe, &m_io, &bytes, TRUE) != 0) {
            return bytes; // also when it was done at the moment of giving up
        }
        const DWORD error = ::GetLastError();
        if (error != ERROR_OPERATION_ABORTED || waited == WAIT_OBJECT_0) {
            return failed(error);
        }
        return waited == WAIT_IO_COMPLETION ? fail(ErrorCode::Cancelled, "the wait was called off")
                                            : fail(ErrorCode::Timeout, "the deadline has passed");
    }

    [[nodiscard]] bool wasGone() const { return m_isGone; }

private:
    Result<DWORD> failed(DWORD error) {
        m_isGone = isPeerGone(error);
        return fail(ErrorCode::AgentUnreachable,
                    systemDetail(m_isGone ? "the other side is gone" : "the pipe failed", error));
    }

    HANDLE m_pipe;
    UniqueHandle m_event;
    OVERLAPPED m_io{};
    bool m_isGone = false;
};

// FILE_CREATE_PIPE_INSTANCE, a part of GENERIC_WRITE, is not ours to ask for.
UniqueHandle openPipe(const std::wstring& name) {
    constexpr DWORD kAccess =
        FILE_READ_DATA | FILE_WRITE_DATA | FILE_READ_ATTRIBUTES | FILE_WRITE_ATTRIBUTES | SYNCHRONIZE;
    return UniqueHandle(::CreateFileW(name.c_str(), kAccess, 0, nullptr, OPEN_EXISTING,
                                      FILE_FLAG_OVERLAPPED | SECURITY_SQOS_PRESENT | SECURITY_IDENTIFICATION,
                                      nullptr));
}

enum class Instance { First, Further };

Result<UniqueHandle> createInstance(const std::wstring& name, const std::string& sddl, Instance instance) {
    PSECURITY_DESCRIPTOR descriptor = nullptr;
    if (::ConvertStringSecurityDescriptorToSecurityDescriptorW(toWide(sddl).c_str(), SDDL_REVISION_1,
                                                               &descriptor, nullptr) == 0) {
        return fail(ErrorCode::ValidationFailed, systemDetail("not an access list", ::GetLastError()));
    }
    SECURITY_ATTRIBUTES security{sizeof security, descriptor, FALSE};
    const DWORD first = instance == Instance::First ? FILE_FLAG_FIRST_PIPE_INSTANCE : 0;
    UniqueHandle pipe(
        ::CreateNamedPipeW(name.c_str(), PIPE_ACCESS_DUPLEX | FILE_FLAG_OVERLAPPED | first,
                           PIPE_TYPE_BYTE | PIPE_READMODE_BYTE | PIPE_WAIT | PIPE_REJECT_REMOTE_CLIENTS,
                           PIPE_UNLIMITED_INSTANCES, kBufferBytes, kBufferBytes, 0, &security));
    const DWORD error = ::GetLastError();
    ::LocalFree(descriptor);
    if (pipe.isOpen()) {
        return pipe;
    }
    const bool isTaken = instance == Instance::First && error == ERROR_ACCESS_DENIED;
    return fail(isTaken ? ErrorCode::Conflict : ErrorCode::StorageFailed,
                systemDetail("cannot make the pipe", error));
}

} // namespace

UniqueHandle::UniqueHandle(void* handle) noexcept
    : m_handle(handle == INVALID_HANDLE_VALUE ? nullptr : handle) {}

void UniqueHandle::reset() noexcept {
    if (m_handle != nullptr) {
        ::CloseHandle(std::exchange(m_handle, nullptr));
    }
}

Result<UniqueHandle> connectPipe(const std::string& name, Deadline deadline) {
    const auto wide = checkedName(name);
    if (!wide) {
        return propagate(wide.error());
    }
    for (;;) {
        UniqueHandle pipe = openPipe(*wide);
        if (pipe.isOpen()) {
            return pipe;
        }
        if (const DWORD error = ::GetLastError(); error != ERROR_PIPE_BUSY) {
            return fail(ErrorCode::AgentUnreachable, systemDetail("cannot open the pipe", error));
        }
        const DWORD left = remainingMilliseconds(deadline);
        if (left == 0) {
            return fail(ErrorCode::Timeout, "every instance of the pipe stayed taken");
        }
        // WaitNamedPipe() could not be called off
        if (::SleepEx(std::min<DWORD>(left, 10), TRUE) == WAIT_IO_COMPLETION) {
            return fail(ErrorCode::Cancelled, "the wait was called off");
        }
    }
}

Status pipeSendAll(void* pipe, std::span<const std::uint8_t> bytes, Deadline deadline) {
    while (!bytes.empty()) {
        Overlapped io(pipe);
        const auto part = static_cast<DWORD>(std::min<std::size_t>(bytes.size(), kBufferBytes));
        const auto sent = io.finish(::WriteFile(pipe, bytes.data(), part, nullptr, io.io()), deadline);
        if (!sent) {
            return propagate(sent.error());
        }
        bytes = bytes.subspan(std::min<std::size_t>(*sent, bytes.size()));
    }
    return {};
}

Result<std::size_t> pipeReceive(void* pipe, std::span<std::uint8_t> buffer, Deadline deadline) {
    Overlapped io(pipe);
    const auto size = static_cast<DWORD>(std::min<std::size_t>(buffer.size(), kBufferBytes));
    const auto received = io.finish(::ReadFile(pipe, buffer.data(), size, nullptr, io.io()), deadline);
    if (!received && !io.wasGone()) {
        return propagate(received.error());
    }
    return received ? std::size_t{*received} : std::size_t{0};
}

Result<PipeListener> PipeListener::listen(const std::string& name, const std::string& sddl) {
    auto wide = checkedName(name);
    if (!wide) {
        return propagate(wide.error());
    }
    // The flag for the first instance says the same where the system heeds it; this tells in any case.
    if (openPipe(*wide).isOpen()) {
        return fail(ErrorCode::Conflict, "another program serves this pipe");
    }
    auto first = createInstance(*wide, sddl, Instance::First);
    if (!first) {
        return propagate(first.error());
    }
    return PipeListener(std::move(*wide), sddl, std::move(*first));
}

Result<PipeConnection> PipeListener::accept(Deadline deadline) {
    if (!m_waiting.isOpen()) {
        auto again = createInstance(m_name, m_sddl, Instance::Further);
        if (!again) {
            return fail(ErrorCode::Unavailable, again.error().detail);
        }
        m_waiting = std::move(*again);
    }
    Overlapped io(m_waiting.get());
    const BOOL started = ::ConnectNamedPipe(m_waiting.get(), io.io());
    if (started != 0 || ::GetLastError() != ERROR_PIPE_CONNECTED) {
        if (const auto connected = io.finish(started, deadline); !connected) {
            if (connected.error().code == ErrorCode::AgentUnreachable) {
                m_waiting.reset(); // came and went: this instance is used up
                return fail(ErrorCode::PeerDenied, connected.error().detail);
            }
            return propagate(connected.error());
        }
    }
    UniqueHandle pipe = std::move(m_waiting);
    auto next = createInstance(m_name, m_sddl, Instance::Further);
    if (next) {
        m_waiting = std::move(*next); // else accept() tries again
    }
    ULONG pid = 0;
    if (::GetNamedPipeClientProcessId(pipe.get(), &pid) == 0) {
        return fail(ErrorCode::PeerDenied, systemDetail("no client", ::GetLastError()));
    }
    auto client = identityOfProcess(pid);
    if (!client) {
        return propagate(client.error());
    }
    return PipeConnection{std::move(pipe), std::move(*client)};
}

Result<std::string> PipeListener::sddl() const {
    PSECURITY_DESCRIPTOR descriptor = nullptr;
    if (::GetSecurityInfo(m_waiting.get(), SE_KERNEL_OBJECT, DACL_SECURITY_INFORMATION, nullptr, nullptr,
                          nullptr, nullptr, &descriptor) != ERROR_SUCCESS) {
        return fail(ErrorCode::StorageFailed, "no access list");
    }
    LPWSTR text = nullptr;
    const BOOL converted = ::ConvertSecurityDescriptorToStringSecurityDescriptorW(
        descriptor, SDDL_REVISION_1, DACL_SECURITY_INFORMATION, &text, nullptr);
    ::LocalFree(descriptor);
    if (converted == 0) {
        return fail(ErrorCode::StorageFailed, "the access list has no text form");
    }
    std::string sddl = toUtf8(text);
    ::LocalFree(text);
    return sddl;
}

} // namespace kaomon::localipc
