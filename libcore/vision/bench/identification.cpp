// SPDX-License-Identifier: GPL-3.0-or-later
#include "vision/bench/identification.h"

#include <algorithm>
#include <random>
#include <string>
#include <utility>

#include "vision/identify.h"

namespace kaomon::vision::bench {
namespace {

constexpr std::size_t kMostEnrolled = 5; // pictures
constexpr std::size_t kFewestEnrolled = 3;

using Pictures = std::vector<const Embedding*>;

bool isLookedFor(const Pictures& pictures) {
    return pictures.size() > kFewestEnrolled;
}

std::size_t enrolledOf(const Pictures& pictures) {
    return isLookedFor(pictures) ? std::min(kMostEnrolled, pictures.size() - 1)
                                 : std::min(kMostEnrolled, pictures.size());
}

// Those who can be looked for first, in an order of chance; the pictures of each likewise.
std::vector<Pictures> shuffled(const Gallery& gallery, std::mt19937& random) {
    std::vector<Pictures> people;
    for (auto& [name, pictures] : gallery.people()) {
        people.push_back(pictures);
    }
    std::ranges::shuffle(people, random);
    for (Pictures& pictures : people) {
        std::ranges::shuffle(pictures, random);
    }
    std::ranges::stable_partition(people, isLookedFor);
    return people;
}

Status enrol(TemplateIndex& index, const std::vector<Pictures>& people, std::size_t count) {
    for (std::size_t person = 0; person < count; ++person) {
        std::vector<Embedding> enrolled;
        for (std::size_t i = 0; i < enrolledOf(people[person]); ++i) {
            enrolled.push_back(*people[person][i]);
        }
        const Result<Template> made = Template::fromEmbeddings(enrolled);
        if (!made) {
            return propagate(made.error());
        }
        if (const Status added = index.add(person, *made); !added) {
            return added;
        }
    }
    return {};
}

struct Search {
    const TemplateIndex& index;
    const ThresholdTable& thresholds;
    FmrPreset preset;
};

// One picture; `who` is his number when he is enrolled.
Status look(const Search& search, const Embedding& face, std::optional<std::size_t> who,
            IdentificationShares& shares) {
    const auto found = search.index.find(face, search.thresholds, search.preset);
    if (!found) {
        return propagate(found.error());
    }
    if (!who) {
        ++shares.letIn.trials;
        shares.letIn.hits += found->isAccepted ? 1 : 0;
        return {};
    }
    const bool isRight = found->isAccepted && found->person == *who;
    ++shares.missed.trials;
    ++shares.confused.trials;
    shares.missed.hits += isRight ? 0 : 1;
    shares.confused.hits += found->isAccepted && !isRight ? 1 : 0;
    return {};
}

Status searchAll(const Search& search, const std::vector<Pictures>& people, std::size_t count,
                 IdentificationShares& shares) {
    for (std::size_t person = 0; person < people.size(); ++person) {
        const bool isEnrolled = person < count;
        const std::size_t first = isEnrolled ? enrolledOf(people[person]) : 0;
        for (std::size_t i = first; i < people[person].size(); ++i) {
            const auto who = isEnrolled ? std::optional(person) : std::nullopt;
            if (const Status looked = look(search, *people[person][i], who, shares); !looked) {
                return looked;
            }
        }
    }
    return {};
}

} // namespace

Result<std::vector<IdentificationShares>>
measureIdentification(const Gallery& gallery, const ThresholdTable& thresholds, FmrPreset preset,
                      std::span<const std::size_t> sizes, unsigned draws) {
    std::vector<IdentificationShares> all;
    for (const std::size_t size : sizes) {
        std::mt19937 random(1); // the same drawings in every run
        IdentificationShares shares;
        shares.people = size;
        for (unsigned draw = 0; draw < draws; ++draw) {
            const std::vector<Pictures> people = shuffled(gallery, random);
            if (size == 0 || size >= people.size()) {
                return fail(ErrorCode::ValidationFailed, "there are " + std::to_string(people.size()) +
                                                             " people, and somebody must be a stranger");
            }
            const auto lookedFor = static_cast<std::size_t>(std::ranges::count_if(people, isLookedFor));
            shares.filledUp = size - std::min(size, lookedFor);
            TemplateIndex index(people.front().front()->modelId());
            if (const Status enrolled = enrol(index, people, size); !enrolled) {
                return propagate(enrolled.error());
            }
            if (const Status done = searchAll({index, thresholds, preset}, people, size, shares); !done) {
                return propagate(done.error());
            }
        }
        all.push_back(shares);
    }
    return all;
}

} // namespace kaomon::vision::bench
