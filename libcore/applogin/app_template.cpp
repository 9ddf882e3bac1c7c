// SPDX-License-Identifier: GPL-3.0-or-later
#include "applogin/app_template.h"

#include "applogin/template_names_impl.h"

namespace kaomon::applogin {
namespace {

using namespace detail;
namespace json = boost::json;

// 1: without keys; 2: without the address of a page and without starting by itself.
constexpr int kFormat = 3;
constexpr std::size_t kLongestName = 200;
constexpr std::size_t kMostSignals = 20;
constexpr std::size_t kMostSteps = 6;
constexpr std::size_t kMostFields = 6;
constexpr std::size_t kMostKeys = 20;
constexpr std::size_t kMostOutcomes = 10;
constexpr int kMostControls = 100;
constexpr int kLongestWait = 60'000;

std::optional<TextPattern> readPattern(ObjectReader& owner, std::string_view key, bool isRequired,
                                       Status& status) {
    const json::value* value = owner.member(key, isRequired);
    if (value == nullptr) {
        return std::nullopt;
    }
    PatternMode mode = PatternMode::Literal;
    std::string text;
    {
        ObjectReader reader(*value, owner.at(key), status);
        reader.choice("mode", mode, patternModes(), true);
        reader.text("text", text, TextPattern::kLongest);
    }
    if (!status) {
        return std::nullopt;
    }
    auto pattern = TextPattern::make(mode, std::move(text), owner.at(key) + "/text");
    if (!pattern) {
        owner.fault(pattern.error());
        return std::nullopt;
    }
    return std::move(*pattern);
}

std::optional<ControlLocator> readLocator(ObjectReader& owner, std::string_view key, bool isRequired,
                                          Status& status) {
    const json::value* value = owner.member(key, isRequired);
    if (value == nullptr) {
        return std::nullopt;
    }
    ControlLocator locator;
    ObjectReader reader(*value, owner.at(key), status);
    reader.choice("role", locator.role, controlRoles(), true);
    locator.name = readPattern(reader, "name", false, status);
    reader.number("index", locator.index, 0, kMostControls);
    return locator;
}

SignalRule readSignal(const json::value& value, const std::string& pointer, Status& status) {
    SignalRule rule;
    ObjectReader reader(value, pointer, status);
    reader.choice("kind", rule.kind, signalKinds(), true);
    const bool isControl = rule.kind == SignalKind::Control;
    rule.control = readLocator(reader, "control", isControl, status);
    const auto pattern = readPattern(reader, "pattern", !isControl, status);
    rule.pattern = pattern.value_or(TextPattern());
    reader.number("weight", rule.weight, 1, 100);
    reader.flag("required", rule.isRequired);
    if (reader.isGood() && isControl == (pattern.has_value() || !rule.control)) {
        reader.fault("a control or a pattern, as its kind says", pointer);
    }
    return rule;
}

// A secret goes into password fields and into terminals that do not show what is typed, and nowhere else.
bool mayHold(ControlRole role, FieldContent content) {
    switch (content) {
    case FieldContent::Password:
        return role == ControlRole::Password || role == ControlRole::Terminal;
    case FieldContent::OneTimeCode:
        return role == ControlRole::Password || role == ControlRole::Text || role == ControlRole::Terminal;
    case FieldContent::UserName:
        return role == ControlRole::Text || role == ControlRole::ComboBox;
    }
    return false;
}

FieldRule readField(const json::value& value, const std::string& pointer, Status& status) {
    FieldRule rule;
    ObjectReader reader(value, pointer, status);
    reader.choice("content", rule.content, fieldContents(), true);
    rule.control = readLocator(reader, "control", true, status).value_or(ControlLocator());
    reader.flag("clears_first", rule.clearsFirst);
    if (reader.isGood() && !mayHold(rule.control.role, rule.content)) {
        reader.fault("no control for that", reader.at("control") + "/role");
    }
    return rule;
}

bool isValue(KeyPiece piece) {
    return piece != KeyPiece::Tab && piece != KeyPiece::Return;
}

void readKeys(ObjectReader& reader, Step& step) {
    reader.array("keys", 0, kMostKeys, [&](const json::value& key, const std::string& at) {
        const std::string_view name = key.is_string()
                                          ? std::string_view(key.get_string().data(), key.get_string().size())
                                          : std::string_view();
        const auto found = std::ranges::find(keyPieces(), name, &Names<KeyPiece>::value_type::first);
        if (found == keyPieces().end()) {
            reader.fault("none of the names", at);
        } else {
            step.keys.push_back(found->second);
        }
    });
    if (!step.keys.empty() && std::ranges::none_of(step.keys, isValue)) {
        reader.fault("types nothing", reader.at("keys"));
    }
}

Step readStep(const json::value& value, const std::string& pointer, Status& status) {
    Step step;
    ObjectReader reader(value, pointer, status);
    reader.text("name", step.name, kLongestName);
    readKeys(reader, step);
    const bool hasKeys = !step.keys.empty();
    reader.array("fields", hasKeys ? 0 : 1, hasKeys ? 0 : kMostFields,
                 [&](const json::value& field, const std::string& at) {
                     step.fields.push_back(readField(field, at, status));
                 });
    reader.choice("submit", step.submit, submitKinds(), false);
    if (hasKeys && step.submit != SubmitKind::Nothing) {
        reader.fault("keys end with the key that submits", reader.at("submit"));
    }
    step.button = readLocator(reader, "button", step.submit == SubmitKind::Button, status);
    reader.number("wait_ms", step.wait, 0, kLongestWait);
    return step;
}

OutcomeRule readOutcome(const json::value& value, const std::string& pointer, Status& status) {
    OutcomeRule rule;
    ObjectReader reader(value, pointer, status);
    reader.flag("window_closes", rule.windowCloses);
    rule.title = readPattern(reader, "title", false, status);
    rule.control = readLocator(reader, "control", false, status);
    if (reader.isGood() && !rule.windowCloses && !rule.title && !rule.control) {
        reader.fault("says nothing", pointer);
    }
    return rule;
}

void readReauth(ObjectReader& owner, AppTemplate& out, Status& status) {
    const json::value* value = owner.member("reauth", false);
    if (value == nullptr) {
        return;
    }
    ObjectReader reader(*value, owner.at("reauth"), status);
    reader.choice("mode", out.reauth, reauthModes(), true);
    reader.number("minutes", out.reauthAfter, 1, 480);
}

void checkWhole(ObjectReader& reader, const AppTemplate& out) {
    int reachable = 0;
    bool isBound = false;
    for (const SignalRule& rule : out.signalRules) {
        reachable += rule.weight;
        isBound = isBound || (rule.isRequired &&
                              (rule.kind == SignalKind::Executable || rule.kind == SignalKind::WindowClass));
    }
    if (out.threshold > reachable) {
        reader.fault("more than all signals together", reader.at("threshold"));
    }
    if (!isBound) {
        // Any window may call itself what it likes.
        reader.fault("executable or window class must be required", reader.at("signals"));
    }
    const auto isRequired = [&](SignalKind kind) {
        return std::ranges::any_of(
            out.signalRules, [kind](const SignalRule& rule) { return rule.kind == kind && rule.isRequired; });
    };
    if (hasKeys(out) && !(isRequired(SignalKind::Executable) && isRequired(SignalKind::Title))) {
        // Nothing within the window can be looked at before it is typed into.
        reader.fault("with keys, executable and title must be required", reader.at("signals"));
    }
}

void readMembers(ObjectReader& reader, AppTemplate& out, Status& status) {
    int format = 0;
    reader.number("format", format, 0, std::numeric_limits<int>::max());
    if (format > kFormat) {
        reader.fault(Error(ErrorCode::StorageTooNew, "a template of a newer version", reader.at("format")));
    }
    reader.text("name", out.name, kLongestName);
    reader.number("version", out.version, 1, std::numeric_limits<int>::max());
    reader.flag("enabled", out.isEnabled);
    reader.array("signals", 1, kMostSignals, [&](const json::value& value, const std::string& at) {
        out.signalRules.push_back(readSignal(value, at, status));
    });
    reader.number("threshold", out.threshold, 1, 100 * static_cast<int>(kMostSignals));
    reader.array("steps", 1, kMostSteps, [&](const json::value& value, const std::string& at) {
        out.steps.push_back(readStep(value, at, status));
    });
    reader.array("success", 0, kMostOutcomes, [&](const json::value& value, const std::string& at) {
        out.success.push_back(readOutcome(value, at, status));
    });
    reader.array("failure", 0, kMostOutcomes, [&](const json::value& value, const std::string& at) {
        out.failure.push_back(readOutcome(value, at, status));
    });
    reader.number("outcome_wait_ms", out.outcomeWait, 0, kLongestWait);
    readReauth(reader, out, status);
    reader.flag("starts_by_itself", out.startsByItself);
    if (status && format < formatOf(out)) {
        reader.fault("older than what it says", reader.at("format"));
    }
    if (status) {
        checkWhole(reader, out);
    }
}

} // namespace

int detail::formatOf(const AppTemplate& appTemplate) {
    const bool hasAddress = std::ranges::any_of(
        appTemplate.signalRules, [](const SignalRule& rule) { return rule.kind == SignalKind::Address; });
    return hasAddress || appTemplate.startsByItself ? 3 : hasKeys(appTemplate) ? 2 : 1;
}

bool isOfTheWindow(const SignalRule& rule) {
    return rule.kind != SignalKind::Control && rule.kind != SignalKind::Toolkit &&
           rule.kind != SignalKind::Address;
}

bool hasKeys(const AppTemplate& appTemplate) {
    return std::ranges::any_of(appTemplate.steps, [](const Step& step) { return !step.keys.empty(); });
}

Result<json::value> detail::parseJson(std::string_view text, std::size_t largest) {
    if (text.size() > largest) {
        return fail(ErrorCode::MalformedRequest, "too large");
    }
    boost::system::error_code error;
    json::parse_options options;
    options.max_depth = 10;
    json::value value = json::parse(json::string_view(text.data(), text.size()), error, {}, options);
    if (error) {
        return fail(ErrorCode::MalformedRequest, "not JSON: " + error.message());
    }
    return value;
}

Result<AppTemplate> detail::readTemplate(const json::value& value) {
    AppTemplate out;
    Status status;
    {
        ObjectReader reader(value, {}, status);
        readMembers(reader, out, status);
    }
    if (!status) {
        return propagate(status.error());
    }
    return out;
}

Result<AppTemplate> AppTemplate::parse(std::string_view text) {
    const auto value = parseJson(text, kLargestTemplate);
    if (!value) {
        return propagate(value.error());
    }
    return readTemplate(*value);
}

} // namespace kaomon::applogin
