// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/cancel_token.h"

namespace kaomon::client {

void CancelToken::cancel() {
    if (!m_isCancelled) {
        m_isCancelled = true;
        emit cancelled();
    }
}

} // namespace kaomon::client
