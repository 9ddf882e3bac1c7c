// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/problem.h"

#include <charconv>

#include "wire/codec.h"
#include "wire/problem.h"

namespace kaomon::http {
namespace {

// Of these Error::field is the time to wait.
bool carriesSeconds(ErrorCode code) {
    return code == ErrorCode::RateLimited || code == ErrorCode::ReadOnlyMaintenance;
}

} // namespace

int statusOf(ErrorCode code) {
    using enum ErrorCode;
    switch (code) {
    case MalformedRequest:
    case IdempotencyKeyRequired:
        return 400;
    case Unauthenticated:
    case LoginFailed:
    case SecondFactorRequired:
    case ProofInvalid:
    case ClockSkew:
    case DeviceNotEnrolled:
        return 401;
    case Forbidden:
    case AddressNotAllowed:
    case PasswordChangeRequired:
    case ReauthRequired:
    case SecondFactorSetupRequired:
    case FaceFrozen:
    case BootstrapCodeInvalid:
    case EnrolmentCodeInvalid:
    case EnrolmentCodeExpired:
    case EnrolmentCodeUsed:
    case ApprovalRequired:
    case ApprovalExpired:
    case UserDisabled:
    case UserLocked:
    case DevicePending:
    case DeviceSuspended:
    case DeviceRevoked:
    case LicenceEnded:
        return 403;
    case NotFound:
        return 404;
    case MethodNotAllowed:
        return 405;
    case Conflict:
    case ConfirmationRequired:
    case DuplicateLogin:
    case LastOwner:
    case SeatsExceeded:
    case IdempotencyInProgress:
    case ManifestRolledBack:
    case PolicyRolledBack:
        return 409;
    case ResyncRequired:
        return 410;
    case StaleRevision:
        return 412;
    case PayloadTooLarge:
        return 413;
    case UnsupportedMediaType:
        return 415;
    case ValidationFailed:
    case IdempotencyKeyReused:
    case PasswordTooWeak:
    case SecondFactorWrong:
    case EmergencyCodeInvalid:
    case SignatureInvalid:
    case PolicyUnsigned:
    case WeakParameters:
    case ConsentRequired:
        return 422;
    case ClientTooOld:
        return 426;
    case PreconditionRequired:
        return 428;
    case RateLimited:
        return 429;
    case HeaderTooLarge:
        return 431;
    case Unavailable:
    case Cancelled:
    case ReadOnlyMaintenance:
        return 503;
    case Timeout:
        return 408;
    case DiskFull:
    case QuotaExceeded:
        return 507;
    default:
        return 500;
    }
}

std::string titleOf(int status) {
    switch (status) {
    case 200:
        return "OK";
    case 101:
        return "Switching Protocols";
    case 201:
        return "Created";
    case 204:
        return "No Content";
    case 304:
        return "Not Modified";
    case 400:
        return "Bad Request";
    case 401:
        return "Unauthorized";
    case 403:
        return "Forbidden";
    case 404:
        return "Not Found";
    case 405:
        return "Method Not Allowed";
    case 408:
        return "Request Timeout";
    case 409:
        return "Conflict";
    case 410:
        return "Gone";
    case 412:
        return "Precondition Failed";
    case 413:
        return "Content Too Large";
    case 415:
        return "Unsupported Media Type";
    case 422:
        return "Unprocessable Content";
    case 426:
        return "Upgrade Required";
    case 428:
        return "Precondition Required";
    case 429:
        return "Too Many Requests";
    case 431:
        return "Request Header Fields Too Large";
    case 503:
        return "Service Unavailable";
    case 507:
        return "Insufficient Storage";
    default:
        return "Internal Server Error";
    }
}

Response problemResponse(const Error& error, const std::string& traceId, TimePoint now) {
    const int status = statusOf(error.code);
    const std::string code(wireName(error.code));
    wire::Problem problem;
    problem.type = "urn:kaomon:problem:" + code;
    problem.title = titleOf(status);
    problem.status = status;
    problem.code = code;
    problem.traceId = traceId;
    if (error.code == ErrorCode::StaleRevision && !error.field.empty()) {
        problem.currentEtag = error.field;
    } else if (!carriesSeconds(error.code) && !error.field.empty()) {
        problem.errors = {wire::ProblemError{error.field, code}};
        problem.detail = error.detail;
    }
    if (status == 503 || status == 429 || error.code == ErrorCode::IdempotencyInProgress) {
        problem.retryAfter = 1;
        if (carriesSeconds(error.code)) {
            const std::string& wait = error.field;
            std::from_chars(wait.data(), wait.data() + wait.size(), *problem.retryAfter);
        }
    }
    if (error.code == ErrorCode::ClockSkew) {
        problem.serverTime = now;
    }
    Response response = Response::json(status, wire::encode(problem));
    response.contentType = "application/problem+json";
    if (problem.retryAfter) {
        response.with("Retry-After", std::to_string(*problem.retryAfter));
    }
    if (status == 401) {
        response.with("WWW-Authenticate", "Bearer realm=\"kaomon\"");
    }
    return response;
}

} // namespace kaomon::http
