// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProcess>
#include <QString>
#include <QStringList>

namespace kaomon::apptargets {

// The other end of hostile_window_main.cpp: a window that does as it is told. Ended with it. One thread; each
// call waits for the window's answer.
class HostileWindow {
public:
    ~HostileWindow() {
        m_process.kill();
        m_process.waitForFinished();
    }
    bool start(const QString& program, const QString& title) {
        m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        m_process.start(program, {title});
        return m_process.waitForStarted();
    }
    [[nodiscard]] qint64 process() const { return m_process.processId(); }

    // Its answer; empty when it is gone.
    QString tell(const QString& command) {
        m_process.write(command.toUtf8() + '\n');
        while (!m_process.canReadLine()) {
            if (!m_process.waitForReadyRead(kPatience)) {
                return {};
            }
        }
        return QString::fromUtf8(m_process.readLine()).trimmed();
    }

    struct State {
        bool isPlayed = false;
        bool isSubmitted = false;
        QString givenUser;
        QString givenSecret;
        QString user; // what the fields hold
        QString password;
        QString shown;    // what stands where it can be read
        QStringList seen; // what stood there at any time
    };
    State state() {
        const QStringList words = tell(QStringLiteral("state")).split(u' ');
        const auto text = [&](qsizetype at) {
            return QString::fromUtf8(QByteArray::fromHex(words.value(at).toLatin1()));
        };
        State state;
        state.isPlayed = words.value(1) == QStringLiteral("1");
        const QString given = text(2);
        state.isSubmitted = !given.isEmpty();
        state.givenUser = given.section(QChar(0x1F), 0, 0);
        state.givenSecret = given.section(QChar(0x1F), 1, 1);
        state.user = text(3);
        state.password = text(4);
        state.shown = text(5);
        state.seen = text(6).split(QChar(0x1E), Qt::SkipEmptyParts);
        return state;
    }

private:
    static constexpr int kPatience = 60000;
    QProcess m_process;
};

// How many characters of the secret stand in the text at the most, in one piece.
[[nodiscard]] inline int longestPiece(const QString& secret, const QString& text) {
    int longest = 0;
    for (qsizetype from = 0; from < secret.size(); ++from) {
        for (qsizetype size = longest + 1; from + size <= secret.size(); ++size) {
            if (!text.contains(secret.mid(from, size))) {
                break;
            }
            longest = static_cast<int>(size);
        }
    }
    return longest;
}

} // namespace kaomon::apptargets
