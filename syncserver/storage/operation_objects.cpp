// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/operation_objects.h"

#include <algorithm>

#include <boost/json.hpp>

#include "crypto/secret_key.h"
#include "storage/query.h"

namespace kaomon::storage {
namespace {

namespace json = boost::json;
using enum FieldKind;

const std::vector<LoggedObject>& loggedObjects() {
    static const std::vector<LoggedField> user{{"login", "login"},
                                               {"display_name", "display_name"},
                                               {"kana", "kana"},
                                               {"mail", "mail"},
                                               {"note", "note"},
                                               {"role", "role"},
                                               {"account_state", "account_state"},
                                               {"password_verifier", "password", Secret},
                                               {"password_kind", "password_kind"},
                                               {"password_expires_at", "password_expires_at", Time},
                                               {"identity_wrapped", "identity_key", Secret},
                                               {"must_change", "must_change_password", Flag},
                                               {"valid_from", "valid_from", Time},
                                               {"valid_to", "valid_to", Time},
                                               {"deleted_at", "deleted_at", Time},
                                               {"re_enrol_at", "re_enrolment_requested_at", Time},
                                               {"face_refused_at", "face_refused_at", Time},
                                               {"vault_frozen_at", "vault_frozen_at", Time}};
    static const std::vector<LoggedField> sealed{{"state", "state"},  {"device_id", "device"},
                                                 {"user_id", "user"}, {"size", "size", Number},
                                                 {"note", "note"},    {"expires_at", "expires_at", Time}};
    static const std::vector<LoggedObject> objects{
        {"users", "user", "user_account", "id", "login", user},
        {"Users", "user", "user_account", "id", "login", user},
        {"devices",
         "device",
         "device",
         "id",
         "name",
         {{"name", "name"},
          {"state", "state"},
          {"state_reason", "state_reason"},
          {"group_id", "group"},
          {"certificate", "certificate", Secret},
          {"wipe_requested_at", "wipe_requested_at", Time},
          {"wiped_at", "wiped_at", Time}}},
        {"user-groups", "user_group", "user_group", "id", "name", {{"name", "name"}, {"note", "note"}}},
        {"device-groups",
         "device_group",
         "device_group",
         "id",
         "name",
         {{"name", "name"},
          {"note", "note"},
          {"is_shared", "shared", Flag},
          {"due_at", "rotation_due", Time},
          {"next_key_id", "next_key"},
          {"started_at", "rotation_started_at", Time}}},
        {"enrolment-codes",
         "enrolment_code",
         "enrolment_code",
         "code_id",
         "label",
         {{"label", "label"},
          {"group_id", "group"},
          {"use_count", "use_count", Number},
          {"is_revoked", "revoked", Flag},
          {"is_auto_approved", "auto_approve", Flag},
          {"not_after", "not_after", Time}}},
        {"licences",
         "licence",
         "licence",
         "id",
         "serial",
         {{"serial", "serial"},
          {"kind", "kind"},
          {"seats", "seats", Number},
          {"first_day", "first_day"},
          {"last_day", "last_day"},
          {"superseded_at", "superseded_at", Time}}},
        {"templates",
         "face_template",
         "face_template",
         "id",
         "label",
         {{"label", "label"},
          {"user_id", "user"},
          {"version", "version", Number},
          {"model_id", "model"},
          {"device_id", "device"},
          {"consent_id", "consent"},
          {"review_reason", "review_reason"},
          {"approved_by", "approved_by"}}},
        {"saved-filters",
         "saved_filter",
         "saved_filter",
         "id",
         "name",
         {{"name", "name"}, {"resource", "resource"}, {"query", "query"}, {"is_shared", "shared", Flag}}},
        {"scim-tokens",
         "scim_token",
         "scim_token",
         "id",
         "label",
         {{"label", "label"},
          {"token_hash", "token", Secret},
          {"expires_at", "expires_at", Time},
          {"is_revoked", "revoked", Flag}}},
        {"two-person-acts",
         "two_person_act",
         "two_person_act",
         "id",
         "",
         {{"kind", "kind"},
          {"state", "state"},
          {"subject_id", "subject"},
          {"requester_id", "requester"},
          {"approver_id", "approver"},
          {"reason", "reason"},
          {"refusal", "refusal"}}},
        {"imports",
         "import",
         "import_job",
         "id",
         "",
         {{"parts", "parts", Number}, {"position", "rows", Number}}},
        {"notices",
         "notice",
         "notice",
         "id",
         "title_ja",
         {{"kind", "kind"},
          {"audience", "audience"},
          {"title_ja", "title_ja"},
          {"body_ja", "body_ja"},
          {"title_en", "title_en"},
          {"body_en", "body_en"},
          {"starts_at", "starts_at", Time},
          {"ends_at", "ends_at", Time},
          {"withdrawn_at", "withdrawn_at", Time}}},
        {"webhooks",
         "webhook",
         "webhook",
         "id",
         "name",
         {{"name", "name"},
          {"url", "url"},
          {"sends", "sends"},
          {"wanted", "wanted"},
          {"secret_sealed", "secret", Secret},
          {"is_enabled", "enabled", Flag}}},
        {"alert-rules", "alert_rule", "alert_rule", "id", "name", {{"name", "name"}, {"rule", "rule"}}},
        {"evidence", "evidence", "sealed_blob", "id", "", sealed},
        {"diagnostics", "diagnostics", "sealed_blob", "id", "ticket", sealed},
        {"sessions",
         "session",
         "session",
         "id",
         "",
         {{"user_id", "user"}, {"device_id", "device"}, {"address", "address"}}},
    };
    return objects;
}

// One row as one JSON text, so that tables of any shape are read alike.
std::string selectOf(UnitOfWork& unit, const LoggedObject& object) {
    std::string text =
        unit.dialect() == Dialect::Sqlite ? "SELECT json_object(" : "SELECT CAST(json_build_object(";
    for (const LoggedField& field : object.fields) {
        text += '\'' + std::string(field.name) + "', " + std::string(field.column) + ", ";
    }
    const std::string name = object.nameColumn.empty() ? "''" : std::string(object.nameColumn);
    text += "'=name', " + name + (unit.dialect() == Dialect::Sqlite ? ")" : ") AS TEXT)");
    return text + " FROM " + std::string(object.table) + " WHERE tenant_id = :tenant AND " +
           std::string(object.idColumn) + " = :id";
}

std::optional<std::string> valueOf(const json::value& value, FieldKind kind) {
    if (value.is_null()) {
        return std::nullopt;
    }
    if (kind == Time) {
        return toRfc3339(fromEpochMicros(value.to_number<std::int64_t>()));
    }
    if (kind == Flag) {
        return std::string(value.to_number<std::int64_t>() == 0 ? "false" : "true");
    }
    std::string text = value.is_string() ? std::string(value.as_string()) : json::serialize(value);
    if (kind == Secret) {
        return toBase64Url(crypto::shortHash(text));
    }
    return text.empty() ? std::nullopt : std::optional(std::move(text));
}

std::string textOf(UnitOfWork& unit, const char* sql, const std::string& id) {
    auto row = Query(unit, sql).bind("tenant", unit.tenant()).bind("id", id).first<std::string>();
    return row ? std::move(std::get<0>(*row)) : std::string();
}

} // namespace

const LoggedObject* loggedObject(std::string_view resource) {
    const auto& objects = loggedObjects();
    const auto found = std::ranges::find(objects, resource, &LoggedObject::resource);
    return found == objects.end() ? nullptr : &*found;
}

std::optional<ObjectState> stateOf(UnitOfWork& unit, const LoggedObject& object, const std::string& id) {
    const auto row =
        Query(unit, selectOf(unit, object)).bind("tenant", unit.tenant()).bind("id", id).first<std::string>();
    if (!row) {
        return std::nullopt;
    }
    const json::object values = json::parse(std::get<0>(*row)).as_object();
    ObjectState state{.name = std::string(values.at("=name").as_string()), .values = {}};
    for (const LoggedField& field : object.fields) {
        state.values.push_back(
            valueOf(values.at(json::string_view(field.name.data(), field.name.size())), field.kind));
    }
    return state;
}

std::vector<wire::OperationChange> changesOf(const LoggedObject& object,
                                             const std::optional<ObjectState>& before,
                                             const std::optional<ObjectState>& after) {
    std::vector<wire::OperationChange> changes;
    for (std::size_t i = 0; i < object.fields.size(); ++i) {
        auto old = before ? before->values[i] : std::nullopt;
        auto now = after ? after->values[i] : std::nullopt;
        if (old == now) {
            continue;
        }
        const bool isSecret = object.fields[i].kind == Secret;
        changes.push_back({std::string(object.fields[i].name), isSecret ? std::nullopt : std::move(old),
                           isSecret ? std::nullopt : std::move(now)});
    }
    return changes;
}

std::string loginOf(UnitOfWork& unit, const std::string& user) {
    return textOf(unit, "SELECT login FROM user_account WHERE tenant_id = :tenant AND id = :id", user);
}

std::string deviceNameOf(UnitOfWork& unit, const std::string& device) {
    return textOf(unit, "SELECT name FROM device WHERE tenant_id = :tenant AND id = :id", device);
}

} // namespace kaomon::storage
