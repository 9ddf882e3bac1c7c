// SPDX-License-Identifier: GPL-3.0-or-later
#include "fake_agent.h"

#include <algorithm>
#include <array>
#include <span>

#include <QBuffer>
#include <QImage>
#include <QTimer>
#include <QtGlobal>

#include "base/base64.h"
#include "localipc/unix_socket.h"

namespace kaomon::test {

using localipc::Message;

FakeAgent::FakeAgent() {
    status = {
        {"state", "active"}, {"tenant_name", "Demo"}, {"online", "1"}, {"signed_in", "0"}, {"outbox", "0"}};
    on("status", [this](const Message&) { return std::vector<Reply>{{"status", status}}; });
    if (!listen()) {
        qFatal("cannot listen");
    }
}

FakeAgent::~FakeAgent() {
    close();
}

std::string FakeAgent::path() const {
    return m_folder.filePath(QStringLiteral("agent.sock")).toStdString();
}

bool FakeAgent::listen() {
    auto listener = localipc::listenUnix(path(), 0600);
    if (!listener) {
        return false;
    }
    m_listener = std::move(*listener);
    m_waiting = std::make_unique<QSocketNotifier>(m_listener.get(), QSocketNotifier::Read);
    connect(m_waiting.get(), &QSocketNotifier::activated, this, &FakeAgent::accept);
    return true;
}

void FakeAgent::close() {
    if (m_readable) {
        m_readable->setEnabled(false);
        m_readable.release()->deleteLater();
    }
    m_waiting.reset();
    m_listener.reset();
    m_client.reset();
    m_unsent.clear();
    m_decoder = {};
}

void FakeAgent::answer(const std::string& type, Reply reply) {
    on(type, [reply](const Message&) { return std::vector<Reply>{reply}; });
}

void FakeAgent::fail(const std::string& type, const std::string& code) {
    answer(type, {"error", {{"code", code}, {"detail", "as the test asked"}}});
}

void FakeAgent::send(const std::string& requestType, Reply reply) {
    const auto request = last(requestType);
    Q_ASSERT(request);
    write({reply.type, request->id, reply.fields});
}

void FakeAgent::sendBytes(const Bytes& bytes) {
    m_unsent.insert(m_unsent.end(), bytes.begin(), bytes.end());
    sendMore();
}

// A large answer does not fit into the socket at once; the client reads in the same event loop.
void FakeAgent::sendMore() {
    if (!m_client.isOpen() || m_unsent.empty()) {
        return;
    }
    const auto sent = localipc::sendSome(m_client.get(), m_unsent);
    if (!sent) {
        m_unsent.clear();
        return;
    }
    m_unsent.erase(m_unsent.begin(), m_unsent.begin() + static_cast<std::ptrdiff_t>(*sent));
    if (!m_unsent.empty()) {
        QTimer::singleShot(1, this, &FakeAgent::sendMore);
    }
}

int FakeAgent::count(const std::string& type) const {
    return static_cast<int>(std::ranges::count(m_received, type, &Message::type));
}

std::optional<Message> FakeAgent::last(const std::string& type) const {
    const auto found = std::ranges::find(m_received.rbegin(), m_received.rend(), type, &Message::type);
    return found == m_received.rend() ? std::nullopt : std::optional(*found);
}

void FakeAgent::accept() {
    auto client = localipc::acceptUnix(m_listener.get());
    if (!client || !*client) {
        return;
    }
    m_client = std::move(**client);
    m_unsent.clear();
    m_decoder = {};
    m_readable = std::make_unique<QSocketNotifier>(m_client.get(), QSocketNotifier::Read);
    connect(m_readable.get(), &QSocketNotifier::activated, this, &FakeAgent::read);
}

void FakeAgent::read() {
    std::array<std::uint8_t, 65536> buffer{};
    const auto received = localipc::receiveSome(m_client.get(), buffer);
    if (!received || (*received && **received == 0)) {
        m_readable->setEnabled(false);
        return;
    }
    if (!*received) {
        return;
    }
    m_decoder.feed(std::span(buffer).first(**received));
    while (m_client.isOpen()) {
        const auto message = m_decoder.next();
        if (!message || !*message) {
            return;
        }
        handle(**message);
    }
}

void FakeAgent::handle(const Message& message) {
    m_received.push_back(message);
    const auto handler = m_handlers.find(message.type);
    if (handler == m_handlers.end()) {
        return;
    }
    for (const Reply& reply : handler->second(message)) {
        write({reply.type, message.id, reply.fields});
    }
}

void FakeAgent::write(const Message& message) {
    const auto frame = localipc::encodeFrame(message);
    Q_ASSERT(frame);
    sendBytes(*frame);
}

FakeAgent::Reply preloginReply() {
    return {"prelogin", {{"salt", toBase64Url(Bytes(16, 7))}, {"iterations", "3"}, {"memory_kib", "65536"}}};
}

FakeAgent::Reply previewFrame() {
    QImage picture(64, 48, QImage::Format_RGB32);
    picture.fill(Qt::darkCyan);
    QByteArray jpeg;
    QBuffer buffer(&jpeg);
    picture.save(&buffer, "JPEG");
    return {"previewFrame",
            {{"jpeg", jpeg.toStdString()},
             {"width", "64"},
             {"height", "48"},
             {"x", "20"},
             {"y", "10"},
             {"w", "20"},
             {"h", "24"},
             {"good", "1"}}};
}

} // namespace kaomon::test
