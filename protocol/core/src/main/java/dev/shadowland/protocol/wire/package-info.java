/** Bytes and their meaning: buffers, VarInt, bits, header, frames, quantizers. */
@HotPath
@NullMarked
package dev.shadowland.protocol.wire;

import dev.shadowland.protocol.HotPath;

import org.jspecify.annotations.NullMarked;
