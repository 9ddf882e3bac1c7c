// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/chain_verifier.h"

#include <algorithm>

#include "audit/chain_statement.h"
#include "audit/record_reader.h"
#include "base/base64.h"
#include "crypto/hash_chain.h"
#include "storage/repositories/operation_repository.h"

namespace kaomon::audit {
namespace {

constexpr std::size_t kMostFindings = 1000;

std::string_view nameOf(Finding::Kind kind) {
    switch (kind) {
    case Finding::Kind::Changed:
        return "changed";
    case Finding::Kind::Missing:
        return "missing";
    case Finding::Kind::Moved:
        return "moved";
    case Finding::Kind::Columns:
        return "columns";
    case Finding::Kind::Rewritten:
        return "rewritten";
    case Finding::Kind::Statement:
        break;
    }
    return "statement";
}

std::span<const std::uint8_t> bytesOf(std::string_view text) {
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

std::optional<Bytes> hashOf(std::string_view text) {
    auto bytes = fromBase64Url(text);
    return bytes ? std::optional(std::move(*bytes)) : std::nullopt;
}

std::optional<Finding> ownFinding(const storage::OperationRow& row, RecordReader& reader) {
    const wire::Operation* operation = reader.read(row.record);
    if (operation == nullptr) {
        return Finding{Finding::Kind::Changed, row.seq, "no entry of this log"};
    }
    if (operation->seq != row.seq) {
        return Finding{Finding::Kind::Moved, row.seq, "is entry " + std::to_string(operation->seq)};
    }
    if (storage::columnsOf(*operation) != row.columns) {
        return Finding{Finding::Kind::Columns, row.seq, "the columns beside the entry were changed"};
    }
    return std::nullopt;
}

} // namespace

ExaminedPage examine(std::vector<storage::OperationRow> rows) {
    ExaminedPage page;
    page.facts.reserve(rows.size());
    RecordReader reader;
    const std::optional<Bytes>* before = nullptr;
    for (const storage::OperationRow& row : rows) {
        ExaminedPage::Facts facts{hashOf(row.hash), {}, ownFinding(row, reader)};
        if (before != nullptr && *before) {
            facts.isNext = facts.hash && crypto::chainNext(**before, bytesOf(row.record)) == *facts.hash;
        }
        page.facts.push_back(std::move(facts));
        before = &page.facts.back().hash; // reserved: it stays where it is
    }
    page.rows = std::move(rows);
    return page;
}

std::string toText(const Finding& finding) {
    return std::string(nameOf(finding.kind)) + " at " + std::to_string(finding.seq) + ": " + finding.what;
}

ChainVerifier::ChainVerifier(std::string tenant, Bytes logPublic)
    : m_tenant(std::move(tenant))
    , m_logPublic(std::move(logPublic)) {}

void ChainVerifier::found(Finding::Kind kind, long long seq, std::string what) {
    if (m_findings.size() < kMostFindings) {
        m_findings.push_back({kind, seq, std::move(what)});
    }
}

void ChainVerifier::addStatement(const wire::OperationCheckpoint& statement) {
    if (statement.tenant != m_tenant) {
        return; // a file of checkpoints holds those of all tenants
    }
    if (!checkStatement(statement, m_logPublic)) {
        found(Finding::Kind::Statement, statement.seq, statement.kind + " with a wrong signature");
        return;
    }
    (statement.kind == kAnchor ? m_anchors : m_checkpoints).push_back(statement);
}

ChainStart ChainVerifier::start() const {
    const auto newest = std::ranges::max_element(m_anchors, {}, &wire::OperationCheckpoint::seq);
    return newest == m_anchors.end() ? ChainStart{0, crypto::chainStart()}
                                     : ChainStart{newest->seq, newest->head};
}

void ChainVerifier::beginAt(ChainStart from) {
    m_last = std::move(from);
    m_isBegun = true;
    std::ranges::sort(m_checkpoints, {}, &wire::OperationCheckpoint::seq);
    while (m_nextCheckpoint < m_checkpoints.size() && m_checkpoints[m_nextCheckpoint].seq < m_last.seq) {
        ++m_nextCheckpoint;
    }
    checkStatements();
}

void ChainVerifier::begin() {
    if (!m_isBegun) {
        beginAt(start());
    }
}

// Of the statements about the entry that was read last.
void ChainVerifier::checkStatements() {
    for (; m_nextCheckpoint < m_checkpoints.size() && m_checkpoints[m_nextCheckpoint].seq <= m_last.seq;
         ++m_nextCheckpoint) {
        const auto& checkpoint = m_checkpoints[m_nextCheckpoint];
        if (checkpoint.seq == m_last.seq && checkpoint.head != m_last.head) {
            found(Finding::Kind::Rewritten, checkpoint.seq, "another hash was signed here");
        }
    }
}

void ChainVerifier::step(long long seq, bool isNext, const std::optional<Bytes>& hash,
                         std::string_view record) {
    ++m_count;
    if (seq > m_last.seq + 1) {
        found(Finding::Kind::Missing, m_last.seq + 1, std::to_string(seq - m_last.seq - 1) + " entries");
    } else if (seq <= m_last.seq) {
        found(Finding::Kind::Moved, seq, "stands behind " + std::to_string(m_last.seq));
    }
    if (!isNext) {
        found(Finding::Kind::Changed, seq, "does not fit its hash or the entry before");
    }
    m_last.head = hash ? *hash : crypto::chainNext(m_last.head, bytesOf(record));
    m_last.seq = std::max(seq, m_last.seq);
    checkStatements();
}

void ChainVerifier::take(long long seq, std::string_view record, std::string_view hash) {
    begin();
    const auto stored = hashOf(hash);
    const bool isNext = stored && crypto::chainNext(m_last.head, bytesOf(record)) == *stored;
    step(seq, isNext, stored, record);
}

void ChainVerifier::takePage(const ExaminedPage& page) {
    begin();
    for (std::size_t i = 0; i < page.rows.size(); ++i) {
        const storage::OperationRow& row = page.rows[i];
        const ExaminedPage::Facts& facts = page.facts[i];
        const bool isNext =
            facts.isNext ? *facts.isNext
                         : facts.hash && crypto::chainNext(m_last.head, bytesOf(row.record)) == *facts.hash;
        step(row.seq, isNext, facts.hash, row.record);
        if (facts.own) {
            found(facts.own->kind, facts.own->seq, facts.own->what);
        }
    }
}

void ChainVerifier::finishAt(long long seq, const Bytes& head) {
    begin();
    if (seq > m_last.seq) {
        found(Finding::Kind::Missing, m_last.seq + 1,
              "the last " + std::to_string(seq - m_last.seq) + " entries");
    } else if (seq < m_last.seq || head != m_last.head) {
        found(Finding::Kind::Rewritten, seq, "the counter of the tenant does not fit the last entry");
    }
}

void ChainVerifier::finish() {
    begin();
    if (m_nextCheckpoint < m_checkpoints.size()) {
        found(Finding::Kind::Missing, m_last.seq + 1,
              "the log ended at " + std::to_string(m_checkpoints.back().seq) + " or later");
    }
}

} // namespace kaomon::audit
