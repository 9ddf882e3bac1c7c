// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/log_check.h"

#include <charconv>
#include <deque>
#include <future>

#include <boost/json.hpp>

#include "audit/chain_statement.h"
#include "base/base64.h"
#include "storage/repositories/operation_repository.h"
#include "wire/codec.h"

namespace kaomon::audit {
namespace {

namespace json = boost::json;
using storage::OperationRepository;
using storage::UnitOfWork;

constexpr long long kPage = 2000;
// Pages that are read and examined at the same time, so that no core waits for another.
constexpr std::size_t kAhead = 4;
constexpr int kMostStatements = 100'000;
constexpr std::string_view kEntryStart = R"({"h":")";
constexpr std::string_view kRecordStart = R"(","rec":)";

LogReport reportOf(const std::string& tenant, const ChainVerifier& verifier) {
    return {tenant, verifier.count(), verifier.last().seq, verifier.last().head, verifier.findings()};
}

// Reads and examines pages of a stored log ahead on threads of their own, and gives them in their order. So
// much memory as the pages ahead take, however long the log is and whatever numbers its entries claim.
class PagesAhead {
public:
    // From `first` to `last`; `read` outlives this object.
    PagesAhead(const ReadJob& read, long long first, long long last)
        : m_read(read)
        , m_next(first)
        , m_last(last)
        , m_isAll(first > last) {}

    // nullopt behind the last page.
    Result<std::optional<ExaminedPage>> next() {
        while (true) {
            while (!m_isAll && m_running.size() < kAhead) {
                const long long end = m_last - m_next < kPage ? m_last : m_next + kPage - 1;
                // the hourly check has one page as a rule, and needs no thread for it
                const bool isAlone = end == m_last && m_running.empty();
                m_running.push_back(
                    {end, std::async(isAlone ? std::launch::deferred : std::launch::async,
                                     [this, first = m_next, end] { return pageOf(first, end); })});
                m_isAll = end == m_last;
                m_next = m_isAll ? m_next : end + 1;
            }
            if (m_running.empty()) {
                return std::optional<ExaminedPage>();
            }
            const long long end = m_running.front().end;
            auto page = m_running.front().page.get();
            m_running.pop_front();
            if (!page) {
                return propagate(page.error());
            }
            if (!page->rows.empty()) {
                return std::optional(std::move(*page));
            }
            if (Status skipped = skipGap(end); !skipped) {
                return propagate(skipped.error());
            }
        }
    }

private:
    struct Running {
        long long end = 0;
        std::future<Result<ExaminedPage>> page;
    };

    Result<ExaminedPage> pageOf(long long first, long long last) const {
        std::vector<storage::OperationRow> rows;
        const Status done = m_read([&](UnitOfWork& unit) -> Status {
            rows = OperationRepository(unit).chain(first, last);
            return {};
        });
        return done ? Result<ExaminedPage>(examine(std::move(rows))) : propagate(done.error());
    }

    // Numbers that nothing has, up to `end`: on with the next that there is, or a log whose last entry claims
    // a number from far away would be read for years.
    Status skipGap(long long end) {
        if (end == m_last) {
            return {};
        }
        std::optional<long long> first;
        const Status done = m_read([&](UnitOfWork& unit) -> Status {
            first = OperationRepository(unit).firstOf(end + 1, m_last);
            return {};
        });
        if (!done) {
            return done;
        }
        if (!first) {
            m_running.clear();
            m_isAll = true;
        } else if (!m_isAll && *first >= m_next) {
            m_running.clear();
            m_next = *first;
        }
        return {};
    }

    const ReadJob& m_read;
    long long m_next;
    const long long m_last;
    bool m_isAll; // asked for
    std::deque<Running> m_running;
};

struct EntryLine {
    std::string_view hash;
    std::string_view record;
    long long seq = 0;
};

// The record is taken as its bytes stand: what was hashed is not parsed and written anew. In canonical JSON
// no text can hold an unescaped quote, so that the name of the member is found by looking for it.
std::optional<EntryLine> entryOf(std::string_view line) {
    constexpr std::string_view kSeq = R"("seq":)";
    const auto middle = line.find(kRecordStart);
    if (!line.starts_with(kEntryStart) || middle == std::string_view::npos || !line.ends_with('}')) {
        return std::nullopt;
    }
    EntryLine entry;
    entry.hash = line.substr(kEntryStart.size(), middle - kEntryStart.size());
    const auto begin = middle + kRecordStart.size();
    entry.record = line.substr(begin, line.size() - begin - 1);
    const auto seq = entry.record.rfind(kSeq);
    if (seq == std::string_view::npos) {
        return std::nullopt;
    }
    const char* first = entry.record.data() + seq + kSeq.size();
    const auto [end, error] = std::from_chars(first, entry.record.data() + entry.record.size(), entry.seq);
    return error == std::errc() ? std::optional(entry) : std::nullopt;
}

