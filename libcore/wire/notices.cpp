// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/notices.h"

#include "wire/codec_impl.h"

namespace kaomon::wire {

BOOST_DESCRIBE_STRUCT(Notice, (),
                      (id, kind, audience, titleJa, bodyJa, titleEn, bodyEn, startsAt, endsAt, state,
                       isOperator, readAt, acknowledgedAt, readCount, acknowledgedCount, changedAt, rev))
BOOST_DESCRIBE_STRUCT(NoticePage, (), (items, next))
BOOST_DESCRIBE_STRUCT(NoticeDraft, (), (kind, audience, titleJa, bodyJa, titleEn, bodyEn, startsAt, endsAt))
BOOST_DESCRIBE_STRUCT(NoticeReceipt, (), (user, readAt, acknowledgedAt))
BOOST_DESCRIBE_STRUCT(NoticeReceiptList, (), (items))
BOOST_DESCRIBE_STRUCT(SyncedNotice, (), (id, kind, titleJa, bodyJa, titleEn, bodyEn, startsAt, endsAt))
BOOST_DESCRIBE_STRUCT(PublicNotice, (), (kind, titleJa, bodyJa, titleEn, bodyEn, startsAt, endsAt))
BOOST_DESCRIBE_STRUCT(PublicNoticeList, (), (items))

template std::string encode(const Notice&);
template Result<Notice> decode(std::string_view, UnknownFields);
template std::string schema<Notice>();
template std::string encode(const NoticePage&);
template Result<NoticePage> decode(std::string_view, UnknownFields);
template std::string schema<NoticePage>();
template std::string encode(const NoticeDraft&);
template Result<NoticeDraft> decode(std::string_view, UnknownFields);
template std::string schema<NoticeDraft>();
template std::string encode(const NoticeReceiptList&);
template Result<NoticeReceiptList> decode(std::string_view, UnknownFields);
template std::string schema<NoticeReceiptList>();
template std::string encode(const SyncedNotice&);
template Result<SyncedNotice> decode(std::string_view, UnknownFields);
template std::string schema<SyncedNotice>();
template std::string encode(const PublicNoticeList&);
template Result<PublicNoticeList> decode(std::string_view, UnknownFields);
template std::string schema<PublicNoticeList>();

} // namespace kaomon::wire
