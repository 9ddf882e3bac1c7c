// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include <QCoreApplication>
#include <QString>

#include "localipc/message.h"
#include "models/list_state.h"

namespace kaomon::transfer {

struct PhotoRow;

// What the table of photographs says of a row. Pure, in the language of the screens.
class PhotoImportText {
    Q_DECLARE_TR_FUNCTIONS(PhotoImportText)
public:
    [[nodiscard]] static QString state(const PhotoRow& row);
    [[nodiscard]] static std::optional<models::Tone> tone(const PhotoRow& row);
    // Why it is not taken over, or what else is to be known about it.
    [[nodiscard]] static QString reason(const PhotoRow& row);
    [[nodiscard]] static QString fix(const PhotoRow& row);
    // Which pictures of a person were of no use, out of `assistPhotoDone`; empty: none.
    [[nodiscard]] static QString leftOut(const localipc::Message& done);
};

} // namespace kaomon::transfer
