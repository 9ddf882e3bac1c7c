// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>

#include <QFuture>
#include <QObject>
#include <QTimer>

#include "client/api_client.h"
#include "client/hint_socket.h"

namespace kaomon::client {

struct ChangeWatchOptions {
    std::chrono::milliseconds firstSpread{5000};    // before the first connection
    std::chrono::milliseconds againSpread{60000};   // before every later one: full jitter
    std::chrono::milliseconds longPollFor{600'000}; // then a stream is tried again
    std::chrono::seconds pollWait{25};
    std::function<double()> random = {}; // in [0, 1); the system's when empty
};

// Knows soon when the tenant's revision moves on: by a stream; where something in between refuses those, by
// requests that wait; where neither works not at all, and its owner's own rounds must do. All that comes from
// here is a hint: the delta that follows tells what is true. Connections are spread in time, so that a server
// that comes back is not overrun. Owned by the sync engine; one thread with an event loop; never blocks.
class ChangeWatch final : public QObject {
    Q_OBJECT
public:
    enum class Way { None, Stream, LongPoll };

    // `api` outlives this object.
    ChangeWatch(ApiClient& api, std::unique_ptr<HintSocket> socket, ChangeWatchOptions options = {});
    ~ChangeWatch() override;

    void start();
    void stop();
    // What the owner has after a round; hints of the same revision are none.
    void setKnownRev(long long rev);
    // How hints come at the moment.
    [[nodiscard]] Way way() const { return m_way; }

signals:
    // Something is to be fetched, or this caller is no longer let in: the next request will tell.
    void changed();

private:
    void connectLater(std::chrono::milliseconds spread);
    void beginConnecting();
    void onOpened();
    void onClosed();
    void onHint(const wire::StreamHint& hint);
    void poll();
    void onPolled(const Result<wire::StreamHint>& hint);
    [[nodiscard]] std::chrono::milliseconds partOf(std::chrono::milliseconds spread) const;

    ApiClient& m_api;
    std::unique_ptr<HintSocket> m_socket;
    ChangeWatchOptions m_options;
    QTimer m_connect;
    QTimer m_announce; // spreads the fetches of a hint
    QTimer m_retryStream;
    std::shared_ptr<CancelToken> m_polling; // the request that waits
    std::optional<long long> m_knownRev;
    Way m_way = Way::None;
    int m_refusals = 0; // streams that never opened, one after the other
    bool m_isRunning = false;
    quint64 m_round = 0; // an answer of an earlier one is dropped
};

} // namespace kaomon::client
