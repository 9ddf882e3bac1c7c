// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <thread>

#include "storage/job_queue.h"

using namespace kaomon;
using namespace kaomon::storage;

namespace {

QueuedJob jobThat(Database::Done done) {
    QueuedJob job;
    job.job = [](UnitOfWork&) { return Status(); };
    job.done = std::move(done);
    return job;
}

} // namespace

class JobQueueTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void handsOutInOrderUpToTheMaximum() {
        JobQueue queue(10);
        std::vector<int> answered;
        for (int i = 0; i < 5; ++i) {
            queue.push(jobThat([&answered, i](const Status&) { answered.push_back(i); }));
        }
        for (std::size_t expected : {std::size_t{3}, std::size_t{2}}) {
            auto jobs = queue.pop(3);
            QCOMPARE(jobs.size(), expected);
            for (auto& job : jobs) {
                job.answer({});
            }
        }
        QCOMPARE(answered, (std::vector<int>{0, 1, 2, 3, 4}));
    }

    void refusesWhenFull() {
        JobQueue queue(1);
        std::vector<Status> answers;
        queue.push(jobThat([&](Status status) { answers.push_back(std::move(status)); }));
        queue.push(jobThat([&](Status status) { answers.push_back(std::move(status)); }));
        QCOMPARE(answers.size(), std::size_t{1});
        QVERIFY(!answers.front());
        QCOMPARE(answers.front().error().code, ErrorCode::Unavailable);
    }

    void refusesWhenClosedButHandsOutTheRest() {
        JobQueue queue(4);
        int refused = 0;
        queue.push(jobThat([](const Status&) {}));
        queue.close();
        queue.push(jobThat([&](const Status& status) { refused += status ? 0 : 1; }));
        QCOMPARE(refused, 1);
        QCOMPARE(queue.pop(4).size(), std::size_t{1});
        QVERIFY(queue.pop(4).empty());
    }

    void takesTheUsualNumberUntilManyWait_data() {
        QTest::addColumn<int>("waiting");
        QTest::addColumn<int>("taken");
        QTest::newRow("few") << 3 << 3;
        QTest::newRow("twice the usual") << 8 << 4;
        QTest::newRow("more") << 12 << 6;
        QTest::newRow("many") << 40 << 8;
    }
    void takesTheUsualNumberUntilManyWait() {
        QFETCH(int, waiting);
        QFETCH(int, taken);
        JobQueue queue(100);
        for (int i = 0; i < waiting; ++i) {
            queue.push(jobThat([](const Status&) {}));
        }
        QCOMPARE(queue.pop(4, 8).size(), static_cast<std::size_t>(taken));
    }

    void wakesAWaitingThread() {
        JobQueue queue(4);
        std::size_t taken = 0;
        {
            std::jthread waiting([&] { taken = queue.pop(4).size(); });
            queue.push(jobThat([](const Status&) {}));
        }
        QCOMPARE(taken, std::size_t{1});
    }

    void survivesAnAnswerThatThrows() {
        auto job = jobThat([](const Status&) { throw std::runtime_error("peer gone"); });
        job.answer({});
    }
};

QTEST_GUILESS_MAIN(JobQueueTest)
#include "tst_job_queue.moc"
