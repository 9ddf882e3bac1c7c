// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "storage/unit_of_work.h"
#include "wire/face_accesses.h"

namespace kaomon::storage {

// A sealed template that a reply holds.
struct FaceRead {
    UserId user;
    TemplateId face;
};

// Who is given it.
struct FaceReader {
    static FaceReader of(const DeviceId& device) { return {"device", device.text()}; }
    static FaceReader of(const UserId& user) { return {"user", user.text()}; }

    std::string kind;
    std::string id;
};

// Who was given the sealed templates of the unit's tenant: a line for each template and reader, kept as long
// as the person. Used inside one job. Throws StorageFault.
class FaceAccessRepository {
public:
    explicit FaceAccessRepository(UnitOfWork& unit)
        : m_unit(unit) {}

    // Whose template this is; nullopt when there is none.
    [[nodiscard]] std::optional<FaceRead> find(const TemplateId& face);
    // A person who is gone by now has no lines any more.
    void note(const std::vector<FaceRead>& faces, const FaceReader& reader, TimePoint now);
    // Those of a person before a place in the order (last time, id), the last first.
    struct Place {
        TimePoint lastAt;
        std::string id;
    };
    [[nodiscard]] std::vector<wire::FaceAccess> list(const UserId& user, const std::optional<Place>& before,
                                                     int limit);
    [[nodiscard]] static std::string idOf(const wire::FaceAccess& access);

private:
    UnitOfWork& m_unit;
};

} // namespace kaomon::storage
