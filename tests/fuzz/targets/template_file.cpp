// SPDX-License-Identifier: GPL-3.0-or-later
//
// Files of templates that people hand on. Each row is a template that a vault takes, or an error; what is
// taken reads back the same, and the form that people change holds all of it.
#include "applogin/template_file.h"
#include "applogin/registration_draft.h"
#include "fuzz/fuzz_target.h"

using namespace kaomon;
using namespace kaomon::applogin;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto rows = readTemplateFile(fuzz::textOf(data, size));
    if (!rows) {
        return 0;
    }
    fuzz::require(rows->size() <= kMostTemplatesOfFile, "so many at most");
    for (const Result<AppTemplate>& row : *rows) {
        if (!row) {
            continue;
        }
        fuzz::require(AppTemplate::parse(row->toJson()).has_value(), "the agent takes it");
        const auto again = readTemplateFile(templateFileOf({*row}));
        fuzz::require(again && again->size() == 1 && again->front() &&
                          again->front()->toJson() == row->toJson(),
                      "a file reads back");
        (void)RegistrationDraft::from(*row).build();
    }
    return 0;
}
