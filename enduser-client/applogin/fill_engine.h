// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "applogin/app_template.h"
#include "applogin/desktop.h"
#include "applogin/fill_problem.h"
#include "base/secret.h"

namespace kaomon::applogin {

// What is filled in. The code is asked for when its field is there, since it lives for seconds only.
struct FillValues {
    std::string userName;
    SecretString password;
    std::function<SecretString()> oneTimeCode = {};
};

// How much time a program is given. Without a pace between keys they go in pieces.
struct FillPace {
    std::chrono::milliseconds start{0};
    std::chrono::milliseconds key{0};
};

enum class FillOutcome { Success, Failure, Unknown };

struct FillReport {
    std::optional<FillProblem> problem;
    FillOutcome outcome = FillOutcome::Unknown;
    std::string step;       // the last one begun
    bool usedKeys = false;  // accessibility did not suffice
    std::string detail;     // English, for logs; nothing of what was filled
    bool isInSight = false; // some of the secret could not be taken out of a field that shows it
};

// Fills one sign-in, once. Window, process, everything the template knows it by and the control are
// looked at again before each piece that goes in, and each piece of keys has come to stand before the next; a
// secret goes only into a control that does not show it, and is taken out again when that changes or when
// what was read back is not what was put in. Whatever went wrong, no field that can be read keeps a piece of
// it: the fields are looked at, emptied and looked at again. Blocks: on a worker thread.
class FillEngine {
public:
    // Keys are typed in pieces of this many characters.
    static constexpr std::size_t kChunk = 4;

    explicit FillEngine(Desktop& desktop, FillPace pace = {})
        : m_desktop(desktop)
        , m_pace(pace) {}

    [[nodiscard]] FillReport fill(const AppTemplate& appTemplate, const WindowFacts& window,
                                  const FillValues& values);

private:
    using Problem = std::optional<FillProblem>;

    void run(const AppTemplate& appTemplate, const WindowFacts& window);
    [[nodiscard]] Problem runStep(const Step& step);
    [[nodiscard]] Problem runKeys(const Step& step);
    [[nodiscard]] Problem typeValue(std::string_view text, bool isSecret);
    // Nothing that can be seen of the window speaks against typing what is hidden.
    [[nodiscard]] Problem guardKeys(bool isSecret);
    // Takes `now` for the window of this step, where it is still that of the sign-in.
    [[nodiscard]] Problem takeWindow(WindowFacts now);
    [[nodiscard]] Problem waitForFields(const Step& step);
    [[nodiscard]] Problem fillField(const FieldRule& rule, std::string_view text);
    [[nodiscard]] Problem putText(const ControlFacts& control, const FieldRule& rule, std::string_view text);
    [[nodiscard]] Problem typeAndRead(int handle, const FieldRule& rule, std::string_view text);
    [[nodiscard]] Problem typeText(int handle, const FieldRule& rule, std::string_view text);
    [[nodiscard]] Problem readBack(int handle, const FieldRule& rule, std::string_view text);
    [[nodiscard]] Problem submit(const Step& step);
    [[nodiscard]] Result<int> lookBeforeSubmit(const Step& step, WindowFacts& now);
    [[nodiscard]] FillOutcome watch(const AppTemplate& appTemplate);
    [[nodiscard]] FillOutcome outcomeIn(const AppTemplate& appTemplate, const WindowFacts& now) const;
    // Empties the focused field by keys, where the rule says so; `counts`: it tells that it is empty, so that
    // what comes to stand in it can be counted.
    [[nodiscard]] Problem beginEmpty(int handle, const FieldRule& rule, bool& counts);
    // Waits for it, since an input method hands keys on late.
    [[nodiscard]] bool waitFor(const std::function<bool()>& isSo, std::chrono::milliseconds most);
    // What the window was recognised by and what it showed when the step began still holds.
    [[nodiscard]] bool isSameSignIn(const WindowFacts& now) const;
    // Nullopt while everything is as it was.
    [[nodiscard]] Problem guard(int handle, const FieldRule* rule, bool mustHaveFocus);
    [[nodiscard]] Problem report(FillProblem problem, std::string detail);
    // What became of keys that were not typed.
    [[nodiscard]] Problem notTyped(const Error& error);
    [[nodiscard]] static bool isSecret(const FieldRule& rule);
    // The next piece of at most `count` characters.
    [[nodiscard]] static std::string_view pieceOf(std::string_view text, std::size_t count);
    [[nodiscard]] bool isPaced() const { return m_pace.key.count() > 0; }

    // A field of a window: what it is called, else where it stands among the fields. It stays the same when
    // the program changes its role.
    struct Place {
        std::string name;
        int at = 0;
        [[nodiscard]] bool isSame(const Place& other) const {
            return name == other.name && (!name.empty() || at == other.at);
        }
    };
    struct Standing {
        Place place;
        SecretString text;
    };
    [[nodiscard]] static Place placeOf(const WindowFacts& window, const ControlFacts& control);
    // The field of the rule is the one that it was when the step began.
    [[nodiscard]] bool isSameField(const WindowFacts& now, const FieldRule& rule,
                                   const ControlFacts& control) const;
    void remember(const WindowFacts& now);
    [[nodiscard]] bool isTrace(const Place& place, const std::string& text) const;
    // Fields that show a piece of the secret, among those of `now`.
    [[nodiscard]] std::vector<int> tracesIn(const WindowFacts& now);
    // False where it could not be emptied.
    bool takeOut(int handle);
    // Empties what shows a piece, until nothing has shown one for a while. True when there was something.
    bool clean();
    // Lets the program of a terminal read the line: between two prompts what is typed would be shown.
    void waitForReader(int handle);

    Desktop& m_desktop;
    FillPace m_pace;
    const AppTemplate* m_template = nullptr;
    WindowFacts m_window; // as it was when the step began
    FillReport m_report;
    const FillValues* m_values = nullptr;
    SecretString m_code;            // the one-time code that was put in
    int m_lastHandle = -1;          // of the field that is filled
    bool m_ignoresText = false;     // the program, of what accessibility gives it
    std::vector<Standing> m_before; // in fields that show it, before anything was filled in
};

} // namespace kaomon::applogin
