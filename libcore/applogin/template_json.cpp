// SPDX-License-Identifier: GPL-3.0-or-later
// The part of AppTemplate that writes what parse() reads.
#include "applogin/app_template.h"
#include "applogin/template_names_impl.h"

namespace kaomon::applogin {
namespace {

using namespace detail;
namespace json = boost::json;

json::string textOf(std::string_view text) {
    return json::string(json::string_view(text.data(), text.size()));
}

json::value toJson(const TextPattern& pattern) {
    return {{"mode", textOf(nameOf(patternModes(), pattern.mode()))}, {"text", textOf(pattern.text())}};
}

json::value toJson(const ControlLocator& locator) {
    json::object object{{"role", textOf(nameOf(controlRoles(), locator.role))}, {"index", locator.index}};
    if (locator.name) {
        object["name"] = toJson(*locator.name);
    }
    return object;
}

json::value toJson(const SignalRule& rule) {
    json::object object{{"kind", textOf(nameOf(signalKinds(), rule.kind))},
                        {"weight", rule.weight},
                        {"required", rule.isRequired}};
    if (rule.control) {
        object["control"] = toJson(*rule.control);
    } else {
        object["pattern"] = toJson(rule.pattern);
    }
    return object;
}

json::value toJson(const FieldRule& rule) {
    return {{"content", textOf(nameOf(fieldContents(), rule.content))},
            {"control", toJson(rule.control)},
            {"clears_first", rule.clearsFirst}};
}

json::value toJson(const Step& step) {
    json::array fields;
    for (const FieldRule& field : step.fields) {
        fields.push_back(toJson(field));
    }
    json::array keys;
    for (const KeyPiece key : step.keys) {
        keys.push_back(json::value(textOf(nameOf(keyPieces(), key))));
    }
    json::object object{{"name", textOf(step.name)},
                        {"fields", std::move(fields)},
                        {"submit", textOf(nameOf(submitKinds(), step.submit))},
                        {"wait_ms", step.wait.count()}};
    if (step.button) {
        object["button"] = toJson(*step.button);
    }
    if (!keys.empty()) {
        object["keys"] = std::move(keys);
    }
    return object;
}

json::value toJson(const OutcomeRule& rule) {
    json::object object{{"window_closes", rule.windowCloses}};
    if (rule.title) {
        object["title"] = toJson(*rule.title);
    }
    if (rule.control) {
        object["control"] = toJson(*rule.control);
    }
    return object;
}

template<class T>
json::array listOf(const std::vector<T>& items) {
    json::array list;
    for (const T& item : items) {
        list.push_back(toJson(item));
    }
    return list;
}

} // namespace

json::object detail::jsonOf(const AppTemplate& form) {
    json::object object{{"format", formatOf(form)}, // what an older program can read it shall be able to read
                        {"name", textOf(form.name)},
                        {"version", form.version},
                        {"enabled", form.isEnabled},
                        {"signals", listOf(form.signalRules)},
                        {"threshold", form.threshold},
                        {"steps", listOf(form.steps)},
                        {"success", listOf(form.success)},
                        {"failure", listOf(form.failure)},
                        {"outcome_wait_ms", form.outcomeWait.count()},
                        {"reauth", json::object{{"mode", textOf(nameOf(reauthModes(), form.reauth))},
                                                {"minutes", form.reauthAfter.count()}}}};
    if (form.startsByItself) {
        object["starts_by_itself"] = true;
    }
    return object;
}

std::string AppTemplate::toJson() const {
    return json::serialize(jsonOf(*this));
}

} // namespace kaomon::applogin
