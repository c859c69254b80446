/** Seeded loss, latency, jitter, duplication and reordering of datagrams. */
@NullMarked
package dev.shadowland.protocol.weather;

import org.jspecify.annotations.NullMarked;
