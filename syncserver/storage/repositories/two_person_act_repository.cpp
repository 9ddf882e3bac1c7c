// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/repositories/two_person_act_repository.h"

#include "base/base64.h"
#include "storage/query.h"
#include "storage/repositories/revision.h"

namespace kaomon::storage {
namespace {

using Text = std::string;

constexpr std::string_view kSelect =
    "SELECT id, kind, state, subject_id, requester_id, approver_id, reason, refusal, requested_at, "
    "not_after, "
    "decided_at, done_at, request, approval, sealed_part, rev FROM two_person_act WHERE tenant_id = :tenant";

std::vector<wire::TwoPersonAct> actsFrom(Query& query, TimePoint now) {
    std::vector<wire::TwoPersonAct> acts;
    auto rows =
        query.all<Text, Text, Text, UserId, UserId, std::optional<UserId>, Text, Text, TimePoint, TimePoint,
                  std::optional<TimePoint>, std::optional<TimePoint>, Bytes, Bytes, Bytes, long long>();
    for (auto& [id, kind, state, subject, requester, approver, reason, refusal, requested, notAfter, decided,
                done, request, approval, part, rev] : rows) {
        const bool isOver = (state == "pending" || state == "approved") && now > notAfter;
        acts.push_back({.id = id,
                        .kind = kind,
                        .state = isOver ? "expired" : state,
                        .subject = subject,
                        .requester = requester,
                        .approver = approver,
                        .reason = reason,
                        .refusal = refusal,
                        .requestedAt = requested,
                        .notAfter = notAfter,
                        .decidedAt = decided,
                        .doneAt = done,
                        .request = std::move(request),
                        .approval = std::move(approval),
                        .sealedPart = std::move(part),
                        .rev = rev});
    }
    return acts;
}

std::optional<wire::TwoPersonAct> firstOf(std::vector<wire::TwoPersonAct> acts) {
    return acts.empty() ? std::nullopt : std::optional(std::move(acts.front()));
}

} // namespace

std::optional<wire::TwoPersonAct> TwoPersonActRepository::find(const std::string& id) {
    Query query(m_unit, Text(kSelect) + " AND id = :id");
    query.bind("tenant", m_unit.tenant()).bind("id", id);
    return firstOf(actsFrom(query, m_now));
}

std::vector<wire::TwoPersonAct> TwoPersonActRepository::list(const TwoPersonActFilter& filter) {
    Text sql(kSelect);
    const bool isExpired = filter.state == "expired";
    if (isExpired) {
        sql += " AND state IN ('pending', 'approved') AND not_after < :now";
    } else if (!filter.state.empty()) {
        sql += " AND state = :state AND (not_after >= :now OR state NOT IN ('pending', 'approved'))";
    }
    if (filter.about) {
        sql += " AND subject_id = :about";
    }
    if (!filter.afterId.empty()) {
        sql += " AND id < :after";
    }
    Query query(m_unit, sql + " ORDER BY id DESC LIMIT :limit");
    query.bind("tenant", m_unit.tenant()).bind("limit", filter.limit);
    if (!filter.state.empty()) {
        query.bind("now", m_now);
    }
    if (!filter.state.empty() && !isExpired) {
        query.bind("state", filter.state);
    }
    if (filter.about) {
        query.bind("about", *filter.about);
    }
    if (!filter.afterId.empty()) {
        query.bind("after", filter.afterId);
    }
    return actsFrom(query, m_now);
}

std::optional<wire::TwoPersonAct>
TwoPersonActRepository::findApproved(const std::string& kind, const UserId& subject, const Bytes& digest) {
    Query query(m_unit, Text(kSelect) + " AND state = 'approved' AND kind = :kind AND subject_id = :subject "
                                        "AND digest = :digest AND not_after >= :now ORDER BY id");
    query.bind("tenant", m_unit.tenant())
        .bind("kind", kind)
        .bind("subject", subject)
        .bind("digest", digest)
        .bind("now", m_now);
    return firstOf(actsFrom(query, m_now));
}

// PCs let a face be enrolled on an agreement that they check themselves.
long long TwoPersonActRepository::note(const std::string& id) {
    return recordChange(m_unit, "act", id, ChangeOp::Upsert, "", m_now);
}

void TwoPersonActRepository::add(const wire::TwoPersonAct& act, const Bytes& digest) {
    Query(m_unit, "INSERT INTO two_person_act (tenant_id, id, kind, state, subject_id, requester_id, reason, "
                  "refusal, digest, requested_at, not_after, request, approval, sealed_part, rev) VALUES "
                  "(:tenant, :id, :kind, :state, :subject, :requester, :reason, '', :digest, :requested, "
                  ":notafter, :request, '', '', :rev)")
        .bind("tenant", m_unit.tenant())
        .bind("id", act.id)
        .bind("kind", act.kind)
        .bind("state", act.state)
        .bind("subject", act.subject)
        .bind("requester", act.requester)
        .bind("reason", act.reason)
        .bind("digest", digest)
        .bind("requested", act.requestedAt)
        .bind("notafter", act.notAfter)
        .bind("request", act.request)
        .bind("rev", note(act.id))
        .run();
}

void TwoPersonActRepository::approve(const std::string& id, const UserId& approver,
                                     const wire::ActApproval& approval) {
    Query(m_unit, "UPDATE two_person_act SET state = 'approved', approver_id = :approver, approval = "
                  ":approval, sealed_part = :part, decided_at = :now, rev = :rev WHERE tenant_id = :tenant "
                  "AND id = :id AND state = 'pending'")
        .bind("tenant", m_unit.tenant())
        .bind("id", id)
        .bind("approver", approver)
        .bind("approval", approval.record)
        .bind("part", approval.sealedPart)
        .bind("now", m_now)
        .bind("rev", note(id))
        .run();
}

void TwoPersonActRepository::close(const std::string& id, const std::string& state, const UserId& by,
                                   const std::string& reason) {
    Query(m_unit, "UPDATE two_person_act SET state = :state, approver_id = :who, refusal = :reason, "
                  "sealed_part = '', decided_at = :now, rev = :rev WHERE tenant_id = :tenant AND id = :id")
        .bind("tenant", m_unit.tenant())
        .bind("id", id)
        .bind("state", state)
        .bind("who", by)
        .bind("reason", reason)
        .bind("now", m_now)
        .bind("rev", note(id))
        .run();
}

void TwoPersonActRepository::finish(const std::string& id) {
    Query(m_unit, "UPDATE two_person_act SET state = 'done', sealed_part = '', done_at = :now, rev = :rev "
                  "WHERE tenant_id = :tenant AND id = :id")
        .bind("tenant", m_unit.tenant())
        .bind("id", id)
        .bind("now", m_now)
        .bind("rev", note(id))
        .run();
}

} // namespace kaomon::storage
