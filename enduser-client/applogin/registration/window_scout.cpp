// SPDX-License-Identifier: GPL-3.0-or-later
#include "applogin/registration/window_scout.h"

#include <algorithm>
#include <utility>

namespace kaomon::applogin {

namespace {

Error noDesktop() {
    return Error(ErrorCode::Unavailable, "no windows can be seen");
}

void findPlaces(Desktop& desktop, WindowScout::Picked& picked) {
    picked.bounds = desktop.boundsOf(picked.window).value_or(Bounds());
    picked.places.clear();
    for (const ControlFacts& control : picked.window.controls) {
        const auto handle = static_cast<std::size_t>(std::max(control.handle, 0));
        picked.places.resize(std::max(picked.places.size(), handle + 1));
        const bool isFilled = control.role != ControlRole::Label && control.role != ControlRole::Other;
        if (isFilled && control.handle >= 0) {
            picked.places[handle] = desktop.boundsOf(picked.window, control.handle).value_or(Bounds());
        }
    }
}

Result<WindowScout::Picked> lookAt(Desktop* desktop, std::uint64_t window) {
    if (desktop == nullptr) {
        return propagate(noDesktop());
    }
    auto facts = desktop->look(window);
    if (!facts) {
        return propagate(facts.error());
    }
    WindowScout::Picked picked{std::move(*facts), {}, {}};
    findPlaces(*desktop, picked);
    return picked;
}

} // namespace

WindowScout::WindowScout(std::shared_ptr<DesktopThread> desktop, QObject* parent)
    : QObject(parent)
    , m_desktop(std::move(desktop)) {}

void WindowScout::refresh() {
    const auto list = [](Desktop* desktop) {
        return desktop != nullptr ? desktop->openWindows()
                                  : Result<std::vector<WindowFacts>>(propagate(noDesktop()));
    };
    m_desktop->run(this, list, [this](Result<std::vector<WindowFacts>> windows) {
        m_error = windows ? std::nullopt : std::optional(windows.error().code);
        m_windows = windows ? std::move(*windows) : std::vector<WindowFacts>();
        emit listed();
    });
}

void WindowScout::hover() {
    m_wantsHover = true;
    if (m_isHovering) {
        return;
    }
    m_isHovering = true;
    m_wantsHover = false;
    const auto look = [](Desktop* desktop) {
        std::optional<Hovered> seen;
        if (desktop == nullptr) {
            return seen;
        }
        if (auto window = desktop->windowUnderPointer()) {
            const Bounds bounds = desktop->boundsOf(*window).value_or(Bounds());
            seen = Hovered{std::move(*window), bounds};
        }
        return seen;
    };
    m_desktop->run(this, look, [this](std::optional<Hovered> seen) {
        m_isHovering = false;
        m_hovered = std::move(seen);
        emit hoverChanged();
        if (m_wantsHover) {
            hover();
        }
    });
}

void WindowScout::endHover() {
    m_wantsHover = false;
    m_hovered.reset();
    emit hoverChanged();
}

void WindowScout::pick(std::uint64_t window) {
    m_desktop->run(
        this, [window](Desktop* desktop) { return lookAt(desktop, window); },
        [this](Result<Picked> picked) { end(std::move(picked)); });
}

void WindowScout::pickUnderPointer() {
    const auto look = [](Desktop* desktop) -> Result<Picked> {
        if (desktop == nullptr) {
            return propagate(noDesktop());
        }
        const auto window = desktop->windowUnderPointer();
        if (!window) {
            return propagate(window.error());
        }
        return lookAt(desktop, window->window);
    };
    m_desktop->run(this, look, [this](Result<Picked> picked) { end(std::move(picked)); });
}

void WindowScout::look() {
    if (m_picked) {
        pick(m_picked->window.window);
    } else {
        emit pickEnded(false);
    }
}

void WindowScout::locate() {
    if (!m_picked || m_isLocating) {
        return;
    }
    m_isLocating = true;
    // Handles are those of the last look, which may have been at another window since.
    m_desktop->run(
        this, [window = m_picked->window.window](Desktop* desktop) { return lookAt(desktop, window); },
        [this](Result<Picked> now) {
            m_isLocating = false;
            if (!m_picked) {
                return;
            }
            const bool isSame = now && now->window.controls.size() == m_picked->window.controls.size();
            m_picked->places = isSame ? std::move(now->places) : std::vector<Bounds>();
            m_picked->bounds = now ? now->bounds : Bounds();
            emit located();
        });
}

void WindowScout::read() {
    if (!m_picked) {
        emit readEnded(std::nullopt);
        return;
    }
    m_desktop->run(
        this, [window = m_picked->window.window](Desktop* desktop) { return lookAt(desktop, window); },
        [this](const Result<Picked>& now) {
            emit readEnded(now ? std::optional(now->window) : std::nullopt);
        });
}

void WindowScout::end(Result<Picked> picked) {
    m_error = picked ? std::nullopt : std::optional(picked.error().code);
    if (picked) {
        m_picked = std::move(*picked);
    }
    emit pickEnded(!m_error);
}

} // namespace kaomon::applogin
