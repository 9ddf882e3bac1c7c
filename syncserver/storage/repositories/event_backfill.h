// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "storage/unit_of_work.h"

namespace kaomon::storage {

// Events from before their clear texts were kept beside them, which a search therefore does not find. They
// are read in their order, a page at a time, each page from where the last one ended; when all were read, a
// tenant is done for ever. Used inside one job. Throws StorageFault.
class EventBackfill {
public:
    struct Place {
        TimePoint at;
        long long arrival = 0;
    };
    struct Lacking {
        Place place;
        std::string body;
    };
    struct Page {
        std::vector<Lacking> lacking;
        Place last;
        bool isEnd = false;
    };

    explicit EventBackfill(UnitOfWork& unit)
        : m_unit(unit) {}

    // nullopt: done.
    [[nodiscard]] std::optional<Place> position();
    // What lacks its text among the next `rows` events behind a place.
    [[nodiscard]] Page read(const Place& behind, int rows);
    // Gives events their texts and remembers how far it has come. An event that cannot be read is passed
    // over.
    void fill(const Page& page, TimePoint now);

private:
    UnitOfWork& m_unit;
};

} // namespace kaomon::storage
