// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Private to libcore/wire: what messages of alerts and deliveries have in common.

#include <boost/describe.hpp>

#include "wire/alerts.h"

namespace kaomon::wire {

BOOST_DESCRIBE_STRUCT(EventSelection, (), (kinds, codes, results, reasons, severities))
BOOST_DESCRIBE_STRUCT(EventAlert, (), (number, rule, ruleName, subject, raisedAt, firstAt, lastAt, count))

} // namespace kaomon::wire
