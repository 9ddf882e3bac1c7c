// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/act_recorder.h"

#include <algorithm>
#include <array>

#include <boost/json.hpp>

#include "http/problem.h"
#include "storage/repositories/operation_repository.h"

namespace kaomon::audit {
namespace {

namespace json = boost::json;
using storage::UnitOfWork;

constexpr std::size_t kLongestValue = 512;
constexpr std::size_t kLongestText = 1000;
constexpr std::size_t kMostChanges = 200;
constexpr int kForbidden = 403;

// At most `longest` bytes, without half a character at the end.
std::string cut(std::string text, std::size_t longest) {
    if (text.size() <= longest) {
        return text;
    }
    std::size_t end = longest;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) {
        --end;
    }
    text.resize(end);
    return text + "…";
}

void cutAll(wire::Operation& operation) {
    operation.reason = cut(std::move(operation.reason), kLongestText);
    operation.detail = cut(std::move(operation.detail), kLongestText);
    operation.objectName = cut(std::move(operation.objectName), kLongestValue);
    if (operation.changes.size() > kMostChanges) {
        operation.changes.resize(kMostChanges);
    }
    for (auto& change : operation.changes) {
        for (auto* value : {&change.before, &change.after}) {
            if (*value) {
                *value = cut(std::move(**value), kLongestValue);
            }
        }
    }
}

// A member of a JSON object that is a text; empty otherwise.
std::string textMember(const std::string& body, const char* name) {
    boost::system::error_code error;
    const json::value value = json::parse(body, error);
    const auto* object = error ? nullptr : value.if_object();
    const auto* member = object == nullptr ? nullptr : object->if_contains(name);
    return member != nullptr && member->is_string() ? std::string(member->as_string()) : std::string();
}

std::vector<std::string> segmentsOf(const std::string& path) {
    std::vector<std::string> segments;
    for (std::size_t begin = 1; begin <= path.size();) {
        const auto end = std::min(path.find('/', begin), path.size());
        segments.push_back(path.substr(begin, end - begin));
        begin = end + 1;
    }
    return segments;
}

// Ids are plain; what else somebody wrote into a path is not repeated.
std::string plainId(const std::string& text) {
    constexpr std::size_t kLongestId = 128;
    const bool isPlain = std::ranges::all_of(text, [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' ||
               c == '_';
    });
    return isPlain && text.size() <= kLongestId ? text : std::string("?");
}

std::string withoutVerb(const std::string& segment) {
    return segment.substr(0, segment.find(':'));
}

// The gate refuses before the path is taken apart.
std::string parameterOf(const http::RequestContext& context, const std::string& name, std::size_t segment) {
    if (const auto found = context.path.find(name); found != context.path.end()) {
        return plainId(found->second);
    }
    const auto segments = segmentsOf(context.request.path);
    return segment < segments.size() ? plainId(withoutVerb(segments[segment])) : std::string();
}

std::string kindOf(const std::string& resource) {
    std::string kind = resource;
    std::ranges::replace(kind, '-', '_');
    return kind;
}

// What a path is about.
struct Place {
    const storage::LoggedObject* object = nullptr;
    Target target;
    bool namesObject = false; // and not a list to which one is added
};

// The last parameter of the path that names an object: a part of an import is none of its own.
Place lastParameter(const http::RequestContext& context, const std::vector<std::string>& segments) {
    Place place;
    for (std::size_t i = 1; i < segments.size(); ++i) {
        place.namesObject = segments[i].starts_with('{');
        if (!place.namesObject) {
            continue;
        }
        const auto name = segments[i].substr(1, segments[i].find('}') - 1);
        const std::string resource = withoutVerb(segments[i - 1]);
        const auto* described = storage::loggedObject(resource);
        if (described != nullptr || place.target.id.empty()) {
            place.object = described;
            place.target = {described ? std::string(described->kind) : kindOf(resource),
                            parameterOf(context, name, i),
                            {}};
        }
    }
    return place;
}

Place placeOf(const http::RequestContext& context) {
    const auto segments = segmentsOf(context.route.path);
    const std::string first = segments.size() > 1 ? withoutVerb(segments[1]) : std::string();
    Place place = lastParameter(context, segments);
    if (place.target.id.empty() && first == "session" && context.principal.isUser()) {
        return {storage::loggedObject("users"), {"user", context.principal.user.text(), {}}, true};
    }
    const auto* added = place.namesObject ? nullptr : storage::loggedObject(withoutVerb(segments.back()));
    if (added != nullptr && context.route.method == "POST") {
        return {added, {std::string(added->kind), {}, {}}, false}; // its id comes with the answer
    }
    if (place.target.id.empty()) {
        place.target.kind = kindOf(first);
    }
    return place;
}

} // namespace

Actor actorOf(UnitOfWork& unit, const http::Principal& principal) {
    Actor actor{
        .kind = "nobody", .id = {}, .name = {}, .role = {}, .device = {}, .session = principal.sessionId};
    if (principal.isUser()) {
        actor.kind = "user";
        actor.id = principal.user.text();
        actor.name = storage::loginOf(unit, actor.id);
        actor.role = std::string(domain::toWire(principal.role));
        actor.device = principal.device.text();
    } else if (principal.isDevice()) {
        actor.kind = "device";
        actor.id = principal.device.text();
        actor.name = storage::deviceNameOf(unit, actor.id);
        actor.device = actor.id;
    } else if (!principal.sessionId.empty()) {
        actor.kind = "provider"; // its token is the session
        actor.id = principal.sessionId;
    }
    return actor;
}

