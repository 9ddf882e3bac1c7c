// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdio>
#include <ctime>

#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <QApplication>
#include <QEvent>
#include <QString>

namespace kaomon::testing {

// An application that measures how long each event keeps the GUI thread, in two ways that a busy machine does
// not change: the processor time of that thread, and the time for which it stood still by itself, for a disk,
// a network or a lock. The second is the time of the wall without the first and without the time for which
// it was ready and waited for a processor; it counts only where the thread gave its processor up by itself.
// Nested events count for the outermost one.
class WatchedApplication final : public QApplication {
public:
    // Of one event, ms: so long is no disk's and no lock's fault of the moment.
    static constexpr double kLongestWait = 250;

    WatchedApplication(int& argc, char** argv)
        : QApplication(argc, argv)
        , m_schedule(::open("/proc/thread-self/schedstat", O_RDONLY | O_CLOEXEC)) {}
    ~WatchedApplication() override {
        if (m_schedule >= 0) {
            ::close(m_schedule);
        }
    }

    bool notify(QObject* receiver, QEvent* event) override {
        if (m_depth > 0) {
            return QApplication::notify(receiver, event);
        }
        ++m_depth;
        const QString name = QStringLiteral("%1 event %2")
                                 .arg(QLatin1String(receiver->metaObject()->className()))
                                 .arg(static_cast<int>(event->type()));
        const Moment before = now();
        const bool result = QApplication::notify(receiver, event);
        const Moment after = now();
        --m_depth;
        keep(after.processor - before.processor, name, m_longest, m_what);
        if (after.pauses > before.pauses) {
            const double waited = (after.wall - before.wall) - (after.processor - before.processor) -
                                  (after.queued - before.queued);
            keep(waited, name, m_longestWait, m_waitedIn);
        }
        return result;
    }

    void startOver() {
        m_longest = m_longestWait = 0;
        m_what.clear();
        m_waitedIn.clear();
    }
    [[nodiscard]] double longestMilliseconds() const { return m_longest; }
    [[nodiscard]] const QString& longestEvent() const { return m_what; }
    [[nodiscard]] double longestWait() const { return m_longestWait; }
    [[nodiscard]] const QString& waitingEvent() const { return m_waitedIn; }
    // Whether this system tells how long a thread waited for a processor; else waits are measured too long.
    [[nodiscard]] bool knowsQueue() const { return m_schedule >= 0; }

private:
    struct Moment {
        double processor = 0; // ms
        double wall = 0;
        double queued = 0; // ready, without a processor
        long pauses = 0;   // in which the thread gave its processor up by itself
    };

    static void keep(double took, const QString& name, double& longest, QString& what) {
        if (took > longest) {
            longest = took;
            what = name;
        }
    }
    static double milliseconds(clockid_t clock) {
        timespec time{};
        clock_gettime(clock, &time);
        return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
    }
    [[nodiscard]] Moment now() const {
        rusage usage{};
        getrusage(RUSAGE_THREAD, &usage);
        return {milliseconds(CLOCK_THREAD_CPUTIME_ID), milliseconds(CLOCK_MONOTONIC), queued(),
                usage.ru_nvcsw};
    }
    // The second number of schedstat, in ns.
    [[nodiscard]] double queued() const {
        char text[128]{};
        unsigned long long ran = 0;
        unsigned long long waited = 0;
        const bool isTold = m_schedule >= 0 && ::pread(m_schedule, text, sizeof text - 1, 0) > 0 &&
                            std::sscanf(text, "%llu %llu", &ran, &waited) == 2;
        return isTold ? static_cast<double>(waited) / 1e6 : 0;
    }

    int m_schedule;
    int m_depth = 0;
    double m_longest = 0;
    double m_longestWait = 0;
    QString m_what;
    QString m_waitedIn;
};

} // namespace kaomon::testing
