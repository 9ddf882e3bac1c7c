// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/push_channel.h"

#include "client/web_socket_hints.h"

namespace kaomon::client {

std::unique_ptr<HintSocket> pushChannelOf(QUrl server, std::shared_ptr<RequestSigner> signer,
                                          std::function<PinSet()> pins) {
    return std::make_unique<WebSocketHints>(
        std::move(server), WebSocketHints::Identity{.signer = std::move(signer), .pins = std::move(pins)});
}

} // namespace kaomon::client
