// SPDX-License-Identifier: GPL-3.0-or-later
//
// Templates of app logins: what people and administrators write. Whatever is taken reads back the same, never
// names a field that shows a secret, and meets a window without end of time or memory.
#include "applogin/app_template.h"
#include "applogin/matcher.h"
#include "fuzz/fuzz_target.h"

using namespace kaomon;
using namespace kaomon::applogin;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto form = AppTemplate::parse(fuzz::textOf(data, size));
    if (!form) {
        return 0;
    }
    const auto again = AppTemplate::parse(form->toJson());
    fuzz::require(again.has_value() && again->toJson() == form->toJson(), "a template reads back");
    for (const Step& step : form->steps) {
        for (const FieldRule& field : step.fields) {
            fuzz::require(field.content != FieldContent::Password ||
                              field.control.role == ControlRole::Password ||
                              field.control.role == ControlRole::Terminal,
                          "a password goes where it is not shown");
        }
    }
    WindowFacts window;
    window.title = std::string(fuzz::textOf(data, size));
    window.executable = "/usr/bin/accounts";
    window.controls.push_back({ControlRole::Password, window.title, true, true, true, true, 0});
    (void)candidates({*form}, window);
    return 0;
}
