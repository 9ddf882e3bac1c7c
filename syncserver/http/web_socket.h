// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <boost/asio/ssl/stream.hpp>
#include <boost/beast/core/tcp_stream.hpp>

#include "http/message.h"
#include "http/route.h"

namespace kaomon::http {

// Answers the upgrade and sends what `source` gives as text messages until the peer goes, stops answering
// pings (sent every 30 s), does not take a message within 10 s, sends more than 4 KiB in one message or more
// than 60 messages a minute; private to http. An empty piece ends with close code 1001, an error with 1008.
// What the peer sends is read and dropped. Runs on the connection's thread; never throws.
[[nodiscard]] Awaitable<void> serveWebSocket(boost::asio::ssl::stream<boost::beast::tcp_stream>& stream,
                                             const Request& request, BodySource source);

} // namespace kaomon::http
