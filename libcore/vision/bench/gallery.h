// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "vision/bench/canvas.h"
#include "vision/bench/verification.h"
#include "vision/face_engine.h"

namespace kaomon::vision::bench {

// A pictures folder (<person>/<picture>) and the embedding of the face in each picture: the one nearest the
// middle, as the protocol of LFW has it. Quality is not judged, so that nothing hard is left out. One thread.
class Gallery {
public:
    // `engine` must outlive the gallery. With a frame size each picture is put, as large as it is, in the
    // middle of a grey frame of that size, which is what a camera sees of a person at a desk.
    Gallery(FaceEngine& engine, std::filesystem::path folder, std::optional<FrameSize> frame = {})
        : m_engine(engine)
        , m_folder(std::move(folder))
        , m_frame(frame) {}

    // Embeds one picture unless it is there already. ErrorCode::NotFound and what loadPicture() and the
    // engine say; a picture without a face is counted, not an error.
    [[nodiscard]] Status add(const std::string& relativePath);
    // Every picture below the folder. ErrorCode::NotFound when there is none.
    [[nodiscard]] Status addAll(const std::function<void(std::size_t done, std::size_t all)>& progress);

    [[nodiscard]] std::size_t size() const { return m_embeddings.size(); }
    [[nodiscard]] std::size_t withoutFace() const { return m_withoutFace; }

    // The embeddings of each person who has any; they live as long as the gallery gets no more pictures.
    [[nodiscard]] std::map<std::string, std::vector<const Embedding*>> people() const;

    // -1 when one of the two has no face: no match, whatever the threshold.
    [[nodiscard]] float compare(const std::string& one, const std::string& other) const;
    // Every picture with every other; the person is the folder a picture lies in.
    [[nodiscard]] std::vector<Comparison> allPairs() const;
    // Templates of `frames` pictures of each person who has more, in `splits` reproducible drawings, each
    // compared with the person's other pictures and with all pictures of everybody else.
    [[nodiscard]] std::vector<Comparison> meanTemplates(std::size_t frames, unsigned splits) const;

private:
    FaceEngine& m_engine;
    std::filesystem::path m_folder;
    std::optional<FrameSize> m_frame;
    std::map<std::string, std::vector<Embedding>> m_embeddings; // by relative path; none or one each
    std::size_t m_withoutFace = 0;
};

struct PicturePair {
    std::string one;
    std::string other;
    bool isSamePerson = false;
};

// Lines "a TAB b TAB 1|0". ErrorCode::NotFound or, with the line number, ErrorCode::ValidationFailed.
[[nodiscard]] Result<std::vector<PicturePair>> readPairs(const std::filesystem::path& file);

// The comparisons of the listed pairs; each kind is cut into ten folds in the order of the file.
[[nodiscard]] std::vector<Comparison> comparePairs(const Gallery& gallery,
                                                   const std::vector<PicturePair>& pairs);

} // namespace kaomon::vision::bench
