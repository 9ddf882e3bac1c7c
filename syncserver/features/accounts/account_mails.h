// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "features/service_context.h"

namespace kaomon::features {

// Mails to people about their own accounts, put into the outbox with the act itself. None carries a password:
// the server does not know it, and a mail server reads what it forwards. Inside a write job.
void mailReissued(storage::UnitOfWork& unit, const UserId& user, TimePoint expiresAt, TimePoint now);
void mailUnlocked(storage::UnitOfWork& unit, const UserId& user, TimePoint now);
void mailRecovered(storage::UnitOfWork& unit, const UserId& user, TimePoint expiresAt, TimePoint now);
void mailRoleChanged(storage::UnitOfWork& unit, const UserId& user, TimePoint now);
void mailSecondFactorRemoved(storage::UnitOfWork& unit, const UserId& user, TimePoint now);
// To the owners: how many one-time passwords `by` issued.
void mailReissueReport(storage::UnitOfWork& unit, const UserId& by, int count, TimePoint now);

} // namespace kaomon::features
