// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/operations.h"

#include <algorithm>

#include "wire/codec_impl.h"

namespace kaomon::wire {

// Which members travel; no other file of this folder knows these messages.
BOOST_DESCRIBE_STRUCT(OperationChange, (), (field, before, after))
BOOST_DESCRIBE_STRUCT(Operation, (),
                      (seq, at, actorKind, actor, actorName, role, device, address, session, attempt, action,
                       kind, objectKind, object, objectName, outcome, code, reason, detail, changes, hash))
BOOST_DESCRIBE_STRUCT(OperationPage, (), (items, next))
BOOST_DESCRIBE_STRUCT(OperationCheckpoint, (), (kind, tenant, seq, head, at, key, signature))
BOOST_DESCRIBE_STRUCT(OperationChain, (), (length, first, head, verifiedUntil, verifiedAt, checkpoint, key))

namespace {

namespace json = boost::json;

// Member names are ASCII, so that the order of bytes is the order of UTF-16 units that RFC 8785 asks for.
json::value sorted(const json::value& value) {
    if (const auto* object = value.if_object()) {
        std::vector<std::string_view> keys;
        for (const auto& member : *object) {
            keys.emplace_back(member.key().data(), member.key().size());
        }
        std::ranges::sort(keys);
        json::object result;
        result.reserve(keys.size());
        for (const auto key : keys) {
            result.emplace(json::string_view(key.data(), key.size()),
                           sorted(object->at(json::string_view(key.data(), key.size()))));
        }
        return result;
    }
    if (const auto* array = value.if_array()) {
        json::array result;
        for (const auto& element : *array) {
            result.push_back(sorted(element));
        }
        return result;
    }
    return value;
}

} // namespace

std::string canonicalRecord(const Operation& operation) {
    json::value value = detail::toJson(operation);
    value.as_object().erase("hash");
    return json::serialize(sorted(value));
}

template std::string encode(const Operation&);
template Result<Operation> decode(std::string_view, UnknownFields);
template std::string schema<Operation>();
template std::string encode(const OperationPage&);
template Result<OperationPage> decode(std::string_view, UnknownFields);
template std::string schema<OperationPage>();
template std::string encode(const OperationCheckpoint&);
template Result<OperationCheckpoint> decode(std::string_view, UnknownFields);
template std::string schema<OperationCheckpoint>();
template std::string encode(const OperationChain&);
template Result<OperationChain> decode(std::string_view, UnknownFields);
template std::string schema<OperationChain>();

} // namespace kaomon::wire
