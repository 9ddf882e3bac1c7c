// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/diagnostics.h"

#include "wire/codec_impl.h"
#include "wire/descriptions.h"

namespace kaomon::wire {

// Described here, since no other message of this folder has them as members.
BOOST_DESCRIBE_STRUCT(NewDiagnostics, (),
                      (id, user, takenAt, size, partHashes, keyId, sealedKey, note, request))
BOOST_DESCRIBE_STRUCT(Diagnostics, (),
                      (id, ticket, device, deviceName, user, login, state, note, takenAt, createdAt,
                       changedAt, expiresAt, size, parts, received, rev))
BOOST_DESCRIBE_STRUCT(DiagnosticsPage, (), (items, next))
BOOST_DESCRIBE_STRUCT(DiagnosticsPatch, (), (state, note))
BOOST_DESCRIBE_STRUCT(DiagnosticsOrder, (), (reason))
BOOST_DESCRIBE_STRUCT(DiagnosticsRequest, (),
                      (id, device, deviceName, reason, requestedBy, requestedAt, state, settledAt, ticket))
BOOST_DESCRIBE_STRUCT(DiagnosticsRequestList, (), (items))
BOOST_DESCRIBE_STRUCT(DiagnosticsRefusal, (), (request))

template std::string encode(const NewDiagnostics&);
template Result<NewDiagnostics> decode(std::string_view, UnknownFields);
template std::string schema<NewDiagnostics>();
template std::string encode(const Diagnostics&);
template Result<Diagnostics> decode(std::string_view, UnknownFields);
template std::string schema<Diagnostics>();
template std::string encode(const DiagnosticsPage&);
template Result<DiagnosticsPage> decode(std::string_view, UnknownFields);
template std::string schema<DiagnosticsPage>();
template std::string encode(const DiagnosticsPatch&);
template Result<DiagnosticsPatch> decode(std::string_view, UnknownFields);
template std::string schema<DiagnosticsPatch>();
template std::string encode(const DiagnosticsOrder&);
template Result<DiagnosticsOrder> decode(std::string_view, UnknownFields);
template std::string schema<DiagnosticsOrder>();
template std::string encode(const DiagnosticsRequest&);
template Result<DiagnosticsRequest> decode(std::string_view, UnknownFields);
template std::string schema<DiagnosticsRequest>();
template std::string encode(const DiagnosticsRequestList&);
template Result<DiagnosticsRequestList> decode(std::string_view, UnknownFields);
template std::string schema<DiagnosticsRequestList>();
template std::string encode(const DiagnosticsRefusal&);
template Result<DiagnosticsRefusal> decode(std::string_view, UnknownFields);
template std::string schema<DiagnosticsRefusal>();

} // namespace kaomon::wire
