// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <thread>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include "features/stream/subscription.h"

using namespace kaomon;
using namespace kaomon::features;
using namespace std::chrono_literals;

// The bounded queue between the hub's thread and a connection's.
class SubscriptionTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        m_subscription.reset(); // before the context that its timer belongs to
        m_io.emplace(1);
        m_subscription = std::make_shared<Subscription>(http::Principal(), m_io->get_executor());
    }

    void messagesComeInOrder() {
        QVERIFY(m_subscription->push("1"));
        QVERIFY(m_subscription->push("2"));
        QCOMPARE(*take(), std::string("1"));
        QCOMPARE(*take(), std::string("2"));
    }

    void aWaiterIsWokenByAnotherThread() {
        std::jthread putter([this] { m_subscription->push("later"); });
        QCOMPARE(*take(), std::string("later"));
        std::jthread ender([this] { m_subscription->end(ErrorCode::DeviceRevoked, "last"); });
        QCOMPARE(*take(), std::string("last"));
        const auto end = take();
        QVERIFY(!end);
        QCOMPARE(end.error().code, ErrorCode::DeviceRevoked);
    }

    void aStoppingServerEndsQuietly() {
        m_subscription->push("lost");
        m_subscription->end(std::nullopt);
        QCOMPARE(*take(), std::string());
        QVERIFY(m_subscription->push("after the end")); // nobody hears it
        QCOMPARE(*take(), std::string());
    }

    void waitingHasAnEnd() {
        QElapsedTimer timer;
        timer.start();
        QCOMPARE(*take(1s), std::string());
        QVERIFY(timer.elapsed() >= 990);
    }

    void whoDoesNotReadIsDropped_data() {
        QTest::addColumn<int>("size");
        QTest::addColumn<int>("fitting");
        QTest::newRow("many") << 10 << 64;
        QTest::newRow("large") << 65536 << 4;
        QTest::newRow("one too large") << 262145 << 0;
    }

    void whoDoesNotReadIsDropped() {
        QFETCH(int, size);
        QFETCH(int, fitting);
        const std::string message(static_cast<std::size_t>(size), 'x');
        for (int i = 0; i < fitting; ++i) {
            QVERIFY(m_subscription->push(message));
        }
        QVERIFY(!m_subscription->push(message));
        const auto end = take(); // what waited is gone
        QVERIFY(!end);
        QCOMPARE(end.error().code, ErrorCode::Unavailable);
    }

    void readingMakesRoom() {
        const std::string message(65536, 'x');
        for (int i = 0; i < 100; ++i) {
            QVERIFY(m_subscription->push(message));
            QCOMPARE(take()->size(), message.size());
        }
    }

private:
    Result<std::string> take(std::optional<std::chrono::seconds> within = 20s) {
        Result<std::string> taken = fail(ErrorCode::Internal, "nothing");
        boost::asio::co_spawn(
            *m_io, [&]() -> http::Awaitable<void> { taken = co_await m_subscription->next(within); },
            [](const std::exception_ptr& error) {
                if (error) {
                    std::rethrow_exception(error);
                }
            });
        m_io->restart();
        m_io->run();
        return taken;
    }

    std::optional<boost::asio::io_context> m_io;
    std::shared_ptr<Subscription> m_subscription;
};

QTEST_GUILESS_MAIN(SubscriptionTest)
#include "tst_subscription.moc"
