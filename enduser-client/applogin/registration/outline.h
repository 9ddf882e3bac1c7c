// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <vector>

#include <QObject>
#include <QString>

#include "applogin/window_facts.h"

class QWidget;

namespace kaomon::applogin {

// Frames with names over another program's window, so that a person sees what was understood of it. They take
// neither pointer nor keyboard and need no compositor: each is a window with the shape of its frame. GUI
// thread; owned by the page that shows them, gone with it.
class Outline final {
public:
    struct Frame {
        Bounds bounds; // pixels of the window system
        QString label;
        bool isStrong = true; // filled or pressed; otherwise only the window that is meant

        bool operator==(const Frame& other) const {
            return bounds.x == other.bounds.x && bounds.y == other.bounds.y &&
                   bounds.width == other.bounds.width && bounds.height == other.bounds.height &&
                   label == other.label && isStrong == other.isStrong;
        }
    };

    Outline();
    ~Outline();
    Outline(const Outline&) = delete;
    Outline& operator=(const Outline&) = delete;

    // In place of those that are shown.
    void show(const std::vector<Frame>& frames);
    void clear();
    [[nodiscard]] const std::vector<Frame>& frames() const { return m_frames; }

private:
    std::vector<Frame> m_frames;
    std::vector<std::unique_ptr<QWidget>> m_windows;
};

} // namespace kaomon::applogin
