// SPDX-License-Identifier: GPL-3.0-or-later
#include "notices/notices_presenter.h"

#include "domain/role.h"
#include "models/display_text.h"
#include "shell/duty_text.h"
#include "shell/local_text.h"
#include "ui/qt_text.h"

namespace kaomon::notices {
namespace {

using models::DisplayText;
using models::ListState;
using models::Tone;

constexpr int kPage = 100;

Tone kindTone(const wire::Notice& row) {
    switch (shell::noticeKindTone(row.kind)) {
    case ui::Tone::Bad:
        return Tone::Bad;
    case ui::Tone::Warning:
        return Tone::Warning;
    default:
        return Tone::Neutral;
    }
}

QString readText(const wire::Notice& row) {
    return row.readCount ? QString::number(*row.readCount) : QStringLiteral("–");
}

QString acknowledgedText(const wire::Notice& row) {
    return row.acknowledgedCount ? QString::number(*row.acknowledgedCount) : QStringLiteral("–");
}

} // namespace

QString NoticesPresenter::stateText(const wire::Notice& notice) {
    if (notice.state == "upcoming") {
        return tr("To come");
    }
    if (notice.state == "active") {
        return tr("Shown");
    }
    return notice.state == "withdrawn" ? tr("Withdrawn") : tr("Over");
}

models::Tone NoticesPresenter::stateTone(const wire::Notice& notice) {
    return notice.state == "active" ? Tone::Good : Tone::Neutral;
}

NoticesPresenter::NoticesPresenter(shell::ConsoleSession& session, QObject* parent)
    : FeaturePresenter(session, parent)
    , m_model({{[] { return tr("From"); },
                [](const wire::Notice& row) { return DisplayText::time(row.startsAt).left(16); }},
               {[] { return tr("Kind"); },
                [](const wire::Notice& row) { return shell::noticeKindText(row.kind); },
                [](const wire::Notice& row) { return std::optional(kindTone(row)); }},
               {[] { return tr("Title"); },
                [](const wire::Notice& row) { return shell::localText(row.titleJa, row.titleEn); }},
               {[] { return tr("By"); },
                [](const wire::Notice& row) { return row.isOperator ? tr("Operator") : tr("Organisation"); }},
               {[] { return tr("Read by"); }, readText},
               {[] { return tr("Taken note"); }, acknowledgedText},
               {[] { return tr("State"); }, stateText,
                [](const wire::Notice& row) { return std::optional(stateTone(row)); }}},
              [](const wire::Notice& row) { return row.id; }) {}

bool NoticesPresenter::maySeeReceipts() const {
    const auto role =
        session().isOpen() ? domain::roleFromWire(session().user().role) : std::optional<domain::Role>();
    return role == domain::Role::Owner || role == domain::Role::UserAdmin || role == domain::Role::Auditor;
}

bool NoticesPresenter::mayChange(const wire::Notice& notice) const {
    return isOwner() && !isBusy() && !notice.isOperator && notice.state != "withdrawn";
}

void NoticesPresenter::reload() {
    if (beginLoading(state() == ListState::Content)) {
        fetch({});
    }
}

void NoticesPresenter::fetch(const std::string& cursor) {
    load(client::NoticeService(api()).list(kPage, cursor),
         [this, isFirst = cursor.empty()](const wire::NoticePage& page) {
             isFirst ? m_model.setRows(page.items) : m_model.appendRows(page.items);
             m_next = page.next;
             return m_model.rowCount() == 0 ? ListState::Empty : ListState::Content;
         });
}

void NoticesPresenter::loadMore() {
    if (m_next && beginLoading(true)) {
        fetch(*m_next);
    }
}

void NoticesPresenter::clear() {
    ++m_receiptsRound;
    m_model.setRows({});
    m_next.reset();
    m_receipts.clear();
    FeaturePresenter::clear();
}

void NoticesPresenter::create(const wire::NoticeDraft& draft) {
    command([this, draft] { return client::NoticeService(api()).create(draft); },
            [this](const wire::Notice&) { reload(); });
}

void NoticesPresenter::change(const wire::Notice& notice, const wire::NoticeDraft& draft) {
    command([this, id = notice.id, rev = notice.rev,
             draft] { return client::NoticeService(api()).change(id, draft, rev); },
            [this](const wire::Notice&) { reload(); });
}

void NoticesPresenter::withdraw(const wire::Notice& notice) {
    command(
        [this, id = notice.id, rev = notice.rev] { return client::NoticeService(api()).withdraw(id, rev); },
        [this] { reload(); });
}

void NoticesPresenter::acknowledge(const std::string& id) {
    command([this, id] { return client::NoticeService(api()).acknowledge(id); }, [this] { reload(); });
}

void NoticesPresenter::read(const std::string& id) {
    if (!session().isOpen()) {
        return;
    }
    client::NoticeService(api()).get(id).then(this, [this](const Result<wire::Notice>& found) {
        if (found) {
            emit noticeRead(*found);
        } else {
            emit commandFailed(found.error().code);
        }
    });
}

void NoticesPresenter::noteRead(const wire::Notice& notice) {
    if (notice.readAt || notice.state != "active" || !session().isOpen()) {
        return;
    }
    client::NoticeService(api()).noteRead(notice.id).then(
        this, [this, row = notice](const Status& noted) mutable {
            if (noted && session().isOpen()) {
                row.readAt = session().clock().now();
                row.readCount = row.readCount ? std::optional(*row.readCount + 1) : std::nullopt;
                m_model.replaceRow(std::move(row));
            }
        });
}

void NoticesPresenter::askReceipts(const std::string& id) {
    ++m_receiptsRound;
    m_receipts.clear();
    if (id.empty() || !maySeeReceipts()) {
        return;
    }
    client::NoticeService(api()).receipts(id).then(
        this, [this, round = m_receiptsRound](const Result<wire::NoticeReceiptList>& list) {
            if (list && round == m_receiptsRound) {
                m_receipts = list->items;
                emit changed();
            }
        });
}

} // namespace kaomon::notices
