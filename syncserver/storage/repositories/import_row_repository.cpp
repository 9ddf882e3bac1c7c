// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/repositories/import_row_repository.h"

#include "storage/bulk.h"
#include "wire/codec.h"

namespace kaomon::storage {
namespace {

template<class T>
T decoded(const std::string& text) {
    auto value = wire::decode<T>(text);
    if (!value) {
        throw StorageFault(StorageFault::Kind::Corrupt, "row of an import");
    }
    return std::move(*value);
}

std::string valuesText(const std::optional<wire::UserPatch>& values) {
    return values ? wire::encode(*values) : std::string();
}

std::optional<wire::UserPatch> valuesOf(const std::string& text) {
    return text.empty() ? std::nullopt : std::optional(decoded<wire::UserPatch>(text));
}

std::string conditions(const ImportRowFilter& filter) {
    std::string sql = " WHERE tenant_id = :tenant AND import_id = :import AND position > :after";
    sql += filter.action.empty() ? "" : " AND action = :action";
    sql += filter.state.empty() ? "" : " AND state = :state";
    sql += filter.isActing ? " AND action IN ('add', 'update', 'disable')" : "";
    return sql;
}

} // namespace

void ImportRowRepository::add(const std::vector<StagedRow>& rows) {
    std::vector<std::vector<Cell>> cells;
    cells.reserve(rows.size());
    for (const StagedRow& staged : rows) {
        const wire::ImportRow& row = staged.row;
        cells.push_back({cellOf(row.position), cellOf(row.line), cellOf(row.login), cellOf(staged.loginKey),
                         cellOf(row.action), cellOf(row.state), cellOf(row.user), cellOf(staged.userRev),
                         cellOf(valuesText(row.before)), cellOf(wire::encode(row.after)),
                         cellOf(wire::encode(wire::ImportProblemList{row.problems})), cellOf(staged.cells)});
    }
    insertRows(
        m_unit,
        "INSERT INTO import_row (tenant_id, import_id, position, line, login, login_key, action, state, "
        "user_id, user_rev, before_values, after_values, problems, cells) VALUES ",
        ":tenant, :import",
        [this](Query& query) { query.bind("tenant", m_unit.tenant()).bind("import", m_import); }, cells);
}

std::vector<StagedRow> ImportRowRepository::list(const ImportRowFilter& filter) {
    Query query(m_unit, "SELECT position, line, login, login_key, action, state, COALESCE(user_id, (SELECT "
                        "u.user_id FROM import_undo u WHERE u.tenant_id = r.tenant_id AND u.import_id = "
                        "r.import_id AND u.position = r.position)), user_rev, before_values, "
                        "after_values, problems, cells FROM import_row r" +
                            conditions(filter) + " ORDER BY position LIMIT :limit");
    query.bind("tenant", m_unit.tenant())
        .bind("import", m_import)
        .bind("after", filter.after)
        .bind("limit", filter.limit);
    if (!filter.action.empty()) {
        query.bind("action", filter.action);
    }
    if (!filter.state.empty()) {
        query.bind("state", filter.state);
    }
    using Text = std::string;
    auto rows = query.all<long long, long long, Text, Text, Text, Text, std::optional<UserId>, long long,
                          Text, Text, Text, Text>();
    std::vector<StagedRow> staged;
    staged.reserve(rows.size());
    for (auto& [position, line, login, key, action, state, user, rev, before, after, problems, cells] :
         rows) {
        staged.push_back({.row = {.position = position,
                                  .line = line,
                                  .login = std::move(login),
                                  .action = std::move(action),
                                  .state = std::move(state),
                                  .user = std::move(user),
                                  .before = valuesOf(before),
                                  .after = decoded<wire::UserPatch>(after),
                                  .problems = decoded<wire::ImportProblemList>(problems).items},
                          .loginKey = std::move(key),
                          .userRev = rev,
                          .cells = std::move(cells)});
    }
    return staged;
}

std::set<std::string> ImportRowRepository::known(const std::vector<std::string>& loginKeys) {
    std::set<std::string> found;
    if (loginKeys.empty()) {
        return found;
    }
    Query query(m_unit, "SELECT login_key FROM import_row WHERE tenant_id = :tenant AND import_id = :import "
                        "AND login_key IN (" +
                            listOf(loginKeys.size()) + ")");
    query.bind("tenant", m_unit.tenant()).bind("import", m_import);
    bindList(query, loginKeys);
    for (auto& [key] : query.all<std::string>()) {
        found.insert(std::move(key));
    }
    return found;
}

void ImportRowRepository::setState(long long after, long long upto, const std::string& from,
                                   const std::string& to) {
    Query(m_unit, "UPDATE import_row SET state = :to WHERE tenant_id = :tenant AND import_id = :import AND "
                  "position > :after AND position <= :upto AND state = :from AND "
                  "action IN ('add', 'update', 'disable')")
        .bind("to", to)
        .bind("tenant", m_unit.tenant())
        .bind("import", m_import)
        .bind("after", after)
        .bind("upto", upto)
        .bind("from", from)
        .run();
}

void ImportRowRepository::refuse(long long position, const std::string& state, const std::string& reason) {
    Query(m_unit, "UPDATE import_row SET state = :state, problems = :problems WHERE tenant_id = :tenant AND "
                  "import_id = :import AND position = :position")
        .bind("state", state)
        .bind("problems", wire::encode(wire::ImportProblemList{{{"", reason}}}))
        .bind("tenant", m_unit.tenant())
        .bind("import", m_import)
        .bind("position", position)
        .run();
}

void ImportRowRepository::addUndo(const std::vector<UndoRow>& rows) {
    std::vector<std::vector<Cell>> cells;
    cells.reserve(rows.size());
    for (const UndoRow& row : rows) {
        cells.push_back(
            {cellOf(row.position), cellOf(row.user), cellOf(row.afterRev), cellOf(valuesText(row.before))});
    }
    insertRows(
        m_unit,
        "INSERT INTO import_undo (tenant_id, import_id, position, user_id, after_rev, before_values) VALUES ",
        ":tenant, :import",
        [this](Query& query) { query.bind("tenant", m_unit.tenant()).bind("import", m_import); }, cells);
}

std::vector<UndoRow> ImportRowRepository::undoRows(long long after, int limit) {
    auto rows = Query(m_unit, "SELECT position, user_id, after_rev, before_values FROM import_undo WHERE "
                              "tenant_id = :tenant AND import_id = :import AND position > :after "
                              "ORDER BY position LIMIT :limit")
                    .bind("tenant", m_unit.tenant())
                    .bind("import", m_import)
                    .bind("after", after)
                    .bind("limit", limit)
                    .all<long long, UserId, long long, std::string>();
    std::vector<UndoRow> undo;
    undo.reserve(rows.size());
    for (auto& [position, user, rev, before] : rows) {
        undo.push_back({position, std::move(user), rev, valuesOf(before)});
    }
    return undo;
}

} // namespace kaomon::storage
