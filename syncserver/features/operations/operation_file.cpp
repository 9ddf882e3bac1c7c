// SPDX-License-Identifier: GPL-3.0-or-later
#include "features/operations/operation_file.h"

#include <algorithm>
#include <array>
#include <limits>

#include "audit/chain_statement.h"
#include "audit/log_check.h"
#include "base/base64.h"
#include "crypto/hash_chain.h"
#include "exchange/csv_cell.h"
#include "wire/codec.h"

namespace kaomon::features {
namespace {

using storage::OperationRepository;
using storage::UnitOfWork;

constexpr int kPerPiece = 1000;

struct Column {
    std::string_view english;
    std::string_view japanese;
};

constexpr auto kColumns = std::to_array<Column>({{"number", "番号"},
                                                 {"time", "日時"},
                                                 {"actor", "操作者"},
                                                 {"actor_id", "操作者ID"},
                                                 {"role", "権限"},
                                                 {"action", "操作"},
                                                 {"kind", "内容"},
                                                 {"object_kind", "対象の種類"},
                                                 {"object", "対象"},
                                                 {"object_id", "対象ID"},
                                                 {"outcome", "結果"},
                                                 {"code", "結果コード"},
                                                 {"reason", "理由"},
                                                 {"detail", "補足"},
                                                 {"changes", "変更内容"},
                                                 {"address", "接続元"},
                                                 {"session", "セッション"},
                                                 {"attempt", "要求ID"},
                                                 {"hash", "ハッシュ"}});

// "note: old -> new"; of a secret only that it changed.
std::string changesText(const std::vector<wire::OperationChange>& changes) {
    std::string text;
    for (const auto& change : changes) {
        text += (text.empty() ? "" : "; ") + change.field;
        if (change.before || change.after) {
            text += ": " + change.before.value_or("") + " -> " + change.after.value_or("");
        }
    }
    return text;
}

std::string csvOf(const wire::Operation& entry, const std::string& hash) {
    const std::array<std::string, kColumns.size()> values{std::to_string(entry.seq),
                                                          toRfc3339(entry.at),
                                                          entry.actorName,
                                                          entry.actor,
                                                          entry.role,
                                                          entry.action,
                                                          entry.kind,
                                                          entry.objectKind,
                                                          entry.objectName,
                                                          entry.object,
                                                          entry.outcome,
                                                          entry.code,
                                                          entry.reason,
                                                          entry.detail,
                                                          changesText(entry.changes),
                                                          entry.address,
                                                          entry.session,
                                                          entry.attempt,
                                                          hash};
    std::vector<std::string> cells;
    for (const auto& value : values) {
        cells.push_back(exchange::guard(value));
    }
    return exchange::csvLine(cells);
}

} // namespace

http::Awaitable<Result<std::string>> OperationFile::next() {
    if (m_isOver) {
        co_return std::string();
    }
    const auto job = [this](UnitOfWork& unit) -> Result<std::string> {
        auto text = m_isBegun ? Result<std::string>(std::string()) : begin(unit);
        if (!text) {
            return text;
        }
        auto more = piece(unit);
        return more ? Result<std::string>(*text + *more) : more;
    };
    // a job may run again from the start
    const OperationFileOptions options = m_options;
    const std::string lastHash = m_lastHash;
    const auto retried = [&](UnitOfWork& unit) -> Result<std::string> {
        m_options = options;
        m_lastHash = lastHash;
        m_isOver = false;
        return job(unit);
    };
    auto text = co_await m_services.database.read(m_tenant, retried);
    if (!text) {
        co_return propagate(text.error());
    }
    m_isBegun = true;
    exchange::TextConverter converter(m_options.encoding);
    co_return converter.fromUtf8(*text).bytes;
}

Result<std::string> OperationFile::begin(UnitOfWork& unit) {
    OperationRepository log(unit);
    m_until = std::min(log.head().seq, m_options.until.value_or(std::numeric_limits<long long>::max()));
    if (m_options.filter.afterSeq) {
        m_lastHash = toBase64Url(log.hashAt(*m_options.filter.afterSeq).value_or(crypto::chainStart()));
        return std::string();
    }
    if (m_options.format == OperationFormat::Csv) {
        return header();
    }
    // the entry before the first one of the file
    storage::OperationFilter first = m_options.filter;
    first.limit = 1;
    const auto rows = log.list(first);
    const auto anchors = log.checkpoints(audit::kAnchor, 1);
    audit::ChainStart before{anchors.empty() ? 0 : anchors.front().seq,
                             anchors.empty() ? crypto::chainStart() : anchors.front().head};
    if (!rows.empty() && rows.front().seq > before.seq + 1) {
        before.seq = rows.front().seq - 1;
        before.head = log.hashAt(before.seq).value_or(crypto::chainStart());
    }
    m_lastHash = toBase64Url(before.head);
    m_options.filter.afterSeq = before.seq;
    return audit::exportHeadLine(m_tenant.text(), before, m_options.filter.isWhole());
}

Result<std::string> OperationFile::piece(UnitOfWork& unit) {
    storage::OperationFilter filter = m_options.filter;
    filter.limit = kPerPiece;
    const auto rows = OperationRepository(unit).list(filter);
    std::string text;
    for (const auto& row : rows) {
        if (row.seq > m_until) {
            break; // came later
        }
        auto next = line(row);
        if (!next) {
            return next;
        }
        text += *next;
        m_options.filter.afterSeq = row.seq;
        m_lastHash = row.hash;
    }
    m_isOver = static_cast<int>(rows.size()) < kPerPiece || rows.back().seq >= m_until;
    return m_isOver ? text + end() : text;
}

Result<std::string> OperationFile::line(const storage::OperationRow& row) const {
    if (m_options.format == OperationFormat::Jsonl) {
        return audit::exportLine(row.record, row.hash);
    }
    const auto entry = wire::decode<wire::Operation>(row.record);
    if (!entry) {
        return fail(ErrorCode::StorageCorrupt, "entry " + std::to_string(row.seq) + " of the operation log");
    }
    return csvOf(*entry, row.hash);
}

std::string OperationFile::header() const {
    std::vector<std::string> cells;
    for (const Column& column : kColumns) {
        const bool isJapanese = m_options.language == exchange::Language::Japanese;
        cells.emplace_back(isJapanese ? column.japanese : column.english);
    }
    return (m_options.isMarked ? std::string(exchange::kByteOrderMark) : std::string()) +
           exchange::csvLine(cells);
}

std::string OperationFile::end() const {
    if (m_options.format == OperationFormat::Csv || m_options.hasMore) {
        return {};
    }
    return audit::exportEndLine(
        {m_options.filter.afterSeq.value_or(0), fromBase64Url(m_lastHash).value_or(Bytes())});
}

} // namespace kaomon::features
