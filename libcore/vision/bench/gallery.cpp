// SPDX-License-Identifier: GPL-3.0-or-later
#include "vision/bench/gallery.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <fstream>
#include <random>

#include "vision/picture.h"

namespace kaomon::vision::bench {
namespace {

namespace fs = std::filesystem;

std::string personOf(const std::string& relativePath) {
    return fs::path(relativePath).parent_path().string();
}

const Face* nearestToMiddle(const FrameAnalysis& analysis, const Frame& frame) {
    const auto distance = [&](const Face& face) {
        const Point centre = face.box.centre();
        return std::hypot(centre.x - static_cast<float>(frame.width) / 2.0F,
                          centre.y - static_cast<float>(frame.height) / 2.0F);
    };
    const auto nearest = std::ranges::min_element(analysis.faces, {}, distance);
    return nearest == analysis.faces.end() ? nullptr : &*nearest;
}

} // namespace

Status Gallery::add(const std::string& relativePath) {
    if (m_embeddings.contains(relativePath)) {
        return {};
    }
    Result<Frame> frame = loadPicture(m_folder / relativePath);
    if (!frame) {
        return fail(frame.error().code, relativePath + ": " + frame.error().detail);
    }
    if (m_frame) {
        frame = onCanvas(*frame, *m_frame, Placing::AsItIs);
    }
    const Result<FrameAnalysis> analysis = m_engine.analyse(*frame);
    if (!analysis) {
        return propagate(analysis.error());
    }
    const Face* face = nearestToMiddle(*analysis, *frame);
    if (face == nullptr) {
        ++m_withoutFace;
        m_embeddings[relativePath] = {};
        return {};
    }
    Result<Embedding> embedding = m_engine.embed(*frame, *face);
    if (!embedding) {
        return propagate(embedding.error());
    }
    m_embeddings[relativePath] = {std::move(*embedding)};
    return {};
}

Status Gallery::addAll(const std::function<void(std::size_t, std::size_t)>& progress) {
    std::vector<std::string> pictures;
    std::error_code problem;
    for (fs::recursive_directory_iterator it(m_folder, problem), end; !problem && it != end;
         it.increment(problem)) {
        const std::string extension = it->path().extension().string();
        if (extension == ".jpg" || extension == ".jpeg" || extension == ".png") {
            pictures.push_back(fs::relative(it->path(), m_folder).string());
        }
    }
    if (problem || pictures.empty()) {
        return fail(ErrorCode::NotFound, "no pictures in " + m_folder.string());
    }
    std::ranges::sort(pictures);
    for (std::size_t i = 0; i < pictures.size(); ++i) {
        if (const Status added = add(pictures[i]); !added) {
            return added;
        }
        progress(i + 1, pictures.size());
    }
    return {};
}

float Gallery::compare(const std::string& one, const std::string& other) const {
    const auto first = m_embeddings.find(one);
    const auto second = m_embeddings.find(other);
    const bool bothHaveFaces = first != m_embeddings.end() && second != m_embeddings.end() &&
                               !first->second.empty() && !second->second.empty();
    return bothHaveFaces ? first->second.front().similarity(second->second.front()) : -1.0F;
}

std::vector<Comparison> Gallery::allPairs() const {
    std::vector<Comparison> comparisons;
    comparisons.reserve(m_embeddings.size() * m_embeddings.size() / 2);
    for (auto one = m_embeddings.begin(); one != m_embeddings.end(); ++one) {
        const std::string person = personOf(one->first);
        for (auto other = std::next(one); other != m_embeddings.end(); ++other) {
            const bool bothHaveFaces = !one->second.empty() && !other->second.empty();
            const float score = bothHaveFaces ? one->second.front().similarity(other->second.front()) : -1.0F;
            comparisons.push_back({score, person == personOf(other->first), 0});
        }
    }
    return comparisons;
}

std::map<std::string, std::vector<const Embedding*>> Gallery::people() const {
    std::map<std::string, std::vector<const Embedding*>> people;
    for (const auto& [path, embedding] : m_embeddings) {
        if (!embedding.empty()) {
            people[personOf(path)].push_back(&embedding.front());
        }
    }
    return people;
}

std::vector<Comparison> Gallery::meanTemplates(std::size_t frames, unsigned splits) const {
    auto people = this->people();
    std::mt19937 random(1); // the same drawings in every run
    std::vector<Comparison> comparisons;
    for (auto& [person, pictures] : people) {
        for (unsigned split = 0; split < splits && pictures.size() > frames; ++split) {
            std::ranges::shuffle(pictures, random);
            std::vector<Embedding> enrolled;
            for (std::size_t i = 0; i < frames; ++i) {
                enrolled.push_back(*pictures[i]);
            }
            const Result<Template> made = Template::fromEmbeddings(enrolled);
            if (!made) {
                continue;
            }
            for (std::size_t i = frames; i < pictures.size(); ++i) {
                comparisons.push_back({made->similarity(*pictures[i]).value_or(-1.0F), true, 0});
            }
            for (const auto& [stranger, others] : people) {
                for (std::size_t i = 0; stranger != person && i < others.size(); ++i) {
                    comparisons.push_back({made->similarity(*others[i]).value_or(-1.0F), false, 0});
                }
            }
        }
    }
    return comparisons;
}

Result<std::vector<PicturePair>> readPairs(const fs::path& file) {
    std::ifstream input(file);
    if (!input) {
        return fail(ErrorCode::NotFound, "cannot open " + file.string());
    }
    std::vector<PicturePair> pairs;
    std::string line;
    for (std::size_t number = 1; std::getline(input, line); ++number) {
        if (!line.empty() && line.back() == '\r') {
            line.pop_back();
        }
        if (line.empty()) {
            continue;
        }
        const std::size_t first = line.find('\t');
        const std::size_t second = first == std::string::npos ? first : line.find('\t', first + 1);
        const std::string label = second == std::string::npos ? std::string() : line.substr(second + 1);
        if (first == 0 || second == first + 1 || (label != "0" && label != "1")) {
            return fail(ErrorCode::ValidationFailed, file.string() + ", line " + std::to_string(number) +
                                                         ": expected picture TAB picture TAB 1|0");
        }
        pairs.push_back({line.substr(0, first), line.substr(first + 1, second - first - 1), label == "1"});
    }
    return pairs;
}

std::vector<Comparison> comparePairs(const Gallery& gallery, const std::vector<PicturePair>& pairs) {
    const auto genuine =
        static_cast<std::size_t>(std::ranges::count(pairs, true, &PicturePair::isSamePerson));
    const std::array<std::size_t, 2> totals{pairs.size() - genuine, genuine};
    std::array<std::size_t, 2> seen{};
    std::vector<Comparison> comparisons;
    for (const PicturePair& pair : pairs) {
        const std::size_t kind = pair.isSamePerson ? 1 : 0;
        const auto fold = static_cast<int>(seen.at(kind)++ * 10 / totals.at(kind));
        comparisons.push_back({gallery.compare(pair.one, pair.other), pair.isSamePerson, fold});
    }
    return comparisons;
}

} // namespace kaomon::vision::bench
