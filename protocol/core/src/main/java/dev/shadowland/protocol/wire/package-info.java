/** Bytes and their meaning: buffers, VarInt, bits, header, frames, quantizers. */
@NullMarked
package dev.shadowland.protocol.wire;

import org.jspecify.annotations.NullMarked;
