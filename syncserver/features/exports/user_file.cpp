// SPDX-License-Identifier: GPL-3.0-or-later
#include "features/exports/user_file.h"

#include "exchange/csv_cell.h"
#include "exchange/user_row.h"
#include "storage/repositories/user_list.h"

namespace kaomon::features {
namespace {

constexpr int kUsersPerPiece = 500;

} // namespace

http::Awaitable<Result<std::string>> UserFile::next() {
    if (m_isOver) {
        co_return std::string();
    }
    const TimePoint now = m_services.clock.now();
    const auto job = [this, now](storage::UnitOfWork& unit) -> Result<std::vector<storage::UserRow>> {
        storage::UserFilter filter;
        filter.after = m_after;
        filter.limit = kUsersPerPiece;
        return storage::UserList(unit, now).list(filter);
    };
    const auto rows = co_await m_services.database.read(m_tenant, job);
    if (!rows) {
        co_return propagate(rows.error());
    }
    std::string text;
    if (!m_isBegun) {
        m_isBegun = true;
        text = header();
    }
    for (const auto& row : *rows) {
        text += line(row.user);
        m_after = storage::UserList::positionOf(row, storage::UserSort::Login);
    }
    m_isOver = rows->size() < kUsersPerPiece;
    exchange::TextConverter converter(m_options.encoding);
    auto encoded = converter.fromUtf8(text);
    m_unmappable += encoded.unmappable;
    co_return std::move(encoded.bytes);
}

std::string UserFile::header() const {
    std::vector<std::string> cells;
    for (const auto column : m_options.columns) {
        cells.emplace_back(exchange::headerName(column, m_options.language));
    }
    return (m_options.isMarked ? std::string(exchange::kByteOrderMark) : std::string()) +
           exchange::csvLine(cells);
}

std::string UserFile::line(const wire::User& user) const {
    std::vector<std::string> cells;
    for (const auto column : m_options.columns) {
        cells.push_back(exchange::guard(cell(user, column)));
    }
    return exchange::csvLine(cells);
}

std::string UserFile::cell(const wire::User& user, exchange::UserColumn column) const {
    using enum exchange::UserColumn;
    switch (column) {
    case Login:
        return user.login;
    case DisplayName:
        return user.displayName;
    case Kana:
        return user.kana;
    case Mail:
        return user.mail;
    case Note:
        return user.note;
    case State:
        return exchange::stateText(user.accountState, m_options.language);
    case Role:
        return user.role;
    case Face:
        return user.faceState;
    case Created:
        return toRfc3339(user.createdAt);
    case LastSignIn:
        return user.lastSignInAt ? toRfc3339(*user.lastSignInAt) : std::string();
    }
    return {};
}

} // namespace kaomon::features
