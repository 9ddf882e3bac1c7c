// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <QLocalServer>
#include <QLocalSocket>
#include <QObject>
#include <QPointer>
#include <QStringList>
#include <QTemporaryDir>

#include "base/secret.h"
#include "localipc/message.h"

namespace kaomon::test {

// The agent's end of the local socket, on Windows of a pipe, driven by the test's event loop: answers each
// request with what the test said for its type, remembers all requests, and can go away and come back.
class FakeAgent final : public QObject {
    Q_OBJECT

public:
    using Fields = std::map<std::string, std::string>;
    struct Reply {
        std::string type;
        Fields fields;
    };
    // Replies in order; none leaves the request open (finish it with send()).
    using Handler = std::function<std::vector<Reply>(const localipc::Message&)>;

    FakeAgent();
    ~FakeAgent() override;

    [[nodiscard]] std::string path() const;
    bool listen();
    void close(); // also drops the client

    void on(const std::string& type, Handler handler) { m_handlers[type] = std::move(handler); }
    void answer(const std::string& type, Reply reply);
    void fail(const std::string& type, const std::string& code);
    // To the client, as belonging to the last request of `requestType`.
    void send(const std::string& requestType, Reply reply);
    void sendBytes(const Bytes& bytes);

    // Fields of `status`; answered by default.
    Fields status;

    [[nodiscard]] int count(const std::string& type) const;
    [[nodiscard]] std::optional<localipc::Message> last(const std::string& type) const;

private:
    void accept();
    void drop();
    void read();
    void write(const localipc::Message& message);
    void handle(const localipc::Message& message);

    QTemporaryDir m_folder;
    QLocalServer m_server;
    QPointer<QLocalSocket> m_client; // the last that came
    localipc::FrameDecoder m_decoder;
    std::map<std::string, Handler> m_handlers;
    std::vector<localipc::Message> m_received;
};

// What `prelogin` answers: the least that a client accepts.
[[nodiscard]] FakeAgent::Reply preloginReply();
// A small picture as previewFrame.
[[nodiscard]] FakeAgent::Reply previewFrame();

} // namespace kaomon::test
