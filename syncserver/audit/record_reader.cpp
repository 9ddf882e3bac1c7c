// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/record_reader.h"

#include <array>
#include <bitset>
#include <cstdint>
#include <utility>

#include <boost/json/basic_parser_impl.hpp>

namespace kaomon::audit {
namespace {

namespace json = boost::json;
using boost::system::error_code;

// The text members of an entry by their names on the wire.
struct TextMember {
    std::string_view name;
    std::string wire::Operation::*member;
};
constexpr auto kTexts = std::to_array<TextMember>({
    {"action", &wire::Operation::action},
    {"actor", &wire::Operation::actor},
    {"actor_kind", &wire::Operation::actorKind},
    {"actor_name", &wire::Operation::actorName},
    {"address", &wire::Operation::address},
    {"attempt", &wire::Operation::attempt},
    {"code", &wire::Operation::code},
    {"detail", &wire::Operation::detail},
    {"device", &wire::Operation::device},
    {"kind", &wire::Operation::kind},
    {"object", &wire::Operation::object},
    {"object_kind", &wire::Operation::objectKind},
    {"object_name", &wire::Operation::objectName},
    {"outcome", &wire::Operation::outcome},
    {"reason", &wire::Operation::reason},
    {"role", &wire::Operation::role},
    {"session", &wire::Operation::session},
});

// What an entry must have besides: at, changes, seq.
constexpr std::size_t kAt = kTexts.size();
constexpr std::size_t kChanges = kAt + 1;
constexpr std::size_t kSeq = kAt + 2;
constexpr std::size_t kNeeded = kAt + 3;
constexpr std::size_t kUnknown = kNeeded; // a member of a later version

std::size_t memberOf(std::string_view name) {
    for (std::size_t i = 0; i < kTexts.size(); ++i) {
        if (kTexts[i].name == name) {
            return i;
        }
    }
    return name == "at" ? kAt : name == "changes" ? kChanges : name == "seq" ? kSeq : kUnknown;
}

std::string_view viewOf(json::string_view text) {
    return {text.data(), text.size()};
}

// Takes the parser's events. Depth 1 is the entry, 2 the array of changes, 3 a change; below a member that is
// not known everything is passed over. Returning false ends the reading.
class Handler {
public:
    static constexpr std::size_t max_object_size = static_cast<std::size_t>(-1);
    static constexpr std::size_t max_array_size = static_cast<std::size_t>(-1);
    static constexpr std::size_t max_key_size = static_cast<std::size_t>(-1);
    static constexpr std::size_t max_string_size = static_cast<std::size_t>(-1);

    void begin() {
        m_seen.reset();
        m_depth = 0;
        m_changes = 0;
        m_text.clear();
    }
    [[nodiscard]] bool isWhole() const { return m_seen.all(); }
    [[nodiscard]] wire::Operation& entry() {
        m_entry.changes.resize(m_changes);
        return m_entry;
    }

    bool on_document_begin(error_code&) { return true; }
    bool on_document_end(error_code&) { return true; }
    bool on_object_begin(error_code& error) {
        ++m_depth;
        if (m_depth == 3 && isInChanges()) {
            beginChange();
            return true;
        }
        return m_depth == 1 || isPassedOver() || refuse(error);
    }
    bool on_object_end(std::size_t, error_code& error) {
        const bool isChange = m_depth == 3 && isInChanges();
        --m_depth;
        return !isChange || m_hasField || refuse(error);
    }
    bool on_array_begin(error_code& error) {
        ++m_depth;
        if (m_depth == 2 && m_member == kChanges) {
            m_seen.set(kChanges);
            return true;
        }
        return isPassedOver() || refuse(error);
    }
    bool on_array_end(std::size_t, error_code&) {
        --m_depth;
        return true;
    }
    bool on_key_part(json::string_view part, std::size_t, error_code&) {
        m_text.append(part.data(), part.size());
        return true;
    }
    bool on_key(json::string_view part, std::size_t, error_code&) {
        const std::string_view name = whole(part);
        if (m_depth == 1) {
            m_member = memberOf(name);
        } else if (m_depth == 3 && isInChanges()) {
            m_part = name == "field"    ? Part::Field
                     : name == "before" ? Part::Before
                     : name == "after"  ? Part::After
                                        : Part::Other;
        }
        m_text.clear();
        return true;
    }
    bool on_string_part(json::string_view part, std::size_t, error_code&) {
        m_text.append(part.data(), part.size());
        return true;
    }
    bool on_string(json::string_view part, std::size_t, error_code& error) {
        const bool isTaken = take(whole(part));
        m_text.clear();
        return isTaken || refuse(error);
    }
    bool on_number_part(json::string_view, error_code&) { return true; }
    bool on_int64(std::int64_t number, json::string_view, error_code& error) {
        if (m_depth == 1 && m_member == kSeq) {
            m_entry.seq = number;
            m_seen.set(kSeq);
            return true;
        }
        return isPassedOver() || refuse(error);
    }
    bool on_uint64(std::uint64_t, json::string_view, error_code& error) {
        return isPassedOver() || refuse(error);
    }
    bool on_double(double, json::string_view, error_code& error) { return isPassedOver() || refuse(error); }
    bool on_bool(bool, error_code& error) { return isPassedOver() || refuse(error); }
    // An absent `before` may also be written as null.
    bool on_null(error_code& error) {
        const bool isValue = m_depth == 3 && isInChanges() && m_part != Part::Field;
        return isValue || isPassedOver() || refuse(error);
    }
    bool on_comment_part(json::string_view, error_code&) { return true; }
    bool on_comment(json::string_view, error_code&) { return true; }

private:
    enum class Part { Field, Before, After, Other };

