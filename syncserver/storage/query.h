// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <concepts>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "base/base64.h"
#include "base/clock.h"
#include "base/id.h"
#include "storage/storage_fault.h"
#include "storage/unit_of_work.h"

namespace kaomon::storage {

// A value on its way into or out of the database: text, a 64-bit number, or nothing.
struct Cell {
    enum class Kind { Text, Number };
    Kind kind = Kind::Text;
    bool isNull = true;
    std::string text;
    long long number = 0;
};

// How a C++ type travels: ids and base64url bytes as text, times as epoch microseconds, flags as 0/1.
template<class T>
struct Column;

template<>
struct Column<std::string> {
    static constexpr Cell::Kind kKind = Cell::Kind::Text;
    static Cell to(std::string_view value) { return {kKind, false, std::string(value), 0}; }
    static std::string from(Cell& cell) { return std::move(cell.text); }
};
template<std::integral T>
struct Column<T> {
    static constexpr Cell::Kind kKind = Cell::Kind::Number;
    static Cell to(T value) { return {kKind, false, {}, static_cast<long long>(value)}; }
    static T from(Cell& cell) { return static_cast<T>(cell.number); }
};
template<>
struct Column<TimePoint> {
    static constexpr Cell::Kind kKind = Cell::Kind::Number;
    static Cell to(TimePoint value) { return {kKind, false, {}, toEpochMicros(value)}; }
    static TimePoint from(Cell& cell) { return fromEpochMicros(cell.number); }
};
template<>
struct Column<Bytes> {
    static constexpr Cell::Kind kKind = Cell::Kind::Text;
    static Cell to(const Bytes& value) { return {kKind, false, toBase64Url(value), 0}; }
    static Bytes from(Cell& cell) {
        auto bytes = fromBase64Url(cell.text);
        if (!bytes) {
            throw StorageFault(StorageFault::Kind::Corrupt, "base64url");
        }
        return std::move(*bytes);
    }
};
template<class Tag>
struct Column<Id<Tag>> {
    static constexpr Cell::Kind kKind = Cell::Kind::Text;
    static Cell to(const Id<Tag>& value) { return {kKind, false, value.text(), 0}; }
    static Id<Tag> from(Cell& cell) {
        auto id = Id<Tag>::parse(cell.text);
        if (!id) {
            throw StorageFault(StorageFault::Kind::Corrupt, "id");
        }
        return std::move(*id);
    }
};
template<class T>
struct Column<std::optional<T>> {
    static constexpr Cell::Kind kKind = Column<T>::kKind;
    static Cell to(const std::optional<T>& value) {
        return value ? Column<T>::to(*value) : Cell{kKind, true, {}, 0};
    }
    static std::optional<T> from(Cell& cell) {
        return cell.isNull ? std::nullopt : std::optional<T>(Column<T>::from(cell));
    }
};

// One statement with named parameters, the only way in which repositories reach the database. It owns the
// bound values, so nothing can dangle, and binds 64-bit numbers and text only, the two types that SOCI
// carries unharmed on both backends. The text must be one statement with no colon outside of parameters and
// no string literal made from input. Every function throws StorageFault when the database fails. Lives inside
// one job.
class Query {
public:
    Query(UnitOfWork& work, std::string_view sql)
        : m_work(work)
        , m_sql(sql) {}
    Query(const Query&) = delete;
    Query& operator=(const Query&) = delete;

    template<class T>
    Query& bind(std::string_view name, const T& value) {
        if constexpr (std::convertible_to<T, std::string_view>) {
            m_bound.emplace_back(name, Column<std::string>::to(value));
        } else {
            m_bound.emplace_back(name, Column<T>::to(value));
        }
        return *this;
    }

    // Runs a statement without results; the number of rows it changed.
    long long run();

    template<class... Ts>
    [[nodiscard]] std::vector<std::tuple<Ts...>> all() {
        std::vector<std::tuple<Ts...>> rows;
        fetch({Column<Ts>::kKind...}, [&](std::vector<Cell>& cells) {
            rows.push_back(toTuple<Ts...>(cells, std::index_sequence_for<Ts...>()));
            return true;
        });
        return rows;
    }

    // The first row, if there is one.
    template<class... Ts>
    [[nodiscard]] std::optional<std::tuple<Ts...>> first() {
        std::optional<std::tuple<Ts...>> row;
        fetch({Column<Ts>::kKind...}, [&](std::vector<Cell>& cells) {
            row = toTuple<Ts...>(cells, std::index_sequence_for<Ts...>());
            return false;
        });
        return row;
    }

private:
    template<class T>
    struct IsOptional : std::false_type {};
    template<class T>
    struct IsOptional<std::optional<T>> : std::true_type {};

    template<class T>
    static T convert(Cell& cell) {
        if (cell.isNull && !IsOptional<T>::value) {
            throw StorageFault(StorageFault::Kind::Corrupt, "null");
        }
        return Column<T>::from(cell);
    }

    template<class... Ts, std::size_t... Is>
    static std::tuple<Ts...> toTuple(std::vector<Cell>& cells, std::index_sequence<Is...>) {
        return std::tuple<Ts...>(convert<Ts>(cells[Is])...);
    }

    template<class F>
    void fetch(std::vector<Cell::Kind> kinds, F each) {
        struct Visitor final : RowVisitor {
            explicit Visitor(F& f)
                : call(f) {}
            bool row(std::vector<Cell>& cells) override { return call(cells); }
            F& call;
        } visitor(each);
        execute(kinds, &visitor);
    }

    struct RowVisitor {
        virtual ~RowVisitor() = default;
        virtual bool row(std::vector<Cell>& cells) = 0; // false: no more rows wanted
    };
    long long execute(const std::vector<Cell::Kind>& kinds, RowVisitor* visitor);

    UnitOfWork& m_work;
    std::string m_sql;
    std::deque<std::pair<std::string, Cell>> m_bound;
};

} // namespace kaomon::storage
