/** The client protocol and the backplane's bytes, without I/O, threads or clocks. */
@NullMarked
package dev.shadowland.protocol;

import org.jspecify.annotations.NullMarked;
