/**
 * A reader of the wire format written from {@code protocol/WIRE-FORMAT.md} alone. It shares no code
 * with the protocol module, not by accident either: that module's tests depend on this one.
 */
@NullMarked
package dev.shadowland.checker;

import org.jspecify.annotations.NullMarked;
