// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/change_watch.h"

#include <QRandomGenerator>

#include "base/log.h"

namespace kaomon::client {
namespace {

using namespace std::chrono_literals;

// So often a stream may fail to open before requests that wait are tried.
constexpr int kRefusals = 2;
constexpr auto kPollMargin = 10s; // on top of the time that the server waits

} // namespace

ChangeWatch::ChangeWatch(ApiClient& api, std::unique_ptr<HintSocket> socket, ChangeWatchOptions options)
    : m_api(api)
    , m_socket(std::move(socket))
    , m_options(std::move(options)) {
    for (QTimer* timer : {&m_connect, &m_announce, &m_retryStream}) {
        timer->setSingleShot(true);
    }
    connect(&m_connect, &QTimer::timeout, this, &ChangeWatch::beginConnecting);
    connect(&m_announce, &QTimer::timeout, this, &ChangeWatch::changed);
    connect(&m_retryStream, &QTimer::timeout, this, [this] {
        m_refusals = 0;
        connectLater(0ms);
    });
    connect(m_socket.get(), &HintSocket::opened, this, &ChangeWatch::onOpened);
    connect(m_socket.get(), &HintSocket::closed, this, &ChangeWatch::onClosed);
    connect(m_socket.get(), &HintSocket::hinted, this, &ChangeWatch::onHint);
}

ChangeWatch::~ChangeWatch() {
    stop();
}

void ChangeWatch::start() {
    stop();
    m_isRunning = true;
    connectLater(m_options.firstSpread);
}

void ChangeWatch::stop() {
    m_isRunning = false;
    ++m_round;
    m_way = Way::None;
    for (QTimer* timer : {&m_connect, &m_announce, &m_retryStream}) {
        timer->stop();
    }
    if (m_polling) {
        std::exchange(m_polling, nullptr)->cancel();
    }
    m_socket->close();
}

void ChangeWatch::setKnownRev(long long rev) {
    m_knownRev = rev;
    if (m_isRunning && m_way == Way::LongPoll && !m_polling) {
        poll();
    }
}

std::chrono::milliseconds ChangeWatch::partOf(std::chrono::milliseconds spread) const {
    const double random =
        m_options.random ? m_options.random() : QRandomGenerator::global()->generateDouble();
    return std::chrono::milliseconds(static_cast<long long>(static_cast<double>(spread.count()) * random));
}

void ChangeWatch::connectLater(std::chrono::milliseconds spread) {
    m_way = m_way == Way::LongPoll ? Way::LongPoll : Way::None;
    m_connect.start(partOf(spread));
}

void ChangeWatch::beginConnecting() {
    m_socket->open();
}

void ChangeWatch::onOpened() {
    ++m_round;
    m_refusals = 0;
    m_way = Way::Stream;
    m_retryStream.stop();
    if (m_polling) {
        std::exchange(m_polling, nullptr)->cancel();
    }
    log::info("client.push", {{"way", "stream"}});
}

void ChangeWatch::onClosed() {
    if (!m_isRunning) {
        return;
    }
    if (m_way == Way::Stream) {
        log::info("client.push", {{"way", "none"}});
        connectLater(m_options.againSpread);
        return;
    }
    if (++m_refusals < kRefusals) {
        connectLater(m_options.againSpread);
        return;
    }
    m_way = Way::LongPoll;
    m_retryStream.start(m_options.longPollFor);
    if (!m_polling) {
        log::info("client.push", {{"way", "long_poll"}});
        poll();
    }
}

void ChangeWatch::onHint(const wire::StreamHint& hint) {
    if (hint.ended) {
        emit changed(); // the request that follows learns why
        return;
    }
    const bool isNews = !m_knownRev || *m_knownRev != hint.rev;
    if (isNews && !m_announce.isActive()) {
        m_announce.start(partOf(std::chrono::milliseconds(std::max(0, hint.withinMs))));
    }
}

void ChangeWatch::poll() {
    if (!m_knownRev) {
        return; // the owner's first round says where to begin
    }
    m_polling = std::make_shared<CancelToken>();
    CallOptions options;
    options.cancel = m_polling;
    options.deadline = m_options.pollWait + kPollMargin;
    m_api
        .get<wire::StreamHint>(
            withQuery("/v1/changes:wait", {{"rev", std::to_string(*m_knownRev)},
                                           {"timeout", std::to_string(m_options.pollWait.count())}}),
            options)
        .then(this, [this, round = m_round](const Result<wire::StreamHint>& hint) {
            if (round == m_round) {
                onPolled(hint);
            }
        });
}

void ChangeWatch::onPolled(const Result<wire::StreamHint>& hint) {
    m_polling.reset();
    if (hint && hint->rev == m_knownRev) {
        poll();
        return;
    }
    if (hint) {
        onHint(*hint); // the owner's round ends with setKnownRev(), which asks again
        return;
    }
    // neither way works: the owner's own rounds go on, and a stream is tried again
    m_way = Way::None;
    m_refusals = 0;
    m_retryStream.stop();
    log::info("client.push", {{"way", "none"}, {"code", wireName(hint.error().code)}});
    connectLater(m_options.againSpread);
}

} // namespace kaomon::client
