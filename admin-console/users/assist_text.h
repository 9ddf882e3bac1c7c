// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QString>

#include "users/assist_presenter.h"

namespace kaomon::users {

// What the screen says while a face is taken beside an administrator. Pure, of the presenter as it stands.
class AssistText {
    Q_DECLARE_TR_FUNCTIONS(AssistText)
public:
    AssistText(const AssistPresenter& assist, QString name)
        : m_assist(assist)
        , m_name(std::move(name)) {}

    [[nodiscard]] QString headline() const;
    [[nodiscard]] QString advice() const;
    // That one administrator may not be enough; empty where he is.
    [[nodiscard]] QString secondAdministrator() const;
    // What to do about a meter; empty when it is good.
    [[nodiscard]] static QString sentenceOf(const agentlink::Meter& meter);

private:
    [[nodiscard]] QString pose() const;
    [[nodiscard]] QString hint() const;
    [[nodiscard]] QString headlineOfFault() const;
    [[nodiscard]] QString adviceForFault() const;

    const AssistPresenter& m_assist;
    QString m_name;
};

} // namespace kaomon::users
