// SPDX-License-Identifier: GPL-3.0-or-later
#include <utility>

#include "localipc/wide_text.h"
#include "logon/windows/tile.h"

namespace kaomon::logon {

using localipc::toUtf8;
using localipc::toWide;

// The agent compares and counts; LogonUI's thread does not wait for it.
void Tile::checkTypedPin() {
    auto pin = std::make_shared<SecretString>(std::exchange(m_typedPassword, SecretString()));
    if (m_events) {
        m_events->SetFieldString(this, static_cast<DWORD>(Field::Password), L"");
    }
    if (m_attempt != 0) {
        return; // one try at a time
    }
    const std::uint64_t id = ++m_context->lastAttempt;
    auto job = [id, pin, endpoint = m_context->settings.endpoint, user = toUtf8(m_pinFor),
                news = m_context->news](const std::atomic<bool>& isAbandoned) {
        auto checked = checkPin(endpoint, user, *pin);
        if (!isAbandoned) {
            news->post({id, std::move(checked)});
        }
    };
    auto worker = Worker::start(std::move(job), m_context->lastWorker.get());
    if (!worker) {
        show(words(TileText::NotSent));
        return;
    }
    m_attempt = id;
    m_context->lastWorker = std::move(worker);
    show(words(TileText::CheckingPin));
}

void Tile::pinChecked(Result<PinAnswer>& checked) {
    if (checked) {
        logOnAs(std::exchange(m_pinFor, {}), std::move(checked->osSecret), checked->isSecretStale);
        return;
    }
    const ErrorCode code = checked.error().code;
    if (code == ErrorCode::SecondFactorWrong) {
        show(words(TileText::PinWrong));
    } else if (code == ErrorCode::FaceCooldown || code == ErrorCode::FaceDisabled) {
        show(words(Phrase::PinPaused));
    } else { // the agent is gone, or there is no PIN: the password
        m_pinFor.clear();
        show(toWide(refusalText(code, m_context->settings.language)));
    }
    focusPassword();
}

} // namespace kaomon::logon
