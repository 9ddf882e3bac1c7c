// SPDX-License-Identifier: GPL-3.0-or-later
#include "features/licences/licences_routes.h"

#include "features/bind.h"
#include "features/idempotent.h"
#include "features/licences/licence_views.h"
#include "features/reply.h"
#include "storage/repositories/ledger_repository.h"
#include "wire/licences.h"

namespace kaomon::features {
namespace {

using enum domain::Role;
using licensing::LicenceBook;
using storage::UnitOfWork;

using Keys = std::vector<Bytes>;

constexpr std::size_t kLongestText = 16 * 1024;

AsyncReply overview(ServiceContext& services, const Keys& operatorKeys, http::RequestContext& context) {
    const TimePoint now = services.clock.now();
    co_return co_await services.database.read(context.principal.tenant, [&](UnitOfWork& unit) -> Reply {
        const auto reading = LicenceBook(unit, operatorKeys, now).read();
        if (!reading) {
            return propagate(reading.error());
        }
        wire::LicenceOverview body{
            .status = statusOf(*reading, storage::LicenceRepository(unit).seatsTaken()), .items = {}};
        for (const auto& row : reading->rows) {
            body.items.push_back(shownLicence(*reading, row, now));
        }
        return jsonReply(200, body);
    });
}

AsyncReply getLicence(ServiceContext& services, const Keys& operatorKeys, http::RequestContext& context) {
    const TimePoint now = services.clock.now();
    co_return co_await services.database.read(context.principal.tenant, [&](UnitOfWork& unit) -> Reply {
        const auto reading = LicenceBook(unit, operatorKeys, now).read();
        const auto row = storage::LicenceRepository(unit).find(context.parameter("licence"));
        if (!reading || !row) {
            return fail(ErrorCode::NotFound, "no such licence");
        }
        return jsonReply(200, shownLicence(*reading, *row, now));
    });
}

AsyncReply install(ServiceContext& services, const Keys& operatorKeys, http::RequestContext& context) {
    const auto body = bodyOf<wire::NewLicence>(context);
    if (!body) {
        co_return propagate(body.error());
    }
    if (body->text.empty() || body->text.size() > kLongestText) {
        co_return fail(ErrorCode::ValidationFailed, "the text of a licence file of up to 16 KiB", "/text");
    }
    const TimePoint now = services.clock.now();
    co_return co_await idempotentWrite(services, context, [&](UnitOfWork& unit) -> Reply {
        LicenceBook book(unit, operatorKeys, now);
        const auto row = book.install(body->text, context.principal.user.text());
        if (!row) {
            return propagate(row.error());
        }
        storage::LedgerRepository(unit).audit("owner", "LICENCE_INSTALLED", unit.tenant().text(),
                                              "serial=" + row->serial, now);
        const auto reading = book.read();
        if (!reading) {
            return propagate(reading.error());
        }
        return jsonReply(201, shownLicence(*reading, *row, now));
    });
}

AsyncReply removeLicence(ServiceContext& services, const Keys& operatorKeys, http::RequestContext& context) {
    const TimePoint now = services.clock.now();
    co_return co_await idempotentWrite(services, context, [&](UnitOfWork& unit) -> Reply {
        if (const Status removed = LicenceBook(unit, operatorKeys, now).remove(context.parameter("licence"));
            !removed) {
            return propagate(removed.error());
        }
        storage::LedgerRepository(unit).audit("owner", "LICENCE_REMOVED", unit.tenant().text(),
                                              context.parameter("licence"), now);
        return http::Response::noContent();
    });
}

AsyncReply erasurePlan(ServiceContext& services, const Keys& operatorKeys, http::RequestContext& context) {
    const TimePoint now = services.clock.now();
    co_return co_await services.database.read(context.principal.tenant, [&](UnitOfWork& unit) -> Reply {
        const auto reading = LicenceBook(unit, operatorKeys, now).read();
        if (!reading) {
            return propagate(reading.error());
        }
        return jsonReply(200, planOf(*reading, storage::ErasureRepository(unit), now));
    });
}

AsyncReply certificates(ServiceContext& services, const Keys&, http::RequestContext& context) {
    co_return co_await services.database.read(context.principal.tenant, [&](UnitOfWork& unit) -> Reply {
        wire::ErasureCertificateList list;
        for (auto& row : storage::LedgerRepository(unit).certificatesOf(unit.tenant().text())) {
            list.items.push_back({row.ledgerSeq, std::move(row.kind), row.issuedAt, std::move(row.text)});
        }
        return jsonReply(200, list);
    });
}

using LicenceAction = AsyncReply (*)(ServiceContext&, const Keys&, http::RequestContext&);

http::Handler bindWith(ServiceContext& services, const Keys& operatorKeys, LicenceAction action) {
    return [&services, &operatorKeys, action](http::RequestContext& context) {
        return action(services, operatorKeys, context);
    };
}

} // namespace

std::vector<http::Route> licencesRoutes(ServiceContext& services, const std::vector<Bytes>& operatorKeys) {
    using enum ErrorCode;
    return {
        {.method = "GET",
         .path = "/v1/licences",
         .operation = "getLicences",
         .summary = "Licences, seats and what comes when",
         .access = administrators(),
         .response = schemaNamed<wire::LicenceOverview>("LicenceOverview"),
         .handler = bindWith(services, operatorKeys, overview)},
        {.method = "POST",
         .path = "/v1/licences",
         .operation = "installLicence",
         .summary = "Installs a licence file; also after the end, until the tenant is being erased",
         .access = http::usersIn({Owner}),
         .request = schemaNamed<wire::NewLicence>("NewLicence"),
         .response = schemaNamed<wire::Licence>("Licence"),
         .status = 201,
         .problems = {ValidationFailed, SignatureInvalid, NotFound, Conflict},
         .idempotency = http::Idempotency::KeyRequired,
         .handler = bindWith(services, operatorKeys, install)},
        {.method = "GET",
         .path = "/v1/licences/{licence}",
         .operation = "getLicence",
         .summary = "One licence",
         .access = administrators(),
         .response = schemaNamed<wire::Licence>("Licence"),
         .problems = {NotFound},
         .handler = bindWith(services, operatorKeys, getLicence)},
        {.method = "DELETE",
         .path = "/v1/licences/{licence}",
         .operation = "removeLicence",
         .summary = "Removes a licence that has not begun",
         .access = http::usersIn({Owner}),
         .status = 204,
         .problems = {NotFound, Conflict},
         .handler = bindWith(services, operatorKeys, removeLicence)},
        {.method = "GET",
         .path = "/v1/licences:erasure-plan",
         .operation = "getErasurePlan",
         .summary = "What is erased when, with numbers as of now",
         .access = administrators(),
         .response = schemaNamed<wire::ErasurePlan>("ErasurePlan"),
         .handler = bindWith(services, operatorKeys, erasurePlan)},
        {.method = "GET",
         .path = "/v1/licences:certificates",
         .operation = "listErasureCertificates",
         .summary = "Signed certificates of what was erased",
         .access = administrators(),
         .response = schemaNamed<wire::ErasureCertificateList>("ErasureCertificateList"),
         .handler = bindWith(services, operatorKeys, certificates)},
    };
}

} // namespace kaomon::features
