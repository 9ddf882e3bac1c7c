// SPDX-License-Identifier: GPL-3.0-or-later
#include "fake_agent.h"

#include <algorithm>

#include <QBuffer>
#include <QFileInfo>
#include <QImage>
#include <QtGlobal>

#include "base/base64.h"

namespace kaomon::test {

using localipc::Message;

FakeAgent::FakeAgent() {
    status = {
        {"state", "active"}, {"tenant_name", "Demo"}, {"online", "1"}, {"signed_in", "0"}, {"outbox", "0"}};
    on("status", [this](const Message&) { return std::vector<Reply>{{"status", status}}; });
    connect(&m_server, &QLocalServer::newConnection, this, &FakeAgent::accept);
    if (!listen()) {
        qFatal("cannot listen");
    }
}

FakeAgent::~FakeAgent() {
    close();
}

std::string FakeAgent::path() const {
#ifdef _WIN32
    return R"(\\.\pipe\)" + QFileInfo(m_folder.path()).fileName().toStdString();
#else
    return m_folder.filePath(QStringLiteral("agent.sock")).toStdString();
#endif
}

bool FakeAgent::listen() {
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    return m_server.listen(QString::fromStdString(path()));
}

void FakeAgent::close() {
    m_server.close();
    drop();
}

void FakeAgent::drop() {
    if (m_client) {
        m_client->disconnect(this);
        m_client->abort();
        m_client->deleteLater(); // it may be the sender of the signal that led here
        m_client.clear();
    }
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
    if (!request) {
        qFatal("nobody asked for %s yet", requestType.c_str());
    }
    write({reply.type, request->id, reply.fields});
}

void FakeAgent::sendBytes(const Bytes& bytes) {
    if (m_client) {
        m_client->write(reinterpret_cast<const char*>(bytes.data()), static_cast<qint64>(bytes.size()));
        m_client->flush();
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
    while (QLocalSocket* client = m_server.nextPendingConnection()) {
        drop();
        m_client = client;
        connect(client, &QLocalSocket::readyRead, this, &FakeAgent::read);
    }
    read(); // what came with the connection
}

void FakeAgent::read() {
    if (!m_client) {
        return;
    }
    const QByteArray bytes = m_client->readAll();
    m_decoder.feed(
        {reinterpret_cast<const std::uint8_t*>(bytes.data()), static_cast<std::size_t>(bytes.size())});
    while (m_client) {
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
