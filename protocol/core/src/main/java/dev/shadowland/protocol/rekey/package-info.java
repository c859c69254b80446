/** Changing a connection's keys while it runs: which key opens what, and how both ends agree. */
@NullMarked
package dev.shadowland.protocol.rekey;

import org.jspecify.annotations.NullMarked;