std::optional<ChainStart> placeOf(const json::object& object) {
    const auto* seq = object.if_contains("seq");
    const auto* head = object.if_contains("head");
    if (seq == nullptr || !seq->is_int64() || head == nullptr || !head->is_string()) {
        return std::nullopt;
    }
    auto bytes = fromBase64Url(std::string_view(head->as_string().data(), head->as_string().size()));
    return bytes ? std::optional(ChainStart{seq->as_int64(), std::move(*bytes)}) : std::nullopt;
}

json::object placeJson(const ChainStart& place) {
    return {{"seq", place.seq}, {"head", toBase64Url(place.head)}};
}

Error notAnExport(const char* why) {
    return Error(ErrorCode::ValidationFailed, why);
}

} // namespace

Result<LogReport> checkStoredLog(const ReadJob& read, const TenantId& tenant, const Bytes& logPublic,
                                 const std::vector<wire::OperationCheckpoint>& shipped,
                                 const std::optional<ChainStart>& from) {
    ChainVerifier verifier(tenant.text(), logPublic);
    storage::OperationHead head;
    const Status begun = read([&](UnitOfWork& unit) -> Status {
        OperationRepository log(unit);
        head = log.head();
        if (!from) {
            for (const char* kind : {kAnchor, kCheckpoint}) {
                for (const auto& statement : log.checkpoints(kind, kMostStatements)) {
                    verifier.addStatement(statement);
                }
            }
        }
        return {};
    });
    if (!begun) {
        return propagate(begun.error());
    }
    for (const auto& statement : shipped) {
        verifier.addStatement(statement);
    }
    const ChainStart start = from ? *from : verifier.start();
    verifier.beginAt(start);
    PagesAhead pages(read, start.seq + 1, head.seq);
    while (true) {
        const auto page = pages.next();
        if (!page) {
            return propagate(page.error());
        }
        if (!*page) {
            break;
        }
        verifier.takePage(**page);
    }
    verifier.finishAt(head.seq, head.hash);
    verifier.finish();
    return reportOf(tenant.text(), verifier);
}

Result<LogReport> checkExport(std::istream& file, const Bytes& logPublic,
                              const std::vector<wire::OperationCheckpoint>& shipped) {
    std::string line;
    boost::system::error_code error;
    if (!std::getline(file, line)) {
        return propagate(notAnExport("an empty file"));
    }
    const json::value first = json::parse(line, error);
    const auto* head = error || !first.is_object() ? nullptr : first.as_object().if_contains("export");
    const auto start = head != nullptr && head->is_object() ? placeOf(head->as_object()) : std::nullopt;
    if (!start || !head->as_object().contains("tenant") || !head->at("tenant").is_string()) {
        return propagate(notAnExport("the first line is not that of an export"));
    }
    if (!head->as_object().contains("whole") || head->at("whole") != json::value(true)) {
        return propagate(notAnExport("a filtered export: its entries are no chain"));
    }
    const std::string tenant(head->at("tenant").as_string());
    ChainVerifier verifier(tenant, logPublic);
    for (const auto& statement : shipped) {
        verifier.addStatement(statement);
    }
    verifier.beginAt(*start);
    std::optional<ChainStart> end;
    while (std::getline(file, line)) {
        if (const auto entry = entryOf(line)) {
            verifier.take(entry->seq, entry->record, entry->hash);
            continue;
        }
        const json::value other = json::parse(line, error);
        const auto* last = error || !other.is_object() ? nullptr : other.as_object().if_contains("end");
        end = last != nullptr && last->is_object() ? placeOf(last->as_object()) : std::nullopt;
        if (!end) {
            return propagate(notAnExport("a line that is no entry"));
        }
    }
    if (end) {
        verifier.finishAt(end->seq, end->head);
    } else {
        verifier.finishAt(verifier.last().seq + 1, {}); // cut off
    }
    verifier.finish();
    return reportOf(tenant, verifier);
}

Result<std::vector<wire::OperationCheckpoint>> readCheckpoints(std::istream& file) {
    std::vector<wire::OperationCheckpoint> statements;
    for (std::string line; std::getline(file, line);) {
        if (line.empty()) {
            continue;
        }
        auto statement = wire::decode<wire::OperationCheckpoint>(line);
        if (!statement) {
            return fail(ErrorCode::ValidationFailed,
                        "line " + std::to_string(statements.size() + 1) + " is no checkpoint");
        }
        statements.push_back(std::move(*statement));
    }
    return statements;
}

std::string exportHeadLine(const std::string& tenant, const ChainStart& before, bool isWhole) {
    json::object head = placeJson(before);
    head["tenant"] = tenant;
    head["whole"] = isWhole;
    return json::serialize(json::object{{"export", head}}) + "\n";
}

std::string exportLine(const std::string& record, const std::string& hash) {
    return std::string(kEntryStart) + hash + std::string(kRecordStart) + record + "}\n";
}

std::string exportEndLine(const ChainStart& last) {
    return json::serialize(json::object{{"end", placeJson(last)}}) + "\n";
}

} // namespace kaomon::audit
