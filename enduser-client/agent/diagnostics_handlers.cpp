// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/diagnostics_handlers.h"

#include <algorithm>
#include <utility>

#include "agent/os_accounts.h"
#include "agent/worker.h"
#include "base/base64.h"
#include "base/log.h"
#include "wire/codec.h"

namespace kaomon::agent {

namespace {

using localipc::Message;

constexpr std::size_t kMostEvents = 1000;
constexpr std::size_t kShownLines = 200;
constexpr std::size_t kShownBytes = std::size_t{256} * 1024;
constexpr std::size_t kMostParts = 16; // names in `without`

std::set<std::string> namesIn(const std::string& list) {
    std::set<std::string> names;
    for (std::size_t at = 0; at < list.size() && names.size() < kMostParts;) {
        const auto end = std::min(list.find(',', at), list.size());
        names.insert(list.substr(at, end - at));
        at = end + 1;
    }
    return names;
}

Message collectedMessage(const DiagnosticsDraft& draft) {
    Message message{"diagnosticsCollected", 0, {}};
    std::size_t settings = 0;
    for (const auto& fact : draft.report.facts) {
        settings += fact.name.starts_with("setting.") ? 1 : 0;
    }
    message.setInteger("facts", static_cast<std::int64_t>(draft.report.facts.size() - settings));
    message.setInteger("settings", static_cast<std::int64_t>(settings));
    message.setInteger("checks", static_cast<std::int64_t>(draft.report.checks.size()));
    message.setInteger("left_out", draft.leftOut);
    message.setInteger("logs", static_cast<std::int64_t>(draft.sections.size()));
    for (std::size_t i = 0; i < draft.sections.size(); ++i) {
        const std::string prefix = "log" + std::to_string(i) + '.';
        message.set(prefix + "source", draft.sections[i].source);
        message.setInteger(prefix + "lines", static_cast<std::int64_t>(draft.sections[i].lines.size()));
        message.setInteger(prefix + "bytes", static_cast<std::int64_t>(draft.sections[i].bytes));
    }
    return message;
}

// What stands in a part of the draft; nullopt for no such part.
std::optional<std::vector<std::string>> linesOf(const DiagnosticsDraft& draft, const std::string& part) {
    std::vector<std::string> lines;
    if (part == kChecksPart) {
        for (const auto& check : draft.report.checks) {
            lines.push_back(check.name + ": " + check.result +
                            (check.code.empty() ? "" : " (" + check.code + ')'));
        }
        return lines;
    }
    if (part == kSettingsPart || part == "facts") {
        for (const auto& fact : draft.report.facts) {
            if (fact.name.starts_with("setting.") == (part == kSettingsPart)) {
                lines.push_back(fact.name + ": " + fact.value);
            }
        }
        return lines;
    }
    const auto section = std::ranges::find(draft.sections, part, &DiagnosticsSection::source);
    return section == draft.sections.end() ? std::nullopt : std::optional(section->lines);
}

} // namespace

DiagnosticsHandlers::DiagnosticsHandlers(Parts parts)
    : m_parts(std::move(parts)) {
    const auto answer = [this](const QString& bundle, const std::function<void(const Caller&)>& tell) {
        if (const auto sender = m_senders.extract(bundle.toStdString())) {
            tell(sender.mapped());
        }
    };
    connect(&m_parts.upload, &DiagnosticsUpload::progressed, this,
            [this](const QString& bundle, int received, int count) {
                if (const auto sender = m_senders.find(bundle.toStdString()); sender != m_senders.end()) {
                    Message message{"diagnosticsProgress", 0, {}};
                    message.setInteger("received", received);
                    message.setInteger("parts", count);
                    sender->second.reply(std::move(message));
                }
            });
    connect(&m_parts.upload, &DiagnosticsUpload::arrived, this,
            [answer](const QString& bundle, const QString& ticket) {
                answer(bundle, [&](const Caller& caller) {
                    Message message{"diagnosticsSent", 0, {}};
                    message.set("ticket", ticket.toStdString());
                    caller.reply(std::move(message));
                });
            });
    connect(&m_parts.upload, &DiagnosticsUpload::postponed, this, [this](const QString&, ErrorCode reason) {
        // Those behind it wait as well.
        for (const auto& [id, caller] : std::exchange(m_senders, {})) {
            Message message{"diagnosticsWaiting", 0, {}};
            message.set("code", wireName(reason));
            caller.reply(std::move(message));
        }
    });
    connect(&m_parts.upload, &DiagnosticsUpload::refused, this,
            [answer](const QString& bundle, ErrorCode reason) {
                answer(bundle, [&](const Caller& caller) {
                    caller.fail(Error(reason, "the server did not take it"));
                });
            });
}

void DiagnosticsHandlers::addTo(Router& router) {
    router.add("diagnosticsCollect", [this](const Caller& c, const Message& m) { collect(c, m); });
    router.add("diagnosticsShow", [this](const Caller& c, const Message& m) { show(c, m); });
    router.add("diagnosticsFile", [this](const Caller& c, const Message& m) { file(c, m); });
    router.add("diagnosticsSend", [this](const Caller& c, const Message& m) { sendBundle(c, m); });
    router.add("diagnosticsDecline", [this](const Caller& c, const Message&) {
        m_parts.upload.decline();
        tellState(c);
    });
    router.add("diagnosticsState", [this](const Caller& c, const Message&) { tellState(c); });
}

void DiagnosticsHandlers::onDisconnected(const Connection* connection) {
    std::erase_if(m_senders, [&](const auto& sender) {
        return sender.second.connection.isNull() || sender.second.connection.data() == connection;
    });
}

std::optional<UserId> DiagnosticsHandlers::personOf(const std::string& account) const {
    const DeviceIdentity* device = m_parts.state.device();
    if (device == nullptr || account.empty()) {
        return std::nullopt;
    }
    const auto user = m_parts.state.policies().linkedUser(accountOf(account, device->id.text()));
    return user ? std::optional(*user) : std::nullopt;
}

DiagnosticsFacts DiagnosticsHandlers::factsFor(uid_t uid) const {
    DiagnosticsFacts facts;
    facts.now = m_parts.clock.now();
    facts.status = m_parts.device.describe(uid);
    facts.uid = uid;
    facts.account = nameOfUid(uid).value_or(std::string());
    facts.user = personOf(facts.account);
    facts.settings = m_parts.state.policies().valuesFor(facts.user);
    facts.logFolder = m_parts.logFolder;
    if (const auto waiting = m_parts.state.cache().pending(kMostEvents)) {
        for (const auto& item : *waiting) {
            const auto event = wire::decode<wire::Event>(std::string(item.bytes.begin(), item.bytes.end()));
            if (event) {
                facts.outbox.push_back(*event);
            }
        }
    }
    return facts;
}

void DiagnosticsHandlers::collect(const Caller& caller, const Message& message) {
    if (m_collecting.contains(caller.uid) || m_collecting.size() >= kMostDrafts) {
        caller.fail(Error(ErrorCode::AgentBusy, "it is being collected already"));
        return;
    }
    const std::string clientLog = message.text("client_log");
    if (clientLog.size() > kMostClientLog) {
        caller.fail(Error(ErrorCode::PayloadTooLarge, "too long", "/client_log"));
        return;
    }
    m_collecting.insert(caller.uid);
    onWorker(
        this,
        [facts = factsFor(caller.uid), clientLog] {
            return std::make_shared<const DiagnosticsDraft>(collectDiagnostics(facts, clientLog));
        },
        [this, caller](const Draft& draft) {
            m_collecting.erase(caller.uid);
            m_drafts.erase(caller.uid);
            forgetOld();
            m_drafts[caller.uid] = {draft, m_parts.clock.now(), {}, nullptr};
            caller.reply(collectedMessage(*draft));
        });
}

void DiagnosticsHandlers::forgetOld() {
    const TimePoint now = m_parts.clock.now();
    std::erase_if(m_drafts, [now](const auto& draft) {
        return now - draft.second.madeAt > kDraftLife || draft.second.madeAt > now;
    });
    while (m_drafts.size() >= kMostDrafts) {
        m_drafts.erase(
            std::ranges::min_element(m_drafts, {}, [](const auto& draft) { return draft.second.madeAt; }));
    }
}

Result<DiagnosticsHandlers::Held*> DiagnosticsHandlers::held(uid_t uid) {
    const auto found = m_drafts.find(uid);
    if (found == m_drafts.end() || m_parts.clock.now() - found->second.madeAt > kDraftLife) {
        return fail(ErrorCode::NotFound, "nothing is collected");
    }
    return &found->second;
}

void DiagnosticsHandlers::show(const Caller& caller, const Message& message) {
    const auto draft = held(caller.uid);
    const auto offset = message.integer("offset").value_or(0);
    if (!draft || offset < 0) {
        caller.fail(draft ? Error(ErrorCode::ValidationFailed, "below 0", "/offset") : draft.error());
        return;
    }
    const auto lines = linesOf(*(*draft)->draft, message.text("part"));
    if (!lines) {
        caller.fail(Error(ErrorCode::ValidationFailed, "no such part", "/part"));
        return;
    }
    Message out{"diagnosticsShown", 0, {}};
    std::string text;
    auto next = std::min(static_cast<std::size_t>(offset), lines->size());
    for (const auto end = std::min(next + kShownLines, lines->size());
         next < end && text.size() < kShownBytes; ++next) {
        text += (*lines)[next] + '\n';
    }
    out.set("text", text);
    out.setInteger("next", static_cast<std::int64_t>(next));
    out.setInteger("lines", static_cast<std::int64_t>(lines->size()));
    caller.reply(std::move(out));
}

void DiagnosticsHandlers::pack(Draft draft, const std::string& without, BundleDone done) {
    onWorker(
        this,
        [draft = std::move(draft), without] {
            return std::make_shared<const Result<Bytes>>(bundleOf(*draft, namesIn(without)));
        },
        std::move(done));
}

void DiagnosticsHandlers::file(const Caller& caller, const Message& message) {
    const auto draft = held(caller.uid);
    const auto offset = message.integer("offset").value_or(0);
    if (!draft) {
        caller.fail(draft.error());
        return;
    }
    const std::string without = message.text("without");
    if ((*draft)->file && (*draft)->fileWithout == without) {
        answerPiece(caller, *(*draft)->file, offset);
        return;
    }
    pack((*draft)->draft, without, [this, caller, without, offset](const auto& bundle) {
        if (!*bundle) {
            caller.fail(bundle->error());
            return;
        }
        const auto kept = std::make_shared<const Bytes>(**bundle);
        if (const auto still = held(caller.uid)) {
            (*still)->file = kept;
            (*still)->fileWithout = without;
        }
        answerPiece(caller, *kept, offset);
    });
}

void DiagnosticsHandlers::answerPiece(const Caller& caller, const Bytes& file, std::int64_t offset) const {
    if (offset < 0 || static_cast<std::size_t>(offset) > file.size()) {
        caller.fail(Error(ErrorCode::ValidationFailed, "outside of the file", "/offset"));
        return;
    }
    const auto piece = std::span(file).subspan(static_cast<std::size_t>(offset));
    Message message{"diagnosticsPiece", 0, {}};
    message.set("bytes", toBase64Url(piece.first(std::min(piece.size(), kPiece))));
    message.setInteger("size", static_cast<std::int64_t>(file.size()));
    caller.reply(std::move(message));
}

void DiagnosticsHandlers::sendBundle(const Caller& caller, const Message& message) {
    const auto draft = held(caller.uid);
    if (!draft) {
        caller.fail(draft.error());
        return;
    }
    const std::string note = message.text("note");
    if (note.size() > DiagnosticsUpload::kLongestNote) {
        caller.fail(Error(ErrorCode::ValidationFailed, "too long", "/note"));
        return;
    }
    pack((*draft)->draft, message.text("without"), [this, caller, note](const auto& bundle) {
        if (!*bundle) {
            caller.fail(bundle->error());
            return;
        }
        keepAndSend(caller, note, **bundle);
    });
}

void DiagnosticsHandlers::keepAndSend(const Caller& caller, const std::string& note, const Bytes& bundle) {
    const std::string account = nameOfUid(caller.uid).value_or(std::string());
    const BundleOrder order{BlobId::generate(), caller.uid, personOf(account), m_parts.clock.now(), note};
    if (const auto kept = m_parts.upload.keep(order, bundle); !kept) {
        caller.fail(kept.error());
        return;
    }
    log::info("agent.bundle", {{"bundle", order.id.text()}, {"bytes", bundle.size()}});
    m_drafts.erase(caller.uid);
    m_senders[order.id.text()] = caller;
    m_parts.upload.send();
}

void DiagnosticsHandlers::tellState(const Caller& caller) const {
    Message message{"diagnosticsState", 0, {}};
    message.setInteger("waiting", m_parts.upload.waitingOf(caller.uid));
    if (const auto request = askedDiagnostics(m_parts.state.cache())) {
        message.set("asked_reason", request->reason);
        message.set("asked_by", request->requestedBy);
        message.set("asked_at", toRfc3339(request->requestedAt));
    }
    if (const auto ticket = m_parts.upload.lastTicket(caller.uid)) {
        message.set("ticket", ticket->number);
        message.set("sent_at", toRfc3339(ticket->sentAt));
    }
    caller.reply(std::move(message));
}

} // namespace kaomon::agent
