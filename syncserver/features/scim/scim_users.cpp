// SPDX-License-Identifier: GPL-3.0-or-later
#include "features/scim/scim_users.h"

#include <algorithm>

#include "domain/login_key.h"
#include "exchange/scim_filter.h"
#include "features/bind.h"
#include "features/proven_write.h"
#include "features/reply.h"
#include "features/scim/scim_resource.h"
#include "licensing/guards.h"
#include "storage/repositories/scim_repository.h"
#include "storage/repositories/user_bulk_repository.h"
#include "storage/repositories/user_repository.h"

namespace kaomon::features::scim {
namespace {

using storage::ScimRepository;
using storage::UnitOfWork;
using storage::UserRepository;

constexpr std::size_t kLongestText = 200;
constexpr const char* kKind = "user";

// What one request works with, inside one job.
struct Work {
    Work(UnitOfWork& of, const http::RequestContext& request, TimePoint now)
        : unit(of)
        , context(request)
        , users(of, now)
        , scim(of, now)
        , bulk(of, now) {}

    UnitOfWork& unit;
    const http::RequestContext& context;
    UserRepository users;
    ScimRepository scim;
    storage::UserBulkRepository bulk;
};

boost::json::object resourceOf(Work& work, const wire::User& user) {
    auto resource = userResource(user, work.scim.externalId(kKind, user.id.text()));
    selectAttributes(resource, work.context);
    return resource;
}

http::Response userReply(Work& work, int status, const wire::User& user) {
    return scimReply(status, resourceOf(work, user))
        .with("ETag", etagOf(user.rev))
        .with("Location", "/scim/v2/Users/" + user.id.text());
}

Result<wire::User> existing(Work& work) {
    const auto id = pathId<UserId>(work.context, "user");
    auto user = id ? work.users.find(*id) : std::nullopt;
    if (!user) {
        return fail(ErrorCode::NotFound, "no such user");
    }
    return std::move(*user);
}

// One whom a provider may change, unchanged since it was read if the request says so.
Result<wire::User> changeable(Work& work) {
    auto user = existing(work);
    if (!user) {
        return user;
    }
    if (user->role != "member") {
        return fail(ErrorCode::Forbidden, "administrators are not changed by provisioning");
    }
    const auto condition = work.context.request.header("if-match");
    if (!condition.empty() && condition != "*" && condition != etagOf(user->rev)) {
        return fail(ErrorCode::StaleRevision, "changed meanwhile");
    }
    return user;
}

// A provider gone wrong must not empty a tenant: at most a tenth of the members a day, ten in any case.
Status takeEnding(Work& work) {
    const long long most = std::max(10LL, work.bulk.activeMembers() / 10);
    if (!work.scim.takeEnding(work.context.principal.sessionId, most)) {
        return fail(ErrorCode::Forbidden, "too many people disabled or deleted today; ask an owner");
    }
    return {};
}

Status checkTexts(const UserChange& change) {
    const auto isFine = [](const std::optional<std::string>& text) {
        return !text || (text->size() <= kLongestText && std::ranges::none_of(*text, [](char c) {
                             return static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
                         }));
    };
    if (!isFine(change.displayName) || !isFine(change.mail) || !isFine(change.externalId)) {
        return fail(ErrorCode::ValidationFailed, "a text is too long or has control characters",
                    "invalidValue");
    }
    if (change.displayName && change.displayName->empty()) {
        return fail(ErrorCode::ValidationFailed, "a name is required", "invalidValue");
    }
    if (change.mail && !change.mail->empty() && change.mail->find('@') == std::string::npos) {
        return fail(ErrorCode::ValidationFailed, "not a mail address", "invalidValue");
    }
    return {};
}

void keepExternalId(Work& work, const UserId& user, const UserChange& change) {
    if (change.externalId) {
        work.scim.setExternalId(kKind, user.text(),
                                change.externalId->empty() ? std::nullopt : change.externalId);
    }
}

Status rename(Work& work, const wire::User& user, const std::string& login) {
    const auto key = domain::loginKey(login);
    if (!key) {
        return fail(ErrorCode::ValidationFailed, key.error().detail, "invalidValue");
    }
    if (login == user.login) {
        return {};
    }
    if (work.users.isLoginTaken(*key, user.id)) {
        return fail(ErrorCode::DuplicateLogin, "userName in use");
    }
    work.users.rename(user.id, login, *key);
    return {};
}

Reply applyChange(Work& work, wire::User user, const UserChange& change) {
    if (const Status texts = checkTexts(change); !texts) {
        return propagate(texts.error());
    }
    if (change.userName) {
        if (const Status renamed = rename(work, user, *change.userName); !renamed) {
            return propagate(renamed.error());
        }
    }
    wire::UserPatch patch;
    patch.displayName = change.displayName;
    patch.mail = change.mail;
    const bool isDisabled = user.accountState == "disabled";
    if (change.isActive && *change.isActive == isDisabled) {
        patch.accountState = *change.isActive ? "active" : "disabled";
    }
    if (patch.accountState == "disabled") {
        if (const Status taken = takeEnding(work); !taken) {
            return propagate(taken.error());
        }
    } else if (patch.accountState == "active") {
        if (const Status seat = licensing::checkSeatOnReturn(work.unit, user.id); !seat) {
            return propagate(seat.error());
        }
    }
    const bool isChange = (patch.displayName && *patch.displayName != user.displayName) ||
                          (patch.mail && *patch.mail != user.mail) || patch.accountState;
    if (isChange) {
        (void)work.bulk.update({{user.id, patch}});
    }
    if (patch.accountState == "disabled") {
        work.users.endSessions(user.id);
    }
    keepExternalId(work, user.id, change);
    const auto now = work.users.find(user.id);
    return now ? Reply(userReply(work, 200, *now)) : Reply(fail(ErrorCode::NotFound, "no such user"));
}

AsyncReply listUsers(ServiceContext& services, http::RequestContext& context) {
    const std::string text = context.query("filter");
    std::optional<exchange::scim::Filter> filter;
    if (!text.empty()) {
        auto parsed = exchange::scim::parseFilter(text);
        if (!parsed) {
            co_return propagate(parsed.error());
        }
        filter = std::move(*parsed);
    }
    const auto range = rangeOf(services.serverKey, context);
    if (!range) {
        co_return propagate(range.error());
    }
    const TimePoint now = services.clock.now();
    const auto job = [&](UnitOfWork& unit) -> Reply {
        Work work(unit, context, now);
        const auto found = work.scim.findUsers(filter ? &*filter : nullptr, range->page());
        if (!found) {
            return propagate(found.error());
        }
        boost::json::array resources;
        for (const UserId& id : found->users) {
            if (const auto user = work.users.find(id)) {
                resources.push_back(resourceOf(work, *user));
            }
        }
        return scimReply(200, pageResponse(services.serverKey, context, std::move(resources), found->total,
                                           *range, found->next));
    };
    co_return co_await services.database.read(context.principal.tenant, job);
}

AsyncReply getUser(ServiceContext& services, http::RequestContext& context) {
    const TimePoint now = services.clock.now();
    const auto job = [&](UnitOfWork& unit) -> Reply {
        Work work(unit, context, now);
        const auto user = existing(work);
        if (!user) {
            return propagate(user.error());
        }
        if (context.request.header("if-none-match") == etagOf(user->rev)) {
            http::Response same;
            same.status = 304;
            same.contentType.clear();
            return std::move(same).with("ETag", etagOf(user->rev));
        }
        return userReply(work, 200, *user);
    };
    co_return co_await services.database.read(context.principal.tenant, job);
}

AsyncReply createUser(ServiceContext& services, http::RequestContext& context) {
    const auto change = readUser(context.request.body);
    if (!change) {
        co_return propagate(change.error());
    }
    const auto key = domain::loginKey(*change->userName);
    if (!key) {
        co_return fail(ErrorCode::ValidationFailed, key.error().detail, "invalidValue");
    }
    const TimePoint now = services.clock.now();
    const auto job = [&](UnitOfWork& unit) -> Reply {
        Work work(unit, context, now);
        if (const Status open = licensing::checkWritable(unit, now); !open) {
            return propagate(open.error());
        }
        if (work.users.isLoginTaken(*key)) {
            return fail(ErrorCode::DuplicateLogin, "userName in use");
        }
        storage::BulkUser user{.id = UserId::generate(),
                               .login = *change->userName,
                               .loginKey = *key,
                               .role = "member",
                               .values = {},
                               .rev = 0};
        user.values.displayName = change->displayName.value_or(*change->userName);
        user.values.mail = change->mail;
        user.values.accountState = change->isActive.value_or(true) ? "active" : "disabled";
        if (const Status texts = checkTexts(*change); !texts) {
            return propagate(texts.error());
        }
        (void)work.bulk.add({user});
        work.scim.noteUse(context.principal.sessionId);
        keepExternalId(work, user.id, *change);
        const auto made = work.users.find(user.id);
        return made ? Reply(userReply(work, 201, *made)) : Reply(fail(ErrorCode::Internal, "lost"));
    };
    co_return co_await provenWrite(services, context, job);
}

AsyncReply writeUser(ServiceContext& services, http::RequestContext& context, UserChange change) {
    const TimePoint now = services.clock.now();
    const auto job = [&](UnitOfWork& unit) -> Reply {
        Work work(unit, context, now);
        auto user = changeable(work);
        const Status open = user ? licensing::checkWritable(unit, now) : propagate(user.error());
        if (!open) {
            return propagate(open.error());
        }
        work.scim.noteUse(context.principal.sessionId);
        return applyChange(work, std::move(*user), change);
    };
    co_return co_await provenWrite(services, context, job);
}

AsyncReply replaceUser(ServiceContext& services, http::RequestContext& context) {
    auto change = readUser(context.request.body);
    if (!change) {
        co_return propagate(change.error());
    }
    // RFC 7644 section 3.5.1: what is not there is cleared, where it can be
    change->mail = change->mail.value_or("");
    change->externalId = change->externalId.value_or("");
    change->isActive = change->isActive.value_or(true);
    co_return co_await writeUser(services, context, std::move(*change));
}

AsyncReply patchUser(ServiceContext& services, http::RequestContext& context) {
    auto change = readUserPatch(context.request.body);
    if (!change) {
        co_return propagate(change.error());
    }
    co_return co_await writeUser(services, context, std::move(*change));
}

AsyncReply deleteUser(ServiceContext& services, http::RequestContext& context) {
    const TimePoint now = services.clock.now();
    const auto job = [&](UnitOfWork& unit) -> Reply {
        Work work(unit, context, now);
        const auto user = changeable(work);
        const Status open = user ? licensing::checkWritable(unit, now) : propagate(user.error());
        if (!open) {
            return propagate(open.error());
        }
        if (const Status taken = takeEnding(work); !taken) {
            return propagate(taken.error());
        }
        work.users.remove(user->id);
        work.scim.setExternalId(kKind, user->id.text(), std::nullopt);
        work.scim.noteUse(context.principal.sessionId);
        return http::Response::noContent();
    };
    co_return co_await provenWrite(services, context, job);
}

} // namespace

std::vector<http::Route> userRoutes(ServiceContext& services) {
    using enum ErrorCode;
    const auto user = scimSchema("ScimUser");
    const std::vector<http::QueryParameter> selection{{"attributes", "Only these, separated by commas"},
                                                      {"excludedAttributes", "All but these"}};
    std::vector<http::QueryParameter> search{{"filter", "RFC 7644: eq ne co sw ew pr, and or not, brackets"},
                                             {"startIndex", "From 1"},
                                             {"count", "At most 200"},
                                             {"cursor", "RFC 9865: empty for the first page"}};
    search.insert(search.end(), selection.begin(), selection.end());
    const auto row = [&](std::string method, std::string path, std::string operation, std::string summary,
                         Action action) {
        return http::Route{.method = std::move(method),
                           .path = std::move(path),
                           .operation = std::move(operation),
                           .summary = std::move(summary),
                           .access = {},
                           .response = user,
                           .problems = {ValidationFailed, NotFound, StaleRevision, DuplicateLogin,
                                        LicenceEnded, SeatsExceeded},
                           .query = selection,
                           .handler = bindTo(services, action)};
    };
    std::vector<http::Route> routes;
    routes.push_back(row("GET", "/scim/v2/Users", "scimListUsers", "People, by login", listUsers));
    routes.back().response = scimSchema("ScimList");
    routes.back().query = search;
    routes.push_back(
        row("POST", "/scim/v2/Users", "scimCreateUser", "Adds a person without a password", createUser));
    routes.back().request = user;
    routes.back().status = 201;
    routes.push_back(row("GET", "/scim/v2/Users/{user}", "scimGetUser", "One person", getUser));
    routes.push_back(row("PUT", "/scim/v2/Users/{user}", "scimReplaceUser",
                         "Replaces what a provider keeps of a person", replaceUser));
    routes.back().request = user;
    routes.push_back(row("PATCH", "/scim/v2/Users/{user}", "scimChangeUser", "Changes a person", patchUser));
    routes.back().request = scimSchema("ScimPatch");
    routes.push_back(row("DELETE", "/scim/v2/Users/{user}", "scimDeleteUser",
                         "Removes a person; can be restored for 30 days", deleteUser));
    routes.back().response = {};
    routes.back().status = 204;
    return routes;
}

} // namespace kaomon::features::scim
