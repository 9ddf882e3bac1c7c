// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/diagnostics_report.h"

#include "wire/codec_impl.h"
#include "wire/descriptions.h"

namespace kaomon::wire {

BOOST_DESCRIBE_STRUCT(DiagnosticsFact, (), (name, value))
BOOST_DESCRIBE_STRUCT(DiagnosticsCheck, (), (name, result, code))
BOOST_DESCRIBE_STRUCT(DiagnosticsReport, (), (format, madeAt, program, version, system, facts, checks))

template std::string encode(const DiagnosticsReport&);
template Result<DiagnosticsReport> decode(std::string_view, UnknownFields);
template std::string schema<DiagnosticsReport>();

} // namespace kaomon::wire
