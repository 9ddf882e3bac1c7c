// SPDX-License-Identifier: GPL-3.0-or-later
#include <dlib/dnn.h>
#include <dlib/opencv.h>

#include <algorithm>
#include <array>
#include <sstream>

#if __has_include(<dlfcn.h>)
#include <dlfcn.h>
#endif

#include "vision/dlib_networks_impl.h"

namespace kaomon::vision {
namespace {

// The shape of the network that the file holds the numbers for: five levels of residual blocks with 32 to 256
// filters. It must agree with the file in every layer, or the file is refused.
template<long filters, int stride, typename Below>
using Convolutions =
    dlib::affine<dlib::con<filters, 3, 3, 1, 1,
                           dlib::relu<dlib::affine<dlib::con<filters, 3, 3, stride, stride, Below>>>>>;

template<long filters, typename Below>
using Block = dlib::relu<dlib::add_prev1<Convolutions<filters, 1, dlib::tag1<Below>>>>;

template<long filters, typename Below>
using HalvingBlock = dlib::relu<dlib::add_prev2<
    dlib::avg_pool<2, 2, 2, 2, dlib::skip1<dlib::tag2<Convolutions<filters, 2, dlib::tag1<Below>>>>>>>;

template<typename Below>
using Level32 = Block<32, Block<32, Block<32, Below>>>;
template<typename Below>
using Level64 = Block<64, Block<64, Block<64, HalvingBlock<64, Below>>>>;
template<typename Below>
using Level128 = Block<128, Block<128, HalvingBlock<128, Below>>>;
template<typename Below>
using Level256 = Block<256, Block<256, HalvingBlock<256, Below>>>;

using Entrance =
    dlib::max_pool<3, 3, 2, 2,
                   dlib::relu<dlib::affine<dlib::con<32, 7, 7, 2, 2, dlib::input_rgb_image_sized<150>>>>>;

using FaceNetwork = dlib::loss_metric<dlib::fc_no_bias<
    ResidualEmbedder::kNumbers,
    dlib::avg_pool_everything<HalvingBlock<256, Level256<Level128<Level64<Level32<Entrance>>>>>>>>;

// The BLAS behind dlib is the machine's choice. OpenBLAS would start threads that wait for each other on a
// busy PC: ten times slower than one.
void useOneThread() {
#if __has_include(<dlfcn.h>)
    using SetThreads = void (*)(int);
    if (const auto set = reinterpret_cast<SetThreads>(::dlsym(RTLD_DEFAULT, "openblas_set_num_threads"))) {
        set(1);
    }
#endif
}

} // namespace

struct ResidualEmbedder::Network {
    FaceNetwork net;
};

ResidualEmbedder::ResidualEmbedder(std::unique_ptr<Network> network, std::string modelId,
                                   std::vector<float> centre)
    : m_network(std::move(network))
    , m_modelId(std::move(modelId))
    , m_centre(std::move(centre)) {}

ResidualEmbedder::~ResidualEmbedder() = default;

Result<std::unique_ptr<ResidualEmbedder>> ResidualEmbedder::load(const Bytes& model, std::string modelId,
                                                                 std::vector<float> centre) {
    if (!centre.empty() && centre.size() != kNumbers) {
        return fail(ErrorCode::ModelCorrupt, "a centre of the wrong size");
    }
    useOneThread();
    auto network = std::make_unique<Network>();
    std::istringstream stream(std::string(model.begin(), model.end()));
    dlib::deserialize(network->net, stream);
    std::unique_ptr<ResidualEmbedder> embedder(
        new ResidualEmbedder(std::move(network), std::move(modelId), std::move(centre)));
    const cv::Mat grey(embedder->side(), embedder->side(), CV_8UC3, cv::Scalar(90, 110, 140));
    if (const Result<Embedding> trial = embedder->embed(grey); !trial) {
        return fail(ErrorCode::ModelCorrupt, "embedding network: " + trial.error().detail);
    }
    return embedder;
}

Result<Embedding> ResidualEmbedder::embed(const cv::Mat& aligned) {
    dlib::matrix<dlib::rgb_pixel> chip;
    dlib::assign_image(chip, dlib::cv_image<dlib::bgr_pixel>(aligned));
    const dlib::matrix<float, 0, 1> found = m_network->net(chip);
    if (found.size() != static_cast<long>(kNumbers)) {
        return fail(ErrorCode::ModelCorrupt, "embedding of the wrong size");
    }
    const float length = std::max(dlib::length(found), 1e-6F);
    std::array<float, kEmbeddingSize> values{}; // the zeros behind change no cosine
    for (std::size_t i = 0; i < kNumbers; ++i) {
        values[i] = found(static_cast<long>(i)) / length - (m_centre.empty() ? 0.0F : m_centre[i]);
    }
    Result<Embedding> embedding = Embedding::fromValues(m_modelId, values);
    wipe(values.data(), sizeof(values));
    return embedding;
}

} // namespace kaomon::vision
