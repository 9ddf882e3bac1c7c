// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/second_factor_setup.h"

#include "ui/qt_text.h"

namespace kaomon::shell {

SecondFactorSetup::SecondFactorSetup(Calls calls, QObject* parent)
    : QObject(parent)
    , m_calls(std::move(calls)) {}

void SecondFactorSetup::begin() {
    m_isBusy = true;
    emit changed();
    m_calls.begin().then(this, [this](const Result<wire::SecondFactorSetup>& setup) {
        m_isBusy = false;
        if (setup) {
            m_secret = *setup;
        } else {
            emit failed(setup.error().code);
        }
        emit changed();
    });
}

void SecondFactorSetup::confirm(const QString& code) {
    if (m_isBusy || m_secret.secret.empty()) {
        return;
    }
    m_isBusy = true;
    emit changed();
    m_calls.confirm(ui::toUtf8(code.trimmed())).then(this, [this](const Result<wire::RecoveryCodes>& codes) {
        m_isBusy = false;
        if (!codes) {
            emit failed(codes.error().code);
            emit changed();
            return;
        }
        m_codes = codes->codes;
        m_secret = {};
        emit changed();
        emit confirmed();
    });
}

} // namespace kaomon::shell
