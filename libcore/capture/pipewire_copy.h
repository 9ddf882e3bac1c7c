// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace kaomon::capture {

// GStreamer's source for PipeWire cameras hands on the memory it shares with the camera, and PipeWire takes
// that memory away again whenever camera and reader agree anew on their buffers, which happens right after
// the start: a picture that is being read then crashes its reader. This makes every such source of the
// process hand on copies. Qt has no setting for it. Call once, before the first camera is opened; does
// nothing where there is no PipeWire.
void copyPipeWirePictures();

} // namespace kaomon::capture
