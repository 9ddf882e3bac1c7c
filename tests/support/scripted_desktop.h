// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <functional>
#include <string>
#include <vector>

#include <QString>

#include "applogin/desktop.h"

namespace kaomon::testing {

using namespace applogin;

struct Field {
    ControlFacts facts;
    std::string text;
    bool takesText = true; // through accessibility
    bool tellsText = true;
};

// A program's window that does what a test wants, when it wants it: `before` runs in front of each thing that
// the engine does, with the number of things done so far.
class ScriptedDesktop : public Desktop {
public:
    WindowFacts window;
    std::vector<Field> fields;
    std::function<void(ScriptedDesktop&, int)> before;
    std::function<void(ScriptedDesktop&)> onSubmit;
    std::string elsewhere;           // what keys wrote that did not reach a field of the window
    std::vector<WindowFacts> others; // open as well
    bool isUnderPointer = true;
    bool isOpen = true;
    bool isActive = true;
    std::int64_t process = 100;
    int acts = 0;
    std::chrono::milliseconds waited{0};

    ScriptedDesktop() {
        window.window = 7;
        window.process = 100;
        window.executable = "/usr/bin/accounts";
        window.title = "Sign in";
        add(ControlRole::Text, "User");
        add(ControlRole::Password, "Password");
        add(ControlRole::Button, "Sign in");
    }
    int add(ControlRole role, const char* name) {
        const int handle = static_cast<int>(fields.size());
        fields.push_back(
            {{role, name, true, true, false, role != ControlRole::Button, handle}, {}, true, true});
        return handle;
    }
    Field& at(int handle) { return fields.at(static_cast<std::size_t>(handle)); }
    void focusOn(int handle) {
        for (Field& field : fields) {
            field.facts.isFocused = field.facts.handle == handle;
        }
    }
    // Whether the text stands where it can be seen, or in another window.
    [[nodiscard]] bool isExposed(const std::string& secret) const {
        const auto holds = [&](const std::string& text) {
            // a piece of a secret is a secret
            for (std::size_t at = 0; at + 3 <= secret.size(); ++at) {
                if (text.find(secret.substr(at, 3)) != std::string::npos) {
                    return true;
                }
            }
            return false;
        };
        return holds(elsewhere) || std::ranges::any_of(fields, [&](const Field& field) {
                   return field.facts.role != ControlRole::Password && holds(field.text);
               });
    }

    Result<WindowFacts> activeWindow() override { return look(window.window); }
    Result<WindowFacts> look(std::uint64_t) override {
        act();
        if (!isOpen) {
            return fail(ErrorCode::NotFound, "gone");
        }
        WindowFacts facts = window;
        for (const Field& field : fields) {
            facts.controls.push_back(field.facts);
        }
        return facts;
    }
    Result<WindowFacts> stillIn(const WindowFacts& facts) override {
        act();
        if (!isOpen || !isActive || process != facts.process) {
            return fail(ErrorCode::Cancelled, "another window");
        }
        return window;
    }
    Result<ControlFacts> control(int handle) override {
        act();
        return at(handle).facts;
    }
    Result<ControlFacts> controlIn(const WindowFacts& facts, int handle) override {
        act();
        if (!isOpen || !isActive || process != facts.process) {
            return fail(ErrorCode::Cancelled, "another window");
        }
        return at(handle).facts;
    }
    Status setText(int handle, std::string_view text) override {
        act();
        if (!at(handle).takesText) {
            return fail(ErrorCode::Unavailable, "keys only");
        }
        at(handle).text = text;
        return {};
    }
    Result<std::string> readText(int handle) override {
        if (!at(handle).tellsText) {
            return fail(ErrorCode::Unavailable, "says nothing");
        }
        return at(handle).text;
    }
    Result<std::size_t> readLength(int handle) override {
        const auto text = readText(handle);
        if (!text) {
            return propagate(text.error());
        }
        return static_cast<std::size_t>(QString::fromStdString(*text).toUcs4().size());
    }
    Status focus(int handle) override {
        act();
        focusOn(handle);
        return {};
    }
    Status press(int) override {
        act();
        submitted();
        return {};
    }
    Status type(const WindowFacts& facts, std::string_view text) override {
        return keys(facts, [&] { target() += text; });
    }
    Status typeClear(const WindowFacts& facts) override {
        return keys(facts, [&] { target().clear(); });
    }
    Status typeReturn(const WindowFacts& facts) override {
        return keys(facts, [&] { submitted(); });
    }
    Status typeTab(const WindowFacts& facts) override {
        return keys(facts, [&] {
            const auto focused =
                std::ranges::find_if(fields, [](const Field& f) { return f.facts.isFocused; });
            focusOn(focused == fields.end() ? 0 : focused->facts.handle + 1);
        });
    }
    Result<std::vector<WindowFacts>> openWindows() override {
        act();
        std::vector<WindowFacts> all = others;
        if (isOpen) {
            all.insert(all.begin(), window);
        }
        return all;
    }
    Result<WindowFacts> windowUnderPointer() override {
        if (!isUnderPointer || !isOpen) {
            return fail(ErrorCode::NotFound, "none");
        }
        return window;
    }
    Result<Bounds> boundsOf(const WindowFacts&) override { return Bounds{100, 100, 300, 200}; }
    Result<Bounds> boundsOf(const WindowFacts&, int handle) override {
        return Bounds{110, 110 + 40 * handle, 200, 30};
    }
    void activate(const WindowFacts&) override { isActive = true; }
    void wait(std::chrono::milliseconds time) override { waited += time; }

private:
    void act() {
        if (before) {
            before(*this, acts);
        }
        ++acts;
    }
    // Nothing comes between the engine's last look and the keys: what a window does to its own cursor in that
    // moment no desktop can tell. That no other window gets them is shown on a real one.
    Status keys(const WindowFacts& facts, const std::function<void()>& send) {
        if (!isOpen || !isActive || process != facts.process) {
            return fail(ErrorCode::Cancelled, "another window");
        }
        send();
        act();
        return {};
    }
    void submitted() {
        if (onSubmit) {
            onSubmit(*this);
        }
    }
    std::string& target() {
        const auto focused =
            std::ranges::find_if(fields, [](const Field& field) { return field.facts.isFocused; });
        return isOpen && isActive && focused != fields.end() ? focused->text : elsewhere;
    }
};

} // namespace kaomon::testing
