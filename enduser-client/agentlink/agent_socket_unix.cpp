// SPDX-License-Identifier: GPL-3.0-or-later
#include "agentlink/agent_socket.h"

#include <utility>

#include <QSocketNotifier>

#include "localipc/unix_socket.h"

namespace kaomon::agentlink {

struct AgentSocket::Impl {
    localipc::UniqueFd socket;
    QSocketNotifier toRead;
    QSocketNotifier toWrite;

    explicit Impl(localipc::UniqueFd handle)
        : socket(std::move(handle))
        , toRead(socket.get(), QSocketNotifier::Read)
        , toWrite(socket.get(), QSocketNotifier::Write) {
        toWrite.setEnabled(false);
    }
};

AgentSocket::AgentSocket(localipc::AgentStream::Handle handle)
    : m_impl(std::make_unique<Impl>(std::move(handle))) {
    connect(&m_impl->toRead, &QSocketNotifier::activated, this, &AgentSocket::readable);
    connect(&m_impl->toWrite, &QSocketNotifier::activated, this, &AgentSocket::writable);
}

AgentSocket::~AgentSocket() {
    close();
}

Result<std::size_t> AgentSocket::send(std::span<const std::uint8_t> bytes) {
    return localipc::sendSome(m_impl->socket.get(), bytes);
}

Result<std::optional<std::size_t>> AgentSocket::receive(std::span<std::uint8_t> buffer) {
    return localipc::receiveSome(m_impl->socket.get(), buffer);
}

void AgentSocket::watchWritable(bool isWanted) {
    m_impl->toWrite.setEnabled(isWanted);
}

void AgentSocket::close() {
    m_impl->toRead.setEnabled(false);
    m_impl->toWrite.setEnabled(false);
    m_impl->socket.reset();
}

} // namespace kaomon::agentlink
