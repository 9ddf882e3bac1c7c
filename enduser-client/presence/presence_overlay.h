// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <memory>
#include <vector>

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

class QWidget;

namespace kaomon::presence {

// What presence shows over everything else, on every screen: the warning with the seconds that are left, the
// notice of an onlooker, and the curtain that hides the work when the screen should be locked and is not.
// None of them takes the keyboard away; the curtain hides, it does not protect. GUI thread.
class PresenceOverlay final : public QObject {
    Q_OBJECT
public:
    explicit PresenceOverlay(QObject* parent = nullptr);
    ~PresenceOverlay() override;

    enum class Shown { Nothing, Warning, Onlooker, Curtain };
    [[nodiscard]] Shown shown() const { return m_shown; }
    [[nodiscard]] const std::vector<std::unique_ptr<QWidget>>& windows() const { return m_windows; }

    void warn(std::chrono::milliseconds untilLock, bool withSound);
    void tellOnlooker();
    void drawCurtain();
    // Takes away what is less than the curtain; the curtain goes by clear().
    void withdraw(Shown what);
    void clear();

private:
    void show(Shown what);
    void fill();
    [[nodiscard]] QString text() const;

    Shown m_shown = Shown::Nothing;
    std::vector<std::unique_ptr<QWidget>> m_windows; // one for each screen
    QTimer m_tick;
    QElapsedTimer m_since;
    std::chrono::milliseconds m_untilLock{0};
};

} // namespace kaomon::presence
