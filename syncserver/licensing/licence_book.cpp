// SPDX-License-Identifier: GPL-3.0-or-later
#include "licensing/licence_book.h"

#include "base/base64.h"
#include "crypto/licence_file.h"
#include "crypto/signed_text.h"
#include "storage/repositories/revision.h"

namespace kaomon::licensing {
namespace {

using domain::LicenceKind;
using domain::LicenceTerm;
using storage::LicenceRepository;
using storage::LicenceRow;
using storage::TenantLife;
using storage::TenantLifeRepository;

constexpr std::string_view kTrialKind = "trial";

// The term of a row as far as it can be believed: a paid one by its signature alone, whatever the columns
// say.
Result<LicenceTerm> termOf(const LicenceRow& row, const std::vector<Bytes>& operatorKeys) {
    if (!row.text.empty() || row.kind != kTrialKind) {
        const auto file = crypto::LicenceFile::verify(row.text, operatorKeys);
        return file ? Result<LicenceTerm>(file->term) : propagate(file.error());
    }
    const auto first = domain::parseDay(row.firstDay);
    const auto last = domain::parseDay(row.lastDay);
    if (!first || !last) {
        return fail(ErrorCode::StorageCorrupt, "days of a trial");
    }
    return LicenceTerm{LicenceKind::Trial, row.seats, *first, *last, row.issuedAt};
}

// The next instant at which a licence begins or ends to cover.
std::optional<TimePoint> nextChange(const LicenceReading& reading, TimePoint now) {
    std::optional<TimePoint> next;
    for (const LicenceTerm& term : reading.terms) {
        for (const auto day : {term.start, domain::addDays(term.end, 1)}) {
            const TimePoint at = reading.zone.startOf(day);
            if (at > now && (!next || at < *next)) {
                next = at;
            }
        }
    }
    return next;
}

std::string companyHash(const std::string& key) {
    return toBase64Url(crypto::hash(key));
}

} // namespace

Result<LicenceReading> LicenceBook::readingOf(std::optional<TenantLife> life) {
    if (!life) {
        return fail(ErrorCode::NotFound, "no such tenant");
    }
    auto zone = domain::TimeZone::find(life->timeZone);
    if (!zone) {
        return fail(ErrorCode::StorageCorrupt, "the tenant's time zone: " + zone.error().detail);
    }
    LicenceReading reading{.life = std::move(*life),
                           .zone = std::move(*zone),
                           .rows = LicenceRepository(m_unit).list(),
                           .terms = {},
                           .isDoubtful = false,
                           .standing = {}};
    for (const LicenceRow& row : reading.rows) {
        if (row.supersededAt || (row.kind != kTrialKind && m_operatorKeys.empty())) {
            continue;
        }
        if (auto term = termOf(row, m_operatorKeys)) {
            reading.terms.push_back(*term);
        } else {
            reading.isDoubtful = true;
        }
    }
    const bool areFacesDeleted = reading.life.facesPurgedAt.has_value();
    reading.standing = domain::standingOf(reading.terms, reading.zone, m_now,
                                          !m_operatorKeys.empty() || reading.isDoubtful, areFacesDeleted);
    return reading;
}

Result<LicenceReading> LicenceBook::read() {
    return readingOf(TenantLifeRepository(m_unit).find(m_unit.tenant()));
}

Result<LicenceReading> LicenceBook::lock() {
    storage::lockTenant(m_unit); // always before the life, so that no two writers wait for each other
    return readingOf(TenantLifeRepository(m_unit).lock(m_unit.tenant()));
}

Result<LicenceReading> LicenceBook::refresh() {
    auto reading = lock();
    if (reading) {
        writeCalendar(*reading);
    }
    return reading;
}

void LicenceBook::writeCalendar(LicenceReading& reading) {
    TenantLife& life = reading.life;
    const TenantLife before = life;
    const auto& end = reading.standing.end;
    const bool isCertain = end && !reading.isDoubtful;
    life.licenceEnd = isCertain ? std::optional(end->endsAt) : std::nullopt;
    life.purgeFacesAt = isCertain ? std::optional(end->purgeFacesAt) : std::nullopt;
    life.deleteAt = isCertain ? std::optional(end->deleteAt) : std::nullopt;
    life.deleteBy = isCertain ? std::optional(end->deleteBy) : std::nullopt;
    life.seats = reading.standing.seats;
    life.refreshAt = nextChange(reading, m_now);
    life.keysName = keysName(m_operatorKeys);
    life.readOnlyAt = domain::readOnlyFrom(reading.terms, reading.zone, m_now);
    if (life.operatorDeleteAt && (!life.readOnlyAt || *life.operatorDeleteAt < *life.readOnlyAt)) {
        life.readOnlyAt = life.operatorDeleteAt;
    }
    const bool isWanted = life.operatorDeleteAt && *life.operatorDeleteAt <= m_now;
    if (!isWanted && (!life.purgeFacesAt || m_now < *life.purgeFacesAt)) {
        life.facesDueSeenAt.reset();
    }
    if (!isWanted && (!life.deleteAt || m_now < *life.deleteAt)) {
        life.deleteDueSeenAt.reset();
    }
    if (!reading.standing.isReadOnly && life.facesPurgedAt && !life.operatorDeleteAt) {
        life.facesPurgeSeq.reset(); // a new life after a renewal: its faces have an end of their own
        life.facesPurgedAt.reset();
    }
    TenantLifeRepository(m_unit).update(life);
    if (life.purgeFacesAt != before.purgeFacesAt) {
        tellDevices();
    }
}

void LicenceBook::tellDevices() {
    (void)storage::recordChange(m_unit, "tenant_end", m_unit.tenant().text(), storage::ChangeOp::Upsert, "",
                                m_now);
}

Result<LicenceRow> LicenceBook::install(const std::string& text, const std::string& installedBy) {
    if (m_operatorKeys.empty()) {
        return fail(ErrorCode::NotFound, "this server needs no licence: no operator's key is configured");
    }
    const auto file = crypto::LicenceFile::verify(text, m_operatorKeys);
    if (!file) {
        return propagate(Error(file.error().code, file.error().detail, "/text"));
    }
    auto reading = lock();
    if (!reading) {
        return propagate(reading.error());
    }
    if (const Status holds =
            crypto::checkLicenceHolder(*file, m_unit.tenant().text(), reading->life.companyKey);
        !holds) {
        return fail(ErrorCode::ValidationFailed, holds.error().detail, "/text");
    }
    if (file->term.end < reading->zone.dayOf(m_now)) {
        return fail(ErrorCode::ValidationFailed, "this licence is over", "/text");
    }
    if (reading->life.deleteSeq) {
        return fail(ErrorCode::Conflict, "the tenant is being erased");
    }
    LicenceRepository licences(m_unit);
    if (!licences.takeSerial(file->serial)) {
        return fail(ErrorCode::Conflict, "this licence is in use already", "/text");
    }
    LicenceRow row{.id = makeUuid(),
                   .serial = file->serial,
                   .kind = std::string(domain::toWire(file->term.kind)),
                   .seats = file->term.seats,
                   .firstDay = domain::dayText(file->term.start),
                   .lastDay = domain::dayText(file->term.end),
                   .issuedAt = file->term.issuedAt,
                   .text = text,
                   .installedAt = m_now,
                   .installedBy = installedBy,
                   .supersededAt = {}};
    licences.add(row);
    if (file->term.kind == LicenceKind::Paid && file->term.start <= reading->zone.dayOf(m_now)) {
        licences.supersedeTrials(m_now);
    }
    if (auto refreshed = refresh(); !refreshed) {
        return propagate(refreshed.error());
    }
    return row;
}

Status LicenceBook::remove(const std::string& id) {
    auto reading = lock();
    if (!reading) {
        return propagate(reading.error());
    }
    LicenceRepository licences(m_unit);
    const auto row = licences.find(id);
    if (!row) {
        return fail(ErrorCode::NotFound, "no such licence");
    }
    if (rowState(*reading, *row, m_now) != "upcoming") {
        return fail(ErrorCode::Conflict, "only a licence that has not begun can be removed");
    }
    licences.remove(id);
    licences.freeSerial(row->serial);
    const auto refreshed = refresh();
    return refreshed ? Status() : propagate(refreshed.error());
}

Status LicenceBook::startTrial() {
    auto reading = lock();
    if (!reading) {
        return propagate(reading.error());
    }
    if (reading->life.companyKey.empty()) {
        return fail(ErrorCode::ValidationFailed, "a trial needs the company's name or number", "/company");
    }
    LicenceRepository licences(m_unit);
    if (!licences.takeTrial(companyHash(reading->life.companyKey), m_now)) {
        return fail(ErrorCode::Conflict, "this company had its trial already; each company has one",
                    "/company");
    }
    const auto today = reading->zone.dayOf(m_now);
    licences.add({.id = makeUuid(),
                  .serial = "trial-" + m_unit.tenant().text(),
                  .kind = std::string(kTrialKind),
                  .seats = domain::kTrialSeats,
                  .firstDay = domain::dayText(today),
                  .lastDay = domain::dayText(domain::addDays(today, domain::kTrialDays - 1)),
                  .issuedAt = m_now,
                  .text = {},
                  .installedAt = m_now,
                  .installedBy = "operator",
                  .supersededAt = {}});
    const auto refreshed = refresh();
    return refreshed ? Status() : propagate(refreshed.error());
}

Status LicenceBook::schedule(std::optional<TimePoint> deleteAt, const std::string& reason) {
    auto reading = lock();
    if (!reading) {
        return propagate(reading.error());
    }
    TenantLife& life = reading->life;
    const bool hasBegun = life.deleteSeq || (life.operatorDeleteAt && life.facesPurgeSeq);
    if (hasBegun) {
        return fail(ErrorCode::Conflict, "the tenant is being erased");
    }
    if (!deleteAt && !life.operatorDeleteAt) {
        return fail(ErrorCode::NotFound, "no deletion of this tenant is scheduled");
    }
    life.operatorDeleteAt = deleteAt;
    life.operatorReason = reason;
    life.facesDueSeenAt.reset();
    life.deleteDueSeenAt.reset();
    writeCalendar(*reading);
    tellDevices();
    return {};
}

std::string keysName(const std::vector<Bytes>& operatorKeys) {
    std::string name;
    for (const Bytes& key : operatorKeys) {
        name.append(name.empty() ? "" : " ").append(crypto::keyName(key));
    }
    return name;
}

std::string rowState(const LicenceReading& reading, const LicenceRow& row, TimePoint now) {
    if (row.supersededAt) {
        return "superseded";
    }
    const auto first = domain::parseDay(row.firstDay);
    const auto last = domain::parseDay(row.lastDay);
    const auto today = reading.zone.dayOf(now);
    if (!first || !last || (reading.isDoubtful && row.kind != kTrialKind)) {
        return "invalid";
    }
    if (today < *first) {
        return "upcoming";
    }
    return today <= *last ? "active" : "over";
}

} // namespace kaomon::licensing
