/** The snapshot: quantized rows, masked records, and the frames that carry them to a viewer. */
@NullMarked
package dev.shadowland.protocol.snapshot;

import org.jspecify.annotations.NullMarked;
