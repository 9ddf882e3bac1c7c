// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/local_listener.h"

#include <utility>

#include <QSocketNotifier>

#include <unistd.h>

#include "localipc/unix_socket.h"

namespace kaomon::agent {

struct LocalListener::Impl {
    Impl(localipc::UniqueFd listening, std::string socketPath)
        : socket(std::move(listening))
        , path(std::move(socketPath))
        , waiting(socket.get(), QSocketNotifier::Read) {}

    localipc::UniqueFd socket;
    std::string path;
    QSocketNotifier waiting;
};

Result<std::unique_ptr<LocalListener>> LocalListener::listen(const std::string& endpoint) {
    auto socket = localipc::listenUnix(endpoint, 0666);
    if (!socket) {
        return propagate(socket.error());
    }
    return std::unique_ptr<LocalListener>(
        new LocalListener(std::make_unique<Impl>(std::move(*socket), endpoint)));
}

LocalListener::LocalListener(std::unique_ptr<Impl> impl)
    : m_impl(std::move(impl)) {
    connect(&m_impl->waiting, &QSocketNotifier::activated, this, &LocalListener::waiting);
}

LocalListener::~LocalListener() {
    ::unlink(m_impl->path.c_str());
}

std::optional<LocalListener::Arrival> LocalListener::next() {
    while (true) {
        auto socket = localipc::acceptUnix(m_impl->socket.get());
        if (!socket || !*socket) {
            return std::nullopt;
        }
        const auto peer = localipc::peerOf((*socket)->get());
        if (peer) {
            return Arrival{std::move(**socket), {peer->uid, peer->pid}};
        }
    }
}

} // namespace kaomon::agent