    [[nodiscard]] bool isInChanges() const { return m_member == kChanges; }
    [[nodiscard]] bool isPassedOver() const {
        return m_depth >= 1 && (m_member == kUnknown || (m_depth >= 3 && m_part == Part::Other));
    }
    static bool refuse(error_code& error) {
        error = json::error::syntax;
        return false;
    }
    // The last part is usually the only one.
    std::string_view whole(json::string_view part) {
        if (m_text.empty()) {
            return viewOf(part);
        }
        m_text.append(part.data(), part.size());
        return m_text;
    }
    void beginChange() {
        if (m_entry.changes.size() <= m_changes) {
            m_entry.changes.resize(m_changes + 1);
        }
        wire::OperationChange& change = m_entry.changes[m_changes++];
        change.field.clear();
        change.before.reset();
        change.after.reset();
        m_hasField = false;
        m_part = Part::Other;
    }
    bool take(std::string_view text) {
        if (m_depth == 1 && m_member < kTexts.size()) {
            (m_entry.*kTexts[m_member].member).assign(text);
            m_seen.set(m_member);
            return true;
        }
        if (m_depth == 1 && m_member == kAt) {
            const auto at = fromRfc3339(text);
            m_entry.at = at.value_or(TimePoint());
            m_seen.set(kAt, at.has_value());
            return at.has_value();
        }
        if (m_depth == 3 && isInChanges()) {
            wire::OperationChange& change = m_entry.changes[m_changes - 1];
            m_hasField = m_hasField || m_part == Part::Field;
            if (m_part == Part::Field) {
                change.field.assign(text);
            } else if (m_part != Part::Other) {
                (m_part == Part::Before ? change.before : change.after).emplace(text);
            }
            return true;
        }
        return isPassedOver();
    }

    wire::Operation m_entry;
    std::bitset<kNeeded> m_seen;
    std::string m_text; // parts of a text that the parser gives in pieces
    std::size_t m_depth = 0;
    std::size_t m_changes = 0;
    std::size_t m_member = kUnknown;
    Part m_part = Part::Other;
    bool m_hasField = false;
};

json::parse_options options() {
    json::parse_options options;
    options.max_depth = 16;
    return options;
}

} // namespace

class RecordReader::Impl {
public:
    Impl()
        : m_parser(options()) {}

    [[nodiscard]] const wire::Operation* read(std::string_view record) {
        m_parser.reset();
        m_parser.handler().begin();
        error_code error;
        const std::size_t taken = m_parser.write_some(false, record.data(), record.size(), error);
        const bool isEntry =
            !error && taken == record.size() && m_parser.done() && m_parser.handler().isWhole();
        return isEntry ? &m_parser.handler().entry() : nullptr;
    }

private:
    json::basic_parser<Handler> m_parser;
};

RecordReader::RecordReader()
    : m_impl(std::make_unique<Impl>()) {}

RecordReader::~RecordReader() = default;

const wire::Operation* RecordReader::read(std::string_view record) {
    return m_impl->read(record);
}

} // namespace kaomon::audit
