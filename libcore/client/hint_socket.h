// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include "wire/stream.h"

namespace kaomon::client {

// One connection to the server's push channel. Used on one thread with an event loop; never blocks.
class HintSocket : public QObject {
    Q_OBJECT
public:
    // Every open() ends with one closed(), unless close() comes first.
    virtual void open() = 0;
    // Quiet: no signal follows.
    virtual void close() = 0;

signals:
    void opened();
    void hinted(const kaomon::wire::StreamHint& hint);
    void closed();
};

} // namespace kaomon::client
