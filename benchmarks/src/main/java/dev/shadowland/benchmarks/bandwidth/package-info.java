/** What an update of an entity costs on the wire, by what bots received from a real cluster. */
@NullMarked
package dev.shadowland.benchmarks.bandwidth;

import org.jspecify.annotations.NullMarked;
