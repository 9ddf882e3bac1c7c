// SPDX-License-Identifier: GPL-3.0-or-later
#include "features/scim/scim_json.h"

namespace kaomon::features::scim {
namespace {

namespace json = boost::json;

constexpr std::size_t kMostOperations = 100;

Result<PatchOperation> readOperation(const json::value& source) {
    const json::object* operation = source.if_object();
    const json::value* op = operation != nullptr ? member(*operation, "op") : nullptr;
    const std::string verb =
        op != nullptr && op->is_string() ? lowered(std::string_view(op->get_string())) : "";
    PatchOperation read;
    if (verb == "replace") {
        read.verb = PatchOperation::Verb::Replace;
    } else if (verb == "remove") {
        read.verb = PatchOperation::Verb::Remove;
    } else if (verb != "add") {
        return propagate(invalid("add, replace or remove is expected", "invalidSyntax").error());
    }
    const bool isRemoval = read.verb == PatchOperation::Verb::Remove;
    read.value = member(*operation, "value");
    if (!isRemoval && read.value == nullptr) {
        return propagate(invalid("a value is expected").error());
    }
    const json::value* path = member(*operation, "path");
    if (path == nullptr || path->is_null()) {
        if (isRemoval) {
            return propagate(invalid("a path is expected", "noTarget").error());
        }
        return read.value->is_object() ? Result<PatchOperation>(std::move(read))
                                       : propagate(invalid("an object is expected").error());
    }
    if (!path->is_string()) {
        return propagate(invalid("a path is a text", "invalidPath").error());
    }
    auto parsed = exchange::scim::parsePath(std::string_view(path->get_string()));
    if (!parsed) {
        return propagate(parsed.error());
    }
    read.path = std::move(*parsed);
    return read;
}

} // namespace

std::string lowered(std::string_view text) {
    std::string result(text);
    for (char& c : result) {
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return result;
}

Status invalid(const char* detail, const char* type) {
    return fail(ErrorCode::ValidationFailed, detail, type);
}

Result<json::object> parseObject(const std::string& body) {
    boost::system::error_code error;
    json::parse_options options;
    options.max_depth = 10;
    json::value value = json::parse(body, error, {}, options);
    if (error || !value.is_object()) {
        return fail(ErrorCode::ValidationFailed, "a JSON object is expected", "invalidSyntax");
    }
    return std::move(value.get_object());
}

const json::value* member(const json::object& object, std::string_view name) {
    for (const auto& each : object) {
        if (lowered(each.key()) == name) {
            return &each.value();
        }
    }
    return nullptr;
}

Result<std::string> textOf(const json::value& value) {
    if (value.is_null()) {
        return std::string();
    }
    if (!value.is_string()) {
        return propagate(invalid("a text is expected").error());
    }
    return std::string(value.get_string());
}

Result<std::string> externalIdOf(const json::value& value) {
    auto text = textOf(value);
    if (text && text->size() > kLongestExternalId) {
        return propagate(invalid("externalId is too long").error());
    }
    return text;
}

Result<std::vector<PatchOperation>> readOperations(const json::object& body) {
    const json::value* operations = member(body, "operations");
    if (operations == nullptr || !operations->is_array() || operations->get_array().empty() ||
        operations->get_array().size() > kMostOperations) {
        return propagate(invalid("1 to 100 operations are expected", "invalidSyntax").error());
    }
    std::vector<PatchOperation> all;
    for (const json::value& operation : operations->get_array()) {
        auto read = readOperation(operation);
        if (!read) {
            return propagate(read.error());
        }
        all.push_back(std::move(*read));
    }
    return all;
}

} // namespace kaomon::features::scim
