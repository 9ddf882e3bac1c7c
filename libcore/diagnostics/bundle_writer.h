// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string_view>

#include "base/result.h"
#include "base/secret.h"
#include "diagnostics/bundle_limits.h"
#include "wire/diagnostics_report.h"

namespace kaomon::diagnostics {

// Makes the content of a diagnostics bundle: a ZIP file of report.json first and then logs/<source>.jsonl,
// one for each program, with the lines of base/log.h as they were written. It leaves in pieces, so that it
// can be sealed part by part (crypto/sealed_blob.h) without ever being whole in memory or on a disk.
// Move-only; one thread.
class BundleWriter {
public:
    // Gets the next bytes of the file; its failure ends the writing.
    using Sink = std::function<Status(std::span<const std::uint8_t>)>;

    // ErrorCode::PayloadTooLarge for a report beyond the bounds; what the sink said.
    [[nodiscard]] static Result<BundleWriter> begin(const wire::DiagnosticsReport& report, Sink sink,
                                                    BundleLimits limits = {});
    BundleWriter(BundleWriter&&) noexcept;
    BundleWriter& operator=(BundleWriter&&) noexcept;
    // What was not finished is no bundle.
    ~BundleWriter();

    // The lines that follow are of this program: a-z, 0-9 and -, at most 32; each once.
    // ErrorCode::ValidationFailed.
    [[nodiscard]] Status beginLog(std::string_view source);
    // One line without its end; longer ones are cut, line ends inside become spaces.
    // ErrorCode::PayloadTooLarge: the bundle is full; it can still be finished.
    [[nodiscard]] Status addLine(std::string_view line);
    [[nodiscard]] Status finish();

private:
    struct Impl;
    explicit BundleWriter(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

} // namespace kaomon::diagnostics
