// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/debian_source.h"

namespace kaomon::agent {

Status downloadDebianSource(const std::string& package, const std::filesystem::path&) {
    return fail(ErrorCode::ModelMissing,
                package + " is a source package of Debian, which Windows cannot get: get its "
                          "files on a Debian machine and name their folder with --from");
}

} // namespace kaomon::agent
