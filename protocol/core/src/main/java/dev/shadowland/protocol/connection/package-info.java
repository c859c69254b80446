/** The sans-I/O peer: what both ends of an established connection do with bytes and time. */
@NullMarked
package dev.shadowland.protocol.connection;

import org.jspecify.annotations.NullMarked;
