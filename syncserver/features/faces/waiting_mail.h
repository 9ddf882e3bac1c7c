// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "storage/unit_of_work.h"

namespace kaomon::features {

// A face waits for approval: owners and user administrators get a mail five minutes later, which also stands
// for what comes until then, and no other within an hour after it. Names nobody: a mail server reads what it
// forwards.
void queueWaitingMail(storage::UnitOfWork& unit, TimePoint now);
// After somebody has decided: where nothing waits any more, a mail that has not left is taken back.
void dropNeedlessMail(storage::UnitOfWork& unit);

} // namespace kaomon::features
