// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/secret.h"
#include "domain/liveness.h"
#include "vision/thresholds.h"

namespace kaomon::vision {

// Points refines the detector's points with 68 landmarks, Eyes looks at the eyes between them. Liveness may
// have several files, whose scores are averaged, every other role has one; Liveness, Points and Eyes may be
// missing.
enum class ModelRole { Detector, Embedder, Liveness, Points, Eyes };
[[nodiscard]] std::string_view roleName(ModelRole role);

// Where a file can be had; exactly one of the first three, or none when the pack's owner must bring the file.
struct ModelSource {
    std::string npm;    // "<package>@<version>"
    std::string url;    // https
    std::string debian; // source package
    std::string path;   // in the archive
    std::string note;   // for people, when it cannot be fetched
};

// One file of a pack as its manifest describes it.
struct ModelFile {
    std::string name;
    ModelRole role = ModelRole::Detector;
    std::string purpose;
    std::string licence;
    ModelSource source;
    std::filesystem::path path;
    std::uint64_t bytes = 0;
    std::string sha256;        // lower-case hex
    std::string preprocessing; // which fixed recipe feeds this file; the engine refuses one it does not know
};

// What the engine measures on two made-up pictures when its networks compute what they should.
struct SelfTestFigures {
    float similarity = 0.0F;      // of the two embeddings
    std::optional<float> passive; // score of the first
};

// A folder with manifest.json and the model files it names. Another pack dropped into the configured folder
// replaces the shipped one, with its own id and thresholds. Immutable after open(); share it freely between
// threads.
class ModelPack {
public:
    // Reads the manifest and checks size and SHA-256 of every file. ErrorCode::ModelMissing when the folder,
    // the manifest or a file is not there; ErrorCode::ModelCorrupt when a file differs or the manifest makes
    // no sense.
    [[nodiscard]] static Result<ModelPack> open(const std::filesystem::path& folder);

    // Name of the embedding space, such as "registry/fr_feature-1"; stands in every template made with this
    // pack.
    [[nodiscard]] const std::string& modelId() const { return m_modelId; }
    [[nodiscard]] const std::string& name() const { return m_name; }
    [[nodiscard]] const std::filesystem::path& folder() const { return m_folder; }
    [[nodiscard]] const std::vector<ModelFile>& files() const { return m_files; }
    // The first file of that role; null when the pack has none.
    [[nodiscard]] const ModelFile* file(ModelRole role) const;

    // The bytes of that file, checked against the manifest at this very reading, so that what was verified is
    // what is used. ErrorCode::ModelMissing or ErrorCode::ModelCorrupt. Thread-safe.
    [[nodiscard]] Result<Bytes> load(ModelRole role) const;
    [[nodiscard]] static Result<Bytes> load(const ModelFile& file);

    // Only the manifest, for a pack whose files are still to be fetched; they are looked for in `folder`.
    [[nodiscard]] static Result<ModelPack> describe(const std::filesystem::path& manifest,
                                                    const std::filesystem::path& folder);

    [[nodiscard]] const ThresholdTable& thresholds() const { return m_thresholds; }
    // What the pack can tell about a living face, with its calibrated numbers.
    [[nodiscard]] const domain::LivenessAbilities& liveness() const { return m_liveness; }
    // Nullopt for a pack whose makers measured none.
    [[nodiscard]] const std::optional<SelfTestFigures>& selfTest() const { return m_selfTest; }
    // Where the aligned face expects its points, in 112 x 112 pixels (of which a larger face has as many
    // more), x0 y0 x1 y1 ...: the two eyes and the nose (6 numbers), and then the mouth's centre (8 numbers)
    // or its two corners (10 numbers).
    [[nodiscard]] const std::vector<float>& alignment() const { return m_alignment; }
    // What is taken away from every embedding before it is compared; empty for most packs.
    [[nodiscard]] const std::vector<float>& centre() const { return m_centre; }

private:
    friend class ManifestReader;
    ModelPack() = default;

    std::string m_name;
    std::string m_modelId;
    std::filesystem::path m_folder;
    std::vector<ModelFile> m_files;
    ThresholdTable m_thresholds;
    domain::LivenessAbilities m_liveness;
    std::optional<SelfTestFigures> m_selfTest;
    std::vector<float> m_alignment;
    std::vector<float> m_centre;
};

} // namespace kaomon::vision
