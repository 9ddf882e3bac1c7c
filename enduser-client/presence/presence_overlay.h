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

// What presence shows over everything else, on every screen: whose session this is, the warning with the
// seconds that are left, the notice of an onlooker with its shade, and the curtain that hides the work when
// the screen should be locked and is not. None of them takes the keyboard away; the curtain hides, it does
// not protect. GUI thread.
class PresenceOverlay final : public QObject {
    Q_OBJECT
public:
    explicit PresenceOverlay(QObject* parent = nullptr);
    ~PresenceOverlay() override;

    enum class Shown { Nothing, Owner, Warning, Onlooker, Curtain };
    // What is done against an onlooker besides saying so: nothing, the screens are darkened, the screens show
    // what is on them so that nobody can read it. Keys and mouse still reach the work below.
    enum class Shade { None, Dim, Blur };
    [[nodiscard]] Shown shown() const { return m_shown; }
    [[nodiscard]] const std::vector<std::unique_ptr<QWidget>>& windows() const { return m_windows; }

    void warn(std::chrono::milliseconds untilLock, bool withSound);
    void tellOnlooker(Shade shade = Shade::None);
    // notify, dim, blur; anything else is None.
    [[nodiscard]] static Shade shadeFromWire(const QString& style);
    // Whose session it is; empty: that somebody's is open. Gives way to everything else.
    void nameOwner(const QString& name);
    void drawCurtain();
    // Takes away what is less than the curtain; the curtain goes by clear().
    void withdraw(Shown what);
    void clear();

private:
    void show(Shown what);
    void fill();
    [[nodiscard]] QString text() const;

    Shown m_shown = Shown::Nothing;
    Shade m_shade = Shade::None;
    QString m_owner;
    std::vector<std::unique_ptr<QWidget>> m_windows; // one for each screen
    QTimer m_tick;
    QElapsedTimer m_since;
    std::chrono::milliseconds m_untilLock{0};
};

} // namespace kaomon::presence
