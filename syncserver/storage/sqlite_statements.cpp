// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/sqlite_statements.h"

#include <unordered_map>

#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>

#include "storage/query.h"

namespace kaomon::storage {
namespace {

namespace sqlite = sqlite_api;

// Far more than the program has; texts with a varying number of parameters must not pile up.
constexpr std::size_t kMostStatements = 500;

thread_local SqliteStatements* t_statements = nullptr;
thread_local const soci::session* t_session = nullptr;

[[noreturn]] void refuse(int result) {
    throw soci::sqlite3_soci_error("statement", result); // like SOCI's own, without the text
}

void readRow(sqlite::sqlite3_stmt* statement, std::vector<Cell>& cells) {
    for (std::size_t i = 0; i < cells.size(); ++i) {
        Cell& cell = cells[i];
        const int column = static_cast<int>(i);
        cell.isNull = sqlite::sqlite3_column_type(statement, column) == SQLITE_NULL;
        if (cell.isNull) {
            continue;
        }
        if (cell.kind == Cell::Kind::Number) {
            cell.number = sqlite::sqlite3_column_int64(statement, column);
        } else {
            const auto* text = reinterpret_cast<const char*>(sqlite::sqlite3_column_text(statement, column));
            cell.text.assign(text, static_cast<std::size_t>(sqlite::sqlite3_column_bytes(statement, column)));
        }
    }
}

} // namespace

class SqliteStatements::Impl {
public:
    explicit Impl(sqlite::sqlite3* database)
        : m_database(database) {}
    ~Impl() { clear(); }
    Impl(const Impl&) = delete;
    Impl& operator=(const Impl&) = delete;

    [[nodiscard]] sqlite::sqlite3* database() const { return m_database; }
    [[nodiscard]] sqlite::sqlite3_stmt* prepared(const std::string& sql) {
        if (const auto known = m_statements.find(sql); known != m_statements.end()) {
            return known->second;
        }
        if (m_statements.size() >= kMostStatements) {
            clear();
        }
        sqlite::sqlite3_stmt* statement = nullptr;
        const char* rest = nullptr;
        const int result = sqlite::sqlite3_prepare_v3(m_database, sql.data(), static_cast<int>(sql.size()),
                                                      SQLITE_PREPARE_PERSISTENT, &statement, &rest);
        if (result != SQLITE_OK || statement == nullptr || rest != sql.data() + sql.size()) {
            sqlite::sqlite3_finalize(statement);
            refuse(result != SQLITE_OK ? result : SQLITE_MISUSE); // nothing, or more than one statement
        }
        m_statements.emplace(sql, statement);
        return statement;
    }

private:
    void clear() {
        for (const auto& [sql, statement] : m_statements) {
            sqlite::sqlite3_finalize(statement);
        }
        m_statements.clear();
    }

    sqlite::sqlite3* m_database;
    std::unordered_map<std::string, sqlite::sqlite3_stmt*> m_statements;
};

SqliteStatements::SqliteStatements(soci::session& session)
    : m_impl(
          std::make_unique<Impl>(static_cast<soci::sqlite3_session_backend*>(session.get_backend())->conn_)) {
    t_statements = this;
    t_session = &session;
}

SqliteStatements::~SqliteStatements() {
    t_statements = nullptr;
    t_session = nullptr;
}

SqliteStatements* SqliteStatements::of(const soci::session& session) {
    return t_session == &session ? t_statements : nullptr;
}

void SqliteStatements::run(const std::string& sql) {
    std::vector<Cell> none;
    Running(*this, sql).step(none, {});
}

SqliteStatements::Running::Running(SqliteStatements& statements, const std::string& sql)
    : m_impl(*statements.m_impl)
    , m_statement(m_impl.prepared(sql)) {}

SqliteStatements::Running::~Running() {
    auto* statement = static_cast<sqlite::sqlite3_stmt*>(m_statement);
    sqlite::sqlite3_reset(statement);
    sqlite::sqlite3_clear_bindings(statement);
}

void SqliteStatements::Running::bind(const std::string& name, const Cell& cell) {
    auto* statement = static_cast<sqlite::sqlite3_stmt*>(m_statement);
    const int index = sqlite::sqlite3_bind_parameter_index(statement, (":" + name).c_str());
    int result = SQLITE_OK;
    if (index == 0) {
        result = SQLITE_RANGE;
    } else if (cell.isNull) {
        result = sqlite::sqlite3_bind_null(statement, index);
    } else if (cell.kind == Cell::Kind::Number) {
        result = sqlite::sqlite3_bind_int64(statement, index, cell.number);
    } else { // the caller's text outlives the execution
        result = sqlite::sqlite3_bind_text(statement, index, cell.text.data(),
                                           static_cast<int>(cell.text.size()), nullptr);
    }
    if (result != SQLITE_OK) {
        refuse(result);
    }
}

long long SqliteStatements::Running::step(std::vector<Cell>& cells, const EachRow& each) {
    auto* statement = static_cast<sqlite::sqlite3_stmt*>(m_statement);
    int result = sqlite::sqlite3_step(statement);
    bool goesOn = static_cast<bool>(each);
    while (result == SQLITE_ROW && goesOn) {
        readRow(statement, cells);
        goesOn = each(cells);
        result = goesOn ? sqlite::sqlite3_step(statement) : SQLITE_DONE;
    }
    if (result != SQLITE_DONE && result != SQLITE_ROW) {
        refuse(result);
    }
    return sqlite::sqlite3_changes(m_impl.database());
}

} // namespace kaomon::storage
