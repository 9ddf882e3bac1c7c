// SPDX-License-Identifier: GPL-3.0-or-later
#include "notices/notices_presenter.h"

#include <algorithm>

namespace kaomon::notices {

namespace {

using agentlink::Answer;
using localipc::Message;

constexpr std::int64_t kInOneAnswer = 6;
constexpr std::size_t kMost = 20;

ShownNotice noticeOf(const Message& message, const std::string& prefix) {
    const auto text = [&](const char* key) { return QString::fromStdString(message.text(prefix + key)); };
    ShownNotice notice{text("id"),
                       text("kind"),
                       text("title_ja"),
                       text("title_en"),
                       text("body_ja"),
                       text("body_en"),
                       QDateTime::fromString(text("starts_at"), Qt::ISODateWithMs),
                       ShownNotice::State::New};
    const QString state = text("state");
    notice.state = state == QLatin1String("acknowledged") ? ShownNotice::State::Acknowledged
                   : state == QLatin1String("read")       ? ShownNotice::State::Read
                                                          : ShownNotice::State::New;
    return notice;
}

QString inLanguage(ui::Language language, const QString& japanese, const QString& english) {
    const QString& wanted = language == ui::Language::Japanese ? japanese : english;
    return wanted.isEmpty() ? (language == ui::Language::Japanese ? english : japanese) : wanted;
}

} // namespace

QString ShownNotice::title(ui::Language language) const {
    return inLanguage(language, titleJa, titleEn);
}

QString ShownNotice::body(ui::Language language) const {
    return inLanguage(language, bodyJa, bodyEn);
}

NoticesPresenter::NoticesPresenter(agentlink::AgentLink& link, agentlink::ClientSession& session,
                                   QObject* parent)
    : QObject(parent)
    , m_link(link)
    , m_session(session) {}

void NoticesPresenter::load() {
    ++m_generation;
    m_error.reset();
    loadFrom(0, {});
}

void NoticesPresenter::loadFrom(qint64 offset, std::vector<ShownNotice> before) {
    Message message{"notices", 0, {}};
    message.setInteger("offset", offset);
    m_link.request(std::move(message))
        .then(this, [this, generation = m_generation,
                     before = std::move(before)](const Answer& answer) mutable {
            if (generation != m_generation) {
                return;
            }
            if (!answer) {
                m_error = answer.error().code;
                m_phase = Phase::Failed;
                emit changed();
                return;
            }
            const auto shown =
                std::clamp<std::int64_t>(answer->integer("shown").value_or(0), 0, kInOneAnswer);
            for (std::int64_t i = 0; i < shown; ++i) {
                before.push_back(noticeOf(*answer, "notice" + std::to_string(i) + '.'));
            }
            const auto total = answer->integer("total").value_or(0);
            if (shown > 0 && static_cast<std::int64_t>(before.size()) < total && before.size() < kMost) {
                const auto next = static_cast<qint64>(before.size());
                loadFrom(next, std::move(before));
                return;
            }
            m_notices = std::move(before);
            m_phase = Phase::Shown;
            emit changed();
        });
}

void NoticesPresenter::markRead(const QString& id) {
    note(id, "noticeRead", ShownNotice::State::Read);
}

void NoticesPresenter::acknowledge(const QString& id) {
    note(id, "noticeAcknowledge", ShownNotice::State::Acknowledged);
}

void NoticesPresenter::note(const QString& id, const char* type, ShownNotice::State state) {
    const auto found = std::ranges::find(m_notices, id, &ShownNotice::id);
    if (found == m_notices.end() || found->state >= state) {
        return;
    }
    Message message{type, 0, {}};
    message.set("id", id.toStdString());
    m_link.request(std::move(message)).then(this, [this, id, state](const Answer& answer) {
        const auto noted = std::ranges::find(m_notices, id, &ShownNotice::id);
        if (answer && noted != m_notices.end()) {
            noted->state = std::max(noted->state, state);
            emit changed();
            m_session.refresh(); // the tray counts
        } else if (!answer) {
            load(); // withdrawn meanwhile
        }
    });
}

} // namespace kaomon::notices
