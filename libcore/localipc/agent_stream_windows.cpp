// SPDX-License-Identifier: GPL-3.0-or-later
#include "localipc/agent_stream.h"

#include <string_view>

#include <windows.h>

#include "localipc/image_signature.h"
#include "localipc/named_pipe.h"
#include "localipc/wide_text.h"

namespace kaomon::localipc {
namespace {

bool isSamePath(const std::string& a, const std::string& b) {
    const std::wstring left = toWide(a), right = toWide(b);
    return ::CompareStringOrdinal(left.c_str(), static_cast<int>(left.size()), right.c_str(),
                                  static_cast<int>(right.size()), TRUE) == CSTR_EQUAL;
}

// The pipe's name alone says nothing: whoever made it first is its server.
Status checkServer(const PeerIdentity& server, const std::string& expectedImage) {
    if (!expectedImage.empty() && !isSamePath(server.executable, expectedImage)) {
        return fail(ErrorCode::PeerDenied, "the pipe is served by another program");
    }
    if (const auto isSigned = checkAgentImage(server.executable); !isSigned) {
        return isSigned;
    }
    if (server.isSystem()) {
        return {};
    }
    const auto own = ownIdentity();
    if (!own) {
        return propagate(own.error());
    }
    return server.userSid == own->userSid
               ? Status()
               : Status(fail(ErrorCode::PeerDenied, "the listener is neither SYSTEM nor this user"));
}

} // namespace

Result<AgentStream> AgentStream::connect(const std::string& endpoint, Deadline deadline) {
    const std::size_t separator = endpoint.find(kImageSeparator);
    const std::string image = separator == std::string::npos ? std::string() : endpoint.substr(separator + 1);
    auto pipe = connectPipe(endpoint.substr(0, separator), deadline);
    if (!pipe) {
        return propagate(pipe.error());
    }
    ULONG pid = 0;
    if (::GetNamedPipeServerProcessId(pipe->get(), &pid) == 0) {
        return fail(ErrorCode::PeerDenied, "the pipe names no server");
    }
    auto server = identityOfProcess(pid);
    if (!server) {
        return propagate(server.error());
    }
    if (const auto trusted = checkServer(*server, image); !trusted) {
        return propagate(trusted.error());
    }
    return AgentStream(std::move(*pipe), std::move(*server));
}

Status AgentStream::sendAll(std::span<const std::uint8_t> bytes, Deadline deadline) {
    return pipeSendAll(m_handle.get(), bytes, deadline);
}

Result<std::size_t> AgentStream::receive(std::span<std::uint8_t> buffer, Deadline deadline) {
    return pipeReceive(m_handle.get(), buffer, deadline);
}

} // namespace kaomon::localipc
