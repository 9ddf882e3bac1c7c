// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSslConfiguration>

namespace kaomon::client {

// TLS 1.2 or newer without authorities and without resumption, so that every connection reports an error and
// its owner decides by the peer's key; private to this folder.
[[nodiscard]] QSslConfiguration pinnedTls();

} // namespace kaomon::client
