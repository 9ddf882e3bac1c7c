// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

#include "base/result.h"

namespace kaomon::localipc {

// The subject of the certificate that a program's file is signed with, when Windows believes the signature;
// nullopt for a file without one. ErrorCode::PeerDenied for a signature that it does not believe: another
// file than the one that was signed, a certificate that leads to nobody whom this PC trusts. Goes to no
// network. Any thread.
using ImageSigner = Result<std::optional<std::string>>;
[[nodiscard]] ImageSigner signerOfImage(const std::string& path);

// The file that this code is in: a program, or the DLL that Windows has loaded.
[[nodiscard]] std::string ownImage();

// Whether a program signed by `own` may believe one signed by `peer`. What is not signed itself, or by nobody
// whom this PC trusts, asks nobody else for it: the build of a developer works without a certificate. Pure.
[[nodiscard]] Status checkSigner(const ImageSigner& own, const ImageSigner& peer);

// Of the agent's program, before it is believed. What is refused is logged, once in a row.
[[nodiscard]] Status checkAgentImage(const std::string& path);

} // namespace kaomon::localipc
