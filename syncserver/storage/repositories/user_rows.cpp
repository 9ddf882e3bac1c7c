// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/repositories/user_rows.h"

#include "storage/repositories/aged_users.h"

namespace kaomon::storage {
namespace {

using Text = std::string;
using MaybeTime = std::optional<TimePoint>;

// Not valid yet counts as provisional: the account exists and nobody may use it.
constexpr std::string_view kAccountState =
    "CASE WHEN u.deleted_at IS NOT NULL THEN 'deleting' WHEN u.account_state <> 'active' THEN "
    "u.account_state WHEN u.valid_to IS NOT NULL AND u.valid_to <= :now THEN 'expired' "
    "WHEN u.password_kind <> 'chosen' THEN 'provisional' "
    "WHEN u.valid_from IS NOT NULL AND u.valid_from > :now THEN 'provisional' ELSE 'active' END";

#define KAOMON_TEMPLATES_OF_U "FROM face_template t WHERE t.tenant_id = u.tenant_id AND t.user_id = u.id"
// One that waits for approval comes first: it is an administrator's turn. A template of unknown quality
// counts as good; one that waits for review asks for new pictures, and so does a person all of whose faces
// are too old.
#define KAOMON_STATE_TO_REVIEW                                                                               \
    "CASE WHEN NOT EXISTS (SELECT 1 " KAOMON_TEMPLATES_OF_U ") THEN CASE WHEN u.face_erased_at IS NULL "     \
    "THEN 'none' ELSE 'erased' END WHEN EXISTS (SELECT 1 " KAOMON_TEMPLATES_OF_U                             \
    " AND t.needs_approval = 1 AND t.approval IS NULL) THEN 'waiting' WHEN u.re_enrol_at IS NOT NULL OR "    \
    "EXISTS (SELECT 1 " KAOMON_TEMPLATES_OF_U " AND t.review_reason <> '')"
#define KAOMON_STATE_BY_QUALITY                                                                              \
    " THEN 're_enrol' WHEN NOT EXISTS (SELECT 1 " KAOMON_TEMPLATES_OF_U                                      \
    " AND COALESCE(t.quality, 100) >= 50) THEN 'low_quality' ELSE 'enrolled' END"
constexpr std::string_view kFaceState = KAOMON_STATE_TO_REVIEW KAOMON_STATE_BY_QUALITY;
constexpr std::string_view kNoYoungFace =
    KAOMON_STATE_TO_REVIEW " OR NOT EXISTS (SELECT 1 " KAOMON_TEMPLATES_OF_U " AND t.created_at > :now - ";
constexpr std::string_view kMicrosInADay = " * 86400000000)" KAOMON_STATE_BY_QUALITY;
#undef KAOMON_STATE_BY_QUALITY
#undef KAOMON_STATE_TO_REVIEW
#undef KAOMON_TEMPLATES_OF_U
static_assert(kLowQuality == 50);

std::vector<GroupId> splitGroups(const std::optional<Text>& joined) {
    std::vector<GroupId> groups;
    std::size_t start = 0;
    while (joined && start < joined->size()) {
        const auto end = std::min(joined->find(',', start), joined->size());
        auto group = GroupId::parse(std::string_view(*joined).substr(start, end - start));
        if (!group) {
            throw StorageFault(StorageFault::Kind::Corrupt, "group id");
        }
        groups.push_back(std::move(*group));
        start = end + 1;
    }
    return groups;
}

} // namespace

std::string_view accountStateSql() {
    return kAccountState;
}

std::string_view faceStateSql() {
    return kFaceState;
}

std::string faceStateSql(const FaceAges& ages) {
    if (ages.isNever()) {
        return Text(faceStateSql());
    }
    Text sql(kNoYoungFace);
    sql += ages.sql();
    sql += kMicrosInADay;
    return sql;
}

std::string selectUsers(Dialect dialect) {
    return selectUsers(dialect, FaceAges());
}

std::string selectUsers(Dialect dialect, const FaceAges& ages) {
    Text sql = "SELECT u.id, u.login, u.login_key, u.display_name, u.kana, u.mail, u.note, u.role, ";
    sql += kAccountState;
    sql += ", ";
    sql += faceStateSql(ages);
    sql += ", (SELECT COUNT(*) FROM face_template t WHERE t.tenant_id = u.tenant_id AND t.user_id = u.id), "
           "u.created_at, u.last_sign_in_at, u.valid_from, u.valid_to, u.rev, u.re_enrol_at, u.deleted_at, "
           "(SELECT ";
    sql += dialect == Dialect::Sqlite ? "GROUP_CONCAT" : "STRING_AGG";
    sql += "(g.group_id, ',') FROM (SELECT m.group_id FROM user_group_member m WHERE m.tenant_id = "
           "u.tenant_id AND m.user_id = u.id ORDER BY m.position) g) "
           "FROM user_account u WHERE u.tenant_id = :tenant";
    return sql;
}

std::vector<UserRow> userRowsOf(Query& query) {
    std::vector<UserRow> users;
    auto rows =
        query.all<UserId, Text, Text, Text, Text, Text, Text, Text, Text, Text, int, TimePoint, MaybeTime,
                  MaybeTime, MaybeTime, long long, MaybeTime, MaybeTime, std::optional<Text>>();
    for (auto& [id, login, key, display, kana, mail, note, role, state, face, templates, created, signIn,
                from, to, rev, reEnrol, deleted, groups] : rows) {
        users.push_back({.user = {.id = id,
                                  .login = login,
                                  .displayName = display,
                                  .kana = kana,
                                  .mail = mail,
                                  .note = note,
                                  .role = role,
                                  .accountState = state,
                                  .faceState = face,
                                  .templateCount = templates,
                                  .createdAt = created,
                                  .lastSignInAt = signIn,
                                  .validFrom = from,
                                  .validTo = to,
                                  .rev = rev,
                                  .groups = splitGroups(groups),
                                  .reEnrolRequestedAt = reEnrol,
                                  .deletedAt = deleted},
                         .loginKey = key});
    }
    return users;
}

} // namespace kaomon::storage
