// SPDX-License-Identifier: GPL-3.0-or-later
#include "vision/bench/search.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <functional>
#include <memory>
#include <random>

#if defined(KAOMON_HAVE_FAISS)
#include <faiss/IndexFlat.h>
#include <omp.h>
#endif

#include "vision/identify.h"

namespace kaomon::vision::bench {
namespace {

const std::string kModel = "bench/net-1";
constexpr ThresholdTable kTable{0.41F, 0.48F, 0.44F, 0.50F};

Result<Embedding> madeUp(std::mt19937& random) {
    std::normal_distribution<float> normal;
    std::array<float, kEmbeddingSize> values{};
    std::ranges::generate(values, [&] { return normal(random); });
    return Embedding::fromValues(kModel, values);
}

// One way to search; gives who is nearest.
struct Way {
    std::string name;
    std::function<std::size_t(const Embedding&)> find;
    std::vector<double> times;
};

Way wayOf(std::string name, const TemplateIndex& index) {
    return {std::move(name),
            [&index](const Embedding& probe) {
                const auto found = index.find(probe, kTable, FmrPreset::High);
                return found ? found->person : static_cast<std::size_t>(-1);
            },
            {}};
}

SearchTime medianOf(Way& way) {
    std::ranges::sort(way.times);
    return {way.name, way.times[way.times.size() / 2]};
}

#if defined(KAOMON_HAVE_FAISS)
Way faissWay(faiss::IndexFlatIP& index) {
    return {"FAISS IndexFlatIP",
            [&index](const Embedding& probe) {
                float score = 0.0F;
                faiss::Index::idx_t nearest = -1;
                index.search(1, probe.values().data(), 1, &score, &nearest);
                return static_cast<std::size_t>(nearest);
            },
            {}};
}
#endif

} // namespace

Result<std::vector<SearchTime>> measureSearch(std::size_t templates, std::size_t probes) {
    std::mt19937 random(1);
    TemplateIndex portable(kModel, TemplateIndex::Kernel::Portable);
    TemplateIndex best(kModel);
    std::vector<Embedding> faces;
    for (std::size_t person = 0; person < templates; ++person) {
        Result<Embedding> face = madeUp(random);
        const auto made =
            face ? Template::fromEmbeddings({&*face, 1}) : Result<Template>(propagate(face.error()));
        if (!made) {
            return propagate(made.error());
        }
        for (TemplateIndex* index : {&portable, &best}) {
            if (const Status added = index->add(person, *made); !added) {
                return propagate(added.error());
            }
        }
        faces.push_back(std::move(*face));
    }
    std::vector<Way> ways;
    ways.push_back(wayOf("portable", portable));
    if (TemplateIndex::bestKernel() == TemplateIndex::Kernel::Avx2) {
        ways.push_back(wayOf("avx2", best));
    }
#if defined(KAOMON_HAVE_FAISS)
    omp_set_num_threads(1);
    faiss::IndexFlatIP reference(static_cast<faiss::Index::idx_t>(kEmbeddingSize));
    for (const Embedding& face : faces) {
        reference.add(1, face.values().data());
    }
    ways.push_back(faissWay(reference));
#endif
    for (std::size_t i = 0; i < probes; ++i) {
        const Embedding& probe = faces[i * 7919 % faces.size()];
        std::optional<std::size_t> nearest;
        for (Way& way : ways) {
            const auto start = std::chrono::steady_clock::now();
            const std::size_t found = way.find(probe);
            const auto spent = std::chrono::steady_clock::now() - start;
            way.times.push_back(std::chrono::duration<double, std::milli>(spent).count());
            if (nearest.value_or(found) != found) {
                return fail(ErrorCode::Internal, way.name + " found somebody else");
            }
            nearest = found;
        }
    }
    std::vector<SearchTime> result;
    std::ranges::transform(ways, std::back_inserter(result), medianOf);
    return result;
}

} // namespace kaomon::vision::bench
