// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/problem.h"

#include "wire/codec_impl.h"
#include "wire/descriptions.h"

namespace kaomon::wire {

template std::string encode(const ProblemError&);
template Result<ProblemError> decode(std::string_view, UnknownFields);
template std::string schema<ProblemError>();
template std::string encode(const Problem&);
template Result<Problem> decode(std::string_view, UnknownFields);
template std::string schema<Problem>();

} // namespace kaomon::wire
