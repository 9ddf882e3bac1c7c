// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace soci {
class session;
}

namespace kaomon::storage {

struct Cell;

// The statements of a SQLite session, prepared once: preparing is most of the work of a small statement, and
// SOCI does it anew each time. Belongs to the one thread that uses the session, and goes before the session
// does.
class SqliteStatements {
public:
    // False: no more rows wanted.
    using EachRow = std::function<bool(std::vector<Cell>&)>;

    explicit SqliteStatements(soci::session& session);
    ~SqliteStatements();
    SqliteStatements(const SqliteStatements&) = delete;
    SqliteStatements& operator=(const SqliteStatements&) = delete;

    // Those of this thread for `session`; null when there are none.
    [[nodiscard]] static SqliteStatements* of(const soci::session& session);

    // Runs a statement that stands there once, with all its parameters named in `bound`. `cells` has the
    // kinds of the columns. The number of rows it changed. Throws soci::soci_error.
    template<class Bindings>
    long long run(const std::string& sql, const Bindings& bound, std::vector<Cell>& cells,
                  const EachRow& each) {
        Running running(*this, sql);
        for (const auto& [name, cell] : bound) {
            running.bind(name, cell);
        }
        return running.step(cells, each);
    }
    void run(const std::string& sql);

private:
    class Impl;
    // One execution; afterwards the statement is as new.
    class Running {
    public:
        Running(SqliteStatements& statements, const std::string& sql);
        ~Running();
        Running(const Running&) = delete;
        Running& operator=(const Running&) = delete;
        void bind(const std::string& name, const Cell& cell);
        long long step(std::vector<Cell>& cells, const EachRow& each);

    private:
        Impl& m_impl;
        void* m_statement;
    };

    std::unique_ptr<Impl> m_impl;
};

} // namespace kaomon::storage
