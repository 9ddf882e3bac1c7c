// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <optional>

#include <QObject>

namespace kaomon::presence {

// What is asked of Windows about this session. The tests put their own in its place: a test can neither lock
// nor end its session.
class WindowsSession {
public:
    WindowsSession() = default;
    WindowsSession(const WindowsSession&) = delete;
    WindowsSession& operator=(const WindowsSession&) = delete;
    virtual ~WindowsSession() = default;

    // Asks for the lock, which comes later. False when Windows refuses.
    virtual bool lock();
    // nullopt where Windows does not say.
    [[nodiscard]] virtual std::optional<bool> isLocked() const;
    [[nodiscard]] virtual bool isRemote() const;
    [[nodiscard]] virtual std::optional<std::chrono::milliseconds> idle() const;
    virtual bool logOff();
};

// A window that nobody sees, for what Windows tells windows only: the session is locked or unlocked, it ends,
// the PC wakes up. GUI thread.
class SessionWindow final : public QObject {
    Q_OBJECT
public:
    SessionWindow();
    ~SessionWindow() override;

    // The window's handle (HWND); null where Windows gave none.
    [[nodiscard]] void* handle() const { return m_window; }

signals:
    void lockChanged(bool isLocked);
    // Somebody came to this session or left it, at this machine or at another.
    void connectionChanged();
    void wokeUp();
    // The person logs off or the PC goes down; the process may be ended as soon as this returns.
    void ending();

private:
    friend struct SessionWindowClass;
    // Whether the message is answered by that.
    bool handle(unsigned message, std::uintptr_t wParam);

    void* m_window = nullptr;
};

} // namespace kaomon::presence
