// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Private to libcore/wire: the one generic implementation of codec.h over Boost.Describe. A .cpp of this
// folder describes its structs with BOOST_DESCRIBE_STRUCT and instantiates encode/decode/schema with
// instantiate<...>.

#include <array>
#include <concepts>
#include <optional>
#include <string>
#include <type_traits>
#include <vector>

#include <boost/describe.hpp>
#include <boost/json.hpp>
#include <boost/mp11.hpp>

#include "base/base64.h"
#include "base/clock.h"
#include "base/id.h"
#include "wire/codec.h"

namespace kaomon::wire::detail {

namespace json = boost::json;

// On the stack; a message that needs more takes it from the heap.
constexpr std::size_t kBuffer = 4096;

template<class T>
concept Described = boost::describe::has_describe_members<T>::value;

template<class T>
struct IsOptional : std::false_type {};
template<class T>
struct IsOptional<std::optional<T>> : std::true_type {};
template<class T>
struct IsVector : std::false_type {};
template<class T>
struct IsVector<std::vector<T>> : std::true_type {};
template<class T>
struct IsId : std::false_type {};
template<class Tag>
struct IsId<Id<Tag>> : std::true_type {};

template<class T>
using Members = boost::describe::describe_members<T, boost::describe::mod_public>;

// lowerCamel -> snake_case
inline std::string wireKey(const char* member) {
    std::string key;
    for (const char* c = member; *c != '\0'; ++c) {
        if (*c >= 'A' && *c <= 'Z') {
            key += '_';
            key += static_cast<char>(*c - 'A' + 'a');
        } else {
            key += *c;
        }
    }
    return key;
}

// Where in a message; becomes a JSON Pointer only when something is wrong there.
struct Place {
    const Place* parent = nullptr; // of the whole message: none
    std::string_view key = {};

