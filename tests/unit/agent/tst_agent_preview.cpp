// SPDX-License-Identifier: GPL-3.0-or-later
#include <future>
#include <memory>

#include <unistd.h>

#include <QTemporaryDir>
#include <QTest>

#include "agent/local_server.h"
#include "agent/preview_stream.h"
#include "localipc/blocking_client.h"

using namespace kaomon;
using namespace kaomon::agent;
using namespace std::chrono_literals;
using localipc::Message;

namespace {

constexpr int kPictures = 2000;
constexpr std::size_t kPictureBytes = 60'000;
// Of what is sent to a reader that does not read: the kernel's buffers and one picture of the agent's.
constexpr std::size_t kMostHeldBack = 4 * 1024 * 1024;

localipc::Deadline soon() {
    return std::chrono::steady_clock::now() + 20s;
}

} // namespace

// The way of the preview from the agent to the screen, with a reader that is slow, gone or somebody else.
class TestAgentPreview : public QObject {
    Q_OBJECT
private slots:
    void init() {
        m_folder = std::make_unique<QTemporaryDir>();
        auto server = LocalServer::listen(socket());
        QVERIFY(server);
        m_server = std::move(*server);
        m_preview = std::make_unique<PreviewStream>();
        connect(m_server.get(), &LocalServer::requested, this,
                [this](const Caller& caller, const Message& message) {
                    if (message.type == "preview") {
                        m_preview->subscribe(caller);
                    } else {
                        caller.reply("status");
                    }
                });
        connect(m_server.get(), &LocalServer::disconnected, this,
                [this](const Connection* connection) { m_preview->unsubscribe(connection); });
        m_preview->begin(::geteuid());
    }

    void cleanup() {
        m_preview.reset();
        m_server.reset();
    }

    void aSlowReaderMissesPicturesAndNothingGrows() {
        auto slow = subscribe();
        for (int i = 0; i < kPictures; ++i) {
            m_preview->deliver(picture());
            QCoreApplication::processEvents();
            if (i % 100 == 0) { // whoever else asks is answered meanwhile
                QCOMPARE(askStatus(), std::string("status"));
            }
        }
        QTRY_COMPARE(m_server->connectionCount(), std::size_t(1)); // slow is no fault
        const std::size_t held = readAll(slow);
        QVERIFY(held > 0);
        QVERIFY2(held < kMostHeldBack, std::to_string(held).c_str());
        m_preview->deliver(picture()); // and now that it has read, it sees again
        QVERIFY(receive(slow).type == "previewFrame");
    }

    void aReaderThatGoesIsForgotten() {
        {
            const auto gone = subscribe();
            QVERIFY(m_preview->wanted());
        }
        QTRY_VERIFY(!m_preview->wanted());
        m_preview->deliver(picture());
        QCOMPARE(m_server->connectionCount(), std::size_t(0));
    }

    void picturesOfOthersAreNotShown() {
        auto reader = subscribe();
        m_preview->begin(::geteuid() + 1); // somebody else's enrolment
        QVERIFY(!m_preview->wanted());
        m_preview->deliver(picture());
        QCoreApplication::processEvents();
        m_preview->begin(::geteuid());
        Look mine = picture();
        mine.frameWidth = 7;
        m_preview->deliver(mine);
        QCOMPARE(receive(reader).integer("width"), std::optional<std::int64_t>(7)); // is the first that came
    }

private:
    [[nodiscard]] std::string socket() const {
        return m_folder->filePath(QStringLiteral("agent.sock")).toStdString();
    }

    static Look picture() {
        Look look;
        look.jpeg = SecretBytes(Bytes(kPictureBytes, 0x5a));
        look.frameWidth = 640;
        look.frameHeight = 480;
        return look;
    }

    // Runs `work` beside the event loop.
    template<class Work>
    static auto beside(Work work) {
        auto done = std::async(std::launch::async, std::move(work));
        if (!QTest::qWaitFor([&] { return done.wait_for(0s) == std::future_status::ready; }, 30000)) {
            qFatal("the agent never answered");
        }
        return done.get();
    }

    localipc::BlockingClient subscribe() {
        auto client = beside([path = socket()] {
            auto made = localipc::BlockingClient::connect(path, soon());
            Message request{"preview", 0, {{"on", "1"}}};
            if (!made || !made->send(request, soon())) {
                qFatal("no connection");
            }
            return std::move(*made);
        });
        if (!QTest::qWaitFor([this] { return m_preview->wanted(); }, 20000)) {
            qFatal("the subscription never arrived");
        }
        return client;
    }

    std::string askStatus() {
        return beside([path = socket()]() -> std::string {
            auto client = localipc::BlockingClient::connect(path, soon());
            Message request{"status", 0, {}};
            const auto id =
                client ? client->send(request, soon()) : Result<std::uint64_t>(propagate(client.error()));
            const auto reply = id ? client->receiveFor(*id, soon()) : Result<Message>(propagate(id.error()));
            return reply ? reply->type : std::string(wireName(reply.error().code));
        });
    }

    static Message receive(localipc::BlockingClient& client) {
        return beside([&client] {
            auto message = client.receive(soon());
            return message ? std::move(*message)
                           : Message{std::string(wireName(message.error().code)), 0, {}};
        });
    }

    // Everything that waits; the bytes of its pictures.
    static std::size_t readAll(localipc::BlockingClient& client) {
        return beside([&client] {
            std::size_t bytes = 0;
            while (const auto message = client.receive(std::chrono::steady_clock::now() + 500ms)) {
                bytes += message->text("jpeg").size();
            }
            return bytes;
        });
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<LocalServer> m_server;
    std::unique_ptr<PreviewStream> m_preview;
};

QTEST_GUILESS_MAIN(TestAgentPreview)
#include "tst_agent_preview.moc"
