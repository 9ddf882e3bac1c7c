// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/query.h"

#include <algorithm>
#include <array>

#include <soci/soci.h>

#include "storage/sqlite_statements.h"

namespace kaomon::storage {
namespace {

// Tables whose rows say nothing about who may call; written all the time.
constexpr auto kOtherTables = std::to_array<std::string_view>({"proof_window",      "idem_key",
                                                               "event_log",         "event_mark",
                                                               "change_log",        "tenant_seq",
                                                               "login_guard",       "rate_counter",
                                                               "face_template",     "key_seal",
                                                               "user_key",          "policy_document",
                                                               "consent",           "second_factor",
                                                               "recovery_code",     "sign_in_try",
                                                               "account_act",       "account_rule",
                                                               "emergency_key",     "scim_group",
                                                               "scim_group_member", "scim_external_id",
                                                               "event_counter",     "event_text",
                                                               "delivery",          "dead_letter",
                                                               "alert_state",       "event_alert",
                                                               "sealed_blob",       "blob_chunk",
                                                               "blob_quota",        "blob_access",
                                                               "operation_log",     "operation_checkpoint",
                                                               "revision_mark",     "event_backfill",
                                                               "confirmation",      "diagnostics_request",
                                                               "face_access",       "due_key",
                                                               "former_seal"});

// The table that a statement changes; empty when it only reads. An insert of a row that was not there takes
// nothing from anybody who calls.
std::string_view changedTable(std::string_view sql) {
    if (sql.starts_with("UPDATE device SET last_seen_at ")) {
        return {}; // every PC, several times an hour; what it may do stays as it is
    }
    for (const std::string_view start : {"UPDATE ", "DELETE FROM ", "INSERT INTO "}) {
        if (sql.starts_with(start)) {
            const bool isPlainInsert = start.front() == 'I' && sql.find(" DO UPDATE ") == sql.npos;
            sql.remove_prefix(start.size());
            return isPlainInsert ? std::string_view() : sql.substr(0, sql.find_first_of(" ("));
        }
    }
    return {};
}

} // namespace

long long Query::run() {
    return execute({}, nullptr);
}

long long Query::execute(const std::vector<Cell::Kind>& kinds, RowVisitor* visitor) {
    if (const auto table = changedTable(m_sql);
        !table.empty() && std::ranges::find(kOtherTables, table) == kOtherTables.end()) {
        m_work.noteCallersChanged();
    }
    try {
        if (auto* prepared = SqliteStatements::of(m_work.session())) {
            std::vector<Cell> cells(kinds.size());
            for (std::size_t i = 0; i < kinds.size(); ++i) {
                cells[i].kind = kinds[i];
            }
            const auto each = [visitor](std::vector<Cell>& row) { return visitor->row(row); };
            return prepared->run(m_sql, m_bound, cells,
                                 visitor == nullptr ? SqliteStatements::EachRow() : each);
        }
        soci::statement statement(m_work.session());
        std::deque<soci::indicator> bound;
        for (auto& [name, cell] : m_bound) {
            auto& indicator = bound.emplace_back(cell.isNull ? soci::i_null : soci::i_ok);
            if (cell.kind == Cell::Kind::Text) {
                statement.exchange(soci::use(cell.text, indicator, name));
            } else {
                statement.exchange(soci::use(cell.number, indicator, name));
            }
        }
        std::vector<Cell> cells(kinds.size());
        std::vector<soci::indicator> found(kinds.size(), soci::i_null);
        for (std::size_t i = 0; i < kinds.size(); ++i) {
            cells[i].kind = kinds[i];
            if (kinds[i] == Cell::Kind::Text) {
                statement.exchange(soci::into(cells[i].text, found[i]));
            } else {
                statement.exchange(soci::into(cells[i].number, found[i]));
            }
        }
        statement.alloc();
        statement.prepare(m_sql, soci::details::st_one_time_query);
        statement.define_and_bind();
        if (visitor == nullptr) {
            statement.execute(true);
            return statement.get_affected_rows();
        }
        statement.execute(false);
        while (statement.fetch()) {
            for (std::size_t i = 0; i < kinds.size(); ++i) {
                cells[i].isNull = found[i] == soci::i_null;
            }
            if (!visitor->row(cells)) {
                break;
            }
        }
        return 0;
    } catch (const soci::soci_error&) {
        rethrowAsFault();
    }
}

} // namespace kaomon::storage
