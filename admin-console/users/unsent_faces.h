// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include <QString>

#include "base/clock.h"
#include "wire/assisted_faces.h"

namespace kaomon::users {

// Faces that an administrator took and that the server has not got yet, one file each in the console's own
// folder, so that an end of the console by force does not cost the person another sitting. What is in a file
// is what would be sent: sealed under the face key of the organisation, which this console does not have, and
// signed; no name and no picture. Small files, written at once. GUI thread.
class UnsentFaces {
public:
    // Longer than that nobody remembers who sat there, and consent may have gone.
    static constexpr std::chrono::hours kLongest{72};
    static constexpr int kMost = 32; // files that are looked at

    // `folder`: the console's.
    explicit UnsentFaces(const QString& folder);

    // Whose it is: only this administrator of this organisation gets it again.
    struct Owner {
        std::string tenant;
        std::string administrator;
    };

    // ErrorCode::StorageFailed.
    [[nodiscard]] Status keep(const Owner& owner, const wire::AssistedFace& face) const;
    void forget(const TemplateId& face) const;
    // The oldest first. What is too old, whoever took it, and what cannot be read is erased on the way.
    [[nodiscard]] std::vector<wire::AssistedFace> of(const Owner& owner, TimePoint now) const;

private:
    QString m_folder;
};

} // namespace kaomon::users