    [[nodiscard]] std::string pointer() const {
        return parent == nullptr ? std::string() : parent->pointer() + '/' + std::string(key);
    }
};

// In the memory of `memory`: most messages fit into a buffer of their encoder and need no heap.
template<class T>
json::value toJson(const T& value, const json::storage_ptr& memory = {}) {
    if constexpr (std::same_as<T, std::string>) {
        return json::string(value, memory);
    } else if constexpr (std::same_as<T, bool>) {
        return json::value(value, memory);
    } else if constexpr (std::integral<T>) {
        return json::value(static_cast<std::int64_t>(value), memory);
    } else if constexpr (std::floating_point<T>) {
        return json::value(static_cast<double>(value), memory);
    } else if constexpr (std::same_as<T, Bytes>) {
        return json::string(toBase64Url(value), memory);
    } else if constexpr (std::same_as<T, TimePoint>) {
        return json::string(toRfc3339(value), memory);
    } else if constexpr (std::same_as<T, RawJson>) {
        boost::system::error_code error;
        json::value raw = json::parse(value.text, error, memory);
        if (error) {
            return json::value(nullptr, memory);
        }
        return raw;
    } else if constexpr (IsId<T>::value) {
        return json::string(value.text(), memory);
    } else if constexpr (IsVector<T>::value) {
        json::array array(memory);
        array.reserve(value.size());
        for (const auto& element : value) {
            array.push_back(toJson(element, memory));
        }
        return array;
    } else {
        static_assert(Described<T>);
        json::object object(memory);
        object.reserve(boost::mp11::mp_size<Members<T>>::value);
        boost::mp11::mp_for_each<Members<T>>([&](auto member) {
            static const std::string key = wireKey(member.name);
            const auto& field = value.*member.pointer;
            using Field = std::remove_cvref_t<decltype(field)>;
            if constexpr (IsOptional<Field>::value) {
                if (field) {
                    object.emplace(key, toJson(*field, memory));
                }
            } else {
                object.emplace(key, toJson(field, memory));
            }
        });
        return object;
    }
}

inline Status wrong(const Place& place, const char* expected) {
    return fail(ErrorCode::ValidationFailed, std::string("expected ") + expected, place.pointer());
}

template<class T>
Status fromJson(const json::value& source, T& target, const Place& place, UnknownFields unknown);

template<class T>
Status objectFromJson(const json::value& source, T& target, const Place& place, UnknownFields unknown) {
    const json::object* object = source.if_object();
    if (object == nullptr) {
        return wrong(place, "an object");
    }
    Status status;
    std::size_t known = 0;
    boost::mp11::mp_for_each<Members<T>>([&](auto member) {
        if (!status) {
            return;
        }
        auto& field = target.*member.pointer;
        using Field = std::remove_cvref_t<decltype(field)>;
        static const std::string key = wireKey(member.name);
        const Place inside{&place, key};
        const json::value* value = object->if_contains(key);
        known += value != nullptr ? 1 : 0;
        if constexpr (IsOptional<Field>::value) {
            if (value != nullptr && !value->is_null()) {
                status = fromJson(*value, field.emplace(), inside, unknown);
            }
        } else if (value == nullptr) {
            status = fail(ErrorCode::ValidationFailed, "missing", inside.pointer());
        } else {
            status = fromJson(*value, field, inside, unknown);
        }
    });
    if (status && unknown == UnknownFields::Reject && known != object->size()) {
        return fail(ErrorCode::ValidationFailed, "unknown member",
                    place.parent == nullptr ? "/" : place.pointer());
    }
    return status;
}

template<class T>
Status fromJson(const json::value& source, T& target, const Place& place, UnknownFields unknown) {
    if constexpr (std::same_as<T, std::string>) {
        if (!source.is_string()) {
            return wrong(place, "a string");
        }
        target.assign(source.get_string().data(), source.get_string().size());
    } else if constexpr (std::same_as<T, bool>) {
        if (!source.is_bool()) {
            return wrong(place, "true or false");
        }
        target = source.get_bool();
    } else if constexpr (std::integral<T>) {
        boost::system::error_code error;
        const auto number = source.is_number() ? source.to_number<std::int64_t>(error) : 0;
        if (!source.is_number() || error || !std::in_range<T>(number)) {
            return wrong(place, "an integer in range");
        }
        target = static_cast<T>(number);
    } else if constexpr (std::floating_point<T>) {
        boost::system::error_code error;
        if (!source.is_number()) {
            return wrong(place, "a number");
        }
        target = static_cast<T>(source.to_number<double>(error));
    } else if constexpr (std::same_as<T, Bytes>) {
        auto bytes = source.is_string() ? fromBase64Url(std::string_view(source.get_string()))
                                        : Result<Bytes>(fail(ErrorCode::ValidationFailed));
        if (!bytes) {
            return wrong(place, "base64url");
        }
        target = std::move(*bytes);
    } else if constexpr (std::same_as<T, TimePoint>) {
        auto time = source.is_string() ? fromRfc3339(std::string_view(source.get_string()))
                                       : Result<TimePoint>(fail(ErrorCode::ValidationFailed));
        if (!time) {
            return wrong(place, "an RFC 3339 time");
        }
        target = *time;
    } else if constexpr (std::same_as<T, RawJson>) {
        target.text = json::serialize(source);
    } else if constexpr (IsId<T>::value) {
        auto id = source.is_string() ? T::parse(std::string_view(source.get_string()))
                                     : Result<T>(fail(ErrorCode::ValidationFailed));
        if (!id) {
            return wrong(place, "a lower-case UUID");
        }
        target = std::move(*id);
    } else if constexpr (IsVector<T>::value) {
        const json::array* array = source.if_array();
        if (array == nullptr) {
            return wrong(place, "an array");
        }
        target.clear();
        target.reserve(array->size());
        for (std::size_t i = 0; i < array->size(); ++i) {
            typename T::value_type element{};
            const std::string index = std::to_string(i);
            if (auto status = fromJson((*array)[i], element, Place{&place, index}, unknown); !status) {
                return status;
            }
            target.push_back(std::move(element));
        }
    } else {
        static_assert(Described<T>);
        return objectFromJson(source, target, place, unknown);
    }
    return {};
}

template<class T>
json::value schemaOf() {
    if constexpr (std::same_as<T, std::string>) {
        return {{"type", "string"}};
    } else if constexpr (std::same_as<T, bool>) {
        return {{"type", "boolean"}};
    } else if constexpr (std::integral<T>) {
        return {{"type", "integer"}};
    } else if constexpr (std::floating_point<T>) {
        return {{"type", "number"}};
    } else if constexpr (std::same_as<T, Bytes>) {
        return {{"type", "string"}, {"pattern", "^[A-Za-z0-9_-]*$"}};
    } else if constexpr (std::same_as<T, TimePoint>) {
        return {{"type", "string"}, {"format", "date-time"}};
    } else if constexpr (std::same_as<T, RawJson>) {
        return json::object();
    } else if constexpr (IsId<T>::value) {
        return {{"type", "string"}, {"format", "uuid"}};
    } else if constexpr (IsVector<T>::value) {
        return {{"type", "array"}, {"items", schemaOf<typename T::value_type>()}};
    } else {
        static_assert(Described<T>);
        json::object properties;
        json::array required;
        boost::mp11::mp_for_each<Members<T>>([&](auto member) {
            using Field = std::remove_cvref_t<decltype(std::declval<T&>().*member.pointer)>;
            const std::string key = wireKey(member.name);
            if constexpr (IsOptional<Field>::value) {
                properties.emplace(key, schemaOf<typename Field::value_type>());
            } else {
                properties.emplace(key, schemaOf<Field>());
                required.push_back(json::string(key));
            }
        });
        return {{"type", "object"}, {"properties", properties}, {"required", required}};
    }
}

} // namespace kaomon::wire::detail

namespace kaomon::wire {

template<class T>
std::string encode(const T& message) {
    std::array<unsigned char, detail::kBuffer> buffer;
    boost::json::monotonic_resource memory(buffer.data(), buffer.size());
    return boost::json::serialize(detail::toJson(message, &memory));
}

template<class T>
Result<T> decode(std::string_view text, UnknownFields unknown) {
    boost::system::error_code error;
    boost::json::parse_options options;
    options.max_depth = 16;
    std::array<unsigned char, detail::kBuffer> buffer;
    boost::json::monotonic_resource memory(buffer.data(), buffer.size());
    const boost::json::value value = boost::json::parse(text, error, &memory, options);
    if (error) {
        return fail(ErrorCode::MalformedRequest, "not JSON: " + error.message());
    }
    T message{};
    if (auto status = detail::fromJson(value, message, detail::Place(), unknown); !status) {
        return propagate(status.error());
    }
    return message;
}

template<class T>
std::string schema() {
    return boost::json::serialize(detail::schemaOf<T>());
}

} // namespace kaomon::wire
