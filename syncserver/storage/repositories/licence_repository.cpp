// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/repositories/licence_repository.h"

#include "storage/query.h"

namespace kaomon::storage {
namespace {

using Text = std::string;

constexpr std::string_view kSelect = "SELECT id, serial, kind, seats, first_day, last_day, issued_at, "
                                     "signed_text, installed_at, installed_by, "
                                     "superseded_at FROM licence WHERE tenant_id = :tenant";
constexpr std::string_view kSeats =
    "SELECT COUNT(*) FROM user_account u WHERE u.tenant_id = :tenant AND u.deleted_at IS NULL AND "
    "u.account_state <> 'disabled' AND EXISTS (SELECT 1 FROM face_template t WHERE t.tenant_id = u.tenant_id "
    "AND t.user_id = u.id)";

std::vector<LicenceRow> licencesOf(Query& query) {
    std::vector<LicenceRow> licences;
    for (auto& [id, serial, kind, seats, first, last, issued, text, installed, by, superseded] :
         query.all<Text, Text, Text, int, Text, Text, TimePoint, Text, TimePoint, Text,
                   std::optional<TimePoint>>()) {
        licences.push_back({.id = std::move(id),
                            .serial = std::move(serial),
                            .kind = std::move(kind),
                            .seats = seats,
                            .firstDay = std::move(first),
                            .lastDay = std::move(last),
                            .issuedAt = issued,
                            .text = std::move(text),
                            .installedAt = installed,
                            .installedBy = std::move(by),
                            .supersededAt = superseded});
    }
    return licences;
}

long long countOf(Query& query) {
    const auto row = query.first<long long>();
    return row ? std::get<0>(*row) : 0;
}

} // namespace

std::vector<LicenceRow> LicenceRepository::list() {
    Query query(m_unit, std::string(kSelect) + " ORDER BY first_day, installed_at, id");
    return licencesOf(query.bind("tenant", m_unit.tenant()));
}

std::optional<LicenceRow> LicenceRepository::find(const std::string& id) {
    Query query(m_unit, std::string(kSelect) + " AND id = :id");
    auto rows = licencesOf(query.bind("tenant", m_unit.tenant()).bind("id", id));
    return rows.empty() ? std::nullopt : std::optional(std::move(rows.front()));
}

bool LicenceRepository::takeSerial(const std::string& serial) {
    return Query(m_unit, "INSERT INTO licence_serial (serial, tenant_id) VALUES (:serial, :tenant) "
                         "ON CONFLICT (serial) DO NOTHING")
               .bind("serial", serial)
               .bind("tenant", m_unit.tenant())
               .run() == 1;
}

void LicenceRepository::freeSerial(const std::string& serial) {
    Query(m_unit, "DELETE FROM licence_serial WHERE serial = :serial AND tenant_id = :tenant")
        .bind("serial", serial)
        .bind("tenant", m_unit.tenant())
        .run();
}

void LicenceRepository::add(const LicenceRow& licence) {
    Query(m_unit,
          "INSERT INTO licence (tenant_id, id, serial, kind, seats, first_day, last_day, issued_at, "
          "signed_text, installed_at, installed_by, superseded_at) VALUES (:tenant, :id, :serial, :kind, "
          ":seats, :first, :last, :issued, :text, :installed, :by, :superseded)")
        .bind("tenant", m_unit.tenant())
        .bind("id", licence.id)
        .bind("serial", licence.serial)
        .bind("kind", licence.kind)
        .bind("seats", licence.seats)
        .bind("first", licence.firstDay)
        .bind("last", licence.lastDay)
        .bind("issued", licence.issuedAt)
        .bind("text", licence.text)
        .bind("installed", licence.installedAt)
        .bind("by", licence.installedBy)
        .bind("superseded", licence.supersededAt)
        .run();
}

void LicenceRepository::supersedeTrials(TimePoint now) {
    Query(m_unit, "UPDATE licence SET superseded_at = :now WHERE tenant_id = :tenant AND kind = 'trial' AND "
                  "superseded_at IS NULL")
        .bind("now", now)
        .bind("tenant", m_unit.tenant())
        .run();
}

void LicenceRepository::remove(const std::string& id) {
    Query(m_unit, "DELETE FROM licence WHERE tenant_id = :tenant AND id = :id")
        .bind("tenant", m_unit.tenant())
        .bind("id", id)
        .run();
}

long long LicenceRepository::seatsTaken() {
    Query query(m_unit, kSeats);
    return countOf(query.bind("tenant", m_unit.tenant()));
}

bool LicenceRepository::hasSeat(const std::string& user) {
    Query query(m_unit, std::string(kSeats) + " AND u.id = :user");
    return countOf(query.bind("tenant", m_unit.tenant()).bind("user", user)) > 0;
}

bool LicenceRepository::hasFace(const std::string& user) {
    Query query(m_unit, "SELECT COUNT(*) FROM face_template WHERE tenant_id = :tenant AND user_id = :user");
    return countOf(query.bind("tenant", m_unit.tenant()).bind("user", user)) > 0;
}

bool LicenceRepository::takeTrial(const std::string& companyHash, TimePoint now) {
    return Query(m_unit, "INSERT INTO trial_company (company_hash, started_at) VALUES (:hash, :now) "
                         "ON CONFLICT (company_hash) DO NOTHING")
               .bind("hash", companyHash)
               .bind("now", now)
               .run() == 1;
}

} // namespace kaomon::storage
