// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ctime>

#include <QApplication>
#include <QEvent>
#include <QString>

namespace kaomon::testing {

// An application that measures how long each event keeps the GUI thread: in processor time of that thread, so
// that a busy machine is not taken for a slow program. Nested events count for the outermost one.
class WatchedApplication final : public QApplication {
public:
    using QApplication::QApplication;

    bool notify(QObject* receiver, QEvent* event) override {
        if (m_depth > 0) {
            return QApplication::notify(receiver, event);
        }
        ++m_depth;
        const QString name = QStringLiteral("%1 event %2")
                                 .arg(QLatin1String(receiver->metaObject()->className()))
                                 .arg(static_cast<int>(event->type()));
        const double before = now();
        const bool result = QApplication::notify(receiver, event);
        const double took = now() - before;
        --m_depth;
        if (took > m_longest) {
            m_longest = took;
            m_what = name;
        }
        return result;
    }

    void startOver() {
        m_longest = 0;
        m_what.clear();
    }
    [[nodiscard]] double longestMilliseconds() const { return m_longest; }
    [[nodiscard]] const QString& longestEvent() const { return m_what; }

private:
    static double now() {
        timespec time{};
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
        return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
    }

    int m_depth = 0;
    double m_longest = 0;
    QString m_what;
};

} // namespace kaomon::testing
