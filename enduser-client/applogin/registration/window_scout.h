// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include <QObject>

#include "applogin/desktop_thread.h"

namespace kaomon::applogin {

// What the registration sees of the other programs' windows: which are open, which one the pointer is on, and
// the one that was picked with its controls and where they are. GUI thread; the windows are looked at on that
// of `desktop`. Each call ends with its signal; of hover() the latest counts.
class WindowScout final : public QObject {
    Q_OBJECT
public:
    explicit WindowScout(std::shared_ptr<DesktopThread> desktop, QObject* parent = nullptr);

    struct Hovered {
        WindowFacts window;
        Bounds bounds;
    };
    struct Picked {
        WindowFacts window;
        std::vector<Bounds> places; // by handle; empty ones for controls that do not tell
        Bounds bounds;
    };
    // The one in front first.
    [[nodiscard]] const std::vector<WindowFacts>& windows() const { return m_windows; }
    // Why there is no list: ErrorCode::Unavailable where other programs' windows cannot be seen.
    [[nodiscard]] std::optional<ErrorCode> error() const { return m_error; }
    [[nodiscard]] const std::optional<Hovered>& hovered() const { return m_hovered; }
    [[nodiscard]] const std::optional<Picked>& picked() const { return m_picked; }

    void refresh(); // listed()
    void hover();   // hoverChanged()
    void endHover();
    void pick(std::uint64_t window); // pickEnded()
    void pickUnderPointer();         // pickEnded()
    // Looks at the picked window once more.
    void look();   // pickEnded()
    void locate(); // located(): where the picked window and its controls are now
    void read();   // readEnded(): what the picked window shows now; what was picked stays as it is

signals:
    void listed();
    void hoverChanged();
    // false: it is gone, or none was there; what was picked before stays.
    void pickEnded(bool isPicked);
    void located();
    void readEnded(const std::optional<kaomon::applogin::WindowFacts>& window);

private:
    void end(Result<Picked> picked);

    std::shared_ptr<DesktopThread> m_desktop;
    std::vector<WindowFacts> m_windows;
    std::optional<ErrorCode> m_error;
    std::optional<Hovered> m_hovered;
    std::optional<Picked> m_picked;
    bool m_isHovering = false; // a look is under way
    bool m_wantsHover = false;
    bool m_isLocating = false;
};

} // namespace kaomon::applogin
