// SPDX-License-Identifier: GPL-3.0-or-later
// A sign-in that turns on the person while it is filled, and by another name the window that wants to be
// taken for it. Written for tst_hostile_windows and for kaomon-fill-comparison, which speak to it over its
// standard input, a line each; every command is answered with a line.
#include <QApplication>
#include <QBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QSocketNotifier>
#include <QThread>
#include <QTimer>
#include <QWidget>

#include <cstdio>

#include <unistd.h>

#include <X11/Xlib.h>
#undef Bool
#undef None
#undef Status

namespace {

class Form final : public QWidget {
public:
    explicit Form(const QString& title) {
        setWindowTitle(title);
        m_user.setAccessibleName(QStringLiteral("User"));
        m_password.setAccessibleName(QStringLiteral("Password"));
        auto* column = new QVBoxLayout(this);
        column->addWidget(&m_user);
        column->addWidget(&m_password);
        column->addWidget(&m_button);
        resize(320, 160);
        connect(&m_button, &QPushButton::clicked, this, [this] { submit(); });
        connect(&m_password, &QLineEdit::returnPressed, this, [this] { submit(); });
        for (QLineEdit* field : {&m_user, &m_password}) {
            connect(field, &QLineEdit::textChanged, this, [this, field](const QString& text) {
                if (field->echoMode() == QLineEdit::Normal && !text.isEmpty()) {
                    m_seen.append(text);
                }
                if (field == &m_user && !text.isEmpty() && !m_isBegun) {
                    m_isBegun = true; // the trick counts from here
                    if (!m_trick.isEmpty()) {
                        m_timer.start(m_delay);
                    }
                }
            });
        }
        m_timer.setSingleShot(true);
        connect(&m_timer, &QTimer::timeout, this, [this] { play(); });
        reset();
    }

    void reset() {
        m_timer.stop();
        m_trick.clear();
        m_user.setEchoMode(QLineEdit::Normal);
        m_password.setEchoMode(QLineEdit::Password);
        m_user.clear();
        m_password.clear();
        m_seen.clear();
        m_given.clear();
        m_isBegun = m_isPlayed = false;
        show();
        raise();
        activateWindow();
        m_user.setFocus();
    }
    void arm(const QString& trick, int delay) {
        m_trick = trick;
        m_delay = delay;
    }
    // By the clock, for the window that takes the focus from another one.
    void armNow(const QString& trick, int delay) {
        arm(trick, delay);
        m_timer.start(delay);
    }
    void disarm() { m_timer.stop(); }
    // Played, what was given, what the fields hold, what stood where it can be seen; in hexadecimal.
    [[nodiscard]] QString state() const {
        const auto hex = [](const QString& text) {
            return text.isEmpty() ? QStringLiteral("-") : QString::fromLatin1(text.toUtf8().toHex());
        };
        const auto shown = [](const QLineEdit& field) {
            return field.echoMode() == QLineEdit::Normal ? field.text() : QString();
        };
        return QStringLiteral("state %1 %2 %3 %4 %5 %6")
            .arg(m_isPlayed ? 1 : 0)
            .arg(hex(m_given), hex(m_user.text()), hex(m_password.text()),
                 hex(shown(m_user) + shown(m_password)), hex(m_seen.join(QChar(0x1E))));
    }

private:
    void submit() {
        m_timer.stop();
        m_given = m_user.text() + QChar(0x1F) + m_password.text();
        m_user.clear();
        m_password.clear();
    }
    // Without asking the window manager, which would only let it blink.
    void takeFocus() {
        show();
        m_user.setFocus();
        if (Display* display = XOpenDisplay(nullptr)) {
            XRaiseWindow(display, winId());
            XSetInputFocus(display, winId(), RevertToParent, CurrentTime);
            XSync(display, 0);
            XCloseDisplay(display);
        }
    }
    void play() {
        m_isPlayed = true;
        if (m_trick == QStringLiteral("close")) {
            hide();
        } else if (m_trick == QStringLiteral("show")) {
            m_password.setEchoMode(QLineEdit::Normal);
        } else if (m_trick == QStringLiteral("swap")) {
            m_password.setEchoMode(QLineEdit::Normal);
            m_user.setEchoMode(QLineEdit::Password);
        } else if (m_trick == QStringLiteral("cursor")) {
            m_user.setFocus();
        } else if (m_trick == QStringLiteral("title")) {
            setWindowTitle(QStringLiteral("Guest book"));
        } else if (m_trick == QStringLiteral("steal")) {
            takeFocus();
        } else if (m_trick == QStringLiteral("slow")) {
            QThread::msleep(700); // it answers nobody meanwhile
        }
    }

    QLineEdit m_user;
    QLineEdit m_password;
    QPushButton m_button{QStringLiteral("OK")};
    QTimer m_timer;
    QString m_trick;
    int m_delay = 0;
    bool m_isBegun = false;
    bool m_isPlayed = false;
    QString m_given;
    QStringList m_seen;
};

void obey(Form& form, const QStringList& words) {
    const QString command = words.value(0);
    QString answer = QStringLiteral("done");
    if (command == QStringLiteral("reset")) {
        form.setWindowTitle(words.value(1));
        form.reset();
    } else if (command == QStringLiteral("arm")) {
        form.arm(words.value(1), words.value(2).toInt());
    } else if (command == QStringLiteral("arm-now")) {
        form.armNow(words.value(1), words.value(2).toInt());
    } else if (command == QStringLiteral("disarm")) {
        form.disarm();
    } else if (command == QStringLiteral("hide")) {
        form.hide();
    } else if (command == QStringLiteral("state")) {
        answer = form.state();
    } else {
        QApplication::exit(0);
    }
    std::puts(qPrintable(answer));
    std::fflush(stdout);
}

} // namespace

int main(int argc, char** argv) {
    QApplication application(argc, argv);
    QApplication::setQuitOnLastWindowClosed(false);
    Form form(QApplication::arguments().value(1));
    QByteArray line;
    QSocketNotifier notifier(STDIN_FILENO, QSocketNotifier::Read);
    QObject::connect(&notifier, &QSocketNotifier::activated, &form, [&] {
        char some[256];
        const auto count = ::read(STDIN_FILENO, some, sizeof some);
        if (count <= 0) {
            QApplication::exit(0);
            return;
        }
        line.append(some, static_cast<qsizetype>(count));
        for (auto end = line.indexOf('\n'); end >= 0; end = line.indexOf('\n')) {
            obey(form, QString::fromUtf8(line.first(end)).split(u' '));
            line.remove(0, end + 1);
        }
    });
    return QApplication::exec();
}
