// SPDX-License-Identifier: GPL-3.0-or-later
#include "applogin/template_file.h"

#include "applogin/template_names_impl.h"

namespace kaomon::applogin {
namespace {

using namespace detail;
namespace json = boost::json;

constexpr int kFileFormat = 1;
constexpr json::string_view kMark = "kaomon_app_templates";
constexpr json::string_view kList = "templates";

// What is kept is written anew, and must find its place in an entry of the vault.
Result<AppTemplate> readRow(const json::value& value) {
    auto form = readTemplate(value);
    if (form && form->toJson().size() > kLargestTemplate) {
        return fail(ErrorCode::ValidationFailed, "too large");
    }
    return form;
}

} // namespace

std::string templateFileOf(const std::vector<AppTemplate>& templates) {
    json::array list;
    for (const AppTemplate& form : templates) {
        list.push_back(jsonOf(form));
    }
    return json::serialize(json::object{{kMark, kFileFormat}, {kList, std::move(list)}});
}

Result<std::vector<Result<AppTemplate>>> readTemplateFile(std::string_view text) {
    if (text.starts_with("\xEF\xBB\xBF")) {
        text.remove_prefix(3); // an editor has been at it
    }
    const auto value = parseJson(text, kLargestTemplateFile);
    if (!value) {
        return propagate(value.error());
    }
    const json::object* file = value->if_object();
    if (file == nullptr) {
        return fail(ErrorCode::MalformedRequest, "not an object");
    }
    std::vector<Result<AppTemplate>> rows;
    const json::value* mark = file->if_contains(kMark);
    if (mark == nullptr) {
        if (!file->contains("signals")) {
            return fail(ErrorCode::MalformedRequest, "no file of templates");
        }
        rows.push_back(readRow(*value));
        return rows;
    }
    if (!mark->is_int64() || mark->get_int64() != kFileFormat) {
        const bool isNewer = mark->is_int64() && mark->get_int64() > kFileFormat;
        return fail(isNewer ? ErrorCode::StorageTooNew : ErrorCode::MalformedRequest, "another version",
                    "/" + std::string(kMark));
    }
    const json::value* list = file->if_contains(kList);
    const json::array* elements = list != nullptr ? list->if_array() : nullptr;
    if (elements == nullptr || elements->empty() || elements->size() > kMostTemplatesOfFile) {
        return fail(ErrorCode::ValidationFailed, "not a list of a bearable length", "/" + std::string(kList));
    }
    for (const json::value& element : *elements) {
        rows.push_back(readRow(element));
    }
    return rows;
}

} // namespace kaomon::applogin
