// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/secret.h"
#include "vision/thresholds.h"

namespace kaomon::vision {

enum class ModelRole { Detector, Embedder, Liveness };

// One file of a pack as its manifest describes it.
struct ModelFile {
    std::string name;
    ModelRole role = ModelRole::Detector;
    std::string purpose;
    std::string licence;
    std::string source; // "<package>@<version>:<path in it>", for people
    std::filesystem::path path;
    std::uint64_t bytes = 0;
    std::string sha256;        // lower-case hex
    std::string preprocessing; // which fixed recipe feeds this file; the engine refuses one it does not know
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
    // Null when the pack has no file for that role.
    [[nodiscard]] const ModelFile* file(ModelRole role) const;

    // The bytes of that file, checked against the manifest at this very reading, so that what was verified is
    // what is used. ErrorCode::ModelMissing or ErrorCode::ModelCorrupt. Thread-safe.
    [[nodiscard]] Result<Bytes> load(ModelRole role) const;

    [[nodiscard]] const ThresholdTable& thresholds() const { return m_thresholds; }
    // Mean passive score below which a spoof is suspected; nullopt when the pack has no passive net.
    [[nodiscard]] std::optional<float> livenessThreshold() const { return m_livenessThreshold; }
    // Where the aligned face expects eyes, nose and mouth centre, in 112 x 112 pixels: x0 y0 x1 y1 ...
    [[nodiscard]] const std::array<float, 8>& alignment() const { return m_alignment; }

private:
    friend class ManifestReader;
    ModelPack() = default;

    std::string m_name;
    std::string m_modelId;
    std::filesystem::path m_folder;
    std::vector<ModelFile> m_files;
    ThresholdTable m_thresholds;
    std::optional<float> m_livenessThreshold;
    std::array<float, 8> m_alignment{};
};

} // namespace kaomon::vision
