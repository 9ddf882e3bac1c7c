// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/licences.h"

#include "wire/codec_impl.h"

namespace kaomon::wire {

// Which members travel; no other file of this folder knows these messages.
BOOST_DESCRIBE_STRUCT(LicenceReminder, (), (daysBefore, due))
BOOST_DESCRIBE_STRUCT(LicenceStatus, (),
                      (state, isReadOnly, seats, seatsTaken, company, timeZone, lastDay, daysLeft,
                       expiringWithin, endsAt, facesDeletedAt, tenantDeletedAt, tenantDeletedBy, reminders))
BOOST_DESCRIBE_STRUCT(Licence, (),
                      (id, serial, kind, seats, firstDay, lastDay, state, issuedAt, installedAt, installedBy))
BOOST_DESCRIBE_STRUCT(LicenceOverview, (), (status, items))
BOOST_DESCRIBE_STRUCT(NewLicence, (), (text))
BOOST_DESCRIBE_STRUCT(ErasedCount, (), (what, count))
BOOST_DESCRIBE_STRUCT(ErasureStep, (), (step, at, state, erases))
BOOST_DESCRIBE_STRUCT(ErasurePlan, (), (timeZone, steps))
BOOST_DESCRIBE_STRUCT(ErasureCertificate, (), (ledgerEntry, kind, issuedAt, text))
BOOST_DESCRIBE_STRUCT(ErasureCertificateList, (), (items))
BOOST_DESCRIBE_STRUCT(TenantEnd, (), (facesUntil))

template std::string encode(const LicenceOverview&);
template Result<LicenceOverview> decode(std::string_view, UnknownFields);
template std::string schema<LicenceOverview>();
template std::string encode(const Licence&);
template Result<Licence> decode(std::string_view, UnknownFields);
template std::string schema<Licence>();
template std::string encode(const NewLicence&);
template Result<NewLicence> decode(std::string_view, UnknownFields);
template std::string schema<NewLicence>();
template std::string encode(const ErasurePlan&);
template Result<ErasurePlan> decode(std::string_view, UnknownFields);
template std::string schema<ErasurePlan>();
template std::string encode(const ErasureCertificateList&);
template Result<ErasureCertificateList> decode(std::string_view, UnknownFields);
template std::string schema<ErasureCertificateList>();
template std::string encode(const TenantEnd&);
template Result<TenantEnd> decode(std::string_view, UnknownFields);
template std::string schema<TenantEnd>();

} // namespace kaomon::wire
