// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/repositories/operation_repository.h"

#include "base/base64.h"
#include "crypto/hash_chain.h"
#include "storage/query.h"
#include "storage/search_pattern.h"
#include "wire/codec.h"

namespace kaomon::storage {
namespace {

using Text = std::string;

// Lower case as likePattern() has it: ASCII only, so that both databases find the same; no control
// characters, which PostgreSQL does not all take.
Text searchTextOf(const wire::Operation& operation) {
    Text text;
    const auto add = [&text](const Text& part) {
        if (!part.empty()) {
            text += part;
            text += ' ';
        }
    };
    for (const Text* part : {&operation.action, &operation.kind, &operation.actorName, &operation.objectName,
                             &operation.address, &operation.code, &operation.reason, &operation.detail}) {
        add(*part);
    }
    for (const auto& change : operation.changes) {
        add(change.field);
        for (const auto* value : {&change.before, &change.after}) {
            if (*value) {
                add(**value);
            }
        }
    }
    for (char& c : text) {
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        c = static_cast<unsigned char>(c) < ' ' ? ' ' : c;
    }
    return text;
}

constexpr char kBetween = '\x1f';

Text joined(long long at, std::initializer_list<const Text*> parts) {
    Text text = std::to_string(at);
    std::size_t size = text.size();
    for (const Text* part : parts) {
        size += 1 + part->size();
    }
    text.reserve(size);
    for (const Text* part : parts) {
        text += kBetween;
        text += *part;
    }
    return text;
}

// The database joins the columns as joined() does: one value to fetch instead of eight.
constexpr const char* kColumns =
    "seq, CAST(at AS TEXT) || :sep || action || :sep || kind || :sep || actor || :sep || object_kind || "
    ":sep || object_id || :sep || outcome || :sep || search, rec, h";

std::vector<OperationRow> rowsOf(Query& query) {
    std::vector<OperationRow> rows;
    for (auto& [seq, columns, record, hash] :
         query.bind("sep", Text(1, kBetween)).all<long long, Text, Text, Text>()) {
        rows.push_back({seq, std::move(columns), std::move(record), std::move(hash)});
    }
    return rows;
}

Bytes headOf(const Text& stored) {
    auto head = fromBase64Url(stored);
    if (!head || (!head->empty() && head->size() != crypto::chainStart().size())) {
        throw StorageFault(StorageFault::Kind::Corrupt, "head of the operation log");
    }
    return head->empty() ? crypto::chainStart() : std::move(*head);
}

} // namespace

Text columnsOf(const wire::Operation& operation) {
    const Text search = searchTextOf(operation);
    return joined(toEpochMicros(operation.at),
                  {&operation.action, &operation.kind, &operation.actor, &operation.objectKind,
                   &operation.object, &operation.outcome, &search});
}

// Acts upon accounts were kept in a table of their own before there was this log: they become its first
// entries, in their order and with their times.
void OperationRepository::adoptOldActs(std::vector<wire::Operation>& operations) {
    auto rows = Query(m_unit, "SELECT at, kind, actor, user_id, device_id, reason, detail FROM account_act "
                              "WHERE tenant_id = :tenant ORDER BY at, id")
                    .bind("tenant", m_unit.tenant())
                    .all<TimePoint, Text, Text, std::optional<Text>, std::optional<Text>, Text, Text>();
    std::vector<wire::Operation> all;
    for (auto& [at, kind, actor, user, device, reason, detail] : rows) {
        wire::Operation act;
        act.at = at;
        act.actorKind = actor.starts_with("device:") ? "device" : "user";
        act.actor = actor.starts_with("device:") ? actor.substr(7) : actor;
        act.action = "accountAct";
        act.kind = kind;
        act.objectKind = user ? "user" : (device ? "device" : "tenant");
        act.object = user ? *user : device.value_or("");
        act.outcome = "ok";
        act.reason = reason;
        act.detail = detail;
        all.push_back(std::move(act));
    }
    if (all.empty()) {
        return;
    }
    Query(m_unit, "DELETE FROM account_act WHERE tenant_id = :tenant").bind("tenant", m_unit.tenant()).run();
    std::move(operations.begin(), operations.end(), std::back_inserter(all));
    operations = std::move(all);
}

void OperationRepository::append(std::vector<wire::Operation> operations) {
    if (operations.empty()) {
        return;
    }
    // takes the row's lock before anything is read
    const bool isThere =
        Query(m_unit, "UPDATE tenant_seq SET audit_seq = audit_seq WHERE tenant_id = :tenant")
            .bind("tenant", m_unit.tenant())
            .run() == 1;
    if (!isThere) {
        Query(m_unit, "INSERT INTO tenant_seq (tenant_id, rev) VALUES (:tenant, 0)")
            .bind("tenant", m_unit.tenant())
            .run();
    }
    OperationHead last = head();
    if (last.seq == 0) {
        adoptOldActs(operations);
    }
    for (wire::Operation& operation : operations) {
        operation.seq = ++last.seq;
        const Text record = canonicalRecord(operation);
        last.hash = crypto::chainNext(last.hash, Bytes(record.begin(), record.end()));
        Query(m_unit, "INSERT INTO operation_log (tenant_id, seq, at, action, kind, actor, object_kind, "
                      "object_id, outcome, search, rec, h) VALUES (:tenant, :seq, :at, :action, :kind, "
                      ":actor, :object_kind, :object_id, :outcome, :search, :rec, :h)")
            .bind("tenant", m_unit.tenant())
            .bind("seq", operation.seq)
            .bind("at", operation.at)
            .bind("action", operation.action)
            .bind("kind", operation.kind)
            .bind("actor", operation.actor)
            .bind("object_kind", operation.objectKind)
            .bind("object_id", operation.object)
            .bind("outcome", operation.outcome)
            .bind("search", searchTextOf(operation))
            .bind("rec", record)
            .bind("h", last.hash)
            .run();
    }
    Query(m_unit, "UPDATE tenant_seq SET audit_seq = :seq, audit_head = :head WHERE tenant_id = :tenant")
        .bind("seq", last.seq)
        .bind("head", last.hash)
        .bind("tenant", m_unit.tenant())
        .run();
}

std::vector<OperationRow> OperationRepository::list(const OperationFilter& filter) {
    Text sql = Text("SELECT ") + kColumns + " FROM operation_log WHERE tenant_id = :tenant";
    const std::pair<const char*, const Text*> exact[] = {
        {"action", &filter.action},          {"kind", &filter.kind},        {"actor", &filter.actor},
        {"object_kind", &filter.objectKind}, {"object_id", &filter.object}, {"outcome", &filter.outcome}};
    for (const auto& [column, value] : exact) {
        sql += value->empty() ? Text() : Text(" AND ") + column + " = :" + column;
    }
    sql += filter.text.empty() ? "" : " AND search LIKE :text ESCAPE '!'";
    sql += filter.from ? " AND at >= :from_at" : "";
    sql += filter.to ? " AND at < :to_at" : "";
    sql += filter.beforeSeq ? " AND seq < :before" : "";
    sql += filter.afterSeq ? " AND seq > :after" : "";
    sql += filter.newestFirst ? " ORDER BY seq DESC LIMIT :limit" : " ORDER BY seq LIMIT :limit";
    Query query(m_unit, sql);
    query.bind("tenant", m_unit.tenant()).bind("limit", filter.limit);
    for (const auto& [column, value] : exact) {
        if (!value->empty()) {
            query.bind(column, *value);
        }
    }
    if (!filter.text.empty()) {
        query.bind("text", likePattern(filter.text));
    }
    if (filter.from) {
        query.bind("from_at", *filter.from);
    }
    if (filter.to) {
        query.bind("to_at", *filter.to);
    }
    if (filter.beforeSeq) {
        query.bind("before", *filter.beforeSeq);
    }
    if (filter.afterSeq) {
        query.bind("after", *filter.afterSeq);
    }
    return rowsOf(query);
}

std::vector<OperationRow> OperationRepository::chain(long long first, long long last) {
    Query query(m_unit, Text("SELECT ") + kColumns +
                            " FROM operation_log WHERE tenant_id = :tenant AND seq >= :first AND seq <= "
                            ":last ORDER BY seq");
    query.bind("tenant", m_unit.tenant()).bind("first", first).bind("last", last);
    return rowsOf(query);
}

std::optional<long long> OperationRepository::firstOf(long long first, long long last) {
    const auto row = Query(m_unit, "SELECT MIN(seq) FROM operation_log WHERE tenant_id = :tenant AND seq >= "
                                   ":first AND seq <= :last")
                         .bind("tenant", m_unit.tenant())
                         .bind("first", first)
                         .bind("last", last)
                         .first<std::optional<long long>>();
    return row ? std::get<0>(*row) : std::nullopt;
}

OperationHead OperationRepository::head() {
    const auto row = Query(m_unit, "SELECT audit_seq, audit_head FROM tenant_seq WHERE tenant_id = :tenant")
                         .bind("tenant", m_unit.tenant())
                         .first<long long, Text>();
    return row ? OperationHead{std::get<0>(*row), headOf(std::get<1>(*row))}
               : OperationHead{0, crypto::chainStart()};
}

std::optional<Bytes> OperationRepository::hashAt(long long seq) {
    auto row = Query(m_unit, "SELECT h FROM operation_log WHERE tenant_id = :tenant AND seq = :seq")
                   .bind("tenant", m_unit.tenant())
                   .bind("seq", seq)
                   .first<Bytes>();
    return row ? std::optional(std::move(std::get<0>(*row))) : std::nullopt;
}

// By the first entry that is young enough: a clock that once went wrong makes nothing behind it old.
long long OperationRepository::lastBefore(TimePoint at) {
    using Number = std::optional<long long>;
    const auto ends = Query(m_unit, "SELECT MIN(seq), MAX(seq) FROM operation_log WHERE tenant_id = :tenant")
                          .bind("tenant", m_unit.tenant())
                          .first<Number, Number>();
    if (!ends || !std::get<0>(*ends)) {
        return 0;
    }
    const auto young =
        Query(m_unit, "SELECT MIN(seq) FROM operation_log WHERE tenant_id = :tenant AND at >= :at")
            .bind("tenant", m_unit.tenant())
            .bind("at", at)
            .first<Number>();
    const Number first = young ? std::get<0>(*young) : Number();
    if (!first) {
        return *std::get<1>(*ends);
    }
    return *first > *std::get<0>(*ends) ? *first - 1 : 0;
}

void OperationRepository::addCheckpoint(const wire::OperationCheckpoint& checkpoint) {
    Query(m_unit, "INSERT INTO operation_checkpoint (tenant_id, kind, seq, at, head, key_public, signature) "
                  "VALUES (:tenant, :kind, :seq, :at, :head, :key, :signature) "
                  "ON CONFLICT (tenant_id, kind, seq) DO NOTHING")
        .bind("tenant", m_unit.tenant())
        .bind("kind", checkpoint.kind)
        .bind("seq", checkpoint.seq)
        .bind("at", checkpoint.at)
        .bind("head", checkpoint.head)
        .bind("key", checkpoint.key)
        .bind("signature", checkpoint.signature)
        .run();
}

std::vector<wire::OperationCheckpoint> OperationRepository::checkpoints(const Text& kind, int limit) {
    auto rows = Query(m_unit, "SELECT seq, at, head, key_public, signature FROM operation_checkpoint WHERE "
                              "tenant_id = :tenant AND kind = :kind ORDER BY seq DESC LIMIT :limit")
                    .bind("tenant", m_unit.tenant())
                    .bind("kind", kind)
                    .bind("limit", limit)
                    .all<long long, TimePoint, Bytes, Bytes, Bytes>();
    std::vector<wire::OperationCheckpoint> result;
    for (auto& [seq, at, head, key, signature] : rows) {
        result.push_back(
            {kind, m_unit.tenant().text(), seq, std::move(head), at, std::move(key), std::move(signature)});
    }
    return result;
}

long long OperationRepository::removeUpTo(long long seq, int limit) {
    return Query(m_unit, "DELETE FROM operation_log WHERE tenant_id = :tenant AND seq IN (SELECT seq FROM "
                         "operation_log WHERE tenant_id = :tenant AND seq <= :seq ORDER BY seq LIMIT :limit)")
        .bind("tenant", m_unit.tenant())
        .bind("seq", seq)
        .bind("limit", limit)
        .run();
}

void OperationRepository::removeCheckpointsBefore(long long seq) {
    Query(m_unit, "DELETE FROM operation_checkpoint WHERE tenant_id = :tenant AND seq < :seq")
        .bind("tenant", m_unit.tenant())
        .bind("seq", seq)
        .run();
}

} // namespace kaomon::storage
