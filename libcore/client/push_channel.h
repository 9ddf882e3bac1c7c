// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>

#include <QUrl>

#include "client/hint_socket.h"
#include "client/pin_set.h"
#include "client/request_signer.h"

namespace kaomon::client {

// The push channel of a PC: WebSocketHints, or where Qt WebSockets was not there to build with one that never
// comes, so that a ChangeWatch goes on with requests that wait.
[[nodiscard]] std::unique_ptr<HintSocket> pushChannelOf(QUrl server, std::shared_ptr<RequestSigner> signer,
                                                        std::function<PinSet()> pins);

} // namespace kaomon::client
