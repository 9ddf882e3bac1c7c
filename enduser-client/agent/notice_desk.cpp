// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/notice_desk.h"

#include <algorithm>

#include "base/log.h"
#include "crypto/bytes_io.h"
#include "wire/codec.h"

namespace kaomon::agent {

namespace {

using localipc::Message;

// Older ones than the notices that there can be are forgotten.
constexpr std::size_t kMostReceipts = 100;
constexpr std::size_t kLongestText = 8000; // of one text in an answer

std::string nameOf(uid_t uid) {
    return "notice.receipts." + std::to_string(uid);
}

} // namespace

NoticeDesk::NoticeDesk(AgentState& state, UserSessions& sessions, const Clock& clock)
    : m_state(state)
    , m_sessions(sessions)
    , m_clock(clock) {
    connect(&m_sessions, &UserSessions::signedIn, this, [this](uint uid) { tell(uid); });
}

void NoticeDesk::addTo(Router& router) {
    router.add("notices", [this](const Caller& c, const Message& m) { list(c, m); });
    router.add("noticeRead", [this](const Caller& c, const Message& m) { note(c, m, false); });
    router.add("noticeAcknowledge", [this](const Caller& c, const Message& m) { note(c, m, true); });
}

std::vector<wire::SyncedNotice> NoticeDesk::current() const {
    std::vector<wire::SyncedNotice> found;
    const auto objects = m_state.cache().list("notice");
    const TimePoint now = m_clock.now();
    for (const auto& object : objects ? *objects : std::vector<localstore::StoredObject>()) {
        const auto notice =
            wire::decode<wire::SyncedNotice>(std::string(object.bytes.begin(), object.bytes.end()));
        if (notice && notice->startsAt <= now && (!notice->endsAt || *notice->endsAt > now)) {
            found.push_back(*notice);
        }
    }
    std::ranges::sort(found, std::ranges::greater(), &wire::SyncedNotice::startsAt);
    if (found.size() > kMost) {
        found.resize(kMost);
    }
    return found;
}

std::map<std::string, NoticeDesk::Receipt> NoticeDesk::receipts(uid_t uid) const {
    std::map<std::string, Receipt> known;
    const auto stored = m_state.cache().state(nameOf(uid));
    if (!stored) {
        return known;
    }
    crypto::BytesReader reader(stored->reveal());
    const auto count = std::min<std::uint64_t>(reader.number(), kMostReceipts);
    for (std::uint64_t i = 0; i < count; ++i) {
        const std::string id = reader.text();
        const auto flags = reader.number();
        known[id] = {(flags & 1U) != 0, (flags & 2U) != 0};
    }
    return reader.finish() ? known : std::map<std::string, Receipt>();
}

Status NoticeDesk::save(uid_t uid, const std::map<std::string, Receipt>& receipts) {
    crypto::BytesWriter writer;
    writer.number(std::min(receipts.size(), kMostReceipts));
    // Ids begin with their time: the newest are behind.
    const auto skipped = receipts.size() - std::min(receipts.size(), kMostReceipts);
    for (auto one = std::next(receipts.begin(), static_cast<std::ptrdiff_t>(skipped)); one != receipts.end();
         ++one) {
        writer.text(one->first);
        writer.number((one->second.isAcknowledged ? 1U : 0U) | (one->second.isTold ? 2U : 0U));
    }
    return m_state.cache().setState(nameOf(uid), writer.result());
}

int NoticeDesk::unread(uid_t uid) const {
    const auto known = receipts(uid);
    const auto notices = current();
    return static_cast<int>(std::ranges::count_if(
        notices, [&](const wire::SyncedNotice& notice) { return !known.contains(notice.id); }));
}

void NoticeDesk::list(const Caller& caller, const Message& message) const {
    const auto notices = current();
    const auto known = receipts(caller.uid);
    const auto offset =
        static_cast<std::size_t>(std::max<std::int64_t>(0, message.integer("offset").value_or(0)));
    Message out{"notices", 0, {}};
    out.setInteger("total", static_cast<std::int64_t>(notices.size()));
    std::size_t shown = 0;
    for (std::size_t i = offset; i < notices.size() && shown < kInOneAnswer; ++i, ++shown) {
        const wire::SyncedNotice& notice = notices[i];
        const std::string prefix = "notice" + std::to_string(shown) + '.';
        const auto receipt = known.find(notice.id);
        out.set(prefix + "id", notice.id);
        out.set(prefix + "kind", notice.kind);
        out.set(prefix + "title_ja", notice.titleJa.substr(0, kLongestText));
        out.set(prefix + "title_en", notice.titleEn.substr(0, kLongestText));
        out.set(prefix + "body_ja", notice.bodyJa.substr(0, kLongestText));
        out.set(prefix + "body_en", notice.bodyEn.substr(0, kLongestText));
        out.set(prefix + "starts_at", toRfc3339(notice.startsAt));
        out.set(prefix + "state", receipt == known.end()           ? "new"
                                  : receipt->second.isAcknowledged ? "acknowledged"
                                                                   : "read");
    }
    out.setInteger("shown", static_cast<std::int64_t>(shown));
    caller.reply(std::move(out));
}

void NoticeDesk::note(const Caller& caller, const Message& message, bool isAcknowledged) {
    const std::string id = message.text("id");
    const auto notices = current();
    if (std::ranges::find(notices, id, &wire::SyncedNotice::id) == notices.end()) {
        caller.fail(Error(ErrorCode::NotFound, "no such notice holds now"));
        return;
    }
    auto known = receipts(caller.uid);
    const auto before = known.find(id);
    const bool isNews = before == known.end() || (isAcknowledged && !before->second.isAcknowledged);
    if (isNews) {
        known[id] = {isAcknowledged, false};
        if (const auto saved = save(caller.uid, known); !saved) {
            caller.fail(saved.error());
            return;
        }
        tell(caller.uid);
    }
    caller.reply("noticeNoted");
}

void NoticeDesk::tell(uid_t uid) {
    for (const auto& [id, receipt] : receipts(uid)) {
        if (receipt.isTold || !m_sessions.session(uid)) {
            continue;
        }
        m_sessions.noteNotice(
            uid, id, receipt.isAcknowledged, [this, uid, id = id, receipt = receipt](const Status& told) {
                // A notice that was withdrawn meanwhile needs no receipt.
                if (!told && told.error().code != ErrorCode::NotFound &&
                    told.error().code != ErrorCode::Conflict) {
                    return; // at the next sign-in
                }
                auto known = receipts(uid);
                const auto found = known.find(id);
                if (found != known.end() && found->second.isAcknowledged == receipt.isAcknowledged) {
                    found->second.isTold = true;
                    if (const auto saved = save(uid, known); !saved) {
                        log::warning("agent.notice_receipt", {{"code", wireName(saved.error().code)}});
                    }
                }
            });
    }
}

} // namespace kaomon::agent