ActRecorder::ActRecorder(UnitOfWork& unit, const http::RequestContext& context, TimePoint now)
    : m_unit(unit)
    , m_context(context)
    , m_now(now) {
    Place place = placeOf(context);
    m_object = place.object;
    m_target = std::move(place.target);
    m_namesOwnObject = place.namesObject;
    if (m_object != nullptr && !m_target.id.empty()) {
        m_before = stateOf(unit, *m_object, m_target.id);
    }
}

wire::Operation ActRecorder::start() const {
    const Actor actor = actorOf(m_unit, m_context.principal);
    wire::Operation operation;
    operation.at = m_now;
    operation.actorKind = actor.kind;
    operation.actor = actor.id;
    operation.actorName = actor.name;
    operation.role = actor.role;
    operation.device = actor.device;
    operation.session = actor.session;
    operation.address = m_context.request.peer;
    operation.attempt = m_context.request.traceId;
    operation.action = m_context.route.operation;
    operation.reason = textMember(m_context.request.body, "reason");
    operation.outcome = "ok";
    return operation;
}

wire::Operation ActRecorder::ownEntry(const http::Response* response) {
    if (m_target.id.empty() && !m_namesOwnObject && response != nullptr) {
        m_target.id = textMember(response->body, "id");
        if (m_target.id.empty()) {
            m_target.id = textMember(response->body, "code_id");
        }
    }
    const auto after = m_object != nullptr && !m_target.id.empty() ? stateOf(m_unit, *m_object, m_target.id)
                                                                   : std::optional<storage::ObjectState>();
    wire::Operation entry = start();
    entry.objectKind = m_target.kind;
    entry.object = m_target.id;
    entry.objectName = after ? after->name : (m_before ? m_before->name : std::string());
    if (m_object != nullptr) {
        entry.changes = changesOf(*m_object, m_before, after);
    }
    const auto& noted = m_unit.acts().changes();
    entry.changes.insert(entry.changes.end(), noted.begin(), noted.end());
    return entry;
}

bool ActRecorder::finish(const http::Response* response) {
    storage::PendingActs& acts = m_unit.acts();
    if (acts.isOmitted()) {
        return true; // nothing is owed any more
    }
    std::vector<wire::Operation> entries;
    const wire::Operation own = ownEntry(response);
    for (const storage::ActNote& note : acts.notes()) {
        // a request about one object has one entry; one about many has an entry for each of them
        const bool isOfRequest = note.objectKind.empty();
        wire::Operation entry = isOfRequest || acts.notes().size() == 1 ? own : start();
        entry.kind = note.kind;
        if (!isOfRequest && entry.object != note.object) {
            entry.objectKind = note.objectKind;
            entry.object = note.object;
            entry.objectName = note.objectKind == "user" ? storage::loginOf(m_unit, note.object)
                                                         : storage::deviceNameOf(m_unit, note.object);
        }
        if (!note.reason.empty()) {
            entry.reason = note.reason;
        }
        entry.detail = note.detail;
        entry.changes.insert(entry.changes.end(), note.changes.begin(), note.changes.end());
        entries.push_back(std::move(entry));
    }
    if (entries.empty()) {
        entries.push_back(own);
    }
    std::ranges::for_each(entries, cutAll);
    storage::OperationRepository(m_unit).append(std::move(entries));
    return true;
}

void ActRecorder::refuse(ErrorCode code) {
    wire::Operation entry = start();
    entry.objectKind = m_target.kind;
    entry.object = m_target.id;
    entry.objectName = m_before ? m_before->name : std::string();
    entry.outcome = "refused";
    entry.code = std::string(wireName(code));
    cutAll(entry);
    storage::OperationRepository(m_unit).append({std::move(entry)});
}

void recordAct(UnitOfWork& unit, const http::RequestContext& context, const Actor& actor,
               const Target& target, std::optional<ErrorCode> refusal, TimePoint now) {
    wire::Operation entry;
    entry.at = now;
    entry.actorKind = actor.kind;
    entry.actor = actor.id;
    entry.actorName = actor.name;
    entry.role = actor.role;
    entry.device = actor.device;
    entry.session = actor.session;
    entry.address = context.request.peer;
    entry.attempt = context.request.traceId;
    entry.action = context.route.operation;
    entry.objectKind = target.kind;
    entry.object = target.id;
    entry.objectName = target.name;
    entry.outcome = refusal ? "refused" : "ok";
    entry.code = refusal ? std::string(wireName(*refusal)) : std::string();
    cutAll(entry);
    storage::OperationRepository(unit).append({std::move(entry)});
}

bool isNotableRefusal(const http::Principal& principal, ErrorCode code) {
    using enum ErrorCode;
    constexpr auto kSteps =
        std::to_array({ReauthRequired, PasswordChangeRequired, SecondFactorSetupRequired});
    constexpr auto kOthers = std::to_array(
        {LoginFailed, SecondFactorWrong, PolicyUnsigned, PolicyRolledBack, SignatureInvalid, LastOwner});
    if (!principal.isUser() || !domain::isAdministrator(principal.role)) {
        return false;
    }
    const bool isStep = std::ranges::find(kSteps, code) != kSteps.end(); // the console's next question
    return (http::statusOf(code) == kForbidden && !isStep) ||
           std::ranges::find(kOthers, code) != kOthers.end();
}

} // namespace kaomon::audit
