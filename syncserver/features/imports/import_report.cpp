// SPDX-License-Identifier: GPL-3.0-or-later
#include "features/imports/import_report.h"

#include <memory>

#include "exchange/csv_cell.h"
#include "exchange/text_encoding.h"
#include "storage/repositories/import_row_repository.h"

namespace kaomon::features {
namespace {

using exchange::Language;
using storage::StagedRow;

constexpr int kRowsPerPiece = 500;

// Lives as long as the body is being sent; used by its connection only.
class RefusedRows {
public:
    RefusedRows(ServiceContext& services, TenantId tenant, wire::ImportJob job, Language language)
        : m_services(services)
        , m_tenant(std::move(tenant))
        , m_job(std::move(job))
        , m_language(language)
        , m_encoding(exchange::encodingFromWire(m_job.encoding).value_or(exchange::TextEncoding::Utf8)) {}

    http::Awaitable<Result<std::string>> next() {
        if (m_isOver) {
            co_return std::string();
        }
        const auto job = [this](storage::UnitOfWork& unit) -> Result<std::vector<StagedRow>> {
            storage::ImportRowRepository rows(unit, m_job.id);
            return rows.list({.after = m_after,
                              .action = "refuse",
                              .state = {},
                              .isActing = false,
                              .limit = kRowsPerPiece});
        };
        const auto rows = co_await m_services.database.read(m_tenant, job);
        if (!rows) {
            co_return propagate(rows.error());
        }
        std::string text = m_after == 0 ? header() : std::string();
        for (const StagedRow& row : *rows) {
            text += line(row);
            m_after = row.row.position;
        }
        m_isOver = rows->size() < kRowsPerPiece;
        exchange::TextConverter converter(m_encoding);
        co_return converter.fromUtf8(text).bytes;
    }

private:
    [[nodiscard]] std::string header() const {
        std::vector<std::string> cells;
        for (const auto& column : m_job.columns) {
            cells.push_back(exchange::guard(column.header));
        }
        const bool isJapanese = m_language == Language::Japanese;
        cells.emplace_back(isJapanese ? "行" : "Line");
        cells.emplace_back(isJapanese ? "理由" : "Reason");
        cells.emplace_back(isJapanese ? "直し方" : "What to do");
        const bool isMarked = m_encoding == exchange::TextEncoding::Utf8;
        return (isMarked ? std::string(exchange::kByteOrderMark) : std::string()) + exchange::csvLine(cells);
    }

    [[nodiscard]] std::string line(const StagedRow& row) const {
        std::string reasons;
        std::string hints;
        for (const auto& problem : row.row.problems) {
            const auto reason = exchange::importReasonFromWire(problem.reason);
            const std::string place = problem.column.empty() ? std::string() : problem.column + ": ";
            reasons += (reasons.empty() ? "" : " ") + problem.reason;
            hints += (hints.empty() ? "" : " ") + place +
                     std::string(reason ? exchange::fixHint(*reason, m_language) : "");
        }
        const std::vector<std::string> added{std::to_string(row.row.line), reasons, exchange::guard(hints)};
        // the stored cells are a line of their own
        return row.cells.substr(0, row.cells.size() - 2) + "," + exchange::csvLine(added);
    }

    ServiceContext& m_services;
    TenantId m_tenant;
    wire::ImportJob m_job;
    Language m_language;
    exchange::TextEncoding m_encoding;
    long long m_after = 0;
    bool m_isOver = false;
};

} // namespace

http::BodySource refusedRowsFile(ServiceContext& services, TenantId tenant, wire::ImportJob job,
                                 Language language) {
    const auto file = std::make_shared<RefusedRows>(services, std::move(tenant), std::move(job), language);
    return [file] { return file->next(); };
}

} // namespace kaomon::features
