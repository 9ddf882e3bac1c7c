// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/chain_verifier.h"

#include <algorithm>

#include "audit/chain_statement.h"
#include "base/base64.h"
#include "crypto/hash_chain.h"
#include "storage/repositories/operation_repository.h"
#include "wire/codec.h"

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

} // namespace

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

void ChainVerifier::take(long long seq, std::string_view record, std::string_view hash) {
    begin();
    ++m_count;
    if (seq > m_last.seq + 1) {
        found(Finding::Kind::Missing, m_last.seq + 1, std::to_string(seq - m_last.seq - 1) + " entries");
    } else if (seq <= m_last.seq) {
        found(Finding::Kind::Moved, seq, "stands behind " + std::to_string(m_last.seq));
    }
    Bytes expected =
        crypto::chainNext(m_last.head, {reinterpret_cast<const std::uint8_t*>(record.data()), record.size()});
    auto stored = fromBase64Url(hash);
    if (!stored || *stored != expected) {
        found(Finding::Kind::Changed, seq, "does not fit its hash or the entry before");
    }
    m_last.seq = std::max(seq, m_last.seq);
    m_last.head = stored ? std::move(*stored) : std::move(expected);
    checkStatements();
}

void ChainVerifier::takeRow(long long seq, std::string_view columns, std::string_view record,
                            std::string_view hash) {
    take(seq, record, hash);
    const auto operation = wire::decode<wire::Operation>(record);
    if (!operation) {
        found(Finding::Kind::Changed, seq, "no entry of this log");
    } else if (operation->seq != seq) {
        found(Finding::Kind::Moved, seq, "is entry " + std::to_string(operation->seq));
    } else if (storage::columnsOf(*operation) != columns) {
        found(Finding::Kind::Columns, seq, "the columns beside the entry were changed");
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
